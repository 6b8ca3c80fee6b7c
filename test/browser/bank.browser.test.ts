import { closeBrowserAfterwards, scene } from './browser';
import { fillAddress, goodsOfShops, pay, placedOrder, putInBasket } from './shopping';

closeBrowserAfterwards();

scene('the bank asks, the buyer approves, and the order is placed', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit();
  await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await pay(page, 'Asks the bank');
  await page.getByRole('button', { name: 'Approve' }).click();
  await placedOrder(page);
});

scene('the bank asks, the buyer refuses, and another card may be tried', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit();
  await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await pay(page, 'Asks the bank');
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your bank said no' }).waitFor();
  await page.getByRole('link', { name: 'Try another card' }).click();
  await page.getByText('Nothing was charged').first().waitFor();
  await pay(page, 'Works');
  await placedOrder(page);
});

scene('an order is placed although the buyer never comes back from the bank', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page, context } = await visit();
  await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await pay(page, 'Asks the bank');
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  const bank = page.url();
  await page.close();
  // As in the bank's app: the answer arrives, and the way back to the shop is not taken.
  const answer = await context.request.post(bank, { form: { answer: 'approve' }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);

  const later = await context.newPage();
  await later.goto('/orders');
  await later.getByRole('listitem').filter({ hasText: item.sellerName }).getByRole('link').first().click();
  await placedOrder(later);
});
