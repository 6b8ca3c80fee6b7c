import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  rawBody: string;
}

export interface Inbox {
  url: string;
  received: Received[];
  /** Answers with this status from now on. */
  answerWith(status: number): void;
  /** Resolves once the condition holds, rejects after five seconds. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Stands for the shop's webhook endpoint and keeps what arrives. */
export async function openInbox(): Promise<Inbox> {
  const received: Received[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, rawBody: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    answerWith(next) {
      status = next;
    },
    until,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Resolves once the condition holds, rejects after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what was waited for did not happen in five seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
