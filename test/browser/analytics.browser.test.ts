import type { Page } from 'playwright-core';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PATIENCE_MS, PHONE, scene } from './browser';
import { buy, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

const SUPPORT = 'support@caravan.example';

/** How many orders a page of figures tells; none while it says that nothing has happened. */
async function ordersOn(page: Page): Promise<number> {
  const figure = page.locator('dl > div', { has: page.getByText('Orders', { exact: true }) }).locator('dd');
  return (await figure.count()) === 0 ? 0 : Number(await figure.first().innerText());
}

const figuresOrNothing = (page: Page) =>
  page.getByText('Taken, less what went back').or(page.getByText('Nothing has happened yet')).waitFor();

scene('figures move while staff and the seller look at them', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const staff = await visit({ as: SUPPORT });
  await staff.page.goto('/staff/analytics');
  const seller = await visit({
    ...{ as: sellerAccount(item.sellerId), viewport: PHONE, colorScheme: 'dark' },
  });
  await seller.page.goto('/seller/analytics?days=7');
  const pages = [staff.page, seller.page];
  await Promise.all(pages.map(figuresOrNothing));
  const before = await Promise.all(pages.map(ordersOn));

  const buyer = await visit();
  await buy(buyer.page, [item]);
  for (const [at, page] of pages.entries()) {
    const wanted = (before[at] ?? 0) + 1;
    const deadlineMs = Date.now() + PATIENCE_MS;
    while ((await ordersOn(page)) < wanted && Date.now() < deadlineMs) await page.waitForTimeout(100);
    expect(await ordersOn(page)).toBeGreaterThanOrEqual(wanted);
    await page.locator('.recharts-surface').first().waitFor();
    expect(await barriersOn(page, page.url())).toEqual([]);
    // Nothing sticks out of a narrow screen.
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
  expect(await seller.page.getByText('Searched, and nothing found').count()).toBe(0);

  const [file] = await Promise.all([
    staff.page.waitForEvent('download'),
    staff.page.getByRole('button', { name: 'Save as CSV: Products' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('market-products-30-days.csv');
  await staff.page.getByRole('link', { name: '90 days' }).click();
  await staff.page.waitForURL(/days=90/);
  await staff.page.getByText('the 90 days before').first().waitFor();
});

scene('staff have Caravan learn what to recommend, and see what came of it', async (visit) => {
  const { page } = await visit({ as: SUPPORT, viewport: PHONE });
  await page.goto('/staff/recommendations');
  await page.getByRole('button', { name: 'Learn now' }).click();
  await page.getByRole('status').filter({ hasText: 'It begins in a moment.' }).waitFor();
  const newest = page.getByRole('list', { name: 'Attempts', exact: true }).getByRole('listitem').first();
  await newest.getByText(/^(Shown now|Not taken)$/).waitFor();
  await newest.getByText(/shoppers, /).waitFor();
  expect(await barriersOn(page, '/staff/recommendations')).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  // Only admins go back to an earlier one.
  expect(await page.getByRole('button', { name: /^Go back/ }).count()).toBe(0);
});
