import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import { systemClock as clock } from '../platform/clock';
import { connectDatabases, type Databases } from '../platform/mongo';
import type { NewProductContent } from './product.content';
import { createProductEditing, type ProductEditing } from './product.editing';
import { createProductService, type ProductService } from './product.service';

let databases: Databases;
let products: ProductService;
let editing: ProductEditing;
const mark = randomUUID().slice(0, 8).toUpperCase();
const ann = { role: 'seller', id: 'ann' } as const;
const shop = `shop-${mark}`;

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  const connection = databases.of('product');
  const nothing = { changedSince: () => Promise.resolve([]) };
  products = createProductService({ connection, clock, sellers: nothing, stock: nothing });
  await products.ready();
  await products.putCategory({ id: 'lamps', name: 'Lamps', description: '', position: 1 });
  editing = createProductEditing({
    ...{ connection, clock, products, skus: products.skus, categories: products.categories, currency: 'EUR' },
    pictures: { requirePictures: () => Promise.resolve([]) },
  });
});
afterAll(async () => {
  products.close();
  await databases.close();
});

const aContent = (sku: string, over: Partial<NewProductContent> = {}): NewProductContent => ({
  ...{ title: 'Brass lamp', description: '', categoryId: 'lamps', tags: [], taxCategory: 'standard' },
  ...{ options: [], pictures: [], status: 'active' },
  variants: [{ sku: `${sku}-${mark}`, title: 'One', options: {}, priceMinor: 1000, weightGrams: 10 }],
  ...over,
});
const add = (sku: string, over?: Partial<NewProductContent>, sellerId = shop) =>
  editing.create({ sellerId, key: randomUUID(), content: aContent(sku, over), by: ann });
const priced = (sku: string, priceMinor: number) =>
  aContent(sku).variants.map((variant) => ({ ...variant, priceMinor }));

test('of two who edit at once one is told what is there now, and in which fields it differs', async () => {
  const { id, version } = await add('RACE');
  const edit = (title: string) =>
    editing.edit({ productId: id, expectedVersion: version, changes: { title, tags: ['new'] }, by: ann });
  const answers = await Promise.allSettled([edit('Left'), edit('Right')]);
  const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  expect(won).toHaveLength(1);
  expect(lost).toMatchObject([
    { code: 'precondition-failed', details: { fields: ['title'], current: { title: won[0]?.title } } },
  ]);
});

test('an edit whose answer was lost is done, not refused', async () => {
  const { id, version } = await add('AGAIN');
  const edit = () =>
    editing.edit({ productId: id, expectedVersion: version, changes: { title: 'Once' }, by: ann });
  const first = await edit();
  expect(await edit()).toEqual(first);
});

test('of many sellers who want one SKU at once one gets it, and keeps it when it is withdrawn', async () => {
  const sellers = ['a', 'b', 'c', 'd'].map((name) => `${name}-${mark}`);
  const answers = await Promise.allSettled(sellers.map((sellerId) => add('WANTED', {}, sellerId)));
  const [winner] = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  if (!winner) throw new Error('nobody got it');
  const other = aContent('KEPT').variants;
  const { id: productId, version: expectedVersion } = winner;
  await editing.edit({ productId, expectedVersion, changes: { variants: other }, by: ann });
  const late = sellers.find((sellerId) => sellerId !== winner.sellerId);
  await expect(add('WANTED', {}, late)).rejects.toMatchObject({ code: 'sku-taken' });
  expect(await editing.sellerOfSku(`WANTED-${mark}`)).toBe(winner.sellerId);
});

test('a SKU of another product of one shop, a strange category and variants that do not fit are refused', async () => {
  await add('MINE');
  await expect(add('MINE')).rejects.toMatchObject({ code: 'name-taken' });
  const { id, version } = await add('OTHER');
  const edit = (changes: object) =>
    editing.edit({ productId: id, expectedVersion: version, changes, by: ann });
  await expect(edit({ variants: aContent('MINE').variants })).rejects.toMatchObject({ code: 'name-taken' });
  await expect(edit({ categoryId: 'nothing' })).rejects.toMatchObject({ code: 'category-unknown' });
  await expect(edit({ options: [{ name: 'Size', values: ['S'] }] })).rejects.toMatchObject({
    code: 'product-invalid',
  });
  expect((await editing.get(id)).version).toBe(version);
});

test('every price is remembered with who and when, a reduction is shown, and both are events', async () => {
  const { id, version } = await add('PRICED');
  const bob = { role: 'admin', id: 'bob' } as const;
  const changes = { variants: priced('PRICED', 700) };
  const after = await editing.edit({ productId: id, expectedVersion: version, changes, by: bob });
  expect(after.variants[0]).toMatchObject({ priceMinor: 700, reduced: { fromMinor: 1000 } });
  expect(await editing.prices(id)).toMatchObject([
    { sku: `PRICED-${mark}`, priceMinor: 700, by: bob },
    { sku: `PRICED-${mark}`, priceMinor: 1000, by: ann },
  ]);
  const stored = await databases.of('product').collection('products').findOne({ slug: after.slug });
  expect((stored?.outbox as { type: string }[]).map(({ type }) => type)).toEqual([
    'product.published',
    'product.changed',
    'product.priced',
  ]);
});

test('a draft is nowhere to be seen until it is active', async () => {
  const { id, version } = await add('DRAFT', { status: 'draft' });
  expect(await products.itemsForSkus([`DRAFT-${mark}`])).toEqual([]);
  await editing.edit({ productId: id, expectedVersion: version, changes: { status: 'active' }, by: ann });
  expect(await products.itemsForSkus([`DRAFT-${mark}`])).toMatchObject([{ productId: id }]);
});

test('a list finds by words, by SKU and by status, page by page', async () => {
  const sellerId = `list-${mark}`;
  for (const n of [1, 2, 3]) await add(`L${n}`, { title: `Lamp (${n})` }, sellerId);
  const first = await editing.list({ sellerId, limit: 2 });
  const rest = await editing.list({ sellerId, limit: 2, cursor: first.nextCursor ?? '' });
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(3);
  const titles = async (query: string) =>
    (await editing.list({ sellerId, limit: 9, query })).items.map(({ title }) => title);
  expect(await titles('(2)')).toEqual(['Lamp (2)']);
  expect(await titles(`l3-${mark}`)).toEqual(['Lamp (3)']);
  expect((await editing.list({ sellerId, limit: 9, status: 'draft' })).items).toEqual([]);
});
