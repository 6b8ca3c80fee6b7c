import fc from 'fast-check';
import { testConfig } from '../../test/servers';
import { anyOrder } from '../ledger/ledger.builders';
import type { Order } from '../order/order.schema';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createRefundService } from './refund.service';

const MINUTE_MS = 60_000;
const buyer = { role: 'buyer', id: 'b' } as const;
const rules = { autoLimitMinor: 5000, silenceLimitMinor: 20_000, decideWithinHours: 72 };
let databases: Databases;
let nowMs = Date.parse('2030-01-01T12:00:00.000Z');
let isDisputed = false;
let refunds: ReturnType<typeof createRefundService>;

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  refunds = createRefundService({
    ...{ connection: databases.of('refund'), clock: { nowMs: () => nowMs }, rules },
    isDisputed: () => Promise.resolve(isDisputed),
  });
});
afterAll(() => databases.close());
beforeEach(() => {
  isDisputed = false;
});

/** A delivered order of one line with four units of 2500 and shipping of 490. */
function anOrder(): Order {
  const [template] = fc.sample(anyOrder, { numRuns: 1, seed: 1 });
  const [line] = template?.lines ?? [];
  if (!template || !line) throw new Error('there is an order');
  return {
    ...template,
    ...{ id: newId(), status: 'delivered', totalMinor: 10_490, capturedMinor: 10_490 },
    lines: [{ ...line, id: '1', quantity: 4, totalMinor: 10_000, taxMinor: 0 }],
    shipping: { ...template.shipping, totalMinor: 490, taxMinor: 0 },
  };
}
const request = (order: Order, asked: object, refundId = newId()) =>
  refunds.request({
    ...{ refundId, order, by: buyer },
    request: { lines: [], shipping: false, restock: false, reason: 'other', ...asked },
  });
const units = (quantity: number) => ({ lines: [{ lineId: '1', quantity }] });

test('of many who ask for the same units at once, no more are given than were bought', async () => {
  const order = anOrder();
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => request(order, units(1))));
  const given = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(given).toHaveLength(4);
  expect(given.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(10_000);
});

test('the same request again is the same refund, and claims nothing more', async () => {
  const order = anOrder();
  const id = newId();
  const [one, other] = await Promise.all([request(order, units(3), id), request(order, units(3), id)]);
  expect(other).toEqual(one);
  await expect(request(order, units(2))).rejects.toMatchObject({ details: { reason: 'more-than-ordered' } });
});

test('what was rejected or failed can be asked for again', async () => {
  const order = anOrder();
  const rejected = await request(order, units(4));
  await refunds.askApproval(rejected.id);
  await refunds.reject(rejected.id, { by: { role: 'seller', id: 's' }, note: 'No.' });
  const failed = await request(order, units(4));
  await refunds.startRefunding(failed.id, { by: buyer, note: null });
  await refunds.fail(failed.id, 'The payment refused.');
  expect(await request(order, { amountMinor: 10_490 })).toMatchObject({ plainMinor: 10_490 });
});

test('small amounts are given without asking only up to the limit together', async () => {
  const order = anOrder();
  const ways = [];
  for (let n = 0; n < 3; n += 1) ways.push((await request(order, { amountMinor: 2500 })).approval.by);
  expect(ways).toEqual(['nobody', 'nobody', 'seller']);
});

test('a payment that the bank looks into gives nothing back', async () => {
  isDisputed = true;
  await expect(request(anOrder(), units(1))).rejects.toMatchObject({ code: 'order-disputed' });
});

test('a refund that came back is started again under another number, and an old report changes nothing', async () => {
  const { id } = await request(anOrder(), units(1));
  await refunds.startRefunding(id, { by: buyer, note: null });
  await refunds.complete(id);
  expect(await refunds.comeBack(id, { attempt: 1, problem: 'sent back' })).toMatchObject({
    ...{ status: 'needs-attention', problem: 'sent back' },
  });
  await refunds.startRefunding(id, { by: buyer, note: null, attempt: 2 });
  expect(await refunds.comeBack(id, { attempt: 1, problem: 'again' })).toMatchObject({
    ...{ status: 'refunding', attempt: 2, problem: null },
  });
  expect(await refunds.complete(id)).toMatchObject({ status: 'refunded' });
});

test('staff who paid by hand end it, and it does not come back', async () => {
  const { id } = await request(anOrder(), units(1));
  await refunds.startRefunding(id, { by: buyer, note: null });
  await refunds.comeBack(id, { attempt: 1, problem: 'sent back' });
  await refunds.settle(id, { by: { role: 'support', id: 'x' }, note: 'Bank transfer.' });
  expect(await refunds.comeBack(id, { attempt: 1, problem: 'sent back' })).toMatchObject({
    ...{ status: 'refunded', settledBy: { id: 'x' } },
  });
});

