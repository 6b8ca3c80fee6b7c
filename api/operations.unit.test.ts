import { startApi, people, type RunningApi } from './api.fixture';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const up = () => Promise.resolve();
const down = () => Promise.reject(new Error('connect ECONNREFUSED'));

test.each([
  ['everything is there', up, up, 200, 'up'],
  ['Redis is away', up, down, 200, 'degraded'],
  ['the database is away', down, up, 503, 'down'],
])('readiness when %s', async (_what, mongodb, redis, status, judgement) => {
  api = await startApi({
    checks: { mongodb: { needed: true, check: mongodb }, redis: { needed: false, check: redis } },
  });
  const answer = await api.call('GET', '/health/ready');
  expect([answer.status, answer.json.status]).toEqual([status, judgement]);
  expect(answer.json.dependencies).toMatchObject({
    mongodb: { status: mongodb === up ? 'up' : 'down' },
    redis: { status: redis === up ? 'up' : 'down' },
  });
});

test('a dependency that hangs counts as away within two seconds', async () => {
  api = await startApi({ checks: { mongodb: { needed: true, check: () => new Promise(() => undefined) } } });
  const startedMs = Date.now();
  expect((await api.call('GET', '/health/ready')).status).toBe(503);
  expect(Date.now() - startedMs).toBeLessThan(4000);
});

test('being alive needs nothing', async () => {
  api = await startApi({ checks: { mongodb: { needed: true, check: down } } });
  expect((await api.call('GET', '/health/live')).status).toBe(200);
});

test('metrics name routes by their template, never by an id', async () => {
  api = await startApi({ services: { order: { get: () => Promise.resolve(null) } } });
  await api.call('GET', '/v1/orders/a-very-private-id', { as: people.buyer });
  const { text } = await api.call('GET', '/metrics');
  expect(text).toContain('route="/v1/orders/{id}",status="404"');
  expect(text).not.toContain('a-very-private-id');
});

test('the page of the document is shown', async () => {
  api = await startApi();
  const answer = await api.call('GET', '/docs/');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('swagger-ui');
});

describe('headers', () => {
  test('forbid running, framing and guessing, and name no software', async () => {
    api = await startApi();
    const { headers } = await api.call('GET', '/health/live');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test("let the shop's pages call with the cookie, and nobody else's", async () => {
    api = await startApi();
    const preflight = (origin: string) =>
      api?.call('OPTIONS', '/v1/sessions', {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const own = await preflight('http://localhost:3000');
    expect(own?.status).toBe(204);
    expect(own?.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(own?.headers.get('access-control-allow-credentials')).toBe('true');
    const foreign = await preflight('http://evil.test');
    expect(foreign?.headers.get('access-control-allow-origin')).toBeNull();
    expect(foreign?.headers.get('access-control-allow-methods')).toBeNull();
  });
});

test('pictures are kept by browsers for good, and nothing outside their folder is served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-media-'));
  await writeFile(join(folder, 'cup-800.webp'), 'picture');
  api = await startApi({ config: { MEDIA_DIR: folder } });
  const picture = await api.call('GET', '/media/cup-800.webp');
  expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect((await api.call('GET', '/media/..%2f..%2fetc%2fpasswd')).status).toBeGreaterThanOrEqual(400);
  expect((await api.call('GET', '/media/none.webp')).status).toBe(404);
  await rm(folder, { recursive: true });
});

test('the codec endpoint decodes for staff alone', async () => {
  api = await startApi();
  const body = { payloads: [{ metadata: {}, data: Buffer.from('abc').toString('base64') }] };
  expect((await api.call('POST', '/v1/codec/decode', { as: people.buyer, body })).status).toBe(403);
  const answer = await api.call('POST', '/v1/codec/decode', { as: people.support, body });
  expect(answer.json).toMatchObject({ payloads: [{ data: Buffer.from('cba').toString('base64') }] });
});
