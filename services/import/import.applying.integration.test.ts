import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { csvRows } from '../../api/http/csv';
import { testConfig, testEnv } from '../../test/servers';
import { createInventoryService, type InventoryService } from '../inventory/inventory.service';
import { systemClock as clock } from '../platform/clock';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createProductService, type ProductService } from '../product/product.service';
import type { ImportProgress, Steering } from './import.applying';
import type { ImportCursor, RowReport } from './import.schema';
import { createSellerCatalogue, type SellerCatalogue } from './seller-catalogue';

let databases: Databases;
let product: ProductService;
let inventory: InventoryService;
let catalogue: SellerCatalogue;
const mark = randomUUID().slice(0, 6).toUpperCase();
const sellerId = `shop-${mark}`;
const by = { role: 'seller', id: 'ann' } as const;
const steering: Steering = { tell: () => undefined, isStopped: () => false };
jest.setTimeout(30_000);
const START = { done: 0, applied: 0, refused: 0 };

beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  const nothing = { changedSince: () => Promise.resolve([]) };
  product = createProductService({
    ...{ connection: databases.of('product'), clock, sellers: nothing, stock: nothing },
  });
  catalogue = createSellerCatalogue({
    ...{ products: databases.of('product'), imports: databases.of('import') },
    ...{ clock, product, inventory, media: { requirePictures: () => Promise.resolve([]) }, currency: 'EUR' },
    files: { folder: join(testEnv().CARAVAN_TEST_DIR ?? '', `imports-${mark}`), limitMb: 1 },
  });
  await Promise.all([product.ready(), inventory.ready(), catalogue.imports.ready()]);
  await product.putCategory({ id: 'tea', name: 'Tea', description: '', position: 1 });
});
afterAll(async () => {
  product.close();
  await databases.close();
});

const HEADER = 'handle,title,category,status,option1_name,option1_value,sku,price,receive\n';
const sku = (name: string) => `${name}-${mark}`;

async function given(text: string): Promise<{ id: string; first: ImportCursor }> {
  const file = Readable.from([Buffer.from(text)]);
  const request = { sellerId, by, key: randomUUID(), name: 'goods.csv', file };
  const { id } = await catalogue.imports.take(request);
  return { id, first: await catalogue.applying.inspect(id, steering) };
}
const from = (cursor: ImportCursor): ImportProgress => ({ cursor, counts: START, read: 0 });
const apply = (importId: string, progress: ImportProgress, limit = 1000) =>
  catalogue.applying.apply({ importId, from: progress, limit }, steering);

async function reportOf(id: string): Promise<RowReport[]> {
  const rows: RowReport[] = [];
  for await (const some of catalogue.imports.reported(id)) rows.push(...some);
  return rows;
}
const availableOf = async (name: string) => (await inventory.availability([sku(name)]))[sku(name)];

test('good rows become products with stock, and each bad row is told and leaves nothing', async () => {
  const other = `other-${mark}`;
  await product.skus.claim(other, [sku('THEIRS')]);
  const { id, first } = await given(
    HEADER +
      `mint,Mint tea,tea,active,Size,50 g,${sku('M50')},4.50,10\n` +
      `mint,,,,Size,100 g,${sku('M100')},8,5\n` +
      `rose,Rose tea,tea,active,,,${sku('ROSE')},abc,3\n` +
      `jasmine,"Jasmine" tea,tea,active,,,${sku('JAS')},3,3\n` +
      `sage,Sage,nothing,active,,,${sku('SAGE')},3,3\n` +
      `mint,,,,Size,50 g,${sku('M50')},1,1\n` +
      `theirs,Theirs,tea,active,,,${sku('THEIRS')},3,3\n` +
      `mint,,,,Colour,red,${sku('MRED')},3,3\n` +
      `=1+1,=cmd|' /C calc'!A0,tea,draft,,,${sku('FORM')},3,0\n`,
  );
  expect(await apply(id, from(first))).toMatchObject({ cursor: null, counts: { done: 9, applied: 3 } });
  expect(await reportOf(id)).toEqual([
    { line: 2, sku: sku('M50'), problem: null },
    { line: 3, sku: sku('M100'), problem: null },
    { line: 4, sku: sku('ROSE'), problem: expect.stringContaining('price') },
    { line: 5, sku: '', problem: expect.stringContaining('quotes') },
    { line: 6, sku: sku('SAGE'), problem: expect.stringContaining('category') },
    { line: 7, sku: sku('M50'), problem: `${sku('M50')} stands in line 2 already.` },
    { line: 8, sku: sku('THEIRS'), problem: expect.stringContaining('another seller') },
    { line: 9, sku: sku('MRED'), problem: expect.stringContaining('option') },
    { line: 10, sku: sku('FORM'), problem: null },
  ]);
  const goods = (await catalogue.editing.list({ sellerId, limit: 50 })).items;
  expect(goods.map(({ title }) => title).sort()).toEqual(["=cmd|' /C calc'!A0", 'Mint tea']);
  const mint = goods.find(({ title }) => title === 'Mint tea');
  expect(mint?.variants.map(({ priceMinor }) => priceMinor)).toEqual([450, 800]);
  expect(await Promise.all(['M50', 'M100', 'ROSE', 'SAGE', 'MRED'].map(availableOf))).toEqual([
    10, 5, 0, 0, 0,
  ]);
});

