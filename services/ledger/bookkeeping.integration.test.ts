import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { planCancel } from '../order/order.cancelling';
import type { Order } from '../order/order.schema';
import type { Parcel } from '../order/parcel.schema';
import { giveCancelled } from '../refund/refund.owed';
import type { Refund } from '../refund/refund.schema';
import { planRefund } from '../refund/refund.state';
import { createBookkeeping } from './bookkeeping';
import { sellerAccount } from './ledger.accounts';
import { anyOrder } from './ledger.builders';
import { startLedger, type TestLedger } from './ledger.fixture';

let books: TestLedger;
beforeAll(async () => {
  books = await startLedger();
});
afterAll(() => books.close());

/** Orders and refunds that only the books look at; each order, refund and seller is of its own test. */
function shopWith(drawn: Order) {
  const mark = randomUUID().slice(0, 8);
  const order = { ...drawn, id: `o-${mark}`, paymentId: `p-${mark}`, sellerId: `s-${mark}` };
  const refunds = new Map<string, Refund>();
  /** Done each time before somebody reads the order. */
  const reading = { before: () => undefined as void };
  const readOrder = () => {
    reading.before();
    return { ...order };
  };
  const keeper = () =>
    createBookkeeping({
      ledger: books.another(),
      orders: { get: (id) => Promise.resolve(id === order.id ? readOrder() : null) },
      refunds: { get: (id) => Promise.resolve(refunds.get(id) ?? null) },
    });
  return {
    order,
    reading,
    keeper: keeper(),
    /** Another process that books. */
    another: keeper,
    /** A refund of an amount, by lines where there are any. */
    refund(amounts: Pick<Refund, 'amountMinor'> & Partial<Refund>): string {
      const id = `${order.id}-r${refunds.size + 1}`;
      refunds.set(id, {
        lines: [],
        shippingMinor: 0,
        ...amounts,
        id,
        orderId: order.id,
      } as unknown as Refund);
      return id;
    },
    stands: async () => {
      const [own] = await books.ledger.sellerBalances(order.sellerId);
      return [own?.pendingMinor ?? 0, own?.payableMinor ?? 0, own?.reservedMinor ?? 0];
    },
    booked: async () => (await books.ledger.entriesAbout({ orderId: order.id })).map(({ id }) => id),
    sellerMinor: order.lines.reduce(
      (sum, line) => sum + line.totalMinor - line.taxMinor - (line.commissionMinor ?? 0),
      0,
    ),
  };
}

const [ORDINARY] = fc.sample(
  anyOrder.filter(({ lines, totalMinor }) => totalMinor > 10_000 && lines.length > 1),
  { numRuns: 1, seed: 7 },
);
const shop = () => {
  if (!ORDINARY) throw new Error('no order was drawn');
  return shopWith(ORDINARY);
};

test('an act that is repeated is booked once', async () => {
  const { order, keeper, refund, booked } = shop();
  const refundId = refund({ amountMinor: 500 });
  for (let round = 0; round < 2; round += 1) {
    await keeper.sale({ orderId: order.id, feeMinor: 35 });
    await keeper.refundAgreed({ refundId });
    await keeper.refundPaid({ refundId });
    await keeper.release({ orderId: order.id });
  }
  expect(await booked()).toEqual([
    ...[`sale:${order.id}`, `capture:${order.id}`, `fee:${order.id}`],
    ...[`refund:${refundId}`, `refund-paid:${refundId}`, `release:${order.id}:1`],
  ]);
});

test('what is reported first books what has to come before it', async () => {
  const { order, keeper, refund, booked } = shop();
  const refundId = refund({ amountMinor: 500 });
  await keeper.refundFailed({ refundId });
  expect(await booked()).toEqual([
    ...[`sale:${order.id}`, `capture:${order.id}`],
    ...[`refund:${refundId}`, `refund-paid:${refundId}`, `refund-failed:${refundId}`],
  ]);
  await keeper.refundPaid({ refundId, attempt: 2 });
  expect((await booked()).at(-1)).toBe(`refund-paid:${refundId}:2`);
});

