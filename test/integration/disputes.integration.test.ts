import { audit } from '../../audit/audit';
import { fillBasket, type ReadyBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { complain } from './complaint';
import { idsOf, openTill, refusalOf, type Till } from './till';

jest.setTimeout(120_000);

const PASSWORD = 'a long enough password';
let { world, stalls, basket, acceptAndShip } = {} as Till;
let staff: Visitor;

beforeAll(async () => {
  ({ world, stalls, basket, acceptAndShip } = await openTill('disputes'));
  const email = 'support@staff.example';
  const { user } = world.market.services;
  await user.createDemoAccount({ email, password: PASSWORD, name: 'Support', role: 'support' });
  staff = await world.shop.signIn({ email, password: PASSWORD });
}, 120_000);
afterAll(() => world.stop());

/** Both orders of a basket, paid and taken. */
async function sold(): Promise<{ ready: ReadyBasket; paymentId: string; orderIds: string[] }> {
  const ready = await basket();
  const placed = await ready.buyer.placeOrder(ready.request);
  for (const orderId of idsOf(placed)) await acceptAndShip(orderId);
  return { ready, paymentId: placed.id, orderIds: idsOf(placed) };
}

const disputed = (paymentId: string, amountMinor?: number) => complain(world, staff, paymentId, amountMinor);

const becomes = (id: string, wanted: string) =>
  eventually(
    `the dispute to be ${wanted}`,
    () => staff.dispute(id),
    ({ status }) => status === wanted,
    { show: ({ status }) => status },
  );
/** Kind and sums of what is booked about a dispute, by account. */
async function bookedAbout(disputeId: string) {
  const entries = await world.market.services.ledger.entriesAbout({ disputeId });
  const kinds = entries.map(({ kind }) => kind).sort();
  const sums = new Map<string, number>();
  for (const { account, side, amountMinor } of entries.flatMap(({ legs }) => legs))
    sums.set(account, (sums.get(account) ?? 0) + (side === 'credit' ? amountMinor : -amountMinor));
  return { kinds, sums };
}
const reservedOf = (sellerId: string) =>
  world.market.services.ledger.balanceOf(`dispute-reserve:${sellerId}`, 'EUR');

test('a dispute that evidence wins: the reserve is freed, and refunds are possible again', async () => {
  const { ready, paymentId, orderIds } = await sold();
  const id = await disputed(paymentId);
  const opened = await staff.dispute(id);
  expect(opened.parts.map(({ orderId }) => orderId).sort()).toEqual([...orderIds].sort());
  expect(opened.amountMinor).toBe(ready.quote.totalMinor);
  expect(opened.draft).toContain('Ordered: 1 × Thing');
  expect(opened.links?.temporal).toContain(`dispute-${id}`);
  for (const { sellerId } of stalls) expect(await reservedOf(sellerId)).toBeGreaterThan(0);

  const [orderId = ''] = orderIds;
  const refused = await refusalOf(
    ready.buyer.requestRefund(orderId, { lines: [{ lineId: '1', quantity: 1 }], reason: 'late' }),
  );
  expect(refused.status).toBe(409);
  expect(refused.problem).toMatchObject({ detail: expect.stringContaining('bank') });

  const seller = await world.sellerOf(orderId);
  const mine = await seller.dispute(id);
  expect(mine.parts.map((part) => part.orderId)).toEqual([orderId]);
  expect(mine.amountMinor).toBeLessThan(opened.amountMinor);
  expect(mine.draft).toBeUndefined();
  await seller.addStatement(id, { orderId, text: 'I handed it over myself.' });
  expect((await staff.dispute(id)).draft).toContain('I handed it over myself.');
  expect((await staff.submitEvidence(id)).status).toBe('submitted');
  const won = await becomes(id, 'won');
  expect(won.submission?.text).toContain('I handed it over myself.');

  const { kinds, sums } = await bookedAbout(id);
  expect(kinds).toEqual(['dispute-opened', 'dispute-opened', 'dispute-won', 'dispute-won']);
  expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
  for (const { sellerId } of stalls) expect(await reservedOf(sellerId)).toBe(0);
  const order = await ready.buyer.order(orderId);
  expect(order.timeline.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('disputes'), expect.stringContaining('for the shop')]),
  );
  await ready.buyer.requestRefund(orderId, { lines: [{ lineId: '1', quantity: 1 }], reason: 'late' });
});

