import type { Page } from 'playwright-core';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PHONE, scene } from './browser';
import { buy, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

scene(
  "an order rings on the seller's open page, stands in the notices and is told as was chosen",
  async (visit) => {
    const [item] = await goodsOfShops(1);
    if (!item) throw new Error('The catalogue is empty.');
    const { page: shop } = await visit({ as: sellerAccount(item.sellerId) });
    await shop.goto('/seller/orders');
    const bell = shop.getByRole('banner').getByRole('link', { name: /^Notices/ });
    await bell.waitFor();
    const { page: buyer } = await visit({ as: 'buyer@caravan.example', viewport: PHONE });
    const orderId = await buy(buyer, [item]);

    const said = shop.getByRole('status').filter({ hasText: 'A new order has arrived.' });
    await said.waitFor();
    await shop.locator(`a[href="/seller/orders/${orderId}"]`).first().waitFor();
    await bell.getByText('unread').waitFor({ state: 'attached' });

    await bell.click();
    const notices = shop.getByRole('list', { name: 'Notices', exact: true });
    await notices
      .locator(`a[href="/seller/orders/${orderId}"]`)
      .getByText('(unread)')
      .waitFor({ state: 'attached' });
    const barriers = await barriersOn(shop, '/seller/notifications');
    await shop.getByRole('button', { name: 'Mark all as read' }).click();
    await notices.getByText('(unread)').first().waitFor({ state: 'detached' });
    await bell.getByText('unread').waitFor({ state: 'detached' });

    await buyer.goto('/account/notifications');
    await buyer
      .getByRole('list', { name: 'Notices', exact: true })
      .getByText('We have your order')
      .first()
      .waitFor();
    const arrives = buyer.getByRole('group', { name: 'A parcel arrives' });
    await arrives.getByLabel('E-mail').selectOption('Once a day');
    await buyer.getByLabel(/^Quiet hours/).check();
    await buyer.getByLabel('From').waitFor();
    await buyer.reload();
    await buyer.getByLabel('From').waitFor();
    expect(await arrives.getByLabel('E-mail').inputValue()).toBe('daily');
    const placed = buyer.getByRole('group', { name: 'Your order is placed' });
    expect(await placed.getByLabel('E-mail').isDisabled()).toBe(true);
    barriers.push(...(await barriersOn(buyer, '/account/notifications')));
    expect(barriers).toEqual([]);
    expect(await overflowOf(buyer)).toBe(0);
    await buyer.getByLabel(/^Quiet hours/).uncheck();
  },
);

/** By how many pixels the page is wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}
