import { SignJWT } from 'jose';
import { newId } from '../../services/platform/ids';
import { signWebhook } from '../../services/platform/webhook-signature';
import type { Actor } from '../../services/user/user.schema';
import { createAccessTokens } from '../../services/user/access-token';
import { audit } from '../../audit/audit';
import { fillBasket, HOME } from '../shopper/purchase';
import { eventually } from '../shopper/wait';
import { photograph } from './photograph';
import { sendRaw, type RawAnswer, type RawCall } from './raw';
import { setScene, type Scene } from './scene';
import { openWorld, type World } from './world';

jest.setTimeout(60_000);

let world: World;
let { ida, otto, mara, eve, stalls, sellers, tessa, theo } = {} as Scene;

beforeAll(async () => {
  world = await openWorld('bad-input', { sellers: 2 });
  ({ ida, otto, mara, eve, stalls, sellers, tessa, theo } = await setScene(world));
}, 120_000);
afterAll(() => world.stop());

/** Sends a call that has to be refused with this problem, and makes sure that nothing has changed by it. */
async function expectRefused(call: RawCall, status: number, code: string): Promise<RawAnswer> {
  const before = await photograph(world);
  const answer = await sendRaw(world.apiUrl, call);
  expect({ status: answer.status, type: answer.type }).toEqual({ status, type: `/problems/${code}` });
  expect(await photograph(world)).toEqual(before);
  return answer;
}

const line = (body: unknown, sku = stalls[0].sku): RawCall => ({
  method: 'PUT',
  path: `/carts/${ida.request.cartId}/lines/${sku}`,
  token: ida.buyer.token,
  body,
});
const checkout = (body: object, token = ida.buyer.token): RawCall => ({
  method: 'POST',
  path: '/checkouts',
  token,
  body: { ...ida.request, ...body },
  headers: { 'idempotency-key': newId() },
});
const refund = (body: object): RawCall => ({
  method: 'POST',
  path: `/orders/${otto.delivered}/refunds`,
  token: otto.buyer.token,
  body: { lines: [{ lineId: '1', quantity: 1 }], reason: 'other', ...body },
  headers: { 'idempotency-key': newId() },
});

describe('a quantity', () => {
  const quantities: [string, unknown][] = [
    ['negative', -1],
    ['zero', 0],
    ['fractional', 1.5],
    ['too large', 1000],
    ['huge', 1e21],
    ['text', '2'],
    ['nothing', null],
    ['a list', [1]],
  ];
  test.each(quantities)('that is %s is not put into a basket', async (_what, quantity) => {
    await expectRefused(line({ quantity }), 400, 'invalid-request');
  });
  test.each(quantities)('that is %s is not refunded', async (_what, quantity) => {
    await expectRefused(refund({ lines: [{ lineId: '1', quantity }] }), 400, 'invalid-request');
  });
  test('that is left out is not put into a basket', async () => {
    await expectRefused(line({}), 400, 'invalid-request');
  });
  test('beyond what was bought is not refunded', async () => {
    await expectRefused(refund({ lines: [{ lineId: '1', quantity: 2 }] }), 409, 'refund-refused');
    const twice = [
      { lineId: '1', quantity: 1 },
      { lineId: '1', quantity: 1 },
    ];
    await expectRefused(refund({ lines: twice }), 409, 'refund-refused');
  });
  test('beyond what is there can stand in a basket and is not sold', async () => {
    const { buyer, request } = await fillBasket(world.shop, [{ slug: stalls[1].productId, quantity: 999 }]);
    const answer = await expectRefused(checkout(request, buyer.token), 409, 'out-of-stock');
    expect(answer.body).toMatchObject({ lines: [{ sku: stalls[1].sku, wanted: 999 }] });
  });
});

