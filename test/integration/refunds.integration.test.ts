import { connectTemporal, type Temporal } from '../../temporal/connection';
import { workflowIds } from '../../temporal/ids';
import { fillBasket, HOME } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { sendRaw } from './raw';
import { idsOf, outcome, refusalOf } from './till';
import { openWorld, type World } from './world';

jest.setTimeout(120_000);

const PASSWORD = 'a long enough password';
let world: World;
let temporal: Temporal;
let staff: Visitor;

beforeAll(async () => {
  // Nothing looks by itself: each test has it done when it is ready. All reservations count as ending soon.
  const settings = {
    GUARD_HOURS: '1000',
    GUARD_EVERY_SECONDS: '0',
    REFUND_SWEEP_SECONDS: '0',
    RECONCILE_EVERY_SECONDS: '0',
    AUDIT_EVERY_SECONDS: '0',
  };
  world = await openWorld('refunds', { sellers: 2, stock: 1000, settings });
  temporal = connectTemporal(world.config);
  staff = await account('support', 'support');
}, 120_000);
afterAll(async () => {
  await temporal.close();
  await world.stop();
});

async function account(name: string, role: 'buyer' | 'support'): Promise<Visitor> {
  const email = `${name}@people.example`;
  const { user } = world.market.services;
  await user.createDemoAccount({ email, password: PASSWORD, name: 'Somebody', role });
  return world.shop.signIn({ email, password: PASSWORD });
}

/** A purchase of one or two sellers, placed. */
async function bought({ card = 'tok_approve', sellers = 1, quantity = 1 } = {}) {
  const wishes = world.market.stalls
    .slice(0, sellers)
    .map(({ productId }) => ({ slug: productId, quantity }));
  const ready = await fillBasket(world.shop, wishes, card);
  const placed = await ready.buyer.placeOrder(ready.request);
  const [orderId = '', other = ''] = idsOf(placed);
  return { ...ready, paymentId: placed.id, orderId, other };
}
async function accept(orderId: string): Promise<void> {
  await (await world.sellerOf(orderId)).accept(orderId);
}
async function sold(over: Parameters<typeof bought>[0] = {}) {
  const purchase = await bought(over);
  await accept(purchase.orderId);
  await (await world.sellerOf(purchase.orderId)).ship(purchase.orderId);
  return purchase;
}

const becomes = (buyer: Visitor, id: string, wanted: string, attempt = 1) =>
  eventually(
    `the refund to be ${wanted}`,
    () => buyer.refund(id),
    (refund) => refund.status === wanted && refund.attempt >= attempt,
    { show: (refund) => `${refund.status} at try ${refund.attempt}` },
  );
const atProvider = async (paymentId: string) =>
  (await world.market.services.provider.findByReference(paymentId)).at(-1);
const kindsOf = async (refundId: string) =>
  (await world.market.services.ledger.entriesAbout({ refundId })).map(({ kind }) => kind);
const owedMinor = () => world.market.services.ledger.balanceOf('refunds-owed', 'EUR');
const run = (schedule: string) => temporal.client.schedule.getHandle(schedule).trigger();
const resolve = (refundId: string, action: 'retry' | 'skip', note = 'Talked to the bank.') =>
  sendRaw(world.apiUrl, {
    ...{ method: 'POST', path: `/refunds/${refundId}/resolutions`, token: staff.token },
    body: { action, note },
  });

