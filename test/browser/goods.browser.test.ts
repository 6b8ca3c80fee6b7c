import { barriersOn } from './barriers';
import { closeBrowserAfterwards, DESK, PHONE, scene } from './browser';
import { goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

const mark = `${Date.now() % 10_000_000}`;

scene('a seller adds a product, meets another editor, and is shown what differs', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const as = sellerAccount(item.sellerId);
  const { page } = await visit({ as, viewport: DESK, expected: [/412/] });
  await page.goto('/seller/products/new');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Give it a name.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill(`Travelling kettle ${mark}`);
  await page.getByLabel('Category').selectOption({ index: 1 });
  await page.getByLabel('SKU').fill(`kettle-${mark}`);
  await page.getByLabel('Price in €').fill('40');
  const barriers = await barriersOn(page, '/seller/products/new');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: `Travelling kettle ${mark}` }).waitFor();

  const other = await visit({ as, viewport: PHONE });
  await other.page.goto(page.url());
  await other.page.getByLabel('Name', { exact: true }).fill(`Their kettle ${mark}`);
  await other.page.getByLabel('Price in €').fill('30');
  await other.page.getByLabel('Status').selectOption('active');
  await other.page.getByRole('button', { name: 'Save', exact: true }).click();
  await other.page.getByRole('heading', { name: `Their kettle ${mark}` }).waitFor();
  barriers.push(...(await barriersOn(other.page, '/seller/products/[id]')));

  await page.getByLabel('Name', { exact: true }).fill(`My kettle ${mark}`);
  await page.getByLabel('Description').fill('Boils on a camp fire.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody else saved this product while you were writing').waitFor();
  barriers.push(...(await barriersOn(page, '/seller/products/[id] (meanwhile)')));
  expect(await page.getByLabel('Price in €').inputValue()).toBe('30.00');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(`Their kettle ${mark}`);
  await page.getByRole('button', { name: 'Save over theirs' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByLabel('Description').inputValue()).toBe('Boils on a camp fire.');
  await page.getByRole('region', { name: 'Prices' }).getByText('€40.00').first().waitFor();

  await page.getByRole('button', { name: 'Receive…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many came?').fill('12');
  await dialog.getByRole('button', { name: 'Count it' }).click();
  await page.getByRole('region', { name: 'Stock' }).getByText('12', { exact: true }).waitFor();
  await page.goto(`/seller/products?query=${mark}`);
  await page.getByRole('link', { name: new RegExp(`Their kettle ${mark}`) }).waitFor();
  barriers.push(...(await barriersOn(page, '/seller/products')));
  expect(barriers).toEqual([]);
});

scene('a seller imports a table, sees what was not applied, and what runs low', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit({ as: sellerAccount(item.sellerId), viewport: PHONE });
  await page.goto('/seller/import');
  const barriers = await barriersOn(page, '/seller/import');
  const rows = ['sku,handle,title,category,price,receive', `CUP-${mark},cup,Cup,none,4,3`, `"broken`, ''];
  await page.getByLabel('Table to import').setInputFiles({
    name: `cups-${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  const entry = page.getByRole('listitem').filter({ hasText: `cups-${mark}.csv` });
  await entry.getByText('2 of 2 rows').waitFor();
  await entry.getByRole('button', { name: 'What was not applied?' }).click();
  await entry.getByText('This category is not offered').waitFor();
  await entry.getByText('quote in this row is never closed').waitFor();
  barriers.push(...(await barriersOn(page, '/seller/import (report)')));

  await page.setViewportSize(DESK);
  await page.goto('/seller/stock');
  await page.getByRole('button', { name: 'Tell me…' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('So many or fewer').fill('999999');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('region', { name: 'Running low' }).getByText('Low', { exact: true }).first().waitFor();
  barriers.push(...(await barriersOn(page, '/seller/stock')));
  expect(barriers).toEqual([]);
});
