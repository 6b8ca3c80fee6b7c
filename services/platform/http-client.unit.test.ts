import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJsonClient, type JsonClient } from './http-client';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

async function serving(listener: RequestListener): Promise<JsonClient> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return createJsonClient({
    service: 'carrier',
    baseUrl: `http://127.0.0.1:${port}/base/`,
    apiKey: 'secret-key',
    timeoutMs: 150,
  });
}

const get = { method: 'GET', path: '/things' } as const;

test('a request carries key, API key and JSON, and its answer is parsed', async () => {
  const client = await serving((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () =>
      response.end(JSON.stringify({ url: request.url, headers: request.headers, body })),
    );
  });
  const answer = await client.request({
    method: 'POST',
    path: '/things?a=1',
    key: 'once',
    body: { name: 'Müsli' },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      url: '/base/things?a=1',
      body: '{"name":"Müsli"}',
      headers: {
        'idempotency-key': 'once',
        authorization: 'Bearer secret-key',
        'content-type': 'application/json',
      },
    },
  });
});

test.each([
  ['a refusal', 409, '{"error":{}}', { status: 409, body: { error: {} } }],
  ['an empty answer', 204, '', { status: 204, body: undefined }],
])('%s is an answer', async (_what, status, text, expected) => {
  const client = await serving((_request, response) => response.writeHead(status).end(text));
  expect(await client.request(get)).toEqual(expected);
});

test.each([
  [500, 'unknown'],
  [503, 'unknown'],
  [302, 'unknown'],
  [401, 'not-done'],
  [403, 'not-done'],
  [429, 'not-done'],
])('status %i means that the outcome is %s', async (status, outcome) => {
  const client = await serving((_request, response) =>
    response.writeHead(status, { location: '/elsewhere' }).end('{}'),
  );
  await expect(client.request(get)).rejects.toMatchObject({ name: 'ProviderUnavailableError', outcome });
});

test.each<[string, RequestListener]>([
  ['no answer in time', () => undefined],
  ['half an answer', (_request, response) => void response.writeHead(200).write('{"a":')],
  [
    'an answer that breaks off',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{}');
      setTimeout(() => response.destroy(), 5);
    },
  ],
  ['a broken connection', (request) => void request.socket.destroy()],
  ['a page in place of JSON', (_request, response) => void response.end('<html>')],
])('%s leaves the outcome unknown and tells no secret', async (_what, listener) => {
  const client = await serving(listener);
  const error = await client
    .request({ ...get, method: 'POST', body: { iban: 'DE00' } })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'ProviderUnavailableError', service: 'carrier', outcome: 'unknown' });
  expect(String(error)).not.toMatch(/secret-key|DE00/);
});

test('a kept connection that was closed meanwhile is replaced without a failure', async () => {
  let requests = 0;
  const client = await serving((request, response) => {
    requests += 1;
    // The second request arrives on the kept connection and finds it gone.
    if (requests === 2) request.socket.destroy();
    else response.end('{}');
  });
  await client.request(get);
  expect(await client.request({ method: 'POST', path: '/things', key: 'once', body: {} })).toEqual({
    status: 200,
    body: {},
  });
  expect(requests).toBe(3);
});

test('a server that nobody runs did nothing, and one that went away in the middle may have done it', async () => {
  const client = await serving((request, response) => {
    if (request.method === 'GET') return void response.end('{}');
    server?.close();
    server?.closeAllConnections();
  });
  await client.request(get);
  await expect(client.request({ method: 'POST', path: '/things', key: 'once' })).rejects.toMatchObject({
    outcome: 'unknown',
  });
  await expect(client.request(get)).rejects.toMatchObject({ outcome: 'not-done' });
});