describe('a refund of an amount', () => {
  test('is given back, and the buyer, the ledger and the provider say the same', async () => {
    const { buyer, orderId, paymentId } = await sold();
    const { id, amountMinor, plainMinor } = await buyer.requestRefund(orderId, {
      ...{ amountMinor: 333, currency: 'EUR', reason: 'late' },
    });
    expect([amountMinor, plainMinor]).toEqual([333, 333]);
    await becomes(buyer, id, 'refunded');
    expect((await buyer.order(orderId)).refundedMinor).toBe(333);
    expect((await buyer.payment(paymentId)).refundedMinor).toBe(333);
    expect((await atProvider(paymentId))?.refunds).toMatchObject([{ reference: id, amountMinor: 333 }]);
    expect(await kindsOf(id)).toEqual(['refund', 'refund-paid']);
  });

  test('and of all that is left afterwards brings the order to nothing', async () => {
    const { buyer, orderId } = await sold();
    const order = await buyer.order(orderId);
    const ids: string[] = [];
    for (const amountMinor of [1, order.totalMinor - 1])
      ids.push((await buyer.requestRefund(orderId, { amountMinor, reason: 'other' })).id);
    for (const id of ids) await becomes(buyer, id, 'refunded');
    const { ledger } = world.market.services;
    const about = await ledger.entriesAbout({ orderId });
    const sums = new Map<string, number>();
    for (const { account: name, side, amountMinor } of about.flatMap(({ legs }) => legs))
      sums.set(name, (sums.get(name) ?? 0) + (side === 'debit' ? amountMinor : -amountMinor));
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
  });
});

describe('a request for money back', () => {
  test.each([
    ['of nothing', { amountMinor: 0 }, 400, '/problems/invalid-request'],
    ['of less than nothing', { amountMinor: -100 }, 400, '/problems/invalid-request'],
    ['of a part of a cent', { amountMinor: 10.5 }, 400, '/problems/invalid-request'],
    ['of text', { amountMinor: '100' }, 400, '/problems/invalid-request'],
    ['in another currency', { amountMinor: 100, currency: 'USD' }, 409, '/problems/refund-currency'],
    ['of more than was taken', { amountMinor: 9_999_999 }, 409, '/problems/refund-refused'],
    ['of an amount and the shipping', { amountMinor: 1, shipping: true }, 409, '/problems/refund-refused'],
    [
      'of a line that is not there',
      { lines: [{ lineId: '9', quantity: 1 }] },
      409,
      '/problems/refund-refused',
    ],
    ['with a field nobody knows', { amountMinor: 100, to: 'me' }, 400, '/problems/invalid-request'],
  ])('%s is refused by name, and nothing changes', async (_what, body, status, type) => {
    const { buyer, orderId } = await sold();
    const answer = await sendRaw(world.apiUrl, {
      ...{ method: 'POST', path: `/orders/${orderId}/refunds`, token: buyer.token },
      body: { ...body, reason: 'other' },
      headers: { 'idempotency-key': `bad-${orderId}` },
    });
    expect([answer.status, outcome(answer)]).toEqual([status, type]);
    const list = await sendRaw(world.apiUrl, {
      ...{ method: 'GET', path: `/orders/${orderId}/refunds`, token: buyer.token },
    });
    expect(list.body).toEqual({ items: [] });
    expect((await buyer.order(orderId)).refundedMinor).toBe(0);
  });

  test("of another's order, a cancelled one or one that is not paid yet is refused", async () => {
    const mine = await bought();
    const stranger = await world.shop.guest();
    const ask = (who: Visitor) => who.requestRefund(mine.orderId, { amountMinor: 100, reason: 'other' });
    expect((await refusalOf(ask(stranger))).status).toBe(404);
    expect(await refusalOf(ask(mine.buyer))).toMatchObject({ problem: { reason: 'not-paid-yet' } });
    await mine.buyer.cancel(mine.orderId, 'changed-mind');
    expect(await refusalOf(ask(mine.buyer))).toMatchObject({ problem: { reason: 'order-cancelled' } });
  });

  test('for everything ten times at once is given once', async () => {
    const { buyer, orderId, paymentId } = await sold();
    const { totalMinor } = await buyer.order(orderId);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        buyer.requestRefund(orderId, { amountMinor: totalMinor, reason: 'other' }),
      ),
    );
    const given = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(given).toHaveLength(1);
    await becomes(buyer, given[0]?.id ?? '', 'refunded');
    expect((await atProvider(paymentId))?.refundedMinor).toBe(totalMinor);
  });

  test('that is large waits for the seller, with a deadline and a link for staff', async () => {
    const { buyer, orderId } = await sold({ quantity: 4 });
    const { id } = await buyer.requestRefund(orderId, { amountMinor: 9000, reason: 'damaged' });
    const waiting = await becomes(buyer, id, 'awaiting-approval');
    expect(waiting.approval).toMatchObject({ by: 'seller', silence: 'consent' });
    expect(Date.parse(waiting.decideBy ?? '')).toBeGreaterThan(Date.now());
    const seen = await sendRaw(world.apiUrl, { method: 'GET', path: `/refunds/${id}`, token: staff.token });
    expect(seen.body).toMatchObject({ links: { temporal: expect.stringContaining(`refund-${id}`) } });
    await (await world.sellerOf(orderId)).rejectRefund(id, 'It works as described.');
    // What was refused can be asked for again.
    await buyer.requestRefund(orderId, { amountMinor: 9000, reason: 'damaged' });
  });

  test('that was written while its workflow could not be started is started later', async () => {
    const { buyer, orderId } = await sold();
    const { refund: refunds, order: orders } = world.market.services;
    const order = await orders.get(orderId);
    if (!order) throw new Error('there is an order');
    const { id } = await refunds.request({
      refundId: `${orderId}-rlost`,
      order,
      request: { lines: [], shipping: false, amountMinor: 200, reason: 'late', restock: false },
      by: { role: 'buyer', id: buyer.actor.id },
    });
    const long = new Date(Date.now() - 120_000).toISOString();
    await world.databases
      .of('refund')
      .collection('refunds')
      .updateOne({ _id: id as never }, { $set: { createdAt: long } });
    await run('refund-sweeper');
    await becomes(buyer, id, 'refunded');
  });
});

