import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createShippingTables } from '../pricing/shipping-table.service';
import { createPromotionService, type PromotionService } from './promotion.service';
import { newPromotionSchema, type NewPromotion } from './promotion.schema';

const NOW_MS = Date.parse('2030-01-01T12:00:00.000Z');
let laterMs = 0;
const clock = { nowMs: () => NOW_MS + laterMs };
afterEach(() => {
  laterMs = 0;
});
let databases: Databases;
let promotions: PromotionService;

const serviceOn = (of: Databases) =>
  createPromotionService({
    ...{ connection: of.of('promotion'), clock },
    buyers: {
      hasAccount: (buyerId) => Promise.resolve(!buyerId.startsWith('guest')),
      hasOrdered: (buyerId) => Promise.resolve(buyerId.startsWith('old')),
    },
  });

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  promotions = serviceOn(databases);
  await promotions.ready();
});
afterAll(async () => {
  promotions.close();
  await databases.close();
});

const aCode = () => `C${newId().slice(-10).toUpperCase()}`;
type Wanted = Omit<NewPromotion, 'code' | 'conditions' | 'limits'> & Partial<NewPromotion>;
const start = (over: Partial<Wanted> = {}) =>
  promotions.create({
    ...{ sellerId: null, by: 'admin-1' },
    wanted: newPromotionSchema.parse({
      ...{ label: 'Ten percent', code: aCode(), benefit: { kind: 'percent', points: 1000 } },
      ...over,
    }),
  });
const claimant = (n: number, over: object = {}) => ({
  ...{ checkoutId: `c${n}-${RUN}`, holder: `c${n}-${RUN}.1`, buyerId: `buyer-${n}-${RUN}` },
  ...{ orders: [`c${n}-${RUN}-1`] },
  ...over,
});
const RUN = newId();
const usesOf = async (id: string) => (await promotions.claims.uses([id]))[id];

test('of 40 buyers who want 10 uses of a code at the same moment exactly 10 get one', async () => {
  const { id } = await start({ limits: { total: 10 } });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => promotions.claim(id, claimant(n))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'used-up')).toHaveLength(30);
  expect(await usesOf(id)).toBe(10);
});

test('one buyer in many checkouts at once gets no more uses than are for one', async () => {
  const { id } = await start({ limits: { perBuyer: 2 } });
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => promotions.claim(id, claimant(200 + n, { buyerId: `one-${RUN}` }))),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  expect(await usesOf(id)).toBe(2);
});

test('a step that is repeated, or runs twice at once, takes one use', async () => {
  const { id } = await start({ limits: { total: 5, perBuyer: 3 } });
  const again = () => promotions.claim(id, claimant(300));
  expect(await Promise.all([again(), again(), again()])).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(await again()).toEqual({ ok: true });
  expect(await usesOf(id)).toBe(1);
});

test('what a checkout gives back somebody else can have, and its own late step takes nothing any more', async () => {
  const { id } = await start({ limits: { total: 1, perBuyer: 1 } });
  const first = claimant(400);
  await promotions.claim(id, first);
  expect(await promotions.claim(id, claimant(401))).toMatchObject({ ok: false });
  await promotions.claims.giveBack(first);
  await promotions.claims.giveBack(first);
  expect(await promotions.claim(id, first)).toMatchObject({ ok: false });
  expect(await usesOf(id)).toBe(0);
  expect(await promotions.claim(id, claimant(402))).toEqual({ ok: true });
});

test('a use for two orders is free when both are cancelled, also at the same moment', async () => {
  const { id } = await start({ limits: { total: 1 } });
  const { checkoutId, ...rest } = claimant(500);
  const orders = [`${checkoutId}-1`, `${checkoutId}-2`];
  await promotions.claim(id, { checkoutId, ...rest, orders });
  await promotions.claims.giveBackOrder({ checkoutId, orderId: `${checkoutId}-1` });
  expect(await usesOf(id)).toBe(1);
  const last = { checkoutId, orderId: `${checkoutId}-2` };
  await Promise.all([promotions.claims.giveBackOrder(last), promotions.claims.giveBackOrder(last)]);
  expect(await usesOf(id)).toBe(0);
});