test('a dispute of a part that is lost: the provider, the payment and the books say the same', async () => {
  const { ready, paymentId, orderIds } = await sold();
  const before = await world.market.services.ledger.balanceOf('provider-clearing', 'EUR');
  const id = await disputed(paymentId, 1001);
  expect((await staff.dispute(id)).parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(1001);
  await staff.submitEvidence(id, { text: 'We know that we lose this one.' });
  await becomes(id, 'lost');

  const { kinds, sums } = await bookedAbout(id);
  expect(kinds).toEqual(['dispute-lost', 'dispute-lost', 'dispute-opened', 'dispute-opened']);
  expect(sums.get('provider-clearing')).toBe(1001);
  for (const { sellerId } of stalls) expect(sums.get(`dispute-reserve:${sellerId}`)).toBe(0);
  const after = await world.market.services.ledger.balanceOf('provider-clearing', 'EUR');
  expect(Math.abs(after - before)).toBe(1001);
  const payment = await world.market.services.payment.get(paymentId);
  const [charge] = await world.market.services.provider.findByReference(paymentId);
  expect([payment?.disputedMinor, charge?.disputedMinor]).toEqual([1001, 1001]);
  const [orderId = ''] = orderIds;
  const refused = await refusalOf(ready.buyer.requestRefund(orderId, { shipping: true, reason: 'late' }));
  expect(refused.status).toBe(409);
});

test('a dispute that staff give up is lost at once', async () => {
  const { paymentId } = await sold();
  const id = await disputed(paymentId);
  await staff.concede(id, 'The buyer is right.');
  const lost = await becomes(id, 'lost');
  expect(lost.concession).toMatchObject({ note: 'The buyer is right.', by: { role: 'support' } });
  const [charge] = await world.market.services.provider.findByReference(paymentId);
  expect(charge?.disputes).toMatchObject([{ status: 'lost' }]);
});

test('a refund that was asked for before the dispute and agreed to during it gives nothing back', async () => {
  const [stall] = stalls;
  const ready = await fillBasket(world.shop, [{ slug: stall.productId, quantity: 3 }]);
  const placed = await ready.buyer.placeOrder(ready.request);
  const [orderId = ''] = idsOf(placed);
  await acceptAndShip(orderId);
  const lines = [{ lineId: '1', quantity: 3 }];
  const { id: refundId } = await ready.buyer.requestRefund(orderId, { lines, reason: 'damaged' });
  const refundBecomes = (wanted: string) =>
    eventually(
      `the refund to be ${wanted}`,
      () => ready.buyer.refund(refundId),
      ({ status }) => status === wanted,
      { show: ({ status }) => status },
    );
  await refundBecomes('awaiting-approval');
  const id = await disputed(placed.id);
  await (await world.sellerOf(orderId)).approveRefund(refundId);
  await refundBecomes('failed');
  const [charge] = await world.market.services.provider.findByReference(placed.id);
  expect(charge?.refunds).toEqual([]);
  await staff.concede(id, 'The buyer has been right all along.');
  await becomes(id, 'lost');
});

test('what was released to the seller is kept aside as well, and a lost dispute is theirs to bear', async () => {
  const [stall] = await world.openStalls({ sellers: 1 });
  const ready = await fillBasket(world.shop, [{ slug: stall?.productId ?? '', quantity: 1 }]);
  const placed = await ready.buyer.placeOrder(ready.request);
  const [orderId = ''] = idsOf(placed);
  await acceptAndShip(orderId);
  const { books, ledger } = world.market.services;
  await books.release({ orderId });
  const balance = async () => (await ledger.sellerBalances(stall?.sellerId ?? '')).at(0);
  const released = (await balance())?.payableMinor ?? 0;
  expect(released).toBeGreaterThan(0);

  const id = await disputed(placed.id);
  expect(await balance()).toMatchObject({ pendingMinor: 0, payableMinor: 0, reservedMinor: released });
  await staff.concede(id, 'The buyer is right.');
  await becomes(id, 'lost');
  expect(await balance()).toMatchObject({ pendingMinor: 0, payableMinor: 0, reservedMinor: 0 });
});

test('nonsense is refused by name, and changes nothing', async () => {
  const { ready, paymentId, orderIds } = await sold();
  const [orderId = '', other = ''] = orderIds;
  const id = await disputed(paymentId);
  const before = await staff.dispute(id);
  const seller = await world.sellerOf(orderId);
  const [stranger] = await world.openStalls({ sellers: 1 });
  const another = stranger ? await world.seller(stranger) : seller;
  const codeOf = async (call: Promise<unknown>) => {
    const { status, code } = await refusalOf(call);
    return [status, code];
  };
  expect(await codeOf(another.dispute(id))).toEqual([404, 'not-found']);
  expect(await codeOf(another.addStatement(id, { orderId, text: 'Mine.' }))).toEqual([404, 'not-found']);
  expect(await codeOf(seller.addStatement(id, { orderId: other, text: 'Mine.' }))).toEqual([
    404,
    'not-found',
  ]);
  expect((await codeOf(ready.buyer.dispute(id)))[0]).toBe(403);
  expect((await codeOf(seller.submitEvidence(id)))[0]).toBe(403);
  expect((await codeOf(seller.concede(id, 'Give up.')))[0]).toBe(403);
  expect(await codeOf(staff.dispute('no-such-dispute'))).toEqual([404, 'not-found']);
  for (const body of [{ text: '' }, { text: ' ' }, { text: 'x'.repeat(20_001) }, { text: 'x', more: 1 }])
    expect((await codeOf(staff.submitEvidence(id, body)))[1]).toBe('invalid-request');
  expect((await codeOf(staff.concede(id, ' ')))[1]).toBe('invalid-request');
  expect(await another.disputes()).toEqual([]);
  expect((await staff.dispute(id)).version).toBe(before.version);

  const [first, second] = await Promise.allSettled([staff.submitEvidence(id), staff.concede(id, 'No.')]);
  expect([first, second].map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await eventually(
    'the dispute to be over',
    () => staff.dispute(id),
    ({ status }) => status === 'won' || status === 'lost',
  );
  expect(await codeOf(staff.submitEvidence(id))).toEqual([409, 'dispute-state']);
});

test('after all of it every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});
