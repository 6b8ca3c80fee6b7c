import { createTeller, strangerIn } from './behaviour';
import { consentOf } from './consent-cookie';
import { createVisits } from './visit';

beforeEach(() => jest.useFakeTimers());
afterAll(() => jest.useRealTimers());

interface Told {
  sessionId: string;
  visitorId?: string;
  consent: boolean;
  events: { id: string; type: string; agoMs: number }[];
}

/** A browser: its storage lives on, its pages do not. */
function openBrowser() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const sent: { body: Told; token: string | null }[] = [];
  return {
    kept,
    sent,
    openPage(consents: () => boolean) {
      const nowMs = () => Date.now();
      const visits = createVisits({ storage: () => storage, nowMs });
      const teller = createTeller({
        ids: () => visits.ids(consents()),
        token: () => 'who-it-is',
        referrer: () => '',
        send: ({ body, token }) => sent.push({ body: JSON.parse(body) as Told, token }),
        nowMs,
      });
      return { ...teller, forget: visits.forget };
    },
  };
}

const look = { type: 'seen', productId: 'p1' } as const;

test('without consent nothing identifying is sent or kept, and two page loads have nothing in common', () => {
  const browser = openBrowser();
  for (let page = 0; page < 2; page += 1) {
    const { tell, flush } = browser.openPage(() => false);
    tell(look);
    flush();
  }
  const [one, two] = browser.sent;
  expect(browser.kept.size).toBe(0);
  expect([one?.token, two?.token]).toEqual([null, null]);
  expect(one?.body).toMatchObject({ consent: false });
  expect(one?.body).not.toHaveProperty('visitorId');
  expect(one?.body.sessionId.slice(10)).not.toBe(two?.body.sessionId.slice(10));
  expect(one?.body.events[0]?.id.slice(10)).not.toBe(two?.body.events[0]?.id.slice(10));
});

test('with consent the visitor stays known over pages, and the visit until nobody looked for half an hour', () => {
  const browser = openBrowser();
  const visit = (afterMs: number) => {
    jest.advanceTimersByTime(afterMs);
    const { tell, flush } = browser.openPage(() => true);
    tell(look);
    flush();
    return browser.sent.at(-1);
  };
  const [first, soon, later] = [visit(0), visit(60_000), visit(31 * 60_000)];
  expect(first?.token).toBe('who-it-is');
  expect(soon?.body.sessionId).toBe(first?.body.sessionId);
  expect(later?.body.sessionId).not.toBe(first?.body.sessionId);
  expect(later?.body.visitorId).toBe(first?.body.visitorId);
});

test('what was done before the visitor agreed is told as nobody’s, and after they said no it is so again', () => {
  const browser = openBrowser();
  let agreed = false;
  const { tell, flush, forget } = browser.openPage(() => agreed);
  tell(look);
  agreed = true;
  tell({ type: 'basketed', productId: 'p1' });
  flush();
  agreed = false;
  forget();
  tell(look);
  flush();
  expect(browser.sent.map(({ body, token }) => [body.consent, token])).toEqual([
    [false, null],
    [true, 'who-it-is'],
    [false, null],
  ]);
  expect(browser.kept.size).toBe(0);
  expect(new Set(browser.sent.map(({ body }) => body.sessionId)).size).toBe(3);
});

test('a batch leaves after a second with how long ago each thing was, and the same look is told once', () => {
  const browser = openBrowser();
  const { tell } = browser.openPage(() => false);
  tell(look);
  tell(look);
  jest.advanceTimersByTime(400);
  tell({ type: 'searched', text: 'rug', results: 3 });
  jest.advanceTimersByTime(600);
  expect(browser.sent).toHaveLength(1);
  expect(browser.sent[0]?.body.events.map(({ type, agoMs }) => [type, agoMs])).toEqual([
    ['seen', 1000],
    ['searched', 600],
  ]);
});

test('of the page that led here only its site leaves the browser', () => {
  const own = 'https://shop.example';
  expect(strangerIn('https://search.example/results?q=secret#part', own)).toBe('https://search.example');
  for (const other of ['', 'https://shop.example/p/rug', 'about:blank', 'no address'])
    expect(strangerIn(other, own)).toBe('');
});

test('a browser that asks not to be followed is not asked either', () => {
  expect(consentOf('yes', true)).toBe('refused');
  expect(consentOf(undefined, false)).toBe('unknown');
  expect(consentOf('anything', false)).toBe('unknown');
});