const lost = (order: Order, refundId: string, family = refundId) =>
  refunds.requestRest({ refundId, family, order, by: { role: 'system', id: 'order' }, reason: 'lost' });

test('what others ask at the same moment takes nothing from what is given back of a lost parcel', async () => {
  const order = anOrder();
  const first = `${order.id}-r-all`;
  const asks = Array.from({ length: 4 }, () => request(order, { amountMinor: 2000 }).catch(() => null));
  const [{ refund }, ...others] = await Promise.all([lost(order, first), ...asks]);
  const given = others.reduce((sum, other) => sum + (other?.amountMinor ?? 0), refund?.amountMinor ?? 0);
  expect(given).toBe(10_490);
});

test('what is refused to others goes back with the parcel that was lost', async () => {
  const order = anOrder();
  const first = `${order.id}-r-all`;
  const asked = await request(order, { amountMinor: 6000 });
  await refunds.askApproval(asked.id);
  expect(await lost(order, first)).toMatchObject({ refund: { amountMinor: 4490 }, mayBeMore: true });
  expect(await lost(order, `${first}-2`, first)).toEqual({ refund: null, mayBeMore: true });
  await refunds.reject(asked.id, { by: { role: 'seller', id: 's' }, note: 'No.' });
  expect(await lost(order, `${first}-2`, first)).toMatchObject({
    ...{ refund: { amountMinor: 6000 }, mayBeMore: false },
  });
  expect(await lost(order, `${first}-3`, first)).toEqual({ refund: null, mayBeMore: false });
});

test('what a cancelled order would give back is what is then given, while others wait for an answer', async () => {
  const order = { ...anOrder(), status: 'cancelled' as const };
  const asked = await request(order, { amountMinor: 6000 });
  await refunds.askApproval(asked.id);
  const { gifts, laterMinor } = await refunds.planCancelled(order);
  expect(gifts).toMatchObject([{ amountMinor: 4490 }]);
  const { refund, mayBeMore } = await refunds.requestRest({
    ...{ refundId: `${order.id}-r-all`, order, reason: 'cancelled' },
    by: { role: 'system', id: 'order' },
  });
  const [gift] = gifts;
  expect(refund).toMatchObject({ amountMinor: gift?.amountMinor, lines: gift?.lines });
  expect({ laterMinor, mayBeMore }).toEqual({ laterMinor: 6000, mayBeMore: true });
});

test('a refund of the shop whose worker died after it was claimed is written when it is asked again', async () => {
  const order = anOrder();
  const first = `${order.id}-r-all`;
  await lost(order, first);
  await databases
    .of('refund')
    .collection('refunds')
    .deleteOne({ _id: first as never });
  expect(await lost(order, first)).toMatchObject({ refund: { amountMinor: 10_490 }, mayBeMore: false });
});

test('a list goes through all refunds of a seller, newest first', async () => {
  const sellerId = newId();
  const order = { ...anOrder(), sellerId };
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    nowMs += 1000;
    ids.unshift((await request(order, { amountMinor: 100 })).id);
  }
  const first = await refunds.list({ sellerId, limit: 2 });
  const second = await refunds.list({ sellerId, limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test('a list has those about which support decides, once the seller was silent', async () => {
  const sellerId = newId();
  const order = { ...anOrder(), sellerId };
  const passedOn = await request(order, units(3));
  await refunds.askApproval(passedOn.id);
  const idsFor = async (decider: 'seller' | 'support') => {
    const { items } = await refunds.list({ sellerId, status: 'awaiting-approval', decider, limit: 10 });
    return items.map(({ id }) => id);
  };
  expect([await idsFor('seller'), await idsFor('support')]).toEqual([[passedOn.id], []]);
  await refunds.passToSupport(passedOn.id);
  expect([await idsFor('seller'), await idsFor('support')]).toEqual([[], [passedOn.id]]);
});

test('a refund whose workflow never started is found after a minute, and a claim that broke off is freed', async () => {
  const order = anOrder();
  const { id } = await request(order, units(2));
  expect(
    (await refunds.listUnstarted({ olderThanMs: MINUTE_MS, limit: 1000 })).some((each) => each.id === id),
  ).toBe(false);
  nowMs += 2 * MINUTE_MS;
  expect(
    (await refunds.listUnstarted({ olderThanMs: MINUTE_MS, limit: 1000 })).some((each) => each.id === id),
  ).toBe(true);
  const broken = await request(order, units(2));
  await databases
    .of('refund')
    .collection('refunds')
    .deleteOne({ _id: broken.id as never });
  await expect(request(order, units(1))).rejects.toMatchObject({ code: 'refund-refused' });
  nowMs += 11 * MINUTE_MS;
  expect(await refunds.freeOrphans()).toBeGreaterThanOrEqual(1);
  await request(order, units(1));
});
