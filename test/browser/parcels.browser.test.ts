import type { Page } from 'playwright-core';
import { actorOf, handOver } from './acting';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, DESK, PHONE, scene } from './browser';
import { ADDRESS, fillAddress, goodsOfShops, pay, placedOrder, putInBasket, sellerAccount } from './shopping';
import { answer } from './selling';

closeBrowserAfterwards();

/** Nobody is home there, and the carrier waits for another time (the carrier's simulator). */
const WAITS_FOR_BUYER = '99918';

/** An order that is on its way to where nobody is home. @returns its id */
async function underWay(page: Page): Promise<string> {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await page.getByLabel('Postcode').fill(WAITS_FOR_BUYER);
  await page.getByLabel('Town').fill(ADDRESS.Town);
  await pay(page, 'Works');
  const orderId = await placedOrder(page);
  await handOver(await actorOf(sellerAccount(item.sellerId)), orderId);
  return orderId;
}

scene('a buyer chooses another day and place for a parcel that is under way', async (visit) => {
  const { page } = await visit({ viewport: PHONE });
  await underWay(page);
  await page.getByRole('button', { name: 'Choose another time…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Where').selectOption({ label: 'At the nearest pick-up point' });
  expect(await barriersOn(page, '/orders/[id] (another time)')).toEqual([]);
  await answer(page, 'Move it');
  await page.getByText('The carrier knows your new time.').waitFor();
  await page.getByText('The delivery was moved to the time you chose.').first().waitFor();
});

scene(
  'staff say how a parcel ended of which the carrier says nothing, and its buyer sees it',
  async (visit) => {
    const buyer = await visit();
    const orderId = await underWay(buyer.page);
    const { page } = await visit({ as: 'support@caravan.example', viewport: DESK, colorScheme: 'dark' });
    await page.goto(`/staff/orders/${orderId}`);
    await page.getByRole('button', { name: 'Say how it ended…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'That is how it ended' }).click();
    await dialog.getByText('Say how you know it').waitFor();
    await dialog.getByLabel('It is').selectOption({ label: 'Lost' });
    await dialog.getByLabel('How do you know?').fill('The depot has looked for it.');
    expect(await barriersOn(page, '/staff/orders/[id] (how it ended)')).toEqual([]);
    await answer(page, 'That is how it ended');
    await page.getByText('Written down. The order goes on.').waitFor();
    await buyer.page.getByRole('heading', { level: 1, name: 'The carrier lost the parcel' }).waitFor();
  },
);
