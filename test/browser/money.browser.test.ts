import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { ProductCard } from '../../services/product/product.schema';
import type { Refund } from '../../services/refund/refund.schema';
import { actorOf, handOver } from './acting';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, DESK, PHONE, scene } from './browser';
import { buy, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

const SUPPORT = 'support@caravan.example';
const ADMIN = 'admin@caravan.example';
/** Whose bank sends payouts back, as the demo has it. */
const UNLUCKY_SELLER = 'harrow';

async function anItem() {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  return item;
}

scene('a disputed purchase is answered with evidence and won', async (visit) => {
  const item = await anItem();
  const buyer = await visit();
  const orderId = await buy(buyer.page, [item], 'Disputed later');
  await handOver(await actorOf(sellerAccount(item.sellerId)), orderId);

  const seller = await visit({ as: sellerAccount(item.sellerId), viewport: PHONE });
  await openDispute(seller.page, '/seller/disputes');
  await seller.page
    .getByLabel('Your statement')
    .fill('The neighbour took the parcel and has told the buyer.');
  await seller.page.getByRole('button', { name: 'Add it' }).click();
  await seller.page.getByText('Added. Support sends it').waitFor();
  const barriers = await barriersOn(seller.page, '/seller/disputes/…');

  const staff = await visit({ as: SUPPORT, colorScheme: 'dark' });
  await openDispute(staff.page, '/staff/disputes');
  await staff.page
    .getByText(/ left$/)
    .first()
    .waitFor();
  const evidence = staff.page.getByLabel('What the bank will read');
  expect(await evidence.inputValue()).toContain('The neighbour took the parcel');
  await evidence.fill(`${await evidence.inputValue()}\nThe carrier has a signature.`);
  barriers.push(...(await barriersOn(staff.page, '/staff/disputes/…')));
  await staff.page.getByRole('button', { name: 'Send to the bank' }).click();
  await staff.page.getByText('The bank was convinced.').waitFor();
  await staff.page.getByText('The carrier has a signature.').first().waitFor();
  await seller.page.getByText('The bank was convinced.').waitFor();

  await staff.page.goto(`/staff/orders/${orderId}`);
  await staff.page.getByText('Dispute won', { exact: true }).click();
  const sums = staff.page.getByRole('table', { name: 'The legs of: Dispute won' }).locator('tfoot td');
  const [debit, credit] = await sums.allInnerTexts();
  expect(debit).toMatch(/\d/);
  expect(credit).toBe(debit);
  expect(barriers).toEqual([]);
});

/** Opens the newest dispute of a list, once it is there. */
async function openDispute(page: Page, home: string): Promise<void> {
  await page.goto(home);
  await page.locator('a[data-row]').first().click();
  await page.waitForURL(new RegExp(`${home}/`));
  await page
    .getByText(/^The order from /)
    .first()
    .waitFor();
}

scene('a refund is asked by the buyer, agreed to by the seller, and seen by all', async (visit) => {
  const item = await anItem();
  const buyer = await visit({ viewport: PHONE });
  const orderId = await askedBack(buyer.page, item);
  const barriers = await barriersOn(buyer.page, '/orders/… with a refund');

  const seller = await visit({ as: sellerAccount(item.sellerId) });
  await seller.page.goto('/seller/refunds');
  const waiting = seller.page.getByRole('region', { name: 'Waiting for you' });
  await waiting
    .getByText(/to answer/)
    .first()
    .waitFor();
  barriers.push(...(await barriersOn(seller.page, '/seller/refunds')));
  await waiting.getByRole('button', { name: 'Agree…' }).first().click();
  await seller.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Give / })
    .click();
  await seller.page.getByText('No answer of yours is awaited.').waitFor();
  await buyer.page.getByText(/: given back$/).waitFor();

  const staff = await visit({ as: SUPPORT, viewport: PHONE });
  await staff.page.goto(`/staff/orders/${orderId}`);
  await staff.page.getByText('Refund sent', { exact: true }).waitFor();
  await staff.page.getByText('Refund agreed', { exact: true }).click();
  await staff.page.getByRole('table', { name: 'The legs of: Refund agreed' }).waitFor();
  barriers.push(...(await barriersOn(staff.page, '/staff/orders/… with a ledger')));
  expect(barriers).toEqual([]);
});

