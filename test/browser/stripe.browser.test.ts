import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildWeb } from '../../stack/build/web';
import { freePorts } from '../../stack/machine/ports';
import { silentProgress } from '../../stack/machine/progress';
import { startShop, type Shop } from '../../stack/shop/start';
import { testEnv } from '../servers';
import { closeBrowserAfterwards, scene } from './browser';
import { fillAddress, goodsOfShops, payButton, placedOrder, putThisInBasket } from './shopping';
import { standInForStripe, typeCard } from './stripe-stand-in';

/**
 * A web and an API of their own that are told to pay through Stripe. The workers go on with the simulator, so a test
 * hands the API one of the simulator's tokens in the place of the payment method, which it notes.
 */
let front: Shop | undefined;
let web: string;

beforeAll(async () => {
  const ports = await freePorts();
  const given = testEnv();
  web = `http://localhost:${ports.WEB_PORT}`;
  front = await startShop({
    env: {
      ...given,
      WEB_PUBLIC_URL: web,
      API_PUBLIC_URL: `http://localhost:${ports.API_PORT}`,
      PAYMENT_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: 'sk_test_standin',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_standin',
      STRIPE_WEBHOOK_SECRET: 'whsec_standin',
      STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_standin',
    },
    dataDir: join(given.CARAVAN_TEST_DIR ?? '', 'stripe'),
    ports,
    parts: ['api', 'web'],
    built: true,
    webDist: await buildWeb(silentProgress),
  });
}, 180_000);
afterAll(() => front?.stop());
closeBrowserAfterwards();

scene(
  'a card typed into Stripe’s fields pays, and each try has a payment method of its own',
  async (visit) => {
    const { page } = await visit({ colorScheme: 'dark', expected: [/402 .*\/checkouts/] });
    const stripe = await standInForStripe(page);
    const sent = await payAtSimulator(page, ['tok_insufficient-funds', 'tok_approve']);
    await goToCheckout(page);

    // Nothing typed: the fields say so, and nobody is asked to pay.
    await payButton(page).click();
    await page.waitForFunction("document.activeElement?.tagName === 'IFRAME'");
    expect(sent).toEqual([]);

    await typeCard(page, '4000 0000 0000 9995');
    await payButton(page).click();
    await page.getByRole('alert').filter({ hasText: 'Nothing was charged' }).waitFor();
    await payButton(page).click();
    await placedOrder(page);

    expect(stripe.made.map(({ number }) => number)).toEqual(['4000000000009995', '4000000000009995']);
    expect(sent).toEqual(stripe.made.map(({ id }) => id));
  },
);

scene('Stripe’s fields get the sum and the colours of the page, and no card is kept', async (visit) => {
  const { page } = await visit();
  const stripe = await standInForStripe(page);
  await goToCheckout(page);
  const total = (await payButton(page).textContent())?.replaceAll(/\D/g, '');
  const wishes = await stripe.wishes();
  expect(wishes).toMatchObject({
    ...{ key: 'pk_test_standin', mode: 'payment', captureMethod: 'manual', currency: 'eur' },
    ...{ amount: Number(total), appearance: { theme: 'stripe', variables: { colorBackground: '#fff' } } },
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction("window.stripeWishes.appearance.theme === 'night'");
  expect(await stripe.wishes()).toMatchObject({ appearance: { variables: { colorBackground: '#211c17' } } });
  expect(await page.getByRole('checkbox', { name: /Keep this card/ }).count()).toBe(0);
});

scene(
  'without Stripe’s script the page says that nothing was charged, and another try gets it',
  async (visit) => {
    const { page } = await visit({ expected: [/js\.stripe\.com/] });
    const stripe = await standInForStripe(page);
    stripe.setReachable(false);
    const sent = await payAtSimulator(page, []);
    await goToCheckout(page);
    const trouble = page.getByRole('alert').filter({ hasText: 'could not be loaded. Nothing was charged' });
    await trouble.waitFor();
    await payButton(page).click();
    const again = trouble.getByRole('button', { name: 'Try again' });
    await page.waitForFunction("document.activeElement?.textContent === 'Try again'");
    expect(sent).toEqual([]);

    stripe.setReachable(true);
    await again.press('Enter');
    await typeCard(page, '4242 4242 4242 4242');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('mira@example.org');
  },
);

async function goToCheckout(page: Page): Promise<void> {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  await page.goto(`${web}/p/${item.slug}`);
  await putThisInBasket(page);
  await page.goto(`${web}/checkout`);
  await fillAddress(page);
}

/** Notes which tokens the page sends to pay with, and puts these in their place. */
async function payAtSimulator(page: Page, tokens: readonly string[]): Promise<string[]> {
  const sent: string[] = [];
  await page.route(/\/api\/v1\/checkouts(\/[^/]+\/payment-attempts)?$/, async (route) => {
    const body = route.request().postDataJSON() as { paymentToken: string };
    const paymentToken = tokens[sent.length];
    sent.push(body.paymentToken);
    await route.continue({ postData: JSON.stringify({ ...body, paymentToken }) });
  });
  return sent;
}