test('a code says for whom it stands and why not', async () => {
  const standing = async (over: Partial<Wanted>, buyerId = 'new-buyer') => {
    const { code } = await start(over);
    const found = await promotions.coupon({ code: code ?? '', buyerId, checkoutId: 'c' });
    return found.ok ? 'good' : found.reason;
  };
  expect(await standing({})).toBe('good');
  expect(await standing({ conditions: { from: '2031-01-01T00:00:00.000Z' } })).toBe('not-yet');
  const over = { from: '2029-01-01T00:00:00.000Z', until: '2029-06-01T00:00:00.000Z' };
  expect(await standing({ conditions: over })).toBe('over');
  expect(await standing({ limits: { perBuyer: 1 } }, 'guest-1')).toBe('needs-account');
  expect(await standing({ conditions: { firstOrderOnly: true } }, 'old-buyer')).toBe('not-first-order');
  expect(await promotions.coupon({ code: 'NEVER-WAS', buyerId: 'b', checkoutId: 'c' })).toMatchObject({
    reason: 'unknown',
  });
  const { id, code } = await start({ limits: { total: 1, perBuyer: 1 } });
  const mine = claimant(600);
  await promotions.claim(id, mine);
  const asked = { code: code ?? '', buyerId: mine.buyerId };
  expect(await promotions.coupon({ ...asked, checkoutId: 'other' })).toMatchObject({ reason: 'used-up' });
  // The use that this very checkout holds is no reason against it.
  expect(await promotions.coupon({ ...asked, checkoutId: mine.checkoutId })).toMatchObject({ ok: true });
});

test('two who give the same code at once: one gets it; a limit without a code is refused', async () => {
  const code = aCode();
  const both = await Promise.allSettled([start({ code }), start({ code })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(start({ code: null, limits: { total: 3 } })).rejects.toMatchObject({
    code: 'promotion-needs-code',
  });
});

test('what counts by itself is known without asking the database, until it is ended', async () => {
  const watched = await connectDatabases(testConfig());
  const reader = serviceOn(watched);
  const { id } = await start({ code: null });
  const isKnown = async () => (await reader.automatic()).some((promotion) => promotion.id === id);
  // All processes begin with it at one moment, when all of them know it.
  expect(await isKnown()).toBe(false);
  laterMs = 3000;
  expect(await isKnown()).toBe(true);
  await reader.end({ id });
  expect(await isKnown()).toBe(true);
  laterMs = 6000;
  expect(await isKnown()).toBe(false);
  reader.close();
  await watched.close();
  // The connection is gone; the memory answers still.
  await expect(reader.automatic()).resolves.toBeDefined();
});

test('of two who change one table of shipping the second is told; null goes back to the market', async () => {
  const tables = createShippingTables({ connection: databases.of('pricing'), clock });
  const sellerId = newId();
  const service = { id: 'post', label: 'Post', minDays: 1, maxDays: 2, perKgMinor: 0, freeFromMinor: null };
  const zones = [
    {
      name: 'Home',
      countries: ['FR'],
      services: [{ ...service, steps: [{ upToGrams: 1000, priceMinor: 300 }] }],
    },
  ];
  const put = (expectedVersion: number, wanted: typeof zones | null = zones) =>
    tables.put({ sellerId, zones: wanted, expectedVersion });
  const both = await Promise.allSettled([put(0), put(0)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await tables.ofSellers([sellerId])).get(sellerId)).toEqual(zones);
  await expect(put(0)).rejects.toMatchObject({ code: 'stale-version' });
  expect(await put(1, null)).toEqual({ zones: null, version: 2 });
  expect((await tables.ofSellers([sellerId])).has(sellerId)).toBe(false);
  expect(await tables.get(sellerId)).toEqual({ zones: null, version: 2 });
  tables.close();
});