describe('a refund that the bank sends back', () => {
  test('is owed until staff have tried again, or have paid it another way', async () => {
    const owedBefore = await owedMinor();
    const { buyer, orderId, paymentId } = await sold({ card: 'tok_refund-fails' });
    const { id } = await buyer.requestRefund(orderId, { amountMinor: 500, reason: 'late' });
    await becomes(buyer, id, 'needs-attention');
    expect(await owedMinor()).toBe(owedBefore + 500);
    expect((await buyer.payment(paymentId)).refundedMinor).toBe(0);
    expect((await buyer.order(orderId)).refundedMinor).toBe(0);
    expect(await kindsOf(id)).toEqual(['refund', 'refund-paid', 'refund-failed']);
    const { cases } = world.market.services;
    const open = await cases.listOpen('refund-failed');
    expect(open.map(({ subject }) => subject.id)).toContain(id);

    await eventually(
      'staff to be able to decide',
      () => resolve(id, 'retry'),
      ({ status }) => status === 200,
      { show: outcome },
    );
    await becomes(buyer, id, 'needs-attention', 2);
    expect((await atProvider(paymentId))?.refunds.map(({ status }) => status)).toEqual(['failed', 'failed']);

    await eventually(
      'staff to be able to decide',
      () => resolve(id, 'skip', 'Sent by bank transfer.'),
      ({ status }) => status === 200,
      { show: outcome },
    );
    const done = await becomes(buyer, id, 'refunded');
    expect(done).toMatchObject({ settledBy: { role: 'support' }, decisionNote: 'Sent by bank transfer.' });
    expect(await owedMinor()).toBe(owedBefore);
    await eventually(
      'the case to be closed',
      () => cases.listOpen('refund-failed'),
      (found) => !found.some(({ subject }) => subject.id === id),
    );
    expect((await resolve(id, 'retry')).status).toBe(409);
    // A report of the bank that was slow on its way takes nothing off what the provider did not give.
    await world.market.services.order.uncountRefund(orderId, { refundId: id, amountMinor: 500, lines: [] });
    expect((await buyer.order(orderId)).refundedMinor).toBe(0);
  });
});

