import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { testConfig } from '../../test/servers';
import { createInventoryService } from '../inventory/inventory.service';
import { systemClock as clock } from '../platform/clock';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createSellerService } from '../seller/seller.service';
import { aCategory, aProduct, aSeller } from './product.builder';
import { createProductService, type ProductService } from './product.service';

let databases: Databases;
let products: ProductService;
let inventory: ReturnType<typeof createInventoryService>;
let sellers: ReturnType<typeof createSellerService>;
/** At 20 ms each: far more than the second that it may take, for a machine that is busy. */
const MOST_LOOKS = 400;
const mark = randomUUID().slice(0, 8);
const sellerId = `shop-${mark}`;

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  sellers = createSellerService({ connection: databases.of('seller'), clock });
  inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  products = createProductService({ connection: databases.of('product'), clock, sellers, stock: inventory });
  await Promise.all([products.ready(), sellers.ready(), inventory.ready()]);
  await sellers.create(aSeller({ id: sellerId, slug: sellerId }));
  await products.putCategory(aCategory());
});
afterAll(async () => {
  products.close();
  await databases.close();
});

const aNew = (name: string) => aProduct(`${name}-${mark}`, { sellerId });

test('a product is published once, with its event, however often it is sent', async () => {
  const product = aNew('lamp');
  const all = await Promise.all([1, 2, 3].map(() => products.createProduct(product)));
  expect(new Set(all.map(({ version }) => version))).toEqual(new Set([1]));
  expect(await products.get(product.id)).toEqual(product);
  const stored = await databases.of('product').collection('products').findOne({ slug: product.slug });
  expect(stored?.outbox).toMatchObject([{ type: 'product.published', data: { productId: product.id } }]);
});

test('two products cannot share an address or a SKU', async () => {
  const first = aNew('first');
  await products.createProduct(first);
  const taken = { kind: 'conflict', code: 'name-taken' };
  await expect(products.createProduct({ ...aNew('other'), slug: first.slug })).rejects.toMatchObject(taken);
  await expect(products.createProduct({ ...aNew('third'), variants: first.variants })).rejects.toMatchObject(
    taken,
  );
});

test('of two changes made from the same version one is refused', async () => {
  const product = await products.createProduct(aNew('contested'));
  const change = (title: string) =>
    products.updateProduct({ id: product.id, expectedVersion: 1, changes: { title } });
  const answers = await Promise.allSettled([change('Left'), change('Right')]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'stale-version' },
  });
  expect((await products.get(product.id))?.version).toBe(2);
});

test('the lowest price of the variants follows them', async () => {
  const { id, variants } = await products.createProduct(aNew('priced'));
  const cheaper = variants.map((variant) => ({ ...variant, priceMinor: 450 }));
  expect(
    (await products.updateProduct({ id, expectedVersion: 1, changes: { variants: cheaper } })).priceFromMinor,
  ).toBe(450);
});

test('pricing is told what the catalogue says now, and nothing of what is archived', async () => {
  const { id, variants } = await products.createProduct(aNew('facts'));
  const sku = variants[0]?.sku ?? '';
  expect(await products.itemsForSkus([sku, 'NO-SUCH-SKU'])).toMatchObject([
    { sku, productId: id, unitPriceMinor: 1000 },
  ]);
  await products.updateProduct({ id, expectedVersion: 1, changes: { status: 'archived' } });
  expect(await products.itemsForSkus([sku])).toEqual([]);
});

test('visitors see a new product, a new title and a sale without a restart', async () => {
  const product = aNew('seen');
  const sku = product.variants[0]?.sku ?? '';
  await products.catalogue.start();
  await products.createProduct(product);
  await inventory.receiveStock({ key: 'first', sku, sellerId, warehouseId: 'w1', quantity: 4 });
  await products.catalogue.refresh();
  expect((await products.catalogue.detail(product.slug))?.available).toEqual({ [sku]: 4 });
  await products.updateProduct({ id: product.id, expectedVersion: 1, changes: { title: 'Renamed lamp' } });
  await inventory.holdStock({
    key: `seen-${mark}`,
    lines: [{ sku, quantity: 4 }],
    expiresAt: '2099-01-01T00:00:00.000Z',
  });
  await products.catalogue.refresh();
  expect(await products.catalogue.detail(product.slug)).toMatchObject({
    title: 'Renamed lamp',
    available: { [sku]: 0 },
  });
});

test('a name, a delivery and a suspension are seen in the search by themselves, soon after they were written', async () => {
  const product = await products.createProduct({ ...aNew('fresh'), title: `Zebrawood ${mark}` });
  const sku = product.variants[0]?.sku ?? '';
  const find = async (query: string, inStock: 'true' | 'false' = 'false') =>
    (await products.catalogue.list({ query, inStock, limit: 10 })).items.some(({ id }) => id === product.id);
  const until = async (isSo: () => Promise<boolean>) => {
    for (let tries = 0; !(await isSo()); tries += 1) {
      if (tries > MOST_LOOKS) throw new Error('the search never saw it');
      await sleep(20);
    }
  };
  await until(() => find('zebrawood'));
  await products.updateProduct({ id: product.id, expectedVersion: 1, changes: { title: `Walnut ${mark}` } });
  await until(() => find('walnut'));
  expect(await find('walnut', 'true')).toBe(false);
  await inventory.receiveStock({ key: `fresh-${mark}`, sku, sellerId, warehouseId: 'w1', quantity: 3 });
  await until(() => find('walnut', 'true'));
  await sellers.suspend({ sellerId, reason: 'A test.', by: { role: 'admin', id: 'a' } });
  await until(async () => !(await find('walnut')));
});
