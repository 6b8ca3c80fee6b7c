import { closeBrowserAfterwards, DESK, PHONE, scene } from './browser';
import { acceptAndShip, buy, confirm, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

const SUPPORT = 'support@caravan.example';

scene('a seller sees an order come in, and only the own ones', async (visit) => {
  const [item, foreign] = await goodsOfShops(2);
  if (!item || !foreign) throw new Error('The catalogue has too few shops.');
  const notTheirs = [/404 .*\/orders\//];
  const seller = await visit({ as: sellerAccount(item.sellerId) });
  await seller.page.goto('/seller/orders');
  await seller.page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor();
  await seller.page
    .getByText(/to accept|to ship|Nothing waits for you/)
    .first()
    .waitFor();

  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);
  await seller.page.getByText('A new order has come in.').waitFor();
  const row = seller.page.locator(`a[href="/seller/orders/${orderId}"]`);
  await row.waitFor();

  const stranger = await visit({ as: sellerAccount(foreign.sellerId), expected: notTheirs });
  await stranger.page.goto('/seller/orders?status=all');
  await stranger.page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor();
  await stranger.page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await stranger.page.locator(`a[href="/seller/orders/${orderId}"]`).count()).toBe(0);
  await stranger.page.goto(`/seller/orders/${orderId}`);
  await stranger.page.getByRole('heading', { name: 'No such order here' }).waitFor();
});

scene("another buyer's order is not to be seen", async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);

  const other = await visit({ as: 'buyer@caravan.example', expected: [/404 .*\/orders\//] });
  await other.page.goto(`/orders/${orderId}`);
  await other.page.getByRole('heading', { name: 'This order is not to be seen here' }).waitFor();
  expect(await other.page.getByText('Lindenstraße').count()).toBe(0);
});

scene('of two tabs that accept, one does it and the other is told so', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);
  const { page, context } = await visit({
    as: sellerAccount(item.sellerId),
    expected: [/409 .*\/acceptances/],
  });
  const second = await context.newPage();
  await page.goto(`/seller/orders/${orderId}`);
  await second.goto(`/seller/orders/${orderId}`);
  await second.getByRole('button', { name: 'Accept', exact: true }).click();
  await second.getByRole('dialog').waitFor();

  await confirm(page, 'Accept');
  await page.getByRole('heading', { name: 'Pack it, then ship it' }).waitFor();
  const dialog = second.getByRole('dialog');
  await dialog.getByText('This was settled elsewhere').waitFor();
  await dialog.getByRole('button', { name: 'Back to the order' }).click();
  await second.getByRole('button', { name: 'Ship', exact: true }).waitFor();
});

scene('a seller goes through the orders with the keys', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  await buy(buyer.page, [item]);
  const { page } = await visit({ as: sellerAccount(item.sellerId) });
  await page.goto('/seller/orders');
  const rows = page.locator('[data-row]');
  await rows.first().waitFor();
  await page.keyboard.press('j');
  expect(await page.evaluate("document.activeElement === document.querySelector('[data-row]')")).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/seller\/orders\//);
  await page.getByRole('button', { name: /^(Accept|Ship)$/ }).waitFor();
});

scene('support finds an order by its number, gives money back and sees it in the story', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);
  const seller = await visit({ as: sellerAccount(item.sellerId) });
  await acceptAndShip(seller.page, orderId);

  const { page } = await visit({ as: SUPPORT });
  await page.goto('/staff');
  await page.getByRole('searchbox').fill(`order-${orderId}`);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.waitForURL(new RegExp(`/staff/orders/${orderId}`));
  const workflow = page.getByRole('link', { name: /^Workflow of the order/ });
  expect(await workflow.getAttribute('href')).toContain(`order-${orderId}`);
  await page.getByRole('link', { name: /^Workflow of the payment/ }).waitFor();
  await page.getByRole('link', { name: /^Workflow of the parcel/ }).waitFor();

  await page.getByRole('button', { name: /^Give money back/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').first().selectOption('1');
  await dialog.getByRole('button', { name: /^Give \D*\d/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Given back', { exact: true }).first().waitFor();
  await page.getByText(/was asked back/).waitFor();
  await buyer.page.getByText('Given back').first().waitFor();
});

scene('support finds the orders of an e-mail address, and is told when it has none', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);

  const { page } = await visit({ as: SUPPORT, viewport: PHONE });
  await page.goto('/staff/orders');
  const search = page.getByRole('searchbox');
  await search.fill('nobody@nowhere.example');
  await search.press('Enter');
  await page.getByRole('heading', { name: 'No order of this address' }).waitFor();
  await search.fill('Mira@Example.org');
  await search.press('Enter');
  await page.getByRole('heading', { name: 'Orders of this address' }).waitFor();
  await page.locator(`a[href="/staff/orders/${orderId}"]`).waitFor();
});

scene('the panels say kindly to others that they are not for them', async (visit) => {
  const nobody = await visit();
  await nobody.page.goto('/staff');
  await nobody.page.getByRole('heading', { name: /for Caravan's staff/ }).waitFor();
  const buyer = await visit({ as: 'buyer@caravan.example' });
  await buyer.page.goto('/seller');
  await buyer.page.getByRole('heading', { name: 'This part is for sellers' }).waitFor();
});

scene('on a phone a seller goes from room to room by a menu, with the keyboard too', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit({ as: sellerAccount(item.sellerId), viewport: PHONE });
  await page.goto('/seller');
  const rooms = page.getByRole('navigation', { name: 'Your shop' });
  const stock = rooms.getByRole('link', { name: 'Stock' });
  const menu = rooms.getByRole('button');
  await menu.press('Enter');
  await stock.waitFor();
  await page.keyboard.press('Escape');
  await stock.waitFor({ state: 'hidden' });
  expect(await menu.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await menu.press('Enter');
  await stock.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Stock' }).waitFor();
  await stock.waitFor({ state: 'hidden' });
  expect(await menu.textContent()).toContain('Stock');

  // Where there is room they all stand beside the page, and the one that is open is named.
  await page.setViewportSize(DESK);
  await stock.waitFor();
  expect(await rooms.locator('[aria-current=page]').allTextContents()).toEqual(['Stock']);
});
