import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/paths';
import { urlsOf, welcome } from './welcome';

const WEB = 'http://localhost:3000';
const urls = urlsOf({ WEB_PUBLIC_URL: WEB, API_PUBLIC_URL: 'http://localhost:4000' });
const pages = Object.entries(urls).filter(([, url]) => url.startsWith(WEB));

test.each(pages)('the page "%s" exists', (_, url) => {
  const path = url.slice(WEB.length);
  const files = path === '' ? ['(shop)/page.tsx'] : [`${path}/page.tsx`, `(shop)${path}/page.tsx`];
  expect(files.some((file) => existsSync(join(root, 'web', 'app', file)))).toBe(true);
});

test('a person is told of the shop, the seller pages and the staff pages', () => {
  expect(pages.map(([name]) => name)).toEqual(['shop', 'seller', 'staff']);
  const text = welcome(urls, [{ role: 'buyer', email: 'buyer@example.test', password: 'secret' }]);
  expect(text).toContain(`${WEB}/seller`);
  expect(text).toMatch(/buyer +buyer@example\.test +secret/);
});
