import { closeBrowserAfterwards, PATIENCE_MS, PHONE, scene } from './browser';
import {
  acceptAndShip,
  ADDRESS,
  fillAddress,
  goodsOfShops,
  orderIdIn,
  pay,
  payButton,
  placedOrder,
  putInBasket,
  putThisInBasket,
  sellerAccount,
} from './shopping';

closeBrowserAfterwards();

scene('a guest pays once at two shops and watches both orders arrive without a reload', async (visit) => {
  const [first, second] = await goodsOfShops(2);
  if (!first || !second) throw new Error('The catalogue has too few shops.');
  const { page } = await visit();

  await page.goto('/');
  const search = page.getByRole('combobox', { name: 'Search the market' });
  await search.fill(first.title);
  await page.getByRole('option', { name: first.title }).click();
  await page.getByRole('heading', { level: 1, name: first.title }).waitFor();
  await putThisInBasket(page);
  await search.fill(second.title);
  await search.press('Enter');
  await page.getByRole('link', { name: second.title }).click();
  await page.getByRole('heading', { level: 1, name: second.title }).waitFor();
  await putThisInBasket(page);
  await page.getByRole('link', { name: /^Basket.*(two|2) things/ }).click();
  for (const { sellerName } of [first, second])
    await page.getByRole('region', { name: `From ${sellerName}` }).waitFor();
  await page.getByRole('link', { name: 'To checkout' }).click();
  await fillAddress(page);
  await pay(page, 'Works');
  const orderId = await placedOrder(page);
  expect(page.url()).toContain('new=1');
  await page.evaluate('window.neverReloaded = true');

  const together = page.getByRole('region', { name: 'Bought together with this' });
  await together.getByRole('link').first().waitFor();
  const otherId = orderIdIn((await together.getByRole('link').first().getAttribute('href')) ?? '');
  expect(otherId.slice(0, -1)).toBe(orderId.slice(0, -1));

  const where = await page.getByRole('navigation', { name: 'Where you are' }).textContent();
  const [mine, other] = where?.includes(first.sellerName) ? [first, second] : [second, first];
  for (const [id, { sellerId }] of [
    [orderId, mine],
    [otherId, other],
  ] as const) {
    const seller = await visit({ as: sellerAccount(sellerId) });
    await acceptAndShip(seller.page, id);
  }
  await page.getByRole('heading', { level: 1, name: 'It has arrived' }).waitFor({ timeout: 2 * PATIENCE_MS });
  await together.getByText('It has arrived').waitFor({ timeout: 2 * PATIENCE_MS });
  expect(await page.evaluate('window.neverReloaded')).toBe(true);
});

scene('a declined card leaves the goods held, and another card buys them', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit({ expected: [/402 .*\/checkouts/] });
  await putInBasket(page, item);
  await page.goto('/checkout');
  await fillAddress(page);
  await pay(page, 'Not enough money');
  const refusal = page.getByRole('alert').filter({ hasText: 'Nothing was charged' });
  await refusal.waitFor();
  expect(await refusal.textContent()).toContain('held until');
  expect(await page.getByText(ADDRESS.Town).first().isVisible()).toBe(true);

  await page.reload();
  await refusal.waitFor();

  await pay(page, 'Works');
  await placedOrder(page);
});

scene('a reload at any moment of checkout loses nothing', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit();
  await putInBasket(page, item);
  await page.reload();
  await page.getByRole('link', { name: /^Basket.*(one|1) thing/ }).waitFor();

  await page.goto('/checkout');
  await fillAddress(page, 'someone@example.org');
  await page.getByRole('radio', { name: /Express/ }).check();
  await payButton(page).waitFor();
  await page.reload();
  await payButton(page).waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('someone@example.org');
  expect(await page.getByLabel('Street and number').inputValue()).toBe(ADDRESS['Street and number']);
  expect(await page.getByRole('radio', { name: /Express/ }).isChecked()).toBe(true);
  expect(await page.getByLabel('Card number').inputValue()).toBe('');

  const asked = page.waitForRequest(
    (request) => request.url().endsWith('/v1/checkouts') && request.method() === 'POST',
  );
  await pay(page, 'Slow bank');
  await asked;
  await page.reload();

  // The payment goes on without the page that asked for it.
  await page.goto('/orders');
  await page.getByRole('listitem').filter({ hasText: item.sellerName }).getByRole('link').first().click();
  await placedOrder(page);
  await page.goto('/basket');
  await page.getByRole('heading', { name: 'Your basket is empty' }).waitFor();
});

scene('somebody without a mouse buys on a narrow phone', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const { page } = await visit({ viewport: PHONE });
  await page.goto(`/p/${item.slug}`);
  await page.getByRole('button', { name: 'Put in the basket' }).waitFor();
  // The first stop leads past the head of the page.
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(/^Put in the basket$/);
  await page.keyboard.press('Enter');
  await page.getByText('In your basket.').first().waitFor();
  await tabTo(/^See it$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/basket$/);
  await tabTo(/^To checkout$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/checkout$/);
  await page.getByLabel('E-mail').waitFor();
  await tabTo(/^E-mail$/);
  await page.keyboard.type('mira@example.org');
  for (const [label, text] of Object.entries(ADDRESS)) {
    await tabTo(new RegExp(`^${label}$`));
    await page.keyboard.type(text);
  }
  await tabTo(/^Country$/);
  await page.keyboard.type('Germany');
  await tabTo(/^Card number$/);
  await page.keyboard.type('4242424242424242');
  await tabTo(/^Good to$/);
  await page.keyboard.type('1234');
  await tabTo(/^Code$/);
  await page.keyboard.type('123');
  await payButton(page).waitFor();
  await tabTo(/^Pay /);
  await page.keyboard.press('Enter');
  await placedOrder(page);
  const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(wider).toBeLessThanOrEqual(0);

  /** The name of what has the focus: its label, or its words. */
  async function focused(): Promise<string> {
    return String(
      await page.evaluate(`(() => {
        const at = document.activeElement;
        const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '';
        return label.replace(' (optional)', '').trim();
      })()`),
    );
  }

  async function tabTo(name: RegExp): Promise<void> {
    const passed: string[] = [];
    for (let stops = 0; stops < 60; stops += 1) {
      const at = await focused();
      if (name.test(at)) return;
      passed.push(at);
      await page.keyboard.press('Tab');
    }
    throw new Error(`The Tab key never came to ${String(name)}, only to: ${passed.join(' | ')}`);
  }
});
