import { aCart, aCheckout, aPlaceOrder, aQuote, aSeller } from './api.builders';
import { people, startApi, type CallOptions, type Fakes, type RunningApi } from './api.fixture';
import { DomainError } from '../services/platform/errors';
import type { ApiServices } from './deps';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** A shop with one basket of two mugs at 34.90 in all, of which there are enough. */
function shop(over: Fakes['services'] = {}): NonNullable<Fakes['services']> {
  const pricing: Fakes['services'] = {
    pricing: { quoteBasket: () => Promise.resolve({ ok: true, quote: aQuote() }) },
    inventory: { availability: () => Promise.resolve({ 'MUG-BLUE': 5 }) },
    ...over,
  };
  return {
    cart: { get: (id) => Promise.resolve(id === 'cart-1' ? aCart() : null) },
    // The memory knows what the databases know, unless the test says otherwise.
    estimates: pricing.pricing,
    product: { catalogue: pricing.inventory } as never,
    ...pricing,
    checkout: {
      get: () => Promise.resolve(null),
      open: () => Promise.resolve(aCheckout()),
      ...over.checkout,
    } satisfies Partial<ApiServices['checkout']>,
  };
}

async function pay(fakes: Fakes, options: CallOptions = {}) {
  api ??= await startApi(fakes);
  return api.call('POST', '/v1/checkouts', {
    as: people.buyer,
    body: aPlaceOrder,
    ...options,
    headers: { 'idempotency-key': 'key-1', ...options.headers },
  });
}

const placing = (placeOrder: NonNullable<Fakes['workflows']>['placeOrder']): Fakes => ({
  services: shop(),
  workflows: { placeOrder },
});

describe('what the workflow decides becomes an answer', () => {
  test('placed is 201 with the orders', async () => {
    const answer = await pay(
      placing(() => Promise.resolve({ status: 'placed', orderIds: ['checkout-1-1'] })),
    );
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ id: 'checkout-1', status: 'placed', orderIds: ['checkout-1-1'] });
    expect(answer.headers.get('location')).toBe('/v1/checkouts/checkout-1');
  });

  test('a bank that wants the buyer is 202 with where to go', async () => {
    const result = { status: 'awaiting-buyer', redirectUrl: 'https://bank.test/3ds' } as const;
    const answer = await pay(placing(() => Promise.resolve(result)));
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({ id: 'checkout-1', ...result });
  });

  test('no answer in time is 202 paying, with where to look', async () => {
    const answer = await pay(placing(() => Promise.resolve(null)));
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({ id: 'checkout-1', status: 'paying' });
    expect(answer.headers.get('location')).toBe('/v1/checkouts/checkout-1');
  });

  test('a decline is 402 with the reason and how long the goods are held', async () => {
    const answer = await pay(
      placing(() =>
        Promise.resolve({
          status: 'declined',
          declineReason: 'insufficient-funds',
          holdExpiresAt: '2030-01-01T00:15:00.000Z',
        }),
      ),
    );
    expect(answer.status).toBe(402);
    expect(answer.json).toMatchObject({
      type: '/problems/payment-declined',
      checkoutId: 'checkout-1',
      declineReason: 'insufficient-funds',
      holdExpiresAt: '2030-01-01T00:15:00.000Z',
    });
  });

  test('goods that were sold meanwhile are 409 with the lines', async () => {
    const lines = [{ sku: 'MUG-BLUE', wanted: 2, available: 1 }];
    const answer = await pay(
      placing(() => Promise.resolve({ status: 'refused', refusal: { reason: 'out-of-stock', lines } })),
    );
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ type: '/problems/out-of-stock', lines });
  });

  test('an engine that does not answer is 503 and says where to look, not that nothing happened', async () => {
    const answer = await pay(
      placing(() => Promise.reject(new DomainError('unavailable', 'workflow-engine-unavailable', 'away'))),
    );
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({
      type: '/problems/checkout-unconfirmed',
      checkout: '/v1/checkouts/checkout-1',
    });
    expect(answer.headers.get('retry-after')).toBe('2');
  });
});