/** A buyer has all of an order back that was sent: more than is given without asking anybody. @returns the order */
async function askedBack(page: Page, item: ProductCard): Promise<string> {
  const units = Array.from({ length: unitsFor(item.priceFromMinor) }, () => item);
  const orderId = await buy(page, units);
  await handOver(await actorOf(sellerAccount(item.sellerId)), orderId);
  await page.getByRole('button', { name: 'Ask for money back' }).click();
  const dialog = page.getByRole('dialog');
  for (const _unit of units) await dialog.getByRole('button', { name: 'One more' }).click();
  await dialog.getByRole('button', { name: /^Ask for \D*\d/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(/answers by .*Without an answer/).waitFor();
  return orderId;
}

scene('support declines a refund that is theirs to decide, on a phone and with the keys', async (visit) => {
  const item = await anItem();
  const buyer = await visit();
  const orderId = await askedBack(buyer.page, item);

  const { page } = await visit({ as: SUPPORT, viewport: PHONE, colorScheme: 'dark' });
  await showAsPassedToSupport(page, orderId);
  await page.goto('/staff/refunds');
  await page.getByText('One answer of support is awaited.').waitFor();
  const waiting = page.getByRole('region', { name: 'Waiting for support' });
  await waiting.getByText('Support decides: nothing goes back before.').waitFor();
  await waiting.getByText(/left to answer, due/).waitFor();
  await waiting.getByRole('link', { name: /^The order from .* for Mira Okafor$/ }).waitFor();
  const barriers = await barriersOn(page, '/staff/refunds');
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);

  await waiting.getByRole('button', { name: 'Decline…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const decline = dialog.getByRole('button', { name: 'Decline', exact: true });
  await decline.press('Enter');
  await dialog.getByText('Say why; the buyer reads it.').waitFor();
  await dialog.getByLabel('Note to the buyer').fill('It works as described.');
  barriers.push(...(await barriersOn(page, '/staff/refunds with a decision')));
  await decline.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('No answer of support is awaited.').waitFor();

  const states = page.getByRole('navigation', { name: 'Refunds by state' });
  await states.getByRole('link', { name: 'Declined' }).press('Enter');
  await page.waitForURL(/status=rejected/);
  await page.getByText('It works as described.').first().waitFor();
  await buyer.page.getByText('It works as described.').first().waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  expect(barriers).toEqual([]);
});

/**
 * Shows a page the refund of an order as one that was passed to support. In truth it waits for the seller, whose
 * silence would take days; staff may decide about it either way.
 */
async function showAsPassedToSupport(page: Page, orderId: string): Promise<void> {
  await page.route(/\/v1\/refunds\?.*decider=support/, async (route) => {
    const url = route.request().url().replace('decider=support', 'decider=seller');
    const answer = await route.fetch({ url });
    const { items } = (await answer.json()) as { items: Refund[] };
    const shown = items
      .filter((refund) => refund.orderId === orderId)
      .map((refund) => ({ ...refund, approval: { ...refund.approval, by: 'support', silence: 'support' } }));
    await route.fulfill({ response: answer, json: { items: shown, nextCursor: null } });
  });
}

/** How many of a thing come to more than 60.00. */
const unitsFor = (priceMinor: number) => Math.ceil(6000 / priceMinor);

scene('a seller sees a payout come back, and saves the statement', async (visit) => {
  const support = await actorOf(SUPPORT);
  await support.send('POST', `/sellers/${UNLUCKY_SELLER}/adjustments`, {
    ...{ direction: 'credit', amountMinor: 4200, currency: 'EUR', note: 'For the photographs' },
  });
  const staff = await visit({ as: SUPPORT });
  await staff.page.goto('/staff/payouts');
  await staff.page.getByRole('button', { name: 'Pay a seller now…' }).click();
  const dialog = staff.page.getByRole('dialog');
  await dialog.getByLabel('Whom?').selectOption(UNLUCKY_SELLER);
  await dialog.getByRole('button', { name: /^Pay \D*42/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await staff.page
    .getByText(/The bank sent it back/)
    .first()
    .waitFor();
  const barriers = await barriersOn(staff.page, '/staff/payouts');

  const { page } = await visit({ as: sellerAccount(UNLUCKY_SELLER), viewport: PHONE, colorScheme: 'dark' });
  await page.goto('/seller/payouts');
  await page
    .getByText(/The bank sent it back/)
    .first()
    .waitFor();
  await page
    .getByText(/The account is closed\. The money is owed again\./)
    .first()
    .waitFor();
  await page
    .getByText(/For the photographs/)
    .first()
    .waitFor();
  barriers.push(...(await barriersOn(page, '/seller/payouts')));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`statement-${UNLUCKY_SELLER}.csv`);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines[0]).toContain('payable_after_minor');
  expect(lines.some((line) => line.includes('For the photographs') && line.includes('4200'))).toBe(true);
  expect(barriers).toEqual([]);
});

scene('of two who decide about one case, the second is told who was first', async (visit) => {
  const first = await visit({ as: SUPPORT });
  const second = await visit({ as: ADMIN, viewport: DESK, expected: [/409 .*\/resolutions/] });
  for (const { page } of [first, second]) {
    await page.goto('/staff');
    const waiting = page.getByRole('article', { name: 'A payout came back' }).first();
    await waiting.getByRole('button', { name: 'Close the case…' }).click();
    await page.getByLabel('Why?').fill('The seller has been told.');
  }
  const barriers = await barriersOn(second.page, '/staff with a decision');
  // The queue of the second stands still, so that the decision itself is what is late.
  await second.page.route('**/v1/attention', () => undefined);
  await first.page.getByRole('button', { name: 'Close the case', exact: true }).click();
  await first.page.getByText('Closed, as put right.').waitFor();

  await second.page.getByRole('button', { name: 'Close the case', exact: true }).click();
  await second.page.getByText('Somebody was quicker').waitFor();
  await second.page.getByText(/demo-support-1, for support, decided about this already/).waitFor();
  await second.page.getByRole('button', { name: 'Back to what waits' }).click();

  await second.page.goto('/staff/audit-log');
  await second.page.getByText('Closed a case').first().waitFor();
  await second.page.getByText('The seller has been told.').first().waitFor();
  barriers.push(...(await barriersOn(second.page, '/staff/audit-log')));
  await second.page.goto('/staff/reconciliation');
  await second.page.getByRole('heading', { name: 'All records' }).waitFor();
  barriers.push(...(await barriersOn(second.page, '/staff/reconciliation')));
  expect(barriers).toEqual([]);
});