describe('a client that names its own', () => {
  test.each([
    ['price', { quantity: 1, unitPriceMinor: 1 }],
    ['seen price', { quantity: 1, seenPriceMinor: 1 }],
    ['seller', { quantity: 1, sellerId: 'me' }],
  ])('%s for a line is refused', async (_what, body) => {
    await expectRefused(line(body), 400, 'invalid-request');
  });
  test.each([
    ['total', { totalMinor: 1 }],
    ['offer', { quote: { totalMinor: 1 } }],
    ['seller', { sellerId: 'me' }],
    ['owner', { ownerId: 'me' }],
    ['status', { status: 'placed' }],
    ['orders', { orderIds: ['o-1'] }],
  ])('%s for a purchase is refused', async (_what, body) => {
    await expectRefused(checkout(body), 400, 'invalid-request');
  });
  test.each([
    ['negative', { amountMinor: -1, currency: 'EUR' }],
    ['fractional', { amountMinor: 10.5, currency: 'EUR' }],
    ['beyond all reason', { amountMinor: 1e18, currency: 'EUR' }],
    ['in no currency', { amountMinor: 1, currency: 'eur' }],
  ])('total that is %s is refused', async (_what, expectedTotal) => {
    await expectRefused(checkout({ expectedTotal }), 400, 'invalid-request');
  });
  test.each([
    ['lower', { amountMinor: 1, currency: 'EUR' }],
    ['higher', { amountMinor: 999_999, currency: 'EUR' }],
  ])('%s total is shown the right one and not charged', async (_what, expectedTotal) => {
    const answer = await expectRefused(checkout({ expectedTotal }), 409, 'price-changed');
    expect(answer.body).toMatchObject({ quote: { totalMinor: ida.quote.totalMinor } });
  });
  test('currency is shown the right one and not charged', async () => {
    const expectedTotal = { amountMinor: ida.quote.totalMinor, currency: 'USD' };
    const answer = await expectRefused(checkout({ expectedTotal }), 409, 'price-changed');
    expect(answer.body).toMatchObject({ quote: { currency: 'EUR' } });
  });
  test('amount to be refunded gets no more than was taken', async () => {
    await expectRefused(refund({ amountMinor: 100_000_000 }), 409, 'refund-refused');
  });
  test('reason that only clocks and banks give is refused', async () => {
    await expectRefused(
      {
        method: 'POST',
        path: `/orders/${otto.waiting}/cancellations`,
        token: otto.buyer.token,
        body: { reason: 'authorisation-expired' },
      },
      400,
      'invalid-request',
    );
  });
  test('name for an act is refused', async () => {
    await expectRefused(
      {
        method: 'POST',
        path: `/orders/${otto.waiting}/cancellations`,
        token: otto.buyer.token,
        body: { reason: 'changed-mind', by: { role: 'admin', id: 'me' } },
      },
      400,
      'invalid-request',
    );
  });
  test('role is refused', async () => {
    const person = { email: 'x@people.example', password: 'a long enough password', name: 'X' };
    const registration: RawCall = {
      method: 'POST',
      path: '/registrations',
      body: { ...person, role: 'admin' },
    };
    await expectRefused(registration, 400, 'invalid-request');
    const profile: RawCall = {
      method: 'PATCH',
      path: '/users/me',
      token: tessa.token,
      body: { role: 'admin' },
    };
    await expectRefused({ ...profile, headers: { 'if-match': '"1"' } }, 400, 'invalid-request');
  });
});

describe('an unknown SKU', () => {
  test('is not put into a basket', async () => {
    await expectRefused(line({ quantity: 1 }, 'NO-SUCH-THING'), 422, 'not-for-sale');
  });
  test.each(['lower-case', 'X', '%24gt', '..%2F..%2Fetc'])(
    'that cannot be one (%s) is refused',
    async (sku) => {
      await expectRefused(line({ quantity: 1 }, sku), 400, 'invalid-request');
    },
  );
});

