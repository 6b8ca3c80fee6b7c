import { domainOf, shopAtDomain } from './own-domain';

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
  process.env.WEB_PUBLIC_URL = 'https://market.example';
  globalThis.fetch = (async (url: string) => {
    asked.push(url);
    return url.includes('oleiro.example')
      ? new Response(JSON.stringify({ slug: 'oleiro' }))
      : new Response('{}', { status: 404 });
  }) as typeof fetch;
});

test('a domain of a shop leads to it, whatever its port, and is asked for once in a while', async () => {
  expect(await shopAtDomain('Oleiro.example:8080', 1000)).toBe('oleiro');
  expect(await shopAtDomain('oleiro.example', 20_000)).toBe('oleiro');
  expect(asked).toHaveLength(1);
  expect(await shopAtDomain('oleiro.example', 40_000)).toBe('oleiro');
  expect(asked).toHaveLength(2);
});

test('the market, addresses and names of machines are nobody’s, without asking', async () => {
  for (const host of ['market.example', '127.0.0.1:3000', 'localhost', 'web', '', null, '[::1]:3000'])
    expect(await shopAtDomain(host)).toBeNull();
  expect(asked).toEqual([]);
  expect(domainOf('a.example, b.example')).toBe('a.example');
});

test('an unknown domain shows the market', async () => {
  expect(await shopAtDomain('nobody.example')).toBeNull();
});
