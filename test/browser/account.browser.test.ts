import { randomUUID } from 'node:crypto';
import { closeBrowserAfterwards, scene } from './browser';
import { codeSentTo } from './mailbox';
import { goodsOfShops, putInBasket } from './shopping';

closeBrowserAfterwards();

scene('a guest registers with the code from the mail, and the basket comes along', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const email = `new-${randomUUID()}@example.org`;
  const password = 'seven dunes and a well';
  const { page } = await visit();
  await putInBasket(page, item);

  await page.goto('/register?next=/basket');
  await page.getByLabel('Name').fill('Mira Okafor');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Code').fill(await codeSentTo(email));
  await page.getByRole('button', { name: 'Confirm' }).click();

  await page.waitForURL(/\/basket$/);
  await page.getByRole('link', { name: item.title }).first().waitFor();
  await page.reload();
  await page.getByRole('link', { name: item.title }).first().waitFor();

  // The same basket for the same person in another browser.
  const elsewhere = await visit();
  await elsewhere.page.goto('/sign-in?next=/basket');
  await elsewhere.page.getByLabel('E-mail').fill(email);
  await elsewhere.page.getByLabel('Password', { exact: true }).fill(password);
  await elsewhere.page.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.page.getByRole('link', { name: item.title }).first().waitFor();
});

scene('a wrong password is told so, and what was typed stays', async (visit) => {
  const { page } = await visit({ expected: [/401 .*\/sessions/] });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('buyer@caravan.example');
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('buyer@caravan.example');
});
