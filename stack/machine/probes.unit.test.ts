import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpOk } from './probes';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function served(listener: RequestListener): Promise<string> {
  const started = createServer(listener).listen(0, '127.0.0.1');
  server = started;
  await new Promise((resolve) => started.once('listening', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

test('a whole answer with the wanted code is well, another code is not', async () => {
  const url = await served((_request, response) => void response.writeHead(200).end('here'));
  expect(await httpOk(url)).toBe(true);
  expect(await httpOk(url, [204])).toBe(false);
});

test.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  ['stops in the middle of its answer', (_request, response) => void response.writeHead(200).write('half')],
  [
    'closes in the middle of its answer',
    (_request, response) => void response.write('half', () => response.destroy()),
  ],
])('what %s is given up in time', async (_what, listener) => {
  const url = await served(listener);
  await expect(httpOk(url)).rejects.toThrow();
});
