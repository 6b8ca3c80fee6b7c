import { connect } from 'node:net';

const PROBE_MS = 1_500;

/** Whether a GET answers with one of the given codes (200 unless told otherwise) within 1.5 s. */
export async function httpOk(url: string, codes: readonly number[] = [200]): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS), redirect: 'manual' });
  await response.arrayBuffer();
  return codes.includes(response.status);
}

/**
 * Sends bytes and judges what has come back so far; false when the server closes or is silent for 1.5 s.
 * With nothing to send, being able to connect is enough.
 */
export function tcpAnswers(
  port: number,
  send?: Buffer,
  accept: (answer: Buffer) => boolean = () => true,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = Buffer.alloc(0);
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(PROBE_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => (send ? socket.write(send) : end(true)));
    socket.on('data', (data) => {
      answer = Buffer.concat([answer, data]);
      if (accept(answer)) end(true);
    });
  });
}
