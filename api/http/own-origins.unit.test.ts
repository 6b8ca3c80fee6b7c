import { loadConfig } from '../../services/platform/config';
import { createOwnOrigins } from './own-origins';

const secret = 'a secret of the test that is long enough';
const settings = {
  WEB_PUBLIC_URL: 'https://market.example',
  API_PUBLIC_URL: 'https://api.market.example',
  ...{ AUTH_SECRET: secret, PAYMENT_WEBHOOK_SECRET: secret, CARRIER_WEBHOOK_SECRET: secret },
  ANALYTICS_SECRET: secret,
};

/** Origins of a market where `oleiro.example` is proven, until it lapses. */
function aMarket(mode: 'production' | 'test' = 'production') {
  let nowMs = Date.parse('2030-01-01T12:00:00.000Z');
  const proven = new Set(['oleiro.example']);
  const asked: string[] = [];
  const origins = createOwnOrigins({
    config: loadConfig({ ...settings, NODE_ENV: mode }),
    clock: { nowMs: () => nowMs },
    async shopAt(host) {
      asked.push(host);
      await Promise.resolve();
      return proven.has(host) ? { id: 'seller-1' } : null;
    },
  });
  return {
    ...{ asked, proven, origins },
    pass: (ms: number) => void (nowMs += ms),
    isOwn: (origin: string | undefined) =>
      origins.require(origin).then(
        () => true,
        ({ code }: { code?: string }) =>
          code === 'foreign-origin' ? false : Promise.reject(new Error(code)),
      ),
  };
}

test("a shop's proven domain is as much ours as the market's addresses", async () => {
  const { isOwn, origins } = aMarket();
  for (const own of ['https://oleiro.example', 'https://market.example', 'https://api.market.example'])
    expect([own, await isOwn(own)]).toEqual([own, true]);
  expect(await origins.shopsOwn('https://oleiro.example')).toBe('https://oleiro.example');
});

test('the addresses of the market are no shop’s, and nobody is asked about them', async () => {
  const { origins, asked } = aMarket();
  for (const none of ['https://market.example', 'https://api.market.example', undefined])
    expect(await origins.shopsOwn(none)).toBeNull();
  expect(asked).toEqual([]);
});

test('a domain that nobody has proven is foreign', async () => {
  expect(await aMarket().isOwn('https://waiting.example')).toBe(false);
});

test.each([
  'https://oleiro.example.evil.test',
  'https://evil-oleiro.example',
  'https://www.oleiro.example',
  'https://oleiro.example.',
  'https://oleiro.example:8443',
  'https://oleiro.example@evil.test',
  'https://oleiro.example/',
  'https://OLEIRO.example',
  ' https://oleiro.example',
  'blob:https://oleiro.example/1',
  'https://xn--oleiro-9db.example',
])('what only looks like a proven domain is foreign: %s', async (origin) => {
  const { isOwn, origins } = aMarket();
  expect(await isOwn(origin)).toBe(false);
  expect(await origins.shopsOwn(origin)).toBeNull();
});

test.each(['null', '', 'oleiro.example', 'file://oleiro.example', 'https://127.0.0.1', 'https://[::1]'])(
  'what is no web page of anybody is foreign, and nobody is asked about it: %j',
  async (origin) => {
    const { isOwn, asked } = aMarket();
    expect(await isOwn(origin)).toBe(false);
    expect(asked).toEqual([]);
  },
);

test('in production http at a proven domain is foreign; on a laptop it is not, whatever the port', async () => {
  expect(await aMarket().isOwn('http://oleiro.example')).toBe(false);
  expect(await aMarket('test').isOwn('http://oleiro.example:3000')).toBe(true);
  expect(await aMarket('test').isOwn('http://waiting.example:3000')).toBe(false);
});

test('a proven domain is looked up once a minute, however many ask at once', async () => {
  const { isOwn, asked, pass } = aMarket();
  const ask = () => isOwn('https://oleiro.example');
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true]);
  pass(59_000);
  await ask();
  expect(asked).toHaveLength(1);
  pass(2000);
  await ask();
  expect(asked).toHaveLength(2);
});

test('a domain that lapsed is foreign after a minute, and one that was just proven ours after seconds', async () => {
  const { isOwn, proven, pass } = aMarket();
  await isOwn('https://oleiro.example');
  await isOwn('https://new.example');
  proven.delete('oleiro.example');
  proven.add('new.example');
  pass(6000);
  expect(await isOwn('https://new.example')).toBe(true);
  pass(60_000);
  expect(await isOwn('https://oleiro.example')).toBe(false);
});

test('a lookup that fails refuses for once, and is not remembered', async () => {
  let isAway = true;
  const origins = createOwnOrigins({
    config: loadConfig({ ...settings, NODE_ENV: 'production' }),
    clock: { nowMs: () => 1_900_000_000_000 },
    shopAt: () => (isAway ? Promise.reject(new Error('no database')) : Promise.resolve({ id: 'seller-1' })),
  });
  await expect(origins.require('https://oleiro.example')).rejects.toThrow('no database');
  isAway = false;
  await expect(origins.require('https://oleiro.example')).resolves.toBeUndefined();
});
