import { newId } from '../../services/platform/ids';
import { audit } from '../../audit/audit';
import type { Stall } from '../market';
import { fillBasket, type ReadyBasket } from '../shopper/purchase';
import { eventually } from '../shopper/wait';
import type { RawAnswer } from './raw';
import { openTill, outcome, refusalOf, type Till } from './till';

jest.setTimeout(120_000);

let { world, basket, press, checkoutsOf, atProvider, unitsLeft, expectBoughtOnce } = {} as Till;

beforeAll(async () => {
  ({ world, basket, press, checkoutsOf, atProvider, unitsLeft, expectBoughtOnce } = await openTill('races'));
}, 120_000);
afterAll(() => world.stop());

describe('pressing pay', () => {
  test('twice at once buys once', async () => {
    const ready = await basket();
    const key = newId();
    const answers = await Promise.all([press(ready, key), press(ready, key)]);
    expect(answers.map(outcome)).toContain('201');
    for (const answer of answers)
      expect(['201', '/problems/idempotency-in-flight']).toContain(outcome(answer));
    await expectBoughtOnce(ready);
  });

  test.each([2, 10])(
    'in %i tabs buys once, and every tab that is told of orders is told the same',
    async (tabs) => {
      const ready = await basket();
      const answers = await Promise.all(Array.from({ length: tabs }, () => press(ready)));
      // A tab that comes when the basket has been bought finds it empty.
      for (const answer of answers) expect(['201', '/problems/basket-empty']).toContain(outcome(answer));
      const told = answers.filter(({ status }) => status === 201).map(({ body }) => JSON.stringify(body));
      expect(new Set(told).size).toBe(1);
      await expectBoughtOnce(ready);
    },
  );

  test('again with the same key gets the same answer', async () => {
    const ready = await basket();
    const key = newId();
    const first = await press(ready, key);
    const again = await press(ready, key);
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    await expectBoughtOnce(ready);
  });

  test('again with the same key and another body is refused', async () => {
    const ready = await basket();
    const key = newId();
    await press(ready, key);
    const other = await press(ready, key, { paymentToken: 'tok_decline' });
    expect([other.status, other.type]).toEqual([422, '/problems/idempotency-key-reused']);
    await expectBoughtOnce(ready);
  });

  test('again while the first is worked on is told to wait, and gets its answer afterwards', async () => {
    const ready = await basket('tok_slow');
    const key = newId();
    const first = press(ready, key);
    await eventually(
      'the first to be under way',
      () => checkoutsOf(ready),
      (found) => found.length > 0,
    );
    const meanwhile = await press(ready, key);
    expect([meanwhile.status, meanwhile.type]).toEqual([409, '/problems/idempotency-in-flight']);
    expect(meanwhile.headers.get('retry-after')).not.toBeNull();
    const { status, body } = await first;
    expect(status).toBe(201);
    expect((await press(ready, key)).body).toEqual(body);
    await expectBoughtOnce(ready);
  });

  test('for a basket that was bought finds it empty', async () => {
    const ready = await basket();
    await press(ready);
    const again = await press(ready);
    expect([again.status, again.type]).toEqual([422, '/problems/basket-empty']);
    await expectBoughtOnce(ready);
  });
});

test('of a hot item with 50 in stock, 200 buyers at once buy exactly 50', async () => {
  const [hot] = await world.openStalls({ sellers: 1, stock: 50 });
  if (!hot) throw new Error('there is one stall');
  const ready: ReadyBasket[] = [];
  for (let n = 0; n < 200; n += 20) {
    const crowd = Array.from({ length: 20 }, () =>
      fillBasket(world.shop, [{ slug: hot.productId, quantity: 1 }]),
    );
    ready.push(...(await Promise.all(crowd)));
  }
  const outcomes = await Promise.all(ready.map(async (one) => inTheEnd(one, await press(one))));
  const tally: Record<string, number> = {};
  for (const each of outcomes) tally[each] = (tally[each] ?? 0) + 1;
  expect(tally).toEqual({ '201': 50, '/problems/out-of-stock': 150 });
  expect(await unitsLeft([hot])).toEqual([0]);
  const paid = await Promise.all(ready.map(async (one) => atProvider((await checkoutsOf(one))[0]?.id ?? '')));
  expect(paid.filter((charges) => charges.length > 0)).toHaveLength(50);
}, 240_000);

describe('a price that changes', () => {
  test('between the offer and pay is shown, and not charged until the buyer has seen it', async () => {
    const [stall] = await world.openStalls({ sellers: 1 });
    if (!stall) throw new Error('there is one stall');
    const ready = await fillBasket(world.shop, [{ slug: stall.productId, quantity: 2 }]);
    await setPrice(stall, 2900);
    const answer = await press(ready);
    expect([answer.status, answer.type]).toEqual([409, '/problems/price-changed']);
    const totalMinor = ready.quote.totalMinor + 800;
    expect(answer.body).toMatchObject({ expectedMinor: ready.quote.totalMinor, quote: { totalMinor } });
    expect([await atProvider(await nextCheckoutOf(ready)), await unitsLeft([stall])]).toEqual([[], [100]]);

    const expectedTotal = { amountMinor: totalMinor, currency: 'EUR' };
    const agreed = await press(ready, newId(), { expectedTotal });
    expect(agreed.status).toBe(201);
    const { id } = agreed.body as { id: string };
    expect(await atProvider(id)).toEqual([{ status: 'authorised', amountMinor: totalMinor }]);
  });

  test('after the goods were held does not reach the buyer who tries another card', async () => {
    const [stall] = await world.openStalls({ sellers: 1 });
    if (!stall) throw new Error('there is one stall');
    const ready = await fillBasket(world.shop, [{ slug: stall.productId, quantity: 1 }], 'tok_decline');
    const { problem } = await refusalOf(ready.buyer.placeOrder(ready.request));
    await setPrice(stall, 9900);
    const checkoutId = String(problem?.checkoutId);
    const placed = await ready.buyer.payAgain(checkoutId, 'tok_approve');
    expect(placed.status).toBe('placed');
    expect(await atProvider(checkoutId)).toEqual([
      { status: 'declined', amountMinor: ready.quote.totalMinor },
      { status: 'authorised', amountMinor: ready.quote.totalMinor },
    ]);
  });
});

test('after all of it every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});

/** The answer; where a busy shop says that it is still working on it, what it says when the buyer looks again. */
async function inTheEnd({ buyer }: ReadyBasket, answer: RawAnswer): Promise<string> {
  if (answer.status !== 202) return outcome(answer);
  const { status, refusal } = await eventually(
    'the purchase to be decided',
    () => buyer.checkout((answer.body as { id: string }).id),
    (checkout) => checkout.status !== 'open' && checkout.status !== 'paying',
    { withinMs: 90_000 },
  );
  return status === 'placed' ? '201' : `/problems/${refusal?.reason ?? status}`;
}

/** The id under which the basket would be bought, were it. */
async function nextCheckoutOf({ buyer }: ReadyBasket): Promise<string> {
  return (await buyer.cart()).checkoutId;
}

async function setPrice({ productId, sku }: Stall, priceMinor: number): Promise<void> {
  const { product } = world.market.services;
  const found = await product.get(productId);
  if (!found) throw new Error('the product is there');
  const variants = found.variants.map((variant) =>
    variant.sku === sku ? { ...variant, priceMinor } : variant,
  );
  await product.updateProduct({ id: productId, expectedVersion: found.version, changes: { variants } });
}
