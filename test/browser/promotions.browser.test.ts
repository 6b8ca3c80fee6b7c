import { barriersOn } from './barriers';
import { closeBrowserAfterwards, DESK, PHONE, scene } from './browser';
import { fillAddress, goodsOfShops, pay, placedOrder, putInBasket, sellerAccount } from './shopping';

closeBrowserAfterwards();

const ADMIN = 'admin@caravan.example';

scene('an admin makes a code, a buyer types it in the basket and pays less', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const code = `MARKET-${Date.now() % 1_000_000}`;
  const staff = await visit({ as: ADMIN });
  await staff.page.goto('/staff/promotions');
  await staff.page.getByRole('button', { name: 'New promotion…' }).click();
  const dialog = staff.page.getByRole('dialog');
  await dialog.getByLabel('Percent', { exact: true }).fill('20');
  await dialog.getByLabel('What buyers read').fill('Market days');
  await dialog.getByText('With a code').click();
  await dialog.getByLabel('Code', { exact: true }).fill(code.toLowerCase());
  await dialog.getByLabel('Uses in all').fill('0');
  await dialog.getByRole('button', { name: 'Start it' }).click();
  await dialog.getByText('A number from 1 to 10000').waitFor();
  await dialog.getByLabel('Uses in all').fill('1');
  const barriers = await barriersOn(staff.page, '/staff/promotions (new)');
  await dialog.getByRole('button', { name: 'Start it' }).click();
  await staff.page.getByText('Used 0 of 1 times').first().waitFor();

  const buyer = await visit({ viewport: PHONE, expected: [/422/] });
  await putInBasket(buyer.page, item);
  await buyer.page.goto('/basket');
  await buyer.page.getByRole('button', { name: 'Have a code?' }).click();
  const field = buyer.page.getByLabel('Code', { exact: true });
  await field.fill('NEVER-WAS');
  await field.press('Enter');
  await buyer.page.getByText('We do not know this code.').waitFor();
  await field.fill(code.toLowerCase());
  await buyer.page.getByRole('button', { name: 'Use it' }).click();
  await buyer.page.getByText(`Market days (${code})`).waitFor();
  barriers.push(...(await barriersOn(buyer.page, '/basket (with a code)')));
  await buyer.page.goto('/checkout');
  await fillAddress(buyer.page);
  await buyer.page.getByText(`Market days (${code})`).waitFor();
  await pay(buyer.page, 'Works');
  const orderId = await placedOrder(buyer.page);
  await buyer.page.getByText(`Saved: Market days (${code})`).waitFor();

  await staff.page.goto('/staff/promotions');
  await staff.page.getByText('Used 1 of 1 times').first().waitFor();
  barriers.push(...(await barriersOn(staff.page, '/staff/promotions')));
  const seller = await visit({ as: sellerAccount(item.sellerId), colorScheme: 'dark' });
  await seller.page.goto(`/seller/orders/${orderId}`);
  await seller.page.getByText(`Market days (${code}), paid by Caravan`).waitFor();
  await staff.page.getByRole('button', { name: 'End it… Market days' }).first().click();
  await staff.page.getByRole('dialog').getByRole('button', { name: 'End it', exact: true }).click();
  await staff.page.getByText('Ended', { exact: true }).first().waitFor();
  expect(barriers).toEqual([]);
});

scene('a seller makes a table of shipping of their own, and goes back to the market’s', async (visit) => {
  const [item] = (await goodsOfShops(2)).slice(1);
  if (!item) throw new Error('There is another shop.');
  const { page } = await visit({ as: sellerAccount(item.sellerId), viewport: DESK });
  await page.goto('/seller/shipping');
  const home = page.getByRole('region', { name: 'At home' });
  await home.getByLabel('Up to, kg', { exact: true }).first().fill('heavy');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Nothing was saved').waitFor();
  await home.getByLabel('Up to, kg', { exact: true }).first().fill('0.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This is your own table.').waitFor();
  const barriers = await barriersOn(page, '/seller/shipping');
  await page.setViewportSize(PHONE);
  barriers.push(...(await barriersOn(page, '/seller/shipping (phone)')));
  await page.getByRole('button', { name: 'Back to the market’s table' }).click();
  await page.getByText("You send by the market's table.").waitFor();
  expect(barriers).toEqual([]);
});
