import { newId } from '../platform/ids';
import { behaviourBatchSchema, MOST_IN_BATCH } from './behaviour.schema';
import {
  countryOf,
  deviceOf,
  identityOf,
  isFresh,
  isMachine,
  referrerOf,
  searchText,
} from './behaviour.state';

const visit = { sessionId: newId(), visitorId: newId(), consent: true };

test('without consent, or against the browser’s wish, a visit leads to no visitor and no account', () => {
  const anonymous = { visitorId: visit.sessionId, userId: null };
  expect(identityOf({ ...visit, consent: false }, { objects: false, userId: 'u1' })).toEqual(anonymous);
  expect(identityOf(visit, { objects: true, userId: 'u1' })).toEqual(anonymous);
  expect(identityOf(visit, { objects: false, userId: 'u1' })).toEqual({
    visitorId: visit.visitorId,
    userId: 'u1',
  });
});

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0',
  'curl/8.5.0',
  '',
  undefined,
])('%p is no person', (userAgent) => expect(isMachine(userAgent)).toBe(true));

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', 'phone'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130.0 Mobile Safari/537.36', 'phone'],
  ['Mozilla/5.0 (Linux; Android 14; SM-X710) Chrome/130.0 Safari/537.36', 'tablet'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0', 'desktop'],
  ['something else', 'unknown'],
])('%p is a %s, and a person', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
  expect(isMachine(userAgent)).toBe(false);
});

test('of where a visitor came from only the host is kept, and nothing of our own pages', () => {
  expect(referrerOf('https://search.example/?q=secret', 'shop.example')).toBe('search.example');
  expect(referrerOf('https://shop.example/p/rug', 'shop.example')).toBeNull();
  for (const odd of [undefined, '', 'javascript:alert(1)', 'file:///etc/passwd', 'no address'])
    expect(referrerOf(odd, 'shop.example')).toBeNull();
});

test('a country is two letters that mean one', () => {
  expect([countryOf('de'), countryOf('XX'), countryOf('T1'), countryOf('<b>'), countryOf(undefined)]).toEqual(
    ['DE', null, null, null, null],
  );
});

test('words that may be somebody’s address or number are not kept of a search', () => {
  expect(searchText('Blue  Rug ada@example.com +49-170-1234567')).toBe('blue rug');
  expect(searchText('ada@example.com')).toBeNull();
});

test('the id of a visit says when it was made, and yesterday’s is over', () => {
  const nowMs = Date.UTC(2030, 0, 2);
  expect(isFresh(newId(nowMs - 3_600_000), nowMs)).toBe(true);
  expect(isFresh(newId(nowMs - 25 * 3_600_000), nowMs)).toBe(false);
  expect(isFresh(newId(nowMs + 2 * 3_600_000), nowMs)).toBe(false);
});

test('a batch that is not as agreed is refused by the name of what is wrong', () => {
  const seen = { type: 'seen', id: newId(), agoMs: 0, productId: 'p1' };
  const wrong = (change: object) =>
    behaviourBatchSchema
      .safeParse({ ...visit, events: [seen], ...change })
      .error?.issues.map(({ path }) => path.join('.'));
  expect(wrong({})).toBeUndefined();
  expect(wrong({ sessionId: 'me' })).toEqual(['sessionId']);
  expect(wrong({ events: [] })).toEqual(['events']);
  expect(wrong({ events: Array.from({ length: MOST_IN_BATCH + 1 }, () => seen) })).toEqual(['events']);
  expect(wrong({ events: [{ ...seen, agoMs: -1 }] })).toEqual(['events.0.agoMs']);
  expect(wrong({ events: [{ ...seen, type: 'bought' }] })).toEqual(['events.0.type']);
  expect(wrong({ userId: 'u2' })).toEqual(['']);
});
