import { aSeller } from '../api.builders';
import type { ApiServices } from '../deps';
import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const session = {
  accessToken: 'access',
  expiresAt: '2030-01-01T00:15:00.000Z',
  actor: people.buyer,
  refreshToken: 'family.secret',
  refreshExpiresAt: '2030-02-01T00:00:00.000Z',
};
const user = {
  id: 'buyer-1',
  email: 'ada@example.test',
  name: 'Ada',
  role: 'buyer' as const,
  emailVerified: true,
  addresses: [],
  paymentMethods: [],
  version: 4,
};

/** One shop has proven a domain of its own: `oleiro.example`. */
const atOleiro = {
  domains: {
    shopAt: (host: string) => Promise.resolve(host === 'oleiro.example' ? aSeller() : null),
  } as ApiServices['seller']['domains'],
};

const start = async (fakes: Fakes) => (api = await startApi(fakes));
const signInBody = { email: 'Ada@Example.test ', password: 'a long password' };

test('a sign-in puts the refresh token into the cookie and not into the body', async () => {
  const running = await start({
    services: { user: { signIn: () => Promise.resolve({ ...session, user }) } },
  });
  const answer = await running.call('POST', '/v1/sessions', { body: signInBody });
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain('family.secret');
  expect(answer.json).toMatchObject({ accessToken: 'access', actor: people.buyer, user: { id: 'buyer-1' } });
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toContain('caravan_refresh=family.secret');
  for (const part of ['Path=/', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('over https the cookie is for https alone', async () => {
  const running = await start({
    config: { API_PUBLIC_URL: 'https://shop.example' },
    services: { user: { startGuestSession: () => Promise.resolve(session) } },
  });
  const answer = await running.call('POST', '/v1/guest-sessions', { body: {} });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('set-cookie')).toContain('; Secure');
});

test("a guest's basket comes along at sign-in; another account's does not", async () => {
  const merged: unknown[] = [];
  const running = await start({
    services: {
      user: { signIn: () => Promise.resolve({ ...session, user }) },
      cart: {
        merge: (request) => {
          merged.push(request);
          return Promise.resolve();
        },
      },
    },
  });
  await running.call('POST', '/v1/sessions', { body: signInBody, as: people.otherBuyer });
  await running.call('POST', '/v1/sessions', { body: signInBody, as: people.guest });
  expect(merged).toEqual([{ from: 'guest-1', into: 'buyer-1' }]);
});

test('a basket that cannot be brought along does not keep anybody from signing in', async () => {
  const running = await start({
    services: {
      user: { signIn: () => Promise.resolve({ ...session, user }) },
      cart: { merge: () => Promise.reject(new Error('no database')) },
    },
  });
  expect((await running.call('POST', '/v1/sessions', { body: signInBody, as: people.guest })).status).toBe(
    200,
  );
});

describe('refreshing', () => {
  const refresh = (running: RunningApi, headers: Record<string, string>) =>
    running.call('POST', '/v1/sessions/refreshes', { body: {}, headers });

  test('exchanges the token of the cookie', async () => {
    const seen: string[] = [];
    const running = await start({
      services: {
        user: {
          refresh: ({ refreshToken }) => {
            seen.push(refreshToken);
            return Promise.resolve({ ...session, refreshToken: 'family.next' });
          },
        },
      },
    });
    const answer = await refresh(running, { cookie: 'theme=dark; caravan_refresh=family.secret' });
    expect(seen).toEqual(['family.secret']);
    expect(answer.headers.get('set-cookie')).toContain('caravan_refresh=family.next');
  });

  test('in the slower of two tabs leaves the cookie to the faster', async () => {
    const running = await start({
      services: {
        user: { refresh: () => Promise.resolve({ ...session, refreshToken: null, refreshExpiresAt: null }) },
      },
    });
    const answer = await refresh(running, { cookie: 'caravan_refresh=family.secret' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('without a cookie is 401', async () => {
    const running = await start({});
    expect((await refresh(running, {})).status).toBe(401);
  });

  test("from somebody else's page is refused", async () => {
    const running = await start({ services: { seller: atOleiro } });
    for (const origin of ['http://evil.test', 'https://oleiro.example.evil.test', 'null']) {
      const headers = { cookie: 'caravan_refresh=family.secret', origin };
      const answer = await refresh(running, headers);
      expect([origin, answer.status, answer.json.type]).toEqual([origin, 403, '/problems/foreign-origin']);
    }
  });

  test("from a shop's own domain goes on as from the market", async () => {
    const running = await start({
      services: { seller: atOleiro, user: { refresh: () => Promise.resolve(session) } },
    });
    for (const origin of ['https://oleiro.example', 'http://localhost:3000']) {
      const headers = { cookie: 'caravan_refresh=family.secret', origin };
      expect([origin, (await refresh(running, headers)).status]).toEqual([origin, 200]);
    }
  });

  test('from a page that was sent to a proven domain, but is at another, is refused', async () => {
    const running = await start({ services: { seller: atOleiro } });
    const headers = {
      ...{ cookie: 'caravan_refresh=family.secret', origin: 'https://evil.test' },
      'x-forwarded-host': 'oleiro.example',
    };
    expect((await refresh(running, headers)).status).toBe(403);
  });
});

test("signing out works at a shop's own domain, and from nobody else's page", async () => {
  const running = await start({
    services: { seller: atOleiro, user: { signOut: () => Promise.resolve() } },
  });
  const signOut = async (origin: string) => {
    const headers = { cookie: 'caravan_refresh=family.secret', origin };
    return (await running.call('DELETE', '/v1/sessions/current', { headers })).status;
  };
  expect([await signOut('https://oleiro.example'), await signOut('https://evil.test')]).toEqual([204, 403]);
});

test('signing out takes the cookie away', async () => {
  const running = await start({ services: { user: { signOut: () => Promise.resolve() } } });
  const headers = { cookie: 'caravan_refresh=family.secret' };
  const answer = await running.call('DELETE', '/v1/sessions/current', { headers });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
});

describe('the profile', () => {
  const change = async (ifMatch?: string) => {
    const running = await start({
      services: {
        user: {
          changeProfile: ({ expectedVersion, name }) =>
            Promise.resolve({ ...user, name, version: expectedVersion + 1 }),
        },
      },
    });
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    return running.call('PATCH', '/v1/users/me', { as: people.buyer, body: { name: 'Ada L.' }, headers });
  };

  test.each(['"4"', 'W/"4"'])(
    'is changed for the version that was seen (%s), and has a new ETag then',
    async (tag) => {
      const answer = await change(tag);
      expect([answer.status, answer.json.name, answer.headers.get('etag')]).toEqual([200, 'Ada L.', '"5"']);
    },
  );

  test('is not changed without If-Match (428)', async () => {
    expect((await change()).status).toBe(428);
  });

  test('is not changed for a tag that is none of ours (412)', async () => {
    expect((await change('W/"abc"')).status).toBe(412);
  });
});

test('the profile that somebody else changed first is 412', async () => {
  const { StaleVersionError } = await import('../../services/platform/errors');
  const running = await start({
    services: { user: { changeProfile: () => Promise.reject(new StaleVersionError('profile')) } },
  });
  const answer = await running.call('PATCH', '/v1/users/me', {
    as: people.buyer,
    body: { name: 'Ada' },
    headers: { 'if-match': '"3"' },
  });
  expect(answer.status).toBe(412);
});
