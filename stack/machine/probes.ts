import { get } from 'node:http';
import { connect } from 'node:net';

const PROBE_MS = 1_500;

/**
 * Whether a GET answers with one of the given codes (200 unless told otherwise), to the last byte, within 1.5 s. Not by
 * fetch: one that is aborted while its answer comes in may stay pending for good (nodejs/node#56917), and so would
 * whoever waits for what is probed.
 * @throws Error when there is no whole answer in that time
 */
export function httpOk(url: string, codes: readonly number[] = [200]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(codes.includes(response.statusCode ?? 0)));
      response.resume();
    });
    const timer = setTimeout(() => request.destroy(new Error('no whole answer in time')), PROBE_MS);
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(timer);
      reject(new Error('the connection was closed'));
    });
  });
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
