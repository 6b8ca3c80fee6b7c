import { z } from 'zod';
import { newId } from '../../services/platform/ids';
import { demoAccounts } from '../../stack/seed/accounts';
import { testConfig } from '../servers';
import { createShop } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { closeBrowserAfterwards, PATIENCE_MS, PHONE, scene, shopUrls } from './browser';
import { mailsTo } from './mailbox';
import { fillAddress, goodsOfShops, pay, placedOrder, putInBasket, sellerAccount } from './shopping';

closeBrowserAfterwards();

const SUPPORT = 'support@caravan.example';

/** What the stand-in of the push service took for a browser. */
const pushedSchema = z.object({
  items: z.array(
    z.object({ message: z.object({ webpush: z.object({ notification: z.object({ title: z.string() }) }) }) }),
  ),
});

scene('one purchase is heard of by everybody it concerns', async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const email = `buyer-${newId()}@example.org`;
  const token = `browser-${newId()}`;
  await pushTo(sellerAccount(item.sellerId), token);

  const { page: shop } = await visit({ as: sellerAccount(item.sellerId), viewport: PHONE });
  await shop.goto('/seller/orders');
  await shop
    .getByRole('banner')
    .getByRole('link', { name: /^Notices/ })
    .waitFor();
  const { page: staff } = await visit({ as: SUPPORT });
  await staff.goto('/staff/analytics');
  const orders = staff.locator('dl > div', { has: staff.getByText('Orders', { exact: true }) }).locator('dd');
  await staff
    .getByText('Taken, less what went back')
    .or(staff.getByText('Nothing has happened yet'))
    .waitFor();
  const counted = async () => ((await orders.count()) === 0 ? 0 : Number(await orders.first().innerText()));
  const before = await counted();

  const { page: buyer } = await visit({ unasked: true });
  await buyer.goto('/');
  const question = buyer.getByRole('region', { name: 'What we may remember' });
  await question.getByRole('button', { name: 'Yes', exact: true }).click();
  await putInBasket(buyer, item);
  await buyer.goto('/checkout');
  await fillAddress(buyer, email);
  await pay(buyer, 'Works');
  const orderId = await placedOrder(buyer);

  await shop.getByRole('status').filter({ hasText: 'A new order has arrived.' }).waitFor();
  await shop.locator(`a[href="/seller/orders/${orderId}"]`).first().waitFor();
  const mails = await eventually(
    'the mail to the buyer',
    () => mailsTo(email),
    (found) => found.length > 0,
  );
  expect(mails.map(({ subject }) => subject)).toEqual(['We have your order']);
  const pushed = await eventually(
    "the push to the seller's browser",
    () => pushedTo(token),
    (titles) => titles.length > 0,
  );
  expect(pushed).toEqual([expect.stringMatching(/^A new order of /)]);
  await eventually('the figures to move', counted, (now) => now > before, { withinMs: PATIENCE_MS });

  await buyer.goto('/');
  const shelf = buyer.getByRole('region', { name: 'For you' });
  await shelf.getByText(`Recommended because you bought ${item.title}.`).waitFor();
  const links = await shelf.locator('a[href^="/p/"]').all();
  const recommended = await Promise.all(links.map((link) => link.getAttribute('href')));
  expect(recommended.length).toBeGreaterThan(0);
  // What somebody has just bought is not what they want next.
  expect(recommended).not.toContain(`/p/${item.slug}`);
});

/** A browser of this person wants to be pushed to. */
async function pushTo(email: string, token: string): Promise<void> {
  const account = demoAccounts.find((known) => known.email === email);
  if (!account) throw new Error(`There is no demo account ${email}.`);
  const shop = createShop(`${shopUrls().api}/v1`);
  try {
    const owner = await shop.signIn(account);
    const answer = await shop.http({
      ...{ method: 'POST', path: '/devices', token: owner.token },
      body: { token, name: 'Chromium on Linux' },
    });
    expect(answer.status).toBe(201);
  } finally {
    shop.close();
  }
}

async function pushedTo(token: string): Promise<string[]> {
  const { PUSH_STAND_IN_URL: url } = testConfig();
  const answer = await fetch(`${url}/sent?token=${token}`);
  const { items } = pushedSchema.parse(await answer.json());
  return items.map(({ message }) => message.webpush.notification.title);
}
