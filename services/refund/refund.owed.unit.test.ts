import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { anyOrder } from '../ledger/ledger.builders';
import type { PlannedEntry } from '../ledger/ledger.entry';
import * as planning from '../ledger/ledger.planning';
import { refundPaidEntry, type BookedRefund } from '../ledger/ledger.postings';
import type { LedgerEntry } from '../ledger/ledger.schema';
import { planCancel } from '../order/order.cancelling';
import type { Order } from '../order/order.schema';
import { statusOfParcels } from '../order/order.contents';
import type { Parcel, ParcelStatus } from '../order/parcel.schema';
import { giveCancelled, sortClaims, type NamedShare, type RefundGift } from './refund.owed';
import { planOwed, planRefund, planRest, planUnits, type RefundShare, type RefundWish } from './refund.state';

const SELLER = { role: 'seller' } as const;
const END: readonly ParcelStatus[] = ['shipped', 'delivered', 'lost', 'damaged', 'returned'];

/** An order whose money was taken early and of which nothing has left, or one of which a part has. */
const anyCancellable: fc.Arbitrary<Order> = fc
  .record({
    order: anyOrder,
    isSent: fc.boolean(),
    gone: fc.array(fc.nat({ max: 12 }), { minLength: 9, maxLength: 9 }),
    packed: fc.array(fc.nat({ max: 3 }), { minLength: 9, maxLength: 9 }),
    status: fc.constantFrom(...END),
  })
  .map(({ order, isSent, gone, packed, status }) => {
    if (!isSent) return { ...order, status: 'accepted' as const };
    const parcelOf = (id: string, as: ParcelStatus, units: readonly number[]): Parcel[] => {
      const lines = order.lines
        .map((line, index) => ({ lineId: line.id, quantity: units[index] ?? 0 }))
        .filter(({ quantity }) => quantity > 0);
      return lines.length > 0 ? [{ id, carrier: 'carrier', packedAt: '', status: as, lines }] : [];
    };
    const sent = order.lines.map(({ quantity }, index) => Math.min(gone[index] ?? 0, quantity));
    const ready = order.lines.map(({ quantity }, index) =>
      Math.min(packed[index] ?? 0, quantity - (sent[index] ?? 0)),
    );
    const parcels = [...parcelOf('d1', status, sent), ...parcelOf('d2', 'packed', ready)];
    return { ...order, parcels, status: statusOfParcels({ ...order, parcels }) ?? ('accepted' as const) };
  })
  .filter(({ status }) => status === 'accepted' || status === 'partly-shipped');

const anyEarlier = fc.array(
  fc.record({
    ask: fc.oneof(
      fc.record({ amountMinor: fc.integer({ min: 1, max: 60_000 }) }),
      fc.record({
        lines: fc.array(
          fc.record({ lineId: fc.constantFrom('1', '2', '3'), quantity: fc.integer({ min: 1, max: 5 }) }),
          { maxLength: 3 },
        ),
        shipping: fc.boolean(),
      }),
    ),
    standing: fc.constantFrom('agreed', 'undecided', 'own'),
  }),
  { maxLength: 4 },
);

interface Scene {
  /** As cancelling leaves it. */
  order: Order;
  claims: NamedShare[];
  decided: Set<string>;
  booked: LedgerEntry[];
}

/** The order cancelled by its seller, after what was asked for before. */
function sceneOf(drawn: Order, earlier: readonly { ask: object; standing: string }[]): Scene {
  const cancelling = planCancel(drawn, SELLER);
  ok(cancelling);
  const scene: Scene = { order: { ...drawn, ...cancelling.set }, claims: [], decided: new Set(), booked: [] };
  const family = `${drawn.id}-r-${cancelling.isRest ? 'rest' : 'all'}`;
  for (const [index, { ask, standing }] of earlier.entries()) {
    const plan = planRefund(drawn, { lines: [], shipping: false, ...ask }, scene.claims);
    if (!plan.ok) continue;
    const refundId = standing === 'own' ? `${family}-${index}` : `${drawn.id}-earlier-${index}`;
    scene.claims.push({ refundId, ...plan });
    if (standing === 'undecided') continue;
    scene.decided.add(refundId);
    book(scene, { id: refundId, ...plan });
  }
  return scene;
}

/** Agrees to a refund and pays it, as its workflow does. */
function book({ order, booked }: Scene, refund: BookedRefund): PlannedEntry[] {
  const fresh: PlannedEntry[] = [];
  const write = (entries: readonly (PlannedEntry | null)[]) => {
    for (const entry of entries.filter(planning.isThere)) {
      booked.push({ ...entry, at: '' });
      fresh.push(entry);
    }
  };
  write(planning.planAbout(order, booked, planning.planRefund(order, refund)));
  write(planning.planAbout(order, booked, planning.planOwed(order, refund)));
  write([refundPaidEntry(order, refund, 1)]);
  return fresh;
}

/** Asks for what is owed, as an order's workflow has it done, and books what is given. */
function ask(
  { order, claims, decided, booked }: Scene,
  family: string,
  wanted: (before: readonly RefundShare[]) => RefundWish | null,
) {
  const owing = () => sortClaims(claims, family, decided);
  const { now } = planOwed(order, wanted, owing());
  const plan = now && planRefund(order, now, claims);
  ok(plan?.ok !== false);
  const refundId = `${family}-next`;
  if (plan) claims.push({ refundId, ...plan });
  const entries = plan ? book({ order, claims, decided, booked }, { id: refundId, ...plan }) : [];
  decided.add(refundId);
  return { gifts: plan ? [plan] : [], entries, laterMinor: planOwed(order, wanted, owing()).laterMinor };
}