test('a refund after the seller may be paid is owed by the seller, at once', async () => {
  const { order, keeper, refund, stands, sellerMinor } = shop();
  await keeper.release({ orderId: order.id });
  expect(await stands()).toEqual([0, sellerMinor, 0]);
  await keeper.payoutStarted({
    id: `${order.id}-out`,
    sellerId: order.sellerId,
    currency: 'EUR',
    amountMinor: sellerMinor,
  });
  const refundId = refund({ amountMinor: order.totalMinor });
  await keeper.refundPaid({ refundId });
  expect(await stands()).toEqual([0, -sellerMinor, 0]);
});

test('a refund that comes to nothing gives everybody their part again', async () => {
  const { order, keeper, refund, stands, sellerMinor } = shop();
  await keeper.sale({ orderId: order.id });
  const refundId = refund({ amountMinor: 777 });
  await keeper.refundAgreed({ refundId });
  await keeper.refundWithdrawn({ refundId });
  await keeper.refundWithdrawn({ refundId });
  expect(await stands()).toEqual([sellerMinor, 0, 0]);
  await keeper.refundPaid({ refundId: refund({ amountMinor: order.totalMinor }) });
  expect(await stands()).toEqual([0, 0, 0]);
});

test('a refund that had come to nothing and is paid after all is owed first', async () => {
  const { order, keeper, refund, booked, stands, sellerMinor } = shop();
  await keeper.sale({ orderId: order.id });
  const refundId = refund({ amountMinor: order.totalMinor });
  await keeper.refundAgreed({ refundId });
  await keeper.refundWithdrawn({ refundId });
  await keeper.refundAgreed({ refundId });
  expect(await stands()).toEqual([sellerMinor, 0, 0]);
  for (let round = 0; round < 2; round += 1) await keeper.refundPaid({ refundId, attempt: 2 });
  expect((await booked()).slice(-2)).toEqual([`refund:${refundId}:2`, `refund-paid:${refundId}:2`]);
  expect(await stands()).toEqual([0, 0, 0]);
});

test('however many refunds are agreed at once, no more is set aside than is left, and no part falls below 0', async () => {
  const { order, another, refund, stands } = shop();
  const ids = Array.from({ length: 8 }, () => refund({ amountMinor: Math.ceil(order.totalMinor / 5) }));
  const outcomes = await Promise.allSettled(ids.map((refundId) => another().refundAgreed({ refundId })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'more-than-left' });
  expect((await stands())[0]).toBeGreaterThanOrEqual(0);
});

test('a dispute keeps the part of a seller aside, even of what they may be paid already, until it is decided', async () => {
  for (const verdict of ['won', 'lost'] as const) {
    const { order, keeper, stands, sellerMinor } = shop();
    await keeper.release({ orderId: order.id });
    const dispute = {
      disputeId: `d-${order.id}`,
      parts: [{ orderId: order.id, sellerId: order.sellerId, amountMinor: order.totalMinor }],
    };
    await keeper.disputeOpened(dispute);
    await keeper.disputeOpened(dispute);
    expect(await stands()).toEqual([0, 0, sellerMinor]);
    const decide = () => (verdict === 'won' ? keeper.disputeWon(dispute) : keeper.disputeLost(dispute));
    await decide();
    await decide();
    expect(await stands()).toEqual([0, verdict === 'won' ? sellerMinor : 0, 0]);
    const other = verdict === 'won' ? keeper.disputeLost(dispute) : keeper.disputeWon(dispute);
    await expect(other).rejects.toMatchObject({ code: 'dispute-outcome-booked' });
  }
});

test('a dispute that is won after its order was closed gives the seller what they may be paid', async () => {
  const { order, keeper, stands, sellerMinor } = shop();
  const dispute = {
    disputeId: `d-${order.id}`,
    parts: [{ orderId: order.id, sellerId: order.sellerId, amountMinor: order.totalMinor }],
  };
  await keeper.disputeOpened(dispute);
  order.status = 'closed';
  await keeper.release({ orderId: order.id });
  expect(await stands()).toEqual([0, 0, sellerMinor]);
  await keeper.disputeWon(dispute);
  expect(await stands()).toEqual([0, sellerMinor, 0]);
});

