import { people, startApi, type Fakes, type RunningApi } from './api.fixture';
import { aCart } from './api.builders';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const start = async (fakes: Fakes) => {
  api = await startApi({
    services: { cart: { current: () => Promise.resolve(aCart({ lines: [] })) } },
    ...fakes,
  });
  return api;
};
const signIn = (running: RunningApi) => running.call('POST', '/v1/sessions', { body: {} });

test('reads say what is left, and one too many is 429 with when to come again', async () => {
  const running = await start({ config: { RATE_LIMIT_PER_MINUTE: '2' } });
  const read = () => running.call('GET', '/v1/carts/current', { as: people.buyer });
  const first = await read();
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit')).toMatch(/^"read"; r=1; t=60; pk=:[\w+/=]+:$/);
  expect(first.headers.get('ratelimit-policy')).toMatch(/^"read"; q=2; w=60; pk=:[\w+/=]+:$/);
  await read();
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.json.type).toBe('/problems/too-many-requests');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('sign-in has an allowance of its own, far smaller', async () => {
  const running = await start({ config: { SIGN_IN_LIMIT_PER_MINUTE: '1' } });
  expect((await signIn(running)).status).toBe(400);
  const refused = await signIn(running);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect((await running.call('GET', '/v1/carts/current', { as: people.buyer })).status).toBe(200);
});

test('Redis that is away lets calls pass, and counts again when it is back', async () => {
  let isAway = true;
  let hits = 0;
  const running = await start({
    config: { SIGN_IN_LIMIT_PER_MINUTE: '1' },
    redis: (name) => {
      if (isAway) return Promise.reject(new Error('connection is closed'));
      if (name === 'SCRIPT') return Promise.resolve('sha');
      hits += 1;
      return Promise.resolve([hits, 60_000]);
    },
  });
  expect((await signIn(running)).status).toBe(400);
  expect((await signIn(running)).status).toBe(400);
  isAway = false;
  expect((await signIn(running)).status).toBe(400);
  expect(hits).toBe(1);
  expect((await signIn(running)).status).toBe(429);
});
