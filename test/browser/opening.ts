import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { PATIENCE_MS, shopUrls } from './browser';
import { codeSentTo } from './mailbox';
import { answer } from './selling';

export interface NewShop {
  name: string;
  email: string;
}

/** Makes an account with the code from the mail, and comes back to where one asks for a shop. @returns the code */
export async function register(page: Page, { email }: NewShop): Promise<string> {
  await page.goto('/sell');
  await page.getByRole('link', { name: 'Open a shop' }).first().click();
  await page.getByRole('link', { name: 'Register' }).click();
  await page.getByLabel('Name').fill('Ines Albrecht');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('seven dunes and a well');
  await page.getByRole('button', { name: 'Go on' }).click();
  const code = await codeSentTo(email);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.waitForURL(/\/sell\/apply$/);
  return code;
}

/** Goes through all steps of an application and sends it. @param firstCode of the registration */
export async function applyForShop(page: Page, { name, email }: NewShop, firstCode: string): Promise<void> {
  const save = () => page.getByRole('button', { name: 'Save this step' }).click();
  await page.getByRole('button', { name: 'Begin', exact: true }).click();

  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code').fill(await codeSentTo(email, firstCode));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();

  await page.getByLabel('Legal name').fill('Ines Albrecht');
  await page.getByLabel('Street and number').fill('Töpfergasse 3');
  await page.getByLabel('Postcode').fill('01099');
  await page.getByLabel('Town').fill('Dresden');
  await page.getByLabel('Country').selectOption('DE');
  await save();

  await page.getByLabel('Number', { exact: true }).fill('DE136695976');
  await save();

  const paper = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#eee' } })
    .png()
    .toBuffer();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'identity-card.png', mimeType: 'image/png', buffer: paper });
  await page.getByText('identity-card.png').waitFor();
  await save();

  await page.getByLabel('Holder of the account').waitFor();
  await save();

  await page.getByLabel('First amount').fill('0.32');
  await page.getByLabel('Second amount').fill('0.45');
  await page.getByRole('button', { name: 'Confirm the account' }).click();

  await page.getByLabel('Name of the shop').fill(name);
  await page.getByLabel('One line about it').fill('Bowls from the wheel');
  await page.getByLabel('Its story').fill('Thrown and fired in a yard behind the river.');
  await save();
  await page.getByRole('button', { name: 'Send the application' }).click();
  await page.getByText('We are looking at it').waitFor();
}

/** Staff look at an application and open the shop. */
export async function approve(page: Page, { name }: NewShop): Promise<void> {
  await page.goto('/staff/sellers');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'identity-card.png' }).waitFor();
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Note for the record')
    .fill('The papers agree with the register.');
  await answer(page, 'Approve');
}

/** A seller puts a product on sale, with a picture and pieces in stock. @returns the address of its page */
export async function addProduct(page: Page, title: string, pieces: number): Promise<string> {
  await page.goto('/seller/products/new');
  await page.getByLabel('Name').fill(title);
  await page.getByLabel('Description').fill('Stoneware with an ash glaze, for soup or for keys.');
  await page.getByLabel('Category').selectOption({ index: 1 });
  const picture = await sharp({ create: { width: 800, height: 1000, channels: 3, background: '#8a6f55' } })
    .jpeg()
    .toBuffer();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bowl.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.getByRole('group', { name: 'Pictures of the product' }).locator('li img').first().waitFor();
  await page.getByLabel('SKU').fill(`BOWL-${title.replaceAll(/\W/g, '').slice(-8).toUpperCase()}`);
  await page.getByLabel('Price in €').fill('24.00');
  await page.getByLabel('Weight in g').fill('600');
  await page.getByLabel('Status').selectOption('active');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/seller\/products\/(?!new)/);

  await page.getByRole('button', { name: 'Receive…' }).click();
  await page.getByRole('dialog').getByLabel('How many came?').fill(String(pieces));
  await answer(page, 'Count it');
  return `/p/${await slugOnSale(title)}`;
}

/** Visitors see changes of the catalogue within a second or so. */
async function slugOnSale(title: string): Promise<string> {
  const address = `${shopUrls().api}/v1/products?query=${encodeURIComponent(title)}&inStock=true`;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const { items } = (await (await fetch(address)).json()) as { items: { title: string; slug: string }[] };
    const found = items.find((item) => item.title === title);
    if (found) return found.slug;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${title} did not come on sale.`);
}
