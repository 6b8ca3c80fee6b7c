import { expectSound, LATER, startInventory } from './inventory.fixture';
import { holdAllOrNone } from './inventory.hold';

let shop: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  shop = await startInventory();
});
afterAll(() => shop.close());

const hold = (key: string, ...lines: [sku: string, quantity: number][]) =>
  shop.inventory.holdStock({
    key,
    lines: lines.map(([sku, quantity]) => ({ sku, quantity })),
    expiresAt: LATER,
  });
const counts = async (sku: string) =>
  (await shop.read(sku)).map(({ available, reserved, sold }) => [available, reserved, sold]);

test('of two hundred buyers at once for fifty units exactly fifty are granted', async () => {
  const sku = await shop.goods(30, 20);
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, (_, buyer) => hold(`buyer-${buyer}`, [sku, 1])),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ kind: 'conflict', code: 'out-of-stock' });
  expect(await counts(sku)).toEqual([
    [0, 30, 0],
    [0, 20, 0],
  ]);
  (await shop.read(sku)).forEach(expectSound);
}, 30_000);

test('the same hold thirty times at once is one hold, and every caller is told the same', async () => {
  const [one, two] = [await shop.goods(5, 5), await shop.goods(9)];
  const answers = await Promise.all(Array.from({ length: 30 }, () => hold('same', [one, 7], [two, 2])));
  const sorted = answers.map((parts) =>
    [...parts].sort((a, b) => (a.sku + a.warehouseId < b.sku + b.warehouseId ? -1 : 1)),
  );
  for (const parts of sorted) expect(parts).toEqual(sorted[0]);
  expect(sorted[0]?.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(9);
  expect(await counts(two)).toEqual([[7, 2, 0]]);
});

test('lines of one SKU are one wish: six and six of ten are refused', async () => {
  const sku = await shop.goods(10);
  await expect(hold('twice', [sku, 6], [sku, 6])).rejects.toMatchObject({
    details: { lines: [{ sku, wanted: 12, available: 10 }] },
  });
  expect(await counts(sku)).toEqual([[10, 0, 0]]);
});

test('when one thing is short nothing is held, and the refusal names only what is short', async () => {
  const [plenty, few] = [await shop.goods(10), await shop.goods(1)];
  await expect(hold('short', [plenty, 3], [few, 2])).rejects.toMatchObject({
    details: { lines: [{ sku: few, wanted: 2, available: 1 }] },
  });
  expect(await counts(plenty)).toEqual([[10, 0, 0]]);
  await expect(hold('unknown', ['NO-SUCH-SKU', 1])).rejects.toMatchObject({ code: 'out-of-stock' });
});

test('a warehouse that has everything is taken before two that have it together', async () => {
  const sku = await shop.goods(2, 6, 3);
  expect(await hold('one parcel', [sku, 5])).toEqual([{ sku, warehouseId: 'w2', quantity: 5 }]);
});

test('a hold ends once: repeats of commit and release change nothing, and it cannot be held again', async () => {
  const sku = await shop.goods(10);
  const allocations = await hold('bought', [sku, 3]);
  const held = { key: 'bought', allocations };
  await Promise.all([shop.inventory.commitHold(held), shop.inventory.commitHold(held)]);
  await shop.inventory.releaseHold(held);
  await shop.inventory.releaseHold({ key: 'bought' });
  expect(await counts(sku)).toEqual([[7, 0, 3]]);
  await expect(hold('bought', [sku, 3])).rejects.toMatchObject({ code: 'hold-settled' });
});

test('a release without a list gives back everything the key holds, and one of nothing is accepted', async () => {
  const [one, two] = [await shop.goods(4), await shop.goods(4)];
  await hold('gives up', [one, 1], [two, 2]);
  await shop.inventory.releaseHold({ key: 'gives up' });
  await shop.inventory.releaseHold({ key: 'never was' });
  expect([...(await counts(one)), ...(await counts(two))]).toEqual([
    [4, 0, 0],
    [4, 0, 0],
  ]);
});

test('a release that overtakes its hold keeps the hold from coming later', async () => {
  const sku = await shop.goods(4);
  await shop.inventory.releaseHold({
    key: 'overtaken',
    allocations: [{ sku, warehouseId: 'w1', quantity: 2 }],
  });
  await expect(hold('overtaken', [sku, 2])).rejects.toMatchObject({ code: 'hold-settled' });
  expect(await counts(sku)).toEqual([[4, 0, 0]]);
});

test('a first attempt that fails late does not take back what the second attempt relies on', async () => {
  const [early, late] = [`${await shop.goods(5)}`, `${await shop.goods(1)}`];
  const wish = {
    key: 'retried',
    expiresAt: LATER,
    lines: [
      { sku: early, quantity: 2 },
      { sku: late, quantity: 1 },
    ],
  };
  // Somebody has the last one, so the first attempt fails; while it is about to give back, the second one begins.
  await hold('rival', [late, 1]);
  let second: Promise<unknown> = Promise.resolve();
  const stocks = new Proxy(shop.stocks, {
    get(target, name, self) {
      if (name !== 'updateOne') return Reflect.get(target, name, self) as unknown;
      return async (filter: { holds?: unknown }, update: unknown) => {
        if (filter.holds) {
          await shop.inventory.releaseHold({ key: 'rival' });
          second = shop.inventory.holdStock(wish);
          await second;
        }
        return target.updateOne(filter as never, update as never);
      };
    },
  });
  const first = holdAllOrNone({ stocks, clock: { nowMs: () => Date.now() } }, wish);
  await expect(first).rejects.toMatchObject({ code: 'out-of-stock' });
  await expect(second).resolves.toHaveLength(2);
  expect(await counts(early)).toEqual([[3, 2, 0]]);
  expect(await counts(late)).toEqual([[0, 1, 0]]);
});

test('goods come back once a key, and never more than were sold', async () => {
  const sku = await shop.goods(10);
  const allocations = await hold('sold', [sku, 4]);
  await shop.inventory.commitHold({ key: 'sold', allocations });
  const back = { key: 'refund-1', allocations: [{ sku, warehouseId: 'w1', quantity: 3 }] };
  await Promise.all([1, 2, 3].map(() => shop.inventory.returnStock(back)));
  await shop.inventory.returnStock({ ...back, key: 'refund-2' });
  expect(await counts(sku)).toEqual([[9, 0, 1]]);
});

test('a delivery that is reported ten times at once is counted once', async () => {
  const sku = await shop.goods(1);
  const arrival = { key: 'delivery-9', sku, sellerId: 'shop', quantity: 5 };
  await Promise.all(
    ['w1', 'w2'].flatMap((warehouseId) =>
      Array.from({ length: 10 }, () => shop.inventory.receiveStock({ ...arrival, warehouseId })),
    ),
  );
  expect(await counts(sku)).toEqual([
    [6, 0, 0],
    [5, 0, 0],
  ]);
  expect(await shop.inventory.availability([sku, 'NO-SUCH-SKU'])).toEqual({ [sku]: 11, 'NO-SUCH-SKU': 0 });
});

test('every change has its event, in the same write', async () => {
  const sku = await shop.goods(9);
  const allocations = await hold('told', [sku, 2]);
  await shop.inventory.commitHold({ key: 'told', allocations });
  await shop.inventory.returnStock({ key: 'told back', allocations });
  await hold('told again', [sku, 1]);
  await shop.inventory.releaseHold({ key: 'told again' });
  const [record] = await shop.read(sku);
  expect(record?.outbox.map(({ type, data }) => [type, data.quantity])).toEqual([
    ...[
      ['stock.received', 9],
      ['stock.held', 2],
      ['stock.sold', 2],
    ],
    ...[
      ['stock.returned', 2],
      ['stock.held', 1],
      ['stock.released', 1],
    ],
  ]);
  expect(record?.version).toBe(6);
});

test('holds whose time is over are found, others are not', async () => {
  const sku = await shop.goods(5);
  await shop.inventory.holdStock({
    key: 'overdue',
    lines: [{ sku, quantity: 1 }],
    expiresAt: '2020-01-01T00:00:00.000Z',
  });
  await hold('in time', [sku, 1]);
  const found = await shop.inventory.overdueHolds({ before: '2020-01-02T00:00:00.000Z', limit: 100 });
  expect(found.filter((one) => one.sku === sku).map(({ key }) => key)).toEqual(['overdue']);
});