describe('the address to which the bank sends the buyer back', () => {
  const placed = () => Promise.resolve({ status: 'placed' as const, orderIds: ['checkout-1-1'] });
  const domains = {
    shopAt: (host: string) => Promise.resolve(host === 'oleiro.example' ? aSeller() : null),
  } as ApiServices['seller']['domains'];

  /** Which origin is kept for a purchase, or for another card, that is sent from a page. */
  async function keptFor(path: string, body: unknown, origin: string | undefined): Promise<string | null> {
    let kept: string | null = 'nothing was asked for';
    const keep = ({ returnOrigin }: { returnOrigin: string | null }) => {
      kept = returnOrigin;
      return Promise.resolve(aCheckout());
    };
    const get = () => Promise.resolve(path === '/v1/checkouts' ? null : aCheckout({ status: 'declined' }));
    const services = { ...shop({ checkout: { get, open: keep, addAttempt: keep } }), seller: { domains } };
    const running = await startApi({ services, workflows: { placeOrder: placed } });
    const headers: Record<string, string> = { 'idempotency-key': 'key-1', ...(origin ? { origin } : {}) };
    const answer = await running.call('POST', path, { as: people.buyer, body, headers });
    await running.close();
    expect(answer.status).toBe(201);
    return kept;
  }

  const presses: [string, string, unknown][] = [
    ['a purchase', '/v1/checkouts', aPlaceOrder],
    ['another card', '/v1/checkouts/checkout-1/payment-attempts', { paymentToken: 'tok_visa' }],
  ];
  describe.each(presses)('of %s', (_press, path, body) => {
    test("is the shop's own domain, where the buyer pressed", async () => {
      expect(await keptFor(path, body, 'https://oleiro.example')).toBe('https://oleiro.example');
    });

    test.each([
      'http://localhost:3000',
      'https://evil.test',
      'https://oleiro.example.evil.test',
      'https://oleiro.example@evil.test',
      'null',
      undefined,
    ])("is the market's for a press from %s", async (origin) => {
      expect(await keptFor(path, body, origin)).toBeNull();
    });
  });
});

describe('what cannot be bought starts no workflow', () => {
  const refused = (services: Fakes['services']) => pay({ services: shop(services) });

  test('another price is 409 with the new offer', async () => {
    const quote = aQuote({ totalMinor: 3590 });
    const answer = await refused({ pricing: { quoteBasket: () => Promise.resolve({ ok: true, quote }) } });
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ type: '/problems/price-changed', expectedMinor: 3490, quote });
  });

  test('what only the memory refuses is looked up, and can be bought', async () => {
    const old = {
      quoteBasket: () => Promise.resolve({ ok: true as const, quote: aQuote({ totalMinor: 1 }) }),
    };
    const placed = { status: 'placed' as const, orderIds: ['checkout-1-1'] };
    const answer = await pay({
      services: shop({ estimates: old }),
      workflows: { placeOrder: () => Promise.resolve(placed) },
    });
    expect(answer.status).toBe(201);
  });

  test('too little stock is 409 with what is there', async () => {
    const answer = await refused({ inventory: { availability: () => Promise.resolve({ 'MUG-BLUE': 1 }) } });
    expect(answer.status).toBe(409);
    expect(answer.json.lines).toEqual([{ sku: 'MUG-BLUE', wanted: 2, available: 1 }]);
  });

  test('an empty basket is 422', async () => {
    const answer = await refused({ cart: { get: () => Promise.resolve(aCart({ lines: [] })) } });
    expect(answer.status).toBe(422);
    expect(answer.json.type).toBe('/problems/basket-empty');
  });

  test("somebody else's basket is 404", async () => {
    const answer = await refused({ cart: { get: () => Promise.resolve(aCart({ ownerId: 'buyer-2' })) } });
    expect(answer.status).toBe(404);
  });

  test("staff do not pay others' baskets either", async () => {
    expect((await pay({ services: shop() }, { as: people.admin })).status).toBe(404);
  });

  test('a total that the client made up in another currency is 409', async () => {
    const body = { ...aPlaceOrder, expectedTotal: { amountMinor: 3490, currency: 'USD' } };
    expect((await pay({ services: shop() }, { body })).json.type).toBe('/problems/price-changed');
  });
});

