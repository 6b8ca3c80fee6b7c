import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';

let server: Server;
let proxy: TcpProxy;
beforeAll(async () => {
  server = createServer((_request, response) => response.end('well'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
  proxy = await startTcpProxy();
  proxy.leadTo((server.address() as AddressInfo).port);
});
afterEach(() => proxy.close());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (timeoutMs = 2_000) => {
  const startedMs = performance.now();
  const answer = await fetch(`http://127.0.0.1:${proxy.port}`, { signal: AbortSignal.timeout(timeoutMs) });
  return { text: await answer.text(), ms: performance.now() - startedMs };
};

test('an open way passes everything on', async () => {
  expect((await ask()).text).toBe('well');
});

test('a slow way passes everything on later', async () => {
  proxy.make({ kind: 'slow', delayMs: 60 });
  const { text, ms } = await ask();
  expect(text).toBe('well');
  // There and back.
  expect(ms).toBeGreaterThanOrEqual(115);
});

test('a half-open way takes the connection and never answers, and is well again afterwards', async () => {
  proxy.make({ kind: 'half-open' });
  await expect(ask(150)).rejects.toMatchObject({ name: 'TimeoutError' });
  proxy.make({ kind: 'open' });
  expect((await ask()).text).toBe('well');
});

test('a cut way resets the connection', async () => {
  proxy.make({ kind: 'cut' });
  await expect(ask()).rejects.toThrow('fetch failed');
});
