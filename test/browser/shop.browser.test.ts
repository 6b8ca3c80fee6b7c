import { demoSellers } from '../../stack/seed/goods/sellers';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PHONE, scene } from './browser';

closeBrowserAfterwards();

scene('what a seller says of the shop is read there by a buyer, on a phone', async (visit) => {
  const shop = demoSellers.at(-1);
  if (!shop) throw new Error('The demo has no shops.');
  const seller = await visit({ as: `${shop.id}@caravan.example`, colorScheme: 'dark' });
  const { page } = seller;
  await page.goto('/seller/shop');
  const part = (name: string) => page.getByRole('region', { name });
  const save = async (name: string, button = 'Save') => {
    const saved = page.waitForResponse(
      (answer) => answer.request().method() === 'PATCH' && answer.status() === 200,
    );
    await part(name).getByRole('button', { name: button }).click();
    await saved;
  };
  await part('Policies').getByLabel('Returns').fill('We take everything back for sixty days.');
  await save('Policies');
  await part('Opening hours').getByRole('group', { name: 'Monday' }).getByLabel('From').fill('09:00');
  await part('Opening hours').getByRole('group', { name: 'Monday' }).getByLabel('To').fill('17:30');
  await save('Opening hours');
  await part('Vacation').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Say from when and until when.').waitFor();
  await part('Vacation').getByLabel('First day away').fill('2099-07-01');
  await part('Vacation').getByLabel('First day back').fill('2099-07-15');
  await save('Vacation');
  await save('Vacation', 'I am back');
  await part('Your own address').getByLabel('Domain').fill(`${shop.id}.example`);
  await part('Your own address').getByRole('button', { name: 'Use this domain' }).click();
  await page.getByText(`_caravan.${shop.id}.example`).waitFor();
  const barriers = await barriersOn(page, '/seller/shop');
  await part('Your own address').getByRole('button', { name: 'Give it up' }).click();
  await page.getByRole('button', { name: 'Use this domain' }).waitFor();

  const buyer = await visit({ viewport: PHONE });
  await buyer.page.goto(`/shops/${shop.slug}`);
  await buyer.page.getByText('We take everything back for sixty days.').waitFor();
  await buyer.page.getByText('09:00 to 17:30').scrollIntoViewIfNeeded();
  barriers.push(...(await barriersOn(buyer.page, '/shops/…')));
  await buyer.page.goto('/sell');
  barriers.push(...(await barriersOn(buyer.page, '/sell')));
  expect(barriers).toEqual([]);
});