describe("another's", () => {
  const NOT_THEIRS: [string, () => RawCall][] = [
    ['basket is not filled', () => ({ ...line({ quantity: 5 }), token: eve.token })],
    ['basket is not emptied', () => ({ ...line(undefined), method: 'DELETE', token: eve.token })],
    [
      'basket is not priced',
      () => ({
        method: 'POST',
        path: `/carts/${ida.request.cartId}/quotes`,
        token: eve.token,
        body: { destination: { country: 'DE', postcode: '10115' } },
      }),
    ],
    ['basket is not paid', () => checkout({}, eve.token)],
    [
      'checkout is not read',
      () => ({ method: 'GET', path: `/checkouts/${mara.checkoutId}`, token: eve.token }),
    ],
    [
      'checkout is not paid',
      () => ({
        method: 'POST',
        path: `/checkouts/${mara.checkoutId}/payment-attempts`,
        token: eve.token,
        body: { paymentToken: 'tok_approve' },
        headers: { 'idempotency-key': newId() },
      }),
    ],
    [
      'checkout is not given up',
      () => ({
        method: 'POST',
        path: `/checkouts/${mara.checkoutId}/abandonments`,
        token: eve.token,
        body: {},
      }),
    ],
    [
      'return from the bank is not reported',
      () => ({
        method: 'POST',
        path: `/checkouts/${mara.checkoutId}/payment-reports`,
        token: eve.token,
        body: {},
      }),
    ],
    ['order is not read', () => ({ method: 'GET', path: `/orders/${otto.waiting}`, token: eve.token })],
    [
      'order is not cancelled',
      () => ({
        method: 'POST',
        path: `/orders/${otto.waiting}/cancellations`,
        token: eve.token,
        body: { reason: 'changed-mind' },
      }),
    ],
    ['order is not refunded', () => ({ ...refund({}), token: eve.token })],
    [
      'parcels are not read',
      () => ({ method: 'GET', path: `/orders/${otto.delivered}/deliveries`, token: eve.token }),
    ],
    [
      'parcel is not read',
      () => ({ method: 'GET', path: `/deliveries/${otto.delivered}-d1`, token: eve.token }),
    ],
    [
      'refunds are not read',
      () => ({ method: 'GET', path: `/orders/${otto.delivered}/refunds`, token: eve.token }),
    ],
    ['refund is not read', () => ({ method: 'GET', path: `/refunds/${otto.refundId}`, token: eve.token })],
    [
      'payment is not read',
      () => ({ method: 'GET', path: `/payments/${otto.checkoutId}`, token: eve.token }),
    ],
    [
      'order is not accepted by another seller',
      () => ({
        method: 'POST',
        path: `/orders/${otto.waiting}/acceptances`,
        token: sellers[0].token,
        body: {},
      }),
    ],
    [
      'refund is not agreed to by another seller',
      () => ({
        method: 'POST',
        path: `/refunds/${otto.refundId}/approvals`,
        token: sellers[1].token,
        body: {},
      }),
    ],
    [
      'orders are not listed by another seller',
      () => ({ method: 'GET', path: `/sellers/${stalls[0].sellerId}/orders`, token: sellers[1].token }),
    ],
    [
      'address is not forgotten',
      () => ({ method: 'DELETE', path: `/users/me/addresses/${tessa.addressId}`, token: theo.token }),
    ],
  ];
  test.each(NOT_THEIRS)('%s: it does not exist for them', async (_what, call) => {
    await expectRefused(call(), 404, 'not-found');
  });

  test.each(['acceptances', 'shipments'])('part of an order (%s) is not done by its buyer', async (act) => {
    await expectRefused(
      { method: 'POST', path: `/orders/${otto.waiting}/${act}`, token: otto.buyer.token, body: {} },
      403,
      'seller-only',
    );
  });
  test.each<[string, RawCall]>([
    ['all orders', { method: 'GET', path: '/orders?scope=all' }],
    ['orders of an address', { method: 'GET', path: '/orders?email=otto@people.example' }],
    ['the order of a parcel', { method: 'GET', path: '/orders?trackingId=T-1' }],
    ['what waits for staff', { method: 'GET', path: '/attention' }],
  ])('business (%s) is not shown to a buyer', async (_what, call) => {
    await expectRefused({ ...call, token: otto.buyer.token }, 403, 'role-not-allowed');
  });
  test('account is not reached by a guest', async () => {
    await expectRefused({ method: 'GET', path: '/users/me', token: eve.token }, 403, 'role-not-allowed');
  });
});