describe('a checkout that is under way', () => {
  test('is not sold out by the goods that it holds itself', async () => {
    const answer = await pay({
      services: shop({
        inventory: { availability: () => Promise.resolve({}) },
        checkout: {
          get: () => Promise.resolve(aCheckout({ status: 'declined' })),
          open: () => Promise.resolve(aCheckout({ status: 'paying', attempt: 2 })),
        },
      }),
      workflows: {
        placeOrder: (_id, attempt) => Promise.resolve({ status: 'placed', orderIds: [`attempt-${attempt}`] }),
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.json.orderIds).toEqual(['attempt-2']);
  });

  test('that is placed already answers with its orders and starts nothing', async () => {
    const placed = aCheckout({ status: 'placed', orderIds: ['checkout-1-1'] });
    const answer = await pay({
      services: shop({
        checkout: { get: () => Promise.resolve(placed), open: () => Promise.resolve(placed) },
      }),
    });
    expect(answer.status).toBe(201);
    expect(answer.json.orderIds).toEqual(['checkout-1-1']);
  });
});

describe('idempotency keys', () => {
  const counting = () => {
    const calls: number[] = [];
    return {
      calls,
      place: (_id: string, attempt: number) => {
        calls.push(attempt);
        return Promise.resolve({ status: 'placed' as const, orderIds: [`order-${calls.length}`] });
      },
    };
  };

  test('paying without one is 400', async () => {
    api = await startApi({ services: shop() });
    const answer = await api.call('POST', '/v1/checkouts', { as: people.buyer, body: aPlaceOrder });
    expect(answer.status).toBe(400);
    expect(answer.json.type).toBe('/problems/idempotency-key-missing');
  });

  test('the same key and body get the first status, body and place again, and nothing runs twice', async () => {
    const { calls, place } = counting();
    const first = await pay(placing(place));
    const second = await pay(placing(place));
    expect(second.status).toBe(201);
    expect(second.json).toEqual(first.json);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(calls).toHaveLength(1);
  });

  test('a refusal is replayed as the problem that it was', async () => {
    const result = { status: 'declined', declineReason: 'declined', holdExpiresAt: 'soon' } as const;
    const fakes = placing(() => Promise.resolve(result));
    const first = await pay(fakes);
    const second = await pay(fakes);
    expect(second.status).toBe(402);
    expect(second.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(second.json).toEqual({ ...first.json, instance: undefined });
  });

  test('the same key with another body is 422', async () => {
    const { place } = counting();
    await pay(placing(place));
    const answer = await pay(placing(place), { body: { ...aPlaceOrder, paymentToken: 'tok_other' } });
    expect(answer.status).toBe(422);
    expect(answer.json.type).toBe('/problems/idempotency-key-reused');
  });

  test('the keys of two people do not meet', async () => {
    const { calls, place } = counting();
    await pay(placing(place));
    const answer = await pay(placing(place), { as: people.otherBuyer });
    expect(answer.status).toBe(404);
    expect(calls).toHaveLength(1);
  });

  test('an answer that was not decided yet is not kept: the same key asks again', async () => {
    const results = [null, { status: 'placed' as const, orderIds: ['order-1'] }];
    const fakes = placing(() => Promise.resolve(results.shift() ?? null));
    expect((await pay(fakes)).json.status).toBe('paying');
    expect((await pay(fakes)).json.status).toBe('placed');
  });

  test('after an answer that was our fault the same key may try again', async () => {
    let isAway = true;
    const fakes = placing(() =>
      isAway
        ? Promise.reject(new DomainError('unavailable', 'workflow-engine-unavailable', 'away'))
        : Promise.resolve({ status: 'placed', orderIds: ['order-1'] }),
    );
    expect((await pay(fakes)).status).toBe(503);
    isAway = false;
    expect((await pay(fakes)).status).toBe(201);
  });
});

describe('a browser that comes back or gives up', () => {
  const ended = () => Promise.reject(new DomainError('conflict', 'workflow-ended', 'over'));
  const placed = aCheckout({ status: 'placed', orderIds: ['checkout-1-1'] });

  test('is told how the checkout stands though its workflow is over', async () => {
    api = await startApi({
      services: { checkout: { get: () => Promise.resolve(placed) } },
      workflows: { reportToCheckout: ended, abandonCheckout: ended },
    });
    const report = await api.call('POST', '/v1/checkouts/checkout-1/payment-reports', {
      as: people.buyer,
      body: {},
    });
    expect([report.status, report.json.status]).toEqual([202, 'placed']);
    const abandoned = await api.call('POST', '/v1/checkouts/checkout-1/abandonments', {
      as: people.buyer,
      body: {},
    });
    expect([abandoned.status, abandoned.json.status]).toEqual([200, 'placed']);
  });

  test('is nobody else', async () => {
    api = await startApi({ services: { checkout: { get: () => Promise.resolve(placed) } } });
    for (const act of ['payment-reports', 'abandonments']) {
      const answer = await api.call('POST', `/v1/checkouts/checkout-1/${act}`, {
        as: people.otherBuyer,
        body: {},
      });
      expect(answer.status).toBe(404);
    }
  });
});
