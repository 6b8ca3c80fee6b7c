import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PHONE, scene } from './browser';
import { acceptAndShip, buy, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

scene(
  'a buyer asks and is answered at once, and what they say of the thing is answered for all to read',
  async (visit) => {
    const [item] = await goodsOfShops(1);
    if (!item) throw new Error('The catalogue is empty.');
    const barriers: string[] = [];
    const { page } = await visit({ viewport: PHONE });
    const orderId = await buy(page, [item]);
    await page.getByRole('button', { name: 'Ask the seller' }).click();
    await page.getByLabel(`Write to ${item.sellerName}`).fill('Is it heavy to carry?');
    await page.getByRole('button', { name: 'Send' }).click();
    const log = page.getByRole('log');
    await log.getByText('Is it heavy to carry?').waitFor();

    const seller = await visit({ as: sellerAccount(item.sellerId), colorScheme: 'dark' });
    await seller.page.goto('/seller/messages');
    await seller.page
      .getByRole('link', { name: /Is it heavy to carry/ })
      .first()
      .waitFor();
    barriers.push(...(await barriersOn(seller.page, '/seller/messages')));
    await seller.page
      .getByRole('link', { name: /Is it heavy to carry/ })
      .first()
      .click();
    await seller.page.getByRole('log').getByText('Is it heavy to carry?').waitFor();
    await seller.page.getByLabel('Write to Mira Okafor').fill('Two kilos, no more.');
    await seller.page.getByRole('button', { name: 'Send' }).click();
    await log.getByText('Two kilos, no more.').waitFor();
    barriers.push(...(await barriersOn(page, '/messages/…')));

    await acceptAndShip(seller.page, orderId);
    await page.goto(`/orders/${orderId}`);
    await page.getByRole('button', { name: 'Write a review' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '4 of 5, good' }).check({ force: true });
    const words = `Warm light, and lighter than I had feared (${orderId.slice(-6)}).`;
    await dialog.getByLabel('What should others know?').fill(words);
    barriers.push(...(await barriersOn(page, 'review dialog')));
    await dialog.getByRole('button', { name: 'Publish it' }).click();
    await page.getByRole('button', { name: 'Change it' }).waitFor();
    await page.goto(`/p/${item.slug}`);
    const said = page.getByRole('article').filter({ hasText: words });
    await said.waitFor();
    barriers.push(...(await barriersOn(page, '/p/…')));

    await seller.page.goto('/seller/reviews');
    const waiting = seller.page.getByRole('listitem').filter({ hasText: words });
    await waiting.getByRole('button', { name: /^Answer/ }).click();
    await seller.page.getByLabel('Your answer').fill('Thank you, Mira.');
    await seller.page.getByRole('button', { name: 'Publish the answer' }).click();
    await seller.page.getByRole('dialog').waitFor({ state: 'hidden' });
    barriers.push(...(await barriersOn(seller.page, '/seller/reviews')));
    await page.reload();
    await said.getByText('Thank you, Mira.').waitFor();
    expect(barriers).toEqual([]);
  },
);
