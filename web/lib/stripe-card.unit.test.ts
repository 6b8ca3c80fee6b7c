import type { Stripe } from '@stripe/stripe-js';
import { openStripeCard, type LoadStripe, type StripeCardOptions } from './stripe-card';

interface Said {
  submitted?: { error?: { type: string; code?: string } };
  made?: { error?: { type: string; code?: string } };
  /** What the fields do once they are in the page. */
  shown?: 'ready' | 'loaderror' | 'never';
}

/** Stripe as a page sees it; every payment method is another one. */
function aStripe({ submitted = {}, made = {}, shown = 'ready' }: Said = {}) {
  const heard = new Map<string, () => void>();
  const seen = { options: {} as Record<string, unknown>, updates: [] as unknown[], calls: [] as string[] };
  const element = {
    on: (event: string, act: () => void) => heard.set(event, act),
    mount: () => setTimeout(() => heard.get(shown)?.(), 0),
    focus: () => seen.calls.push('focus'),
    update: (change: object) => seen.calls.push(`update ${JSON.stringify(change)}`),
    destroy: () => seen.calls.push('destroy'),
  };
  let count = 0;
  const stripe = {
    elements: (options: Record<string, unknown>) => {
      seen.options = options;
      return {
        create: () => element,
        submit: () => Promise.resolve(submitted),
        update: (change: unknown) => Promise.resolve(void seen.updates.push(change)),
      };
    },
    createPaymentMethod: () => {
      count += 1;
      const paymentMethod = { id: `pm_${count}`, card: { brand: 'visa', last4: '4242' } };
      return Promise.resolve(made.error ? made : { paymentMethod });
    },
  };
  const load: LoadStripe = () => Promise.resolve(stripe as unknown as Stripe);
  return { load, seen, type: () => heard.get('change')?.() };
}

const options = (change: Partial<StripeCardOptions> = {}): StripeCardOptions => ({
  publishableKey: 'pk_test_1',
  host: {} as HTMLElement,
  sum: { amountMinor: 4200, currency: 'EUR' },
  appearance: {},
  signal: new AbortController().signal,
  ...change,
});

test('only a card that is reserved first and captured later is asked for', async () => {
  const { load, seen } = aStripe();
  await openStripeCard(options(), load);
  expect(seen.options).toMatchObject({
    ...{ mode: 'payment', amount: 4200, currency: 'eur' },
    ...{ captureMethod: 'manual', paymentMethodCreation: 'manual', allowedPaymentMethodTypes: ['card'] },
  });
});

test('the same card has the same token until it is spent or typed anew', async () => {
  const { load, type } = aStripe();
  const card = await openStripeCard(options(), load);
  expect(await card.token()).toEqual({ token: 'pm_1', brand: 'visa', last4: '4242' });
  expect(await card.token()).toMatchObject({ token: 'pm_1' });
  card.spent();
  expect(await card.token()).toMatchObject({ token: 'pm_2' });
  type();
  expect(await card.token()).toMatchObject({ token: 'pm_3' });
});

test('a card that is not typed to its end is not sent, and its fields get the focus', async () => {
  const { load, seen } = aStripe({ submitted: { error: { type: 'validation_error' } } });
  const card = await openStripeCard(options(), load);
  expect(await card.check()).toBe(false);
  expect(seen.calls).toEqual(['focus']);
});

test.each([
  ['card_error', 'expired_card', 'card-refused', /run out.* Nothing was charged/],
  ['card_error', 'card_declined', 'card-refused', /not accepted.* Nothing was charged/],
  ['api_connection_error', undefined, 'no-answer', /did not answer. Nothing was charged/],
  ['api_error', undefined, 'card-not-taken', /could not take .* Nothing was charged/],
])('the refusal %s %s is told in our words', async (type, code, ours, words) => {
  const { load } = aStripe({ made: { error: { type, ...(code && { code }) } } });
  const card = await openStripeCard(options(), load);
  expect(await card.check()).toBe(true);
  await expect(card.token()).rejects.toMatchObject({ code: ours, message: expect.stringMatching(words) });
});

test('a new total and a new scheme reach the fields', async () => {
  const { load, seen } = aStripe();
  const card = await openStripeCard(options(), load);
  card.setSum({ amountMinor: 5000, currency: 'USD' });
  card.setAppearance({ theme: 'night' });
  card.setReadOnly(true);
  expect(seen.updates).toEqual([{ amount: 5000, currency: 'usd' }, { appearance: { theme: 'night' } }]);
  expect(seen.calls).toEqual(['update {"readOnly":true}']);
});

const MISSING = { code: 'card-fields-missing', message: expect.stringContaining('Nothing was charged') };

test('a script that does not load leaves a message and nothing else', async () => {
  const load: LoadStripe = () => Promise.reject(new Error('Failed to load Stripe.js'));
  await expect(openStripeCard(options(), load)).rejects.toMatchObject(MISSING);
});

test('a web without a publishable key does not ask Stripe', async () => {
  const load: LoadStripe = () => Promise.reject(new Error('Nobody should ask.'));
  await expect(openStripeCard(options({ publishableKey: '' }), load)).rejects.toMatchObject(MISSING);
});

test.each(['loaderror', 'never'] as const)('fields that answer %s are taken away again', async (shown) => {
  const { load, seen } = aStripe({ shown });
  await expect(openStripeCard(options(), load, 50)).rejects.toMatchObject(MISSING);
  expect(seen.calls).toEqual(['destroy']);
});

test('whoever leaves the page meanwhile leaves no fields behind', async () => {
  const { load, seen } = aStripe({ shown: 'never' });
  const leaving = new AbortController();
  const opening = openStripeCard(options({ signal: leaving.signal }), load);
  setTimeout(() => leaving.abort(), 10);
  await expect(opening).rejects.toMatchObject(MISSING);
  expect(seen.calls).toEqual(['destroy']);
});
