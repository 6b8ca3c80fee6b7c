import { expectSound, LATER, startInventory } from './inventory.fixture';

let shop: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  shop = await startInventory();
});
afterAll(() => shop.close());

const by = { role: 'seller', id: 'ann' } as const;
const receive = (quantity: number) => ({ kind: 'receive', quantity, reason: '' }) as const;
const correct = (quantity: number) => ({ kind: 'correct', quantity, reason: 'Counted' }) as const;

const move = (sku: string, key: string, movement: Parameters<typeof request>[0]) =>
  shop.inventory.movements.move({ sku, sellerId: 'shop', key, by, movement: request(movement) });
const request = (
  movement:
    | ReturnType<typeof receive>
    | ReturnType<typeof correct>
    | { kind: 'replenish'; upTo: number; reason: string },
) => movement;
const listed = (sku: string) => shop.inventory.movements.list({ sku, sellerId: 'shop', limit: 100 });

test('a movement asked for many times at once counts once, and the list says who and why', async () => {
  const sku = await shop.goods();
  await Promise.all([1, 2, 3, 4, 5].map(() => move(sku, 'came', receive(7))));
  await move(sku, 'came', receive(7));
  const [record] = await shop.read(sku);
  expect(record).toMatchObject({ available: 7, received: 7, moved: 7, unlisted: [] });
  expect(await listed(sku)).toMatchObject([{ kind: 'receive', quantity: 7, by }]);
});

test('movements and purchases at once lose and make up nothing', async () => {
  const sku = await shop.goods(50);
  const work = Array.from({ length: 12 }, (_, n) => [
    move(sku, `in-${n}`, receive(n + 1)),
    move(sku, `gone-${n}`, correct(-2)),
    shop.inventory.holdStock({ key: `hold-${n}`, lines: [{ sku, quantity: 2 }], expiresAt: LATER }),
  ]);
  await Promise.all(work.flat());
  const [record] = await shop.read(sku);
  if (!record) throw new Error('no record');
  expectSound(record);
  expect(record.received).toBe(50 + 78 - 24);
  expect(record.available).toBe(50 + 78 - 24 - 24);
  const sum = (await listed(sku)).reduce((total, { quantity }) => total + quantity, 0);
  expect(sum).toBe(record.moved);
});

test('what is held or sold cannot be counted away', async () => {
  const sku = await shop.goods(5);
  await shop.inventory.holdStock({ key: 'h', lines: [{ sku, quantity: 3 }], expiresAt: LATER });
  await expect(move(sku, 'gone', correct(-3))).rejects.toMatchObject({ code: 'stock-too-low' });
  expect((await shop.read(sku))[0]).toMatchObject({ available: 2, reserved: 3 });
});

test('replenishing fills up to a number, and one that died before it was listed is listed later', async () => {
  const sku = await shop.goods(4);
  expect(await move(sku, 'fill', { kind: 'replenish', upTo: 10, reason: '' })).toMatchObject({ quantity: 6 });
  const left = { id: `mv-${sku}`, stockId: `${sku}@w1`, sku, warehouseId: 'w1', sellerId: 'shop' };
  const rest = { kind: 'receive', quantity: 1, reason: '', by, at: '2026-01-01T00:00:00.000Z' } as const;
  await shop.stocks.updateOne({ sku }, { $push: { unlisted: { ...left, ...rest } } });
  expect((await listed(sku)).map(({ id }) => id)).toContain(`mv-${sku}`);
  expect((await shop.read(sku))[0]).toMatchObject({ unlisted: [] });
});

test('a seller is told once when few are left, and again only after there were more', async () => {
  const sku = await shop.goods(5);
  const told = async () => {
    const [record] = await shop.read(sku);
    return record?.outbox.filter(({ type }) => type === 'stock.low').length;
  };
  const buy = async (key: string, quantity: number) => {
    const allocations = await shop.inventory.holdStock({ key, lines: [{ sku, quantity }], expiresAt: LATER });
    await shop.inventory.commitHold({ key, allocations });
    await shop.inventory.commitHold({ key, allocations });
  };
  await shop.inventory.movements.setThreshold({ sku, sellerId: 'shop', warehouseId: 'w1', lowAt: 2 });
  await buy('a', 2);
  expect(await told()).toBe(0);
  await buy('b', 1);
  await buy('c', 1);
  expect(await told()).toBe(1);
  const low = await shop.inventory.movements.levels({ sellerId: 'shop', isLow: true, query: sku, limit: 9 });
  expect(low.items).toMatchObject([{ sku, available: 1, isLow: true }]);
  await move(sku, 'more', receive(9));
  await buy('d', 8);
  expect(await told()).toBe(2);
});
