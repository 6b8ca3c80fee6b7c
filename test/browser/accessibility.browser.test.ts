import { barriersOn } from './barriers';
import { closeBrowserAfterwards, DESK, PHONE, scene, type Visit } from './browser';
import { buy, fillAddress, goodsOfShops, putInBasket, sellerAccount } from './shopping';

closeBrowserAfterwards();

/** Where each scheme is looked at: the narrow screen in the light, the wide one in the dark. */
const LOOKS = [
  { colorScheme: 'light', viewport: PHONE },
  { colorScheme: 'dark', viewport: DESK },
] as const;

for (const look of LOOKS) {
  scene(`the pages of the shop have no serious barrier, ${look.colorScheme}`, async (visit) => {
    const [item] = await goodsOfShops(1);
    if (!item) throw new Error('The catalogue is empty.');
    const { page } = await visit(look);
    const barriers: string[] = [];
    const check = async (path: string, ready: string) => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      if (ready) await page.getByText(ready).first().waitFor();
      barriers.push(...(await barriersOn(page, path)));
    };
    await check('/', '');
    await check(`/c/${item.categoryId}`, item.title);
    await check('/search?query=wool', '');
    await check(`/p/${item.slug}`, 'Put in the basket');
    await check(`/shops/${item.sellerSlug}`, item.sellerName);
    await check('/sign-in', 'Welcome back');
    await check('/register', 'Make an account');
    await check('/basket', 'Your basket is empty');
    await putInBasket(page, item);
    await check('/basket', 'To checkout');
    await page.goto('/checkout');
    await fillAddress(page);
    barriers.push(...(await barriersOn(page, '/checkout')));
    const orderId = await buy(page, [item]);
    await check(`/orders/${orderId}`, 'What happened');
    await check('/orders', item.sellerName);
    expect(barriers).toEqual([]);
  });

  scene(`the pages of sellers and staff have no serious barrier, ${look.colorScheme}`, async (visit) => {
    const barriers = await panelBarriers(visit, look);
    expect(barriers).toEqual([]);
  });
}

async function panelBarriers(visit: Visit, look: (typeof LOOKS)[number]): Promise<string[]> {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);
  const barriers: string[] = [];
  const seller = await visit({ ...look, as: sellerAccount(item.sellerId) });
  await seller.page.goto('/seller');
  await seller.page.getByRole('link', { name: 'Look at the next order' }).waitFor();
  barriers.push(...(await barriersOn(seller.page, '/seller')));
  await seller.page.goto('/seller/orders');
  await seller.page.locator(`a[href="/seller/orders/${orderId}"]`).waitFor();
  barriers.push(...(await barriersOn(seller.page, '/seller/orders')));
  await seller.page.goto(`/seller/orders/${orderId}`);
  await seller.page.getByRole('button', { name: /^Cancel the order/ }).click();
  await seller.page.getByRole('dialog').waitFor();
  barriers.push(...(await barriersOn(seller.page, 'cancel dialog')));
  await seller.page.keyboard.press('Escape');
  await seller.page.getByRole('dialog').waitFor({ state: 'hidden' });
  barriers.push(...(await barriersOn(seller.page, '/seller/orders/…')));

  const staff = await visit({ ...look, as: 'support@caravan.example' });
  await staff.page.goto('/staff/orders');
  await staff.page.locator(`a[href="/staff/orders/${orderId}"]`).waitFor();
  barriers.push(...(await barriersOn(staff.page, '/staff/orders')));
  await staff.page.goto(`/staff/orders/${orderId}`);
  await staff.page.getByRole('heading', { name: 'Payment' }).waitFor();
  await staff.page.getByRole('heading', { name: 'Ledger' }).waitFor();
  barriers.push(...(await barriersOn(staff.page, '/staff/orders/…')));
  return barriers;
}
