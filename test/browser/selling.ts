import type { Page } from 'playwright-core';
import { ADDRESS, fillAddress, pay, placedOrder } from './shopping';

/** Of several parcels of an order to this postcode the first is lost and the others arrive (the carrier's simulator). */
const FIRST_LOST = '99917';

/** Pays for what is in the basket, to a place where the first parcel is lost. @returns the id of the order */
export async function buyToWhereTheFirstIsLost(page: Page): Promise<string> {
  await page.goto('/checkout');
  await fillAddress(page);
  await page.getByLabel('Postcode').fill(FIRST_LOST);
  await page.getByLabel('Town').fill(ADDRESS.Town);
  await pay(page, 'Works');
  return placedOrder(page);
}

/** Accepts an order, packs one piece of it and ships it, then ships the rest. */
export async function shipInTwoParcels(page: Page, orderId: string): Promise<void> {
  await page.goto(`/seller/orders/${orderId}`);
  await press(page, 'Accept');
  await answer(page, 'Accept');
  await page.getByRole('heading', { name: 'Pack it, then ship it' }).waitFor();

  await press(page, 'Pack a parcel…');
  await page.getByRole('dialog').getByRole('button', { name: 'One less' }).first().click();
  await answer(page, 'Pack it');
  const parcels = page.getByRole('region', { name: 'Parcels to ship' });
  await parcels.getByRole('button', { name: 'Ship this parcel' }).click();
  await answer(page, 'Ship');

  await page.getByRole('heading', { name: 'Now the rest' }).waitFor();
  await press(page, 'Ship the rest');
  await answer(page, 'Ship');
  await page.getByRole('heading', { name: /On its way|Delivered|lost it/ }).waitFor();
}

async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** Says yes to the question that stands over the page. */
export async function answer(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** A buyer says on the page of an order what they think of a thing. */
export async function review(
  page: Page,
  title: string,
  words: { title: string; text: string },
): Promise<void> {
  await page.getByRole('button', { name: `Write a review of ${title}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^5 of 5/ }).check({ force: true });
  await dialog.getByLabel('In a few words').fill(words.title);
  await dialog.getByLabel('What should others know?').fill(words.text);
  await answer(page, 'Publish it');
}

/** A seller answers the review with these words. */
export async function answerReview(page: Page, words: string, text: string): Promise<void> {
  await page.goto('/seller/reviews');
  await page
    .getByRole('listitem')
    .filter({ hasText: words })
    .getByRole('button', { name: /^Answer to / })
    .click();
  await page.getByLabel('Your answer').fill(text);
  await answer(page, 'Publish the answer');
}

/** Writes into the conversation that the page shows, and sees it stand there. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel(/^Write to /).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await messageOn(page, text);
}

/** Waits until a message stands in the conversation. */
export async function messageOn(page: Page, text: string): Promise<void> {
  await page.getByRole('log').getByText(text).waitFor();
}
