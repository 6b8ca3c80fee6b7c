import { createHmac } from 'node:crypto';
import { people, startApi, type RunningApi } from './api.fixture';
import { aCart, anOrder } from './api.builders';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({
    services: {
      order: {
        get: (id) => {
          if (id === 'order-that-breaks') return Promise.reject(new Error('secret of the database'));
          return Promise.resolve(id === 'checkout-1-1' ? anOrder() : null);
        },
        listForBuyer: () => Promise.resolve({ items: [], nextCursor: null }),
      },
      cart: { current: () => Promise.resolve(aCart({ lines: [] })) },
      user: { signIn: () => Promise.reject(new Error('the test did not expect a sign-in')) },
    },
    workflows: { resolve: () => Promise.resolve({ status: 'accepted' }) },
    config: { RATE_LIMIT_PER_MINUTE: '100000' },
  });
});
afterAll(() => api.close());

describe('refusals are problem documents', () => {
  test('an address that is not known is 404 with type, title, status, detail and the name of the request', async () => {
    const answer = await api.call('GET', '/v1/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({ type: '/problems/not-found', title: 'Not found', status: 404 });
    expect(answer.json.instance).toBe(`/requests/${answer.headers.get('x-request-id')}`);
  });

  test('an unexpected error is 500 and says nothing of what happened inside', async () => {
    const answer = await api.call('GET', '/v1/orders/order-that-breaks', { as: people.buyer });
    expect(answer.status).toBe(500);
    expect(answer.json.type).toBe('/problems/internal-error');
    expect(answer.text).not.toContain('secret');
  });

  test('another method on a known address is 405 and says which are allowed', async () => {
    const answer = await api.call('DELETE', '/v1/orders');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('bodies', () => {
  const signIn = (body: unknown, headers: Record<string, string> = {}) =>
    api.call('POST', '/v1/sessions', { body, headers });

  test('what is not JSON is 400 malformed-json', async () => {
    const answer = await signIn('{"email":');
    expect(answer.status).toBe(400);
    expect(answer.json.type).toBe('/problems/malformed-json');
  });

  test('a body over 100 kB is 413', async () => {
    const answer = await signIn({ email: 'a@example.test', password: 'x'.repeat(101 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.json.type).toBe('/problems/too-large');
  });

  test('a body of another media type is 415', async () => {
    const answer = await signIn('email=a', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(415);
  });

  test('faults are named by JSON pointers, all at once', async () => {
    const answer = await signIn({ email: 'not an address', extra: 1 });
    expect(answer.status).toBe(400);
    expect(answer.json.type).toBe('/problems/invalid-request');
    const pointers = (answer.json.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['#/email', '#/extra', '#/password']);
  });

  test.each([
    ['an operator for a value', { email: { $gt: '' }, password: 'x' }],
    ['an operator for a name', { email: 'a@example.test', password: 'x', $where: '1' }],
    ['__proto__', '{"email":"a@example.test","password":"x","__proto__":{"role":"admin"}}'],
    ['constructor', { email: 'a@example.test', password: 'x', constructor: { prototype: {} } }],
    ['an array for an object', []],
    ['a number for an object', '42'],
    ['null', 'null'],
  ])('%s is refused', async (_what, body) => {
    expect((await signIn(body)).status).toBe(400);
  });

  test.each(['__proto__', '$where', 'a.b', 'constructor'])(
    'a free key of a record may not be %s',
    async (name) => {
      const body = `{"destination":{"country":"SE","postcode":"22100"},"shippingChoices":{"${name}":"x"}}`;
      const answer = await api.call('POST', '/v1/carts/cart-1/quotes', { as: people.buyer, body });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.json.errors)).toContain('#/shippingChoices/');
    },
  );

  test('a query with an unknown or a doubled parameter is refused', async () => {
    expect((await api.call('GET', '/v1/orders?limit=5&colour=red', { as: people.buyer })).status).toBe(400);
    expect((await api.call('GET', '/v1/orders?limit=5&limit=6', { as: people.buyer })).status).toBe(400);
    expect((await api.call('GET', '/v1/orders?status[$ne]=x', { as: people.buyer })).status).toBe(400);
    expect((await api.call('GET', '/v1/orders?limit=101', { as: people.buyer })).status).toBe(400);
  });
});

describe('tokens', () => {
  const me = (token?: string, scheme = 'Bearer') =>
    api.call(
      'GET',
      '/v1/carts/current',
      token === undefined ? {} : { headers: { authorization: `${scheme} ${token}` } },
    );
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = (over: object = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      sub: 'buyer-1',
      role: 'buyer',
      iss: 'caravan',
      aud: 'caravan-api',
      iat: now,
      exp: now + 600,
      ...over,
    };
  };
  const signed = (secret: string, payload: object) => {
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };

  test('a token of ours is let in', async () => {
    expect((await me(signed(api.config.AUTH_SECRET, claims()))).status).toBe(200);
  });

  test('no token is 401 and names the scheme', async () => {
    const answer = await me();
    expect(answer.status).toBe(401);
    expect(answer.json.type).toBe('/problems/token-missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each([
    ['garbage', () => 'garbage'],
    ['an expired one', () => signed(api.config.AUTH_SECRET, claims({ exp: 1 }))],
    ['one signed by somebody else', () => signed('somebody-elses-secret-of-enough-length', claims())],
    ['one for another audience', () => signed(api.config.AUTH_SECRET, claims({ aud: 'another' }))],
    ['one without a signature', () => `${part({ alg: 'none' })}.${part(claims())}.`],
    ['one that claims an unknown role', () => signed(api.config.AUTH_SECRET, claims({ role: 'king' }))],
  ])('%s is 401', async (_what, token) => {
    const answer = await me(token());
    expect(answer.status).toBe(401);
    expect(answer.json.type).toBe('/problems/invalid-token');
  });

  test('another scheme is 401, not overlooked', async () => {
    expect((await me('dXNlcjpwYXNz', 'Basic')).status).toBe(401);
  });
});

describe('roles and owners', () => {
  test.each([
    ['its buyer', 200, people.buyer],
    ['its seller', 200, people.seller],
    ['support', 200, people.support],
    ['another buyer', 404, people.otherBuyer],
    ['another seller', 404, people.otherSeller],
    ['a guest', 404, people.guest],
  ])('who asks for an order as %s gets %d', async (_who, status, actor) => {
    expect((await api.call('GET', '/v1/orders/checkout-1-1', { as: actor })).status).toBe(status);
  });

  test("somebody else's order and one that is not there are refused with the same words", async () => {
    const others = await api.call('GET', '/v1/orders/checkout-1-1', { as: people.otherBuyer });
    const none = await api.call('GET', '/v1/orders/checkout-9-9', { as: people.otherBuyer });
    expect({ ...others.json, instance: null }).toEqual({ ...none.json, instance: null });
  });

  test('only staff see the link into Temporal', async () => {
    const staff = await api.call('GET', '/v1/orders/checkout-1-1', { as: people.support });
    const buyer = await api.call('GET', '/v1/orders/checkout-1-1', { as: people.buyer });
    expect(staff.json.links).toEqual({
      temporal: 'http://127.0.0.1:8233/namespaces/default/workflows/order-checkout-1-1',
    });
    expect(buyer.json.links).toBeUndefined();
  });

  test('each is shown what they can do', async () => {
    const actionsOf = async (actor: (typeof people)[keyof typeof people]) =>
      (await api.call('GET', '/v1/orders/checkout-1-1', { as: actor })).json.actions;
    expect(await actionsOf(people.buyer)).toEqual(['cancel', 'change-address']);
    expect(await actionsOf(people.seller)).toEqual(['accept', 'cancel']);
    expect(await actionsOf(people.admin)).toEqual(['accept', 'cancel', 'change-address']);
  });

  test('a buyer may not accept their own order', async () => {
    const answer = await api.call('POST', '/v1/orders/checkout-1-1/acceptances', {
      as: people.buyer,
      body: {},
    });
    expect(answer.status).toBe(403);
  });

  test.each([
    ['a buyer', 403, people.buyer],
    ['a seller', 403, people.seller],
    ['support', 200, people.support],
  ])('who resolves a stuck order as %s gets %d', async (_who, status, actor) => {
    const answer = await api.call('POST', '/v1/orders/checkout-1-1/resolutions', {
      as: actor,
      body: { action: 'retry', note: 'the carrier is back' },
    });
    expect(answer.status).toBe(status);
  });

  test('a guest has no account page', async () => {
    expect((await api.call('GET', '/v1/users/me', { as: people.guest })).status).toBe(403);
  });

  test('a seller does not list the orders of another', async () => {
    expect((await api.call('GET', '/v1/sellers/seller-1/orders', { as: people.otherSeller })).status).toBe(
      404,
    );
  });

  test('only staff list all orders', async () => {
    expect((await api.call('GET', '/v1/orders?scope=all', { as: people.buyer })).status).toBe(403);
  });
});