describe('a body', () => {
  test('over the limit is not read', async () => {
    const long = 'x'.repeat(200 * 1024);
    await expectRefused(checkout({ email: `${long}@people.example` }), 413, 'too-large');
    await expectRefused({ ...webhook({}), text: long }, 413, 'too-large');
  });
  test.each([
    ['cut off', '{"quantity":'],
    ['no JSON at all', 'quantity=1'],
    ['bare text', '"1"'],
    ['with a comment', '{"quantity":1} // one'],
  ])('that is %s is refused', async (_what, text) => {
    await expectRefused({ ...line(undefined), text }, 400, 'malformed-json');
  });
  test('of another shape is refused', async () => {
    await expectRefused(line([{ quantity: 1 }]), 400, 'invalid-request');
    await expectRefused({ ...line(undefined), text: '' }, 400, 'invalid-request');
  });
  test('of another media type is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    await expectRefused({ ...line({ quantity: 1 }), headers }, 415, 'unsupported-media-type');
  });
  test('nested without end is refused', async () => {
    const text = `{"quantity":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    await expectRefused({ ...line(undefined), text }, 400, 'invalid-request');
  });
  test('without an Idempotency-Key is not paid', async () => {
    await expectRefused({ ...checkout({}), headers: {} }, 400, 'idempotency-key-missing');
  });
});

describe('an operator or a key of the prototype', () => {
  test.each([
    ['a quantity', () => line({ quantity: { $gt: 0 } })],
    ['a basket id', () => checkout({ cartId: { $ne: null } })],
    ['an e-mail', () => signIn({ email: { $gt: '' }, password: 'x' })],
    ['a password', () => signIn({ email: stalls[0].email, password: { $ne: '' } })],
    ['shipping choices', () => checkout({ shippingChoices: { $where: 'sleep(9999)' } })],
    ['a name with dots', () => checkout({ shippingChoices: { 'quote.totalMinor': '1' } })],
    ['an address', () => checkout({ shippingAddress: { ...HOME, $set: { status: 'placed' } } })],
    ['a query', () => ({ method: 'GET', path: '/products?query[$gt]=' }) satisfies RawCall],
    ['a list of queries', () => ({ method: 'GET', path: '/products?query=a&query=b' }) satisfies RawCall],
    ['an id', () => ({ method: 'GET', path: '/orders/$gt', token: eve.token }) satisfies RawCall],
    ['a cursor', () => ({ method: 'GET', path: '/products?cursor=%7B%22%24gt%22%3A1%7D' }) satisfies RawCall],
  ])('in %s is refused', async (what, call) => {
    await expectRefused(call(), 400, what === 'a cursor' ? 'invalid-cursor' : 'invalid-request');
  });
  test.each([
    ['__proto__', '{"quantity":1,"__proto__":{"admin":true}}'],
    ['constructor', '{"quantity":1,"constructor":{"prototype":{"admin":true}}}'],
    ['prototype', '{"quantity":1,"prototype":{"admin":true}}'],
  ])('named %s is refused', async (_what, text) => {
    await expectRefused({ ...line(undefined), text }, 400, 'invalid-request');
  });
  test('in a record with free names is refused', async () => {
    const { shippingChoices: _none, ...rest } = ida.request;
    const text = JSON.stringify(rest).replace(/}$/, ',"shippingChoices":{"__proto__":"free"}}');
    await expectRefused({ ...checkout({}), text }, 400, 'invalid-request');
  });
});

describe('a token', () => {
  const orders = (token: string): RawCall => ({ method: 'GET', path: '/orders', token });
  const tokens = (authSecret: string, nowMs: number) =>
    createAccessTokens({ authSecret, clock: { nowMs: () => nowMs } });
  const admin: Actor = { id: 'nobody', role: 'admin' };
  const secret = () => new TextEncoder().encode(world.config.AUTH_SECRET);
  const claims = () =>
    new SignJWT({ role: 'admin' })
      .setSubject('nobody')
      .setIssuer('caravan')
      .setAudience('caravan-api')
      .setExpirationTime('5m');
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

  test('that is good is good', async () => {
    const { accessToken } = await tokens(world.config.AUTH_SECRET, Date.now()).issueAccessToken(admin);
    expect((await sendRaw(world.apiUrl, orders(accessToken))).status).toBe(200);
  });
  test('that has expired is refused', async () => {
    const issued = tokens(world.config.AUTH_SECRET, Date.now() - 16 * 60_000);
    await expectRefused(orders((await issued.issueAccessToken(admin)).accessToken), 401, 'invalid-token');
  });
  test('of another shop is refused', async () => {
    const foreign = tokens('another secret that is long enough for it', Date.now());
    await expectRefused(orders((await foreign.issueAccessToken(admin)).accessToken), 401, 'invalid-token');
  });
  test.each(['none', 'None', 'NONE'])('with alg:%s is refused', async (alg) => {
    const payload = encoded({
      ...{ sub: 'nobody', role: 'admin', iss: 'caravan', aud: 'caravan-api' },
      exp: Math.floor(Date.now() / 1000) + 300,
    });
    await expectRefused(orders(`${encoded({ alg, typ: 'JWT' })}.${payload}.`), 401, 'invalid-token');
  });
  test('signed with another algorithm is refused', async () => {
    const token = await claims().setProtectedHeader({ alg: 'HS512' }).sign(secret());
    await expectRefused(orders(token), 401, 'invalid-token');
  });
  test('for another audience is refused', async () => {
    const token = await claims().setAudience('another').setProtectedHeader({ alg: 'HS256' }).sign(secret());
    await expectRefused(orders(token), 401, 'invalid-token');
  });
  test('that never expires is refused', async () => {
    const token = await new SignJWT({ role: 'admin' })
      .setSubject('nobody')
      .setIssuer('caravan')
      .setAudience('caravan-api')
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret());
    await expectRefused(orders(token), 401, 'invalid-token');
  });
  test('whose role was changed afterwards is refused', async () => {
    const [header = '', payload = '', signature = ''] = eve.token.split('.');
    const known = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = [header, encoded({ ...known, role: 'admin' }), signature].join('.');
    await expectRefused(orders(forged), 401, 'invalid-token');
  });
  test.each([
    ['one letter', 'x'],
    ['three parts', 'a.b.c'],
    ['very long', 'x'.repeat(5000)],
  ])('that is none (%s) is refused', async (_what, token) => {
    await expectRefused(orders(token), 401, 'invalid-token');
  });
  test('that is missing is asked for', async () => {
    const answer = await expectRefused({ method: 'GET', path: '/orders' }, 401, 'token-missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe("a provider's report", () => {
  test('with a bad signature is refused', async () => {
    const forged = webhook({}, { secret: 'another secret that is long enough for it' });
    await expectRefused(forged, 400, 'webhook-signature');
  });
  test('without a signature is refused', async () => {
    await expectRefused({ ...webhook({}), headers: {} }, 400, 'webhook-signature');
  });
  test('that was changed on its way is refused', async () => {
    const genuine = webhook({});
    const text = genuine.text?.replace('"EUR"', '"USD"');
    await expectRefused({ ...genuine, text }, 400, 'webhook-signature');
  });
  test.each([
    ['old', -6 * 60_000],
    ['from the future', 6 * 60_000],
  ])('that is %s is refused', async (_what, ageMs) => {
    await expectRefused(webhook({}, { timestampMs: Date.now() + ageMs }), 400, 'webhook-timestamp');
  });
  test('that cannot be read is refused', async () => {
    await expectRefused(webhook({ amountMinor: 'all of it' }), 400, 'webhook-malformed');
  });
  test.each([
    ['another amount', () => ({ amountMinor: mara.totalMinor - 1 })],
    ['another currency', () => ({ currency: 'USD' })],
    ['another payment', () => ({ paymentId: otto.checkoutId })],
    ['a payment that is not there', () => ({ paymentId: 'nobody-s-payment' })],
    ['a charge that is not there', () => ({ providerPaymentId: 'pp-nobody-s' })],
  ])('of %s is refused', async (_what, data) => {
    await expectRefused(webhook(data()), 409, 'webhook-mismatch');
  });
  test('of a capture for an order of another is refused', async () => {
    const captured = { type: 'payment.captured', providerCaptureId: 'c-1', reference: otto.waiting };
    await expectRefused(webhook(captured), 409, 'webhook-mismatch');
  });
});

describe("a carrier's report", () => {
  const parcel = (data: object, secret = world.config.CARRIER_WEBHOOK_SECRET): RawCall =>
    signed(
      '/webhooks/carriers',
      'parcel.tracked',
      {
        ...{ trackingId: 'T-1', deliveryId: `${otto.waiting}-d1`, sequence: 9, type: 'delivered' },
        ...{ description: 'Delivered.', occurredAt: new Date().toISOString() },
        estimatedAt: new Date().toISOString(),
        ...data,
      },
      { secret },
    );
  test('with a bad signature is refused', async () => {
    await expectRefused(parcel({}, 'another secret that is long enough for it'), 400, 'webhook-signature');
  });
  test('of a parcel that is not there is refused', async () => {
    await expectRefused(parcel({}), 404, 'not-found');
  });
  test('of a parcel under the number of another is refused', async () => {
    await expectRefused(parcel({ deliveryId: `${otto.delivered}-d1` }), 409, 'webhook-mismatch');
  });
});

test('a genuine report that is not true does not place the order: the provider is asked', async () => {
  expect((await sendRaw(world.apiUrl, webhook({}))).status).toBe(204);
  const { redirectUrl } = await mara.buyer.checkout(mara.checkoutId);
  const answer = {
    method: 'POST',
    body: new URLSearchParams({ answer: 'refuse' }),
    redirect: 'manual',
  } as const;
  await fetch(redirectUrl ?? '', answer);
  const { orderIds } = await eventually(
    'the refusal to arrive',
    () => mara.buyer.checkout(mara.checkoutId),
    ({ status }) => status !== 'awaiting-buyer' && status !== 'paying',
  );
  expect(orderIds).toEqual([]);
});

test('after all of it every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});

const signIn = (body: object): RawCall => ({ method: 'POST', path: '/sessions', body });

/** The report that Mara's payment was authorised, genuine but for what a test changes. */
function webhook(data: object, how: { secret?: string; timestampMs?: number } = {}): RawCall {
  const { type = 'payment.authorised', ...rest } = data as { type?: string };
  const told = {
    ...{ providerPaymentId: mara.providerPaymentId, paymentId: mara.checkoutId },
    ...{ amountMinor: mara.totalMinor, currency: 'EUR' },
    authorisedUntil: new Date(Date.now() + 86_400_000).toISOString(),
    ...rest,
  };
  return signed('/webhooks/payments', type, told, { secret: world.config.PAYMENT_WEBHOOK_SECRET, ...how });
}

function signed(
  path: string,
  type: string,
  data: object,
  { secret, timestampMs = Date.now() }: { secret: string; timestampMs?: number },
): RawCall {
  const text = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  const headers = signWebhook({ id: newId(), timestampMs, body: text, secret });
  return { method: 'POST', path, text, headers };
}