/** What the workflow of the order asks for once it is cancelled, until it has to wait for others. */
function act(scene: Scene) {
  const { order } = scene;
  const askAll = () => ask(scene, `${order.id}-r-all`, (before) => planRest(order, before));
  if (order.status === 'cancelled') return askAll();
  const lines = order.lines
    .map((line) => ({ lineId: line.id, quantity: line.cancelledQuantity ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const rest = ask(scene, `${order.id}-r-rest`, (before) =>
    planUnits(order, { lines, shipping: false }, before),
  );
  const isOver = order.status === 'lost' || order.status === 'returned';
  if (!isOver || rest.laterMinor > 0) return rest;
  const last = askAll();
  return {
    gifts: [...rest.gifts, ...last.gifts],
    entries: [...rest.entries, ...last.entries],
    laterMinor: last.laterMinor,
  };
}

const legsOf = (entries: readonly PlannedEntry[]) => entries.map(({ kind, legs }) => ({ kind, legs }));
const sumOf = (shares: readonly RefundShare[]) =>
  shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
const named = (gifts: readonly RefundGift[]) =>
  gifts.map((gift, index) => ({ id: `preview-${index + 1}`, ...gift }));

test('the preview of a cancellation asks for and books what the act then does, on random orders after random refunds', () => {
  fc.assert(
    fc.property(anyCancellable, anyEarlier, (drawn, earlier) => {
      const scene = sceneOf(drawn, earlier);
      const { order, claims, decided, booked } = scene;
      const preview = giveCancelled(order, claims, decided);
      const entries = planning.planPaidRefunds(order, booked, named(preview.gifts));
      const done = act(scene);
      deepEqual(preview.gifts, done.gifts);
      deepEqual(legsOf(entries), legsOf(done.entries));
      const endsWithIt = order.status === 'lost' || order.status === 'returned';
      if (!endsWithIt || done.laterMinor === 0) equal(preview.laterMinor, done.laterMinor);
    }),
    { numRuns: 500 },
  );
});

test('what the preview of a cancellation says may follow is what others are refused, and all of the money is given then', () => {
  fc.assert(
    fc.property(anyCancellable, anyEarlier, (drawn, earlier) => {
      const scene = sceneOf(drawn, earlier);
      const { order } = scene;
      const isAll = ['cancelled', 'lost', 'returned'].includes(order.status);
      fc.pre(isAll);
      const { gifts, laterMinor } = giveCancelled(order, scene.claims, scene.decided);
      const undecided = scene.claims.filter(({ refundId }) => !scene.decided.has(refundId));
      const stays = scene.claims.filter(({ refundId }) => scene.decided.has(refundId));
      equal(sumOf(gifts) + laterMinor + sumOf(stays), order.capturedMinor);
      if (order.status === 'cancelled') equal(laterMinor, sumOf(undecided));
    }),
    { numRuns: 500 },
  );
});

describe('a cancellation while others wait for an answer', () => {
  const [template] = fc.sample(
    anyOrder.filter(({ lines }) => lines.length > 0),
    { numRuns: 1, seed: 1 },
  );
  const order = (over: Partial<Order>): Order => {
    const [line] = template?.lines ?? [];
    if (!template || !line) throw new Error('there is an order');
    return {
      ...{ ...template, id: 'o', totalMinor: 4490, capturedMinor: 4490 },
      lines: [{ ...line, id: '1', quantity: 4, totalMinor: 4000, taxMinor: 0 }],
      shipping: { ...template.shipping, totalMinor: 490, taxMinor: 0 },
      ...over,
    };
  };
  const asked = (amountMinor: number, share: Partial<NamedShare> = {}): NamedShare => ({
    ...{ refundId: 'theirs', amountMinor, lines: [], shippingMinor: 0 },
    ...share,
  });

  const oneUnit = (status: ParcelStatus): Parcel => ({
    ...{ id: 'd1', carrier: 'carrier', packedAt: '', status },
    lines: [{ lineId: '1', quantity: 1 }],
  });

  test('gives back what is left, and the rest once they are refused', () => {
    const cancelled = order({ status: 'cancelled' });
    const { gifts, laterMinor } = giveCancelled(cancelled, [asked(1000)], new Set());
    expect([sumOf(gifts), laterMinor]).toEqual([3490, 1000]);
    const agreed = giveCancelled(cancelled, [asked(1000)], new Set(['theirs']));
    expect([sumOf(agreed.gifts), agreed.laterMinor]).toEqual([3490, 0]);
  });

  test('gives back of what had not left only the units that nobody else has asked for', () => {
    const parcels = [oneUnit('delivered')];
    const partly = order({ status: 'partly-shipped', parcels });
    const cancelling = planCancel(partly, SELLER);
    const cancelled = { ...partly, ...cancelling?.set };
    const theirs = asked(2000, { lines: [{ lineId: '1', quantity: 2, amountMinor: 2000 }] });
    const { gifts } = giveCancelled(cancelled, [theirs], new Set());
    expect(gifts).toMatchObject([{ amountMinor: 2000, lines: [{ lineId: '1', quantity: 2 }] }]);
  });

  test('of an order of which nothing arrived gives back the shipping as well', () => {
    const parcels = [oneUnit('lost')];
    const partly = order({ status: 'partly-shipped', parcels });
    const cancelled = { ...partly, ...planCancel(partly, SELLER)?.set };
    const lost = asked(1000, {
      refundId: 'o-r-d1',
      lines: [{ lineId: '1', quantity: 1, amountMinor: 1000 }],
    });
    const { gifts, laterMinor } = giveCancelled(cancelled, [lost], new Set(['o-r-d1']));
    expect(gifts.map(({ amountMinor }) => amountMinor)).toEqual([3000, 490]);
    expect(laterMinor).toBe(0);
  });
});
