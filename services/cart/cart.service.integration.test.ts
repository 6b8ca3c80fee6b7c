import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import { systemClock as clock } from '../platform/clock';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createCartService, type CartService } from './cart.service';

let databases: Databases;
let carts: CartService;
const facts = (sku: string) => ({ sku, productId: 'p', sellerId: 's', unitPriceMinor: 700 });

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  carts = createCartService({
    connection: databases.of('cart'),
    clock,
    products: {
      itemsForSkus: (skus) => Promise.resolve(skus.filter((sku) => !sku.startsWith('GONE')).map(facts)),
    },
  });
  await carts.ready();
});
afterAll(() => databases.close());

const anOwner = () => randomUUID();
const counts = async (ownerId: string) =>
  Object.fromEntries((await carts.current(ownerId)).lines.map(({ sku, quantity }) => [sku, quantity]));

test('twenty first visits at once make one basket with one checkout id', async () => {
  const owner = anOwner();
  const all = await Promise.all(Array.from({ length: 20 }, () => carts.current(owner)));
  expect(new Set(all.map(({ id, checkoutId }) => `${id} ${checkoutId}`)).size).toBe(1);
});

test('tabs that add at once lose nothing', async () => {
  const owner = anOwner();
  const { id } = await carts.current(owner);
  const skus = Array.from({ length: 15 }, (_, index) => `MUG-${index}`);
  await Promise.all(skus.map((sku) => carts.setLine({ cartId: id, ownerId: owner, sku, quantity: 2 })));
  expect(Object.keys(await counts(owner)).sort()).toEqual([...skus].sort());
});

test('a quantity is set, not added, with the price seen; taking a line out twice is taking it out', async () => {
  const owner = anOwner();
  const { id: cartId } = await carts.current(owner);
  await carts.setLine({ cartId, ownerId: owner, sku: 'MUG-1', quantity: 5 });
  const cart = await carts.setLine({ cartId, ownerId: owner, sku: 'MUG-1', quantity: 2 });
  expect(cart.lines).toEqual([
    { sku: 'MUG-1', productId: 'p', sellerId: 's', quantity: 2, seenPriceMinor: 700 },
  ]);
  await carts.removeLine({ cartId, ownerId: owner, sku: 'MUG-1' });
  expect((await carts.removeLine({ cartId, ownerId: owner, sku: 'MUG-1' })).lines).toEqual([]);
});

test("somebody else's basket does not exist, and what is not for sale is not put in", async () => {
  const { id: cartId, ownerId } = await carts.current(anOwner());
  const notFound = { kind: 'not-found' };
  await expect(
    carts.setLine({ cartId, ownerId: anOwner(), sku: 'MUG-1', quantity: 1 }),
  ).rejects.toMatchObject(notFound);
  await expect(carts.removeLine({ cartId, ownerId: anOwner(), sku: 'MUG-1' })).rejects.toMatchObject(
    notFound,
  );
  await expect(carts.setLine({ cartId, ownerId, sku: 'GONE-1', quantity: 1 })).rejects.toMatchObject({
    code: 'not-for-sale',
  });
});

test("a guest's basket joins the account's once, however often it is asked", async () => {
  const [guest, buyer] = [anOwner(), anOwner()];
  const [guestCart, buyerCart] = [await carts.current(guest), await carts.current(buyer)];
  await carts.setLine({ cartId: guestCart.id, ownerId: guest, sku: 'MUG-1', quantity: 3 });
  await carts.setLine({ cartId: guestCart.id, ownerId: guest, sku: 'TEA-1', quantity: 1 });
  await carts.setLine({ cartId: buyerCart.id, ownerId: buyer, sku: 'TEA-1', quantity: 4 });
  await Promise.all([1, 2, 3].map(() => carts.merge({ from: guest, into: buyer })));
  expect(await counts(buyer)).toEqual({ 'MUG-1': 3, 'TEA-1': 4 });
  expect(await counts(guest)).toEqual({});
  await carts.removeLine({ cartId: buyerCart.id, ownerId: buyer, sku: 'MUG-1' });
  await carts.merge({ from: guest, into: buyer });
  expect(await counts(buyer)).toEqual({ 'TEA-1': 4 });
});

test('a placed checkout empties the basket of what was bought, once, and gives it another checkout id', async () => {
  const owner = anOwner();
  const { id: cartId, checkoutId } = await carts.current(owner);
  await carts.setLine({ cartId, ownerId: owner, sku: 'MUG-1', quantity: 3 });
  const bought = [{ sku: 'MUG-1', quantity: 2 }];
  const finish = (nextCheckoutId: string) =>
    carts.finish({ cartId, checkoutId, nextCheckoutId, lines: bought });
  await Promise.all([finish('next-1'), finish('next-2'), finish('next-3')]);
  expect(await counts(owner)).toEqual({ 'MUG-1': 1 });
  const after = await carts.current(owner);
  expect(after.checkoutId).toMatch(/^next-/);
  expect((await finish('next-4')).checkoutId).toBe(after.checkoutId);
});

test('a basket holds a hundred different things and says so', async () => {
  const owner = anOwner();
  const { id: cartId } = await carts.current(owner);
  const put = (sku: string) => carts.setLine({ cartId, ownerId: owner, sku, quantity: 1 });
  for (let index = 0; index < 100; index += 1) await put(`MUG-${index}`);
  await expect(put('MUG-100')).rejects.toMatchObject({ code: 'basket-full' });
  await expect(put('MUG-7')).resolves.toBeDefined();
});
