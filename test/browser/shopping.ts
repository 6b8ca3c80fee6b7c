import type { Page } from 'playwright-core';
import type { ProductCard } from '../../services/product/product.schema';
import { demoSellers } from '../../stack/seed/goods/sellers';
import { PATIENCE_MS, shopUrls } from './browser';

export const ADDRESS = {
  Name: 'Mira Okafor',
  'Street and number': 'Lindenstraße 14',
  Postcode: '10969',
  Town: 'Berlin',
};

/** What the test cards are called on the checkout page. */
export type CardName =
  'Works' | 'Asks the bank' | 'Not enough money' | 'Declined' | 'Slow bank' | 'Disputed later';

const DEMO_SHOPS = new Set(demoSellers.map(({ id }) => id));

/**
 * Goods of so many different shops of the demo that never run short. Other scenes open shops and put up goods as well,
 * of which there may be none.
 */
export async function goodsOfShops(count: number): Promise<ProductCard[]> {
  const answer = await fetch(`${shopUrls().api}/v1/products?limit=100&inStock=true`);
  const page = (await answer.json()) as { items: ProductCard[] };
  const items = page.items.filter(({ left, sellerId }) => left === null && DEMO_SHOPS.has(sellerId));
  const firsts = items.filter(
    (item, index) => items.findIndex((one) => one.sellerId === item.sellerId) === index,
  );
  expect(firsts.length).toBeGreaterThanOrEqual(count);
  return firsts.slice(0, count);
}

/** Opens a product by its page and puts it into the basket. */
export async function putInBasket(page: Page, { slug }: Pick<ProductCard, 'slug'>): Promise<void> {
  await page.goto(`/p/${slug}`);
  await putThisInBasket(page);
}

/** Puts what the page shows into the basket. */
export async function putThisInBasket(page: Page): Promise<void> {
  const kept = page.waitForResponse(
    (answer) => answer.request().method() === 'PUT' && answer.url().includes('/lines/'),
  );
  await page.getByRole('button', { name: 'Put in the basket' }).click();
  expect((await kept).status()).toBe(200);
}

/** Types where it goes, and waits for the offer. */
export async function fillAddress(page: Page, email = 'mira@example.org'): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  for (const [label, text] of Object.entries(ADDRESS))
    await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel('Country').selectOption('DE');
  await payButton(page).waitFor();
}

/** The button that pays, once it knows the total. */
export function payButton(page: Page) {
  return page.getByRole('button', { name: /^(Pay|Try this card for) \D*\d/ });
}

/** Pays with a test card, from the checkout page with its address filled in. */
export async function pay(page: Page, card: CardName): Promise<void> {
  await page.getByRole('button', { name: card, exact: true }).click();
  await payButton(page).click();
}

/** Waits until the order page is shown, and says which order it is. */
export async function placedOrder(page: Page): Promise<string> {
  await page.waitForURL(/\/orders\/[0-9a-z-]+/, { timeout: PATIENCE_MS });
  await page.getByRole('heading', { level: 1, name: /has been told|is packing|^It |arrived/ }).waitFor();
  return orderIdIn(page.url());
}

/** The order's id in an address such as `/orders/<id>?new=1`. */
export function orderIdIn(address: string): string {
  return /\/orders\/([0-9a-z-]+)/.exec(address)?.[1] ?? '';
}

/** Buys a thing from its page to the placed order. @returns the id of the first order */
export async function buy(
  page: Page,
  goods: readonly Pick<ProductCard, 'slug'>[],
  card: CardName = 'Works',
): Promise<string> {
  for (const item of goods) await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await pay(page, card);
  return placedOrder(page);
}

/** The demo account of a shop. */
export const sellerAccount = (sellerId: string) => `${sellerId}@caravan.example`;

/** A seller accepts and ships an order on its page. */
export async function acceptAndShip(page: Page, orderId: string): Promise<void> {
  await page.goto(`/seller/orders/${orderId}`);
  await confirm(page, 'Accept');
  await confirm(page, 'Ship');
  await page.getByRole('heading', { name: /On its way|Delivered/ }).waitFor();
}

/** Presses a button and says yes to the question that it asks. */
export async function confirm(page: Page, act: 'Accept' | 'Ship'): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
