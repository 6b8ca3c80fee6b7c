import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PHONE, scene } from './browser';

closeBrowserAfterwards();

scene(
  'somebody narrows a search down beside the list, and finds a way on where there is nothing',
  async (visit) => {
    const { page } = await visit();
    await page.goto('/search?query=lmap');
    await page.getByRole('link', { name: 'lamp', exact: true }).click();
    await page.getByRole('heading', { name: 'Looking for “lamp”' }).waitFor();
    const filters = page.getByRole('complementary', { name: 'Filters' });
    const chosen = filters.locator('a[aria-current="true"]');
    await filters
      .getByRole('region', { name: 'Kind' })
      .getByRole('link', { name: /^Lamps/ })
      .click();
    await chosen.first().waitFor();
    const plugs = filters.getByRole('region', { name: 'Plug' }).getByRole('link');
    const promised = await plugs.first().locator('span').last().innerText();
    await plugs.first().click();
    await chosen.nth(1).waitFor();
    // It shows as many as it said, and what is chosen hides none of its alternatives.
    await page
      .getByRole('status')
      .filter({ hasText: `${promised} thing` })
      .waitFor();
    expect(await plugs.count()).toBeGreaterThan(1);
    const barriers = await barriersOn(page, '/search');

    await page.goto('/search?query=zzzzzz');
    await page.getByRole('heading', { name: 'Nothing like that today' }).waitFor();
    await page.getByRole('heading', { name: 'What others like' }).waitFor();
    barriers.push(...(await barriersOn(page, '/search, nothing')));
    await page.getByRole('navigation', { name: 'Look around' }).getByRole('link').first().click();
    await page.waitForURL(/\/c\//);
    expect(barriers).toEqual([]);
  },
);

scene('on a phone a search is chosen with the keyboard, and filters are in a drawer', async (visit) => {
  const { page } = await visit({ viewport: PHONE, colorScheme: 'dark' });
  await page.goto('/');
  const box = page.getByRole('combobox', { name: 'Search the market' });
  await box.fill('lam');
  await page.getByRole('option', { name: /Lamps.*Category/ }).waitFor();
  await box.press('ArrowDown');
  await box.press('Enter');
  await page.waitForURL(/\/c\/lamps/);

  await page.goto('/search');
  await page.getByRole('button', { name: /^Filters/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Filters' });
  await drawer.getByRole('link', { name: /^4 stars and more/ }).click();
  await drawer.locator('a[aria-current="true"]').first().waitFor();
  await drawer.getByRole('link', { name: /^Only what is in stock/ }).click();
  await page.waitForURL(/minRating=4.*inStock=true/);
  await drawer.locator('a[aria-current="true"]').nth(1).waitFor();
  const barriers = await barriersOn(page, '/search, filters');
  await drawer.getByRole('button', { name: /^Show \d+ things/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Filters (2)' }).waitFor();
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(PHONE.width);
  expect(barriers).toEqual([]);
});