test('nothing stays pending of an order that closes in the very moment in which its dispute is won', async () => {
  for (const closesAtReading of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const { order, keeper, another, reading, stands, sellerMinor } = shop();
    const dispute = {
      disputeId: `d-${order.id}`,
      parts: [{ orderId: order.id, sellerId: order.sellerId, amountMinor: order.totalMinor }],
    };
    await keeper.disputeOpened(dispute);
    let readings = 0;
    let closing: Promise<void> | undefined;
    reading.before = () => {
      readings += 1;
      if (readings !== closesAtReading) return;
      // Whoever reads now still sees it open; it closes right after, and its release runs beside the verdict.
      queueMicrotask(() => {
        order.status = 'closed';
        closing = another().release({ orderId: order.id });
      });
    };
    await keeper.disputeWon(dispute);
    if (!closing) {
      order.status = 'closed';
      closing = keeper.release({ orderId: order.id });
    }
    await closing;
    expect(await stands()).toEqual([0, sellerMinor, 0]);
  }
});

test('an order that closes while refunds are agreed is booked by all of them, whoever is first', async () => {
  for (let round = 0; round < 12; round += 1) {
    const { order, keeper, another, refund, stands } = shop();
    await keeper.sale({ orderId: order.id });
    const refundIds = [refund({ amountMinor: 101 }), refund({ amountMinor: 202 })];
    await Promise.all([
      keeper.release({ orderId: order.id }),
      ...refundIds.map((refundId) => another().refundAgreed({ refundId })),
      another().release({ orderId: order.id }),
    ]);
    expect((await stands())[0]).toBe(0);
  }
});

test('two payouts at once never set the same money aside', async () => {
  const { order, another, keeper, stands, sellerMinor } = shop();
  await keeper.release({ orderId: order.id });
  const payout = (n: number) => ({
    ...{ id: `${order.id}-p${n}`, sellerId: order.sellerId, currency: 'EUR' },
    amountMinor: Math.floor(sellerMinor / 2),
  });
  const outcomes = await Promise.allSettled(
    [1, 1, 2, 3, 4, 4].map((n) => another().payoutStarted(payout(n))),
  );
  const done = new Set(
    outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [[1, 1, 2, 3, 4, 4][index]] : [])),
  );
  expect(done.size).toBe(2);
  expect((await stands())[1]).toBe(sellerMinor - 2 * Math.floor(sellerMinor / 2));
});

test('a payout that is reported paid after it came back stays back', async () => {
  const { order, keeper, stands, sellerMinor } = shop();
  await keeper.release({ orderId: order.id });
  const payout = { id: `${order.id}-p`, sellerId: order.sellerId, currency: 'EUR', amountMinor: sellerMinor };
  await keeper.payoutReturned(payout);
  await keeper.payoutPaid(payout);
  expect(await stands()).toEqual([0, sellerMinor, 0]);
  const kinds = (await books.ledger.entriesAbout({ payoutId: payout.id })).map(({ kind }) => kind);
  expect(kinds).toEqual(['payout', 'payout-returned']);
});

test('staff adjust once a key', async () => {
  const { order, keeper, stands } = shop();
  const adjustment = {
    ...{ adjustmentId: `a-${order.id}`, sellerId: order.sellerId, direction: 'debit' as const },
    ...{ amountMinor: 250, currency: 'EUR', note: 'A parcel that we paid for' },
  };
  await keeper.adjust(adjustment);
  await keeper.adjust(adjustment);
  expect(await stands()).toEqual([0, -250, 0]);
  const [entry] = await books.ledger.entriesAbout({ sellerId: order.sellerId });
  expect(entry).toMatchObject({ kind: 'adjustment', text: expect.stringContaining(adjustment.note) });
  expect(await books.ledger.balanceOf(sellerAccount('seller-payable', order.sellerId), 'EUR')).toBe(-250);
});

