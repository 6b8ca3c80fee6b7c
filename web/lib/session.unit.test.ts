import type * as SessionModule from './session';
import { ACCOUNTS, ANYBODY } from '../../api/access';
import type { Session } from './types';

const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status });
const session = (name: string): Session => ({
  accessToken: name,
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
  actor: { id: name, role: 'guest' },
});

let asked: string[];
let lib: typeof SessionModule;

/** What the API answers, in turn; the last one again and again. */
function theApiAnswers(...answers: (() => Response | Promise<Response>)[]): void {
  asked = [];
  globalThis.fetch = (path) => {
    const next = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(String(path));
    return Promise.resolve().then(() => (next ? next() : answer(500)));
  };
}

beforeEach(async () => {
  jest.resetModules();
  lib = await import('./session');
});

test('two first needs at once make one guest', async () => {
  theApiAnswers(
    () => answer(201, session('first')),
    () => answer(201, session('second')),
  );
  lib.forget();
  expect(await Promise.all([lib.tokenOrGuest(), lib.tokenOrGuest()])).toEqual(['first', 'first']);
  expect(asked).toEqual(['/api/v1/guest-sessions']);
});

test('many requests with one refused token renew it once', async () => {
  theApiAnswers(() => answer(200, session('new')));
  lib.adopt(session('old'));
  expect(await Promise.all([1, 2, 3].map(() => lib.renew('old')))).toEqual(['new', 'new', 'new']);
  expect(asked).toHaveLength(1);
});

test('a token about to run out is renewed before it is used', async () => {
  theApiAnswers(() => answer(200, session('new')));
  lib.adopt({
    accessToken: 'old',
    expiresAt: new Date(Date.now() + 1000).toISOString(),
    actor: { id: 'g', role: 'guest' },
  });
  expect(await lib.token()).toBe('new');
});

test('a session that has ended leaves a visitor', async () => {
  theApiAnswers(() => answer(401));
  expect(await lib.renew()).toBeNull();
  expect(lib.current()).toEqual({ status: 'anonymous' });
});

test('nobody is signed out because the shop was silent', async () => {
  theApiAnswers(() => {
    throw new TypeError('fetch failed');
  });
  lib.adopt(session('old'));
  await expect(lib.renew('old')).rejects.toThrow('did not answer');
  expect(lib.current().status).toBe('present');
});

test('nobody is signed out because the shop was broken', async () => {
  theApiAnswers(() => answer(503));
  lib.adopt(session('old'));
  await expect(lib.renew('old')).rejects.toMatchObject({ status: 503 });
  expect(lib.current().status).toBe('present');
});

test('whoever the API lets upload pictures is offered it, and nobody else', () => {
  const offered = ANYBODY.filter(
    (role) =>
      !lib.lacksAccount({ status: 'present', session: { ...session('x'), actor: { id: 'x', role } } }),
  );
  expect(offered).toEqual(ACCOUNTS);
  expect(lib.lacksAccount({ status: 'anonymous' })).toBe(true);
});

test.each(['unknown', 'away'] as const)('nobody is taken for a guest while the session is %s', (status) => {
  expect(lib.lacksAccount({ status })).toBe(false);
});