describe('a card', () => {
  test('that the provider does not know is declined for that reason', async () => {
    const ready = await fillBasket(
      world.shop,
      [{ slug: world.market.stalls[0]?.productId ?? '', quantity: 1 }],
      'tok_of_nobody',
    );
    const refused = await refusalOf(ready.buyer.placeOrder(ready.request));
    expect(refused).toMatchObject({ status: 402, problem: { declineReason: 'unknown-card' } });
  });

  test('that was kept pays, also after another one was declined', async () => {
    const buyer = await account('keeper', 'buyer');
    const keep = (token: string) =>
      sendRaw(world.apiUrl, {
        ...{ method: 'POST', path: '/users/me/payment-methods', token: buyer.token },
        body: { token, brand: 'Visa', last4: '4242', expiry: '11/31' },
      });
    await keep('tok_insufficient-funds');
    const kept = await keep('tok_approve');
    const [poor, good] = (kept.body as { paymentMethods: { token: string }[] }).paymentMethods;
    const product = await world.shop.product(world.market.stalls[0]?.productId ?? '');
    const { id: cartId } = await buyer.cart();
    await buyer.setLine(cartId, product.variants[0]?.sku ?? '', 1);
    const quote = await buyer.quote(cartId, { country: HOME.country, postcode: HOME.postcode });
    const refused = await refusalOf(
      buyer.placeOrder({
        ...{ cartId, email: 'keeper@people.example', shippingAddress: HOME, shippingChoices: {} },
        paymentToken: poor?.token ?? '',
        expectedTotal: { amountMinor: quote.totalMinor, currency: quote.currency },
      }),
    );
    expect(refused.status).toBe(402);
    const placed = await buyer.payAgain(String(refused.problem?.checkoutId), good?.token ?? '');
    expect(placed.status).toBe('placed');
    const seen = await sendRaw(world.apiUrl, {
      ...{ method: 'GET', path: `/payments/${placed.id}`, token: staff.token },
    });
    expect(seen.body).toMatchObject({ attempts: [{ status: 'declined' }, { status: 'authorised' }] });
    expect(JSON.stringify(seen.body)).not.toContain('tok_');
  });
});

describe('money that is reserved for a short time only', () => {
  test('is taken for what a seller accepted, and goes back when that is cancelled', async () => {
    const { buyer, orderId, other, paymentId } = await bought({ sellers: 2 });
    await accept(orderId);
    await run('payment-guardian');
    const order = await eventually(
      'the money to be taken, and the buyer told',
      () => buyer.order(orderId),
      ({ capturedMinor, timeline }) =>
        capturedMinor > 0 && timeline.some(({ text }) => text.includes('taken before the parcel is shipped')),
    );
    expect((await atProvider(paymentId))?.captures).toMatchObject([{ reference: orderId }]);

    const { cases } = world.market.services;
    const warned = await eventually(
      'a case about the other',
      () => cases.listOpen('authorisation-lapsing'),
      (found) => found.some(({ subject }) => subject.id === other),
    );
    expect(warned.some(({ subject }) => subject.id === orderId)).toBe(false);
    expect((await buyer.order(other)).capturedMinor).toBe(0);

    await buyer.cancel(orderId, 'changed-mind');
    const { refund: refunds } = world.market.services;
    await eventually(
      'the refund to be asked for',
      () => refunds.get(`${orderId}-r-all`),
      (found) => found !== null,
    );
    await becomes(buyer, `${orderId}-r-all`, 'refunded');
    expect((await buyer.order(orderId)).refundedMinor).toBe(order.totalMinor);
    expect((await atProvider(paymentId))?.refundedMinor).toBe(order.totalMinor);
  });

  test('and is let go by the bank leaves nothing that could be shipped', async () => {
    const { buyer, orderId, paymentId } = await bought();
    await accept(orderId);
    const charge = await atProvider(paymentId);
    await world.market.services.provider.void({
      key: `gone-${orderId}`,
      providerPaymentId: charge?.id ?? '',
    });
    const order = await eventually(
      'the order to be cancelled',
      () => buyer.order(orderId),
      ({ status }) => status === 'cancelled',
      { show: ({ status }) => status },
    );
    expect(order.cancelReason).toBe('authorisation-expired');
    expect(order.timeline.at(-1)?.text).toContain('the bank no longer holds the money');
    await temporal.client.workflow.getHandle(workflowIds.order(orderId)).result();
    expect((await buyer.payment(paymentId)).status).toBe('voided');
  });
});