test('a preview shows exactly the legs that the act then books, on random orders after random refunds', async () => {
  const anyAsk = fc.record({
    line: fc.nat({ max: 8 }),
    quantity: fc.integer({ min: 1, max: 6 }),
    shipping: fc.boolean(),
    plain: fc.option(fc.integer({ min: 1, max: 60_000 })),
    releasedBefore: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(anyOrder, fc.array(anyAsk, { minLength: 1, maxLength: 4 }), async (drawn, asks) => {
      const { order, keeper, refund } = shopWith(drawn);
      const before: Refund[] = [];
      for (const ask of asks) {
        if (ask.releasedBefore) await keeper.release({ orderId: order.id });
        const line = order.lines[ask.line % order.lines.length];
        const request =
          ask.plain === null
            ? { lines: line ? [{ lineId: line.id, quantity: ask.quantity }] : [], shipping: ask.shipping }
            : { lines: [], shipping: false, amountMinor: ask.plain };
        const plan = planRefund(order, request, before);
        if (!plan.ok) continue;
        const preview = await keeper.previewRefunds(order, [{ id: 'preview', ...plan }]);
        const known = new Set((await books.ledger.entriesAbout({ orderId: order.id })).map(({ id }) => id));
        const refundId = refund(plan);
        await keeper.refundPaid({ refundId });
        before.push(plan as unknown as Refund);
        const booked = (await books.ledger.entriesAbout({ orderId: order.id })).filter(
          ({ id }) => !known.has(id),
        );
        const legsOf = (entries: readonly { kind: string; legs: object[] }[]) =>
          entries.map(({ kind, legs }) => ({ kind, legs }));
        if (!isDeepStrictEqual(legsOf(preview), legsOf(booked)))
          expect(legsOf(booked)).toEqual(legsOf(preview));
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a preview of a cancellation shows exactly the legs that are then booked, on random orders after random refunds', async () => {
  const anyAsk = fc.record({ plain: fc.integer({ min: 1, max: 60_000 }), isDecided: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      anyOrder,
      fc.array(anyAsk, { maxLength: 3 }),
      fc.nat({ max: 11 }),
      async (drawn, asks, sent) => {
        const { order, keeper, refund } = shopWith(drawn);
        const [line] = order.lines;
        const left = line ? sent % line.quantity : 0;
        const parcel: Parcel = {
          ...{ id: 'd1', carrier: 'carrier', packedAt: '', status: 'lost' },
          lines: [{ lineId: line?.id ?? '', quantity: left }],
        };
        const status = left > 0 ? ('partly-shipped' as const) : ('accepted' as const);
        const standing = { ...order, status, ...(left > 0 && { parcels: [parcel] }) };
        const claims: (Refund & { refundId: string })[] = [];
        const decided = new Set<string>();
        for (const { plain: amountMinor, isDecided } of asks) {
          const plan = planRefund(order, { lines: [], shipping: false, amountMinor }, claims);
          if (!plan.ok) continue;
          const refundId = refund(plan);
          claims.push({ ...(plan as unknown as Refund), refundId });
          if (!isDecided) continue;
          decided.add(refundId);
          await keeper.refundPaid({ refundId });
        }
        const cancelled = { ...standing, ...planCancel(standing, { role: 'seller' })?.set };
        const { gifts } = giveCancelled(cancelled, claims, decided);
        const named = gifts.map((gift, index) => ({ id: `preview-${index + 1}`, ...gift }));
        const preview = await keeper.previewRefunds(cancelled, named);
        const known = new Set((await books.ledger.entriesAbout({ orderId: order.id })).map(({ id }) => id));
        for (const gift of gifts) {
          const refundId = refund(gift);
          await keeper.refundAgreed({ refundId });
          await keeper.refundPaid({ refundId });
        }
        const booked = (await books.ledger.entriesAbout({ orderId: order.id })).filter(
          ({ id }) => !known.has(id),
        );
        const legsOf = (entries: readonly { kind: string; legs: object[] }[]) =>
          entries.map(({ kind, legs }) => ({ kind, legs }));
        if (!isDeepStrictEqual(legsOf(preview), legsOf(booked)))
          expect(legsOf(booked)).toEqual(legsOf(preview));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
