import { createAuthorising } from './payment.authorising';
import { createReturnUrlOf } from './payment.return';
import { createFakeProvider } from './provider.fixture';
import type { PaymentStore } from './payment.store';

const returnUrlOf = createReturnUrlOf('https://market.example');

test('the bank sends the buyer back to the checkout at the origin that they left from', () => {
  expect(returnUrlOf('c-1', 'https://oleiro.example')).toBe('https://oleiro.example/checkout/c-1');
});

test('a buyer of whom no origin is kept comes back to the market', () => {
  expect(returnUrlOf('c-1', null)).toBe('https://market.example/checkout/c-1');
  expect(returnUrlOf('c-1')).toBe('https://market.example/checkout/c-1');
});

test.each([
  ['https://oleiro.example', 'https://oleiro.example/checkout/c-1'],
  [null, 'https://market.example/checkout/c-1'],
])('the provider is told where the attempt began: %s', async (returnOrigin, wanted) => {
  const clock = { nowMs: () => Date.parse('2030-01-01T12:00:00.000Z') };
  const told: string[] = [];
  const { provider } = createFakeProvider(clock);
  const store = {
    clock,
    model: { collection: { insertOne: () => Promise.resolve() } },
    now: () => new Date(clock.nowMs()).toISOString(),
    remember: () => undefined,
    change: () => Promise.resolve({ attempts: [] }),
  } as unknown as PaymentStore;
  const { authorise } = createAuthorising({
    store,
    provider: {
      ...provider,
      authorise(request) {
        told.push(request.returnUrl);
        return provider.authorise(request);
      },
    },
    returnUrlOf,
  });
  await authorise({
    ...{ paymentId: 'c-1', checkoutId: 'c-1', ownerId: 'buyer-1', attempt: 1, token: 'tok_approve' },
    ...{ amountMinor: 2000, currency: 'EUR', returnOrigin },
  });
  expect(told).toEqual([wanted]);
});
