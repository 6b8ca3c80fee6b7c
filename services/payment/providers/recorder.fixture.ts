import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it reached the provider. */
export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  /** As sent: JSON, or a form. */
  body: string;
  key: string | undefined;
  headers: IncomingMessage['headers'];
}

export interface Reply {
  status: number;
  body: unknown;
}

export interface Recorder {
  url: string;
  seen: Seen[];
  close(): Promise<void>;
}

/**
 * Stands before a provider and writes down what it is asked.
 * @param options.target whom each request is passed on to
 * @param options.decide answers in the target's place, once the target has accepted the request
 */
export async function startRecorder(options: {
  target: string;
  decide?: (seen: Seen) => Reply | undefined;
}): Promise<Recorder> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = 'GET', url = '/', headers } = request;
      const { pathname: path, searchParams: query } = new URL(url, 'http://recorder');
      const key = headers['idempotency-key'];
      const body = Buffer.concat(chunks).toString('utf8');
      const one: Seen = {
        method,
        path,
        query,
        body,
        key: typeof key === 'string' ? key : undefined,
        headers,
      };
      seen.push(one);
      const judged = await pass(options.target + url, one);
      const answer = judged.status < 400 ? options.decide?.(one) : undefined;
      response.writeHead(answer?.status ?? judged.status, { 'content-type': 'application/json' });
      response.end(answer ? JSON.stringify(answer.body) : judged.text);
    })().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function pass(url: string, { method, headers, body }: Seen): Promise<{ status: number; text: string }> {
  const kept = ['authorization', 'content-type', 'idempotency-key', 'stripe-version', 'stripe-account'];
  const response = await fetch(url, {
    method,
    headers: Object.fromEntries(
      kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
    ),
    ...(body === '' ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}