test('rows applied again after a worker died count once, and undo nothing that was done by hand since', async () => {
  const rows = Array.from(
    { length: 70 },
    (_, n) => `k${n % 7},Kettle,tea,active,No,${n},${sku(`K${n}`)},5,2\n`,
  );
  const { id, first } = await given(HEADER + rows.join(''));
  // The worker dies after fifty rows: what it did since it last told is done again, by two at once.
  const told = await apply(id, from(first), 50);
  expect(told.read).toBe(50);
  await apply(id, told, 50);
  const { productId = '' } = (await catalogue.editing.namesOf([sku('K60')]))[0] ?? {};
  const seen = await catalogue.editing.get(productId);
  const changes = {
    variants: seen.variants.map(({ reduced: _, ...variant }) => ({ ...variant, priceMinor: 900 })),
  };
  await catalogue.editing.edit({ productId, expectedVersion: seen.version, changes, by });
  const [one] = await Promise.all([apply(id, told), apply(id, told)]);
  expect(one).toMatchObject({ cursor: null, counts: { done: 70, applied: 70, refused: 0 } });
  expect(new Set(await Promise.all(rows.map((_, n) => availableOf(`K${n}`))))).toEqual(new Set([2]));
  const after = await catalogue.editing.get(productId);
  expect(after.variants.find((variant) => variant.sku === sku('K60'))?.priceMinor).toBe(900);
  expect(await reportOf(id)).toHaveLength(70);
  const [stock] = await inventory.movements.list({ sku: sku('K1'), sellerId, limit: 9 });
  expect(stock).toMatchObject({ kind: 'receive', quantity: 2, by });
});

test('what is exported can be imported again and changes nothing', async () => {
  const before = (await catalogue.editing.list({ sellerId, limit: 100 })).items;
  let text = '';
  for await (const rows of catalogue.exported(sellerId)) text += csvRows(rows);
  const { id, first } = await given(text);
  const { counts } = await apply(id, from(first));
  expect(counts).toMatchObject({ refused: 0, applied: before.flatMap(({ variants }) => variants).length });
  expect((await catalogue.editing.list({ sellerId, limit: 100 })).items).toEqual(before);
  expect(await availableOf('M50')).toBe(10);
});

test('a file that is too large leaves nothing, and one that is over cannot be read on', async () => {
  const big = Readable.from([Buffer.alloc(800_000), Buffer.alloc(800_000)]);
  const request = { sellerId, by, key: 'big', name: 'big.csv', file: big };
  await expect(catalogue.imports.take(request)).rejects.toMatchObject({ code: 'too-large' });
  expect((await catalogue.imports.list({ sellerId, limit: 50 })).items.map(({ name }) => name)).not.toContain(
    'big.csv',
  );
  const { id, first } = await given(`${HEADER}late,Late,tea,active,,,${sku('LATE')},3,3\n`);
  await catalogue.applying.end(id, 'cancelled', null);
  expect(await apply(id, from(first))).toMatchObject({ cursor: null, read: 0 });
  expect(await availableOf('LATE')).toBe(0);
  expect(await catalogue.applying.end(id, 'done', null)).toMatchObject({ status: 'cancelled' });
});
