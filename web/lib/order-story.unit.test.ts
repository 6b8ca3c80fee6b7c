import { storyOf, trailOf } from './order-story';
import { afterRefunds, refundAmount } from './refund-amount';
import type { Delivery, Order, OrderStatus, Refund } from './types';

const format = {
  date: (at: string) => at.slice(0, 10),
  dateRange: (from: string, until: string) => `${from.slice(0, 10)} to ${until.slice(0, 10)}`,
};

function order(status: OrderStatus, past: OrderStatus[] = [], change: Partial<Order> = {}): Order {
  const timeline = [...past, status].map((one, index) => ({
    at: `2026-11-0${index + 1}T10:00:00Z`,
    status: one,
    text: '',
    by: { role: 'system' as const, id: '' },
  }));
  return {
    ...({} as Order),
    sellerName: 'Salt Road',
    status,
    timeline,
    placedAt: '2026-11-01T10:00:00Z',
    acceptBy: '2026-11-03T10:00:00Z',
    shipBy: '2026-11-05T10:00:00Z',
    promisedFrom: '2026-11-07T00:00:00Z',
    promisedUntil: '2026-11-09T00:00:00Z',
    returnUntil: null,
    capturedMinor: 0,
    refundedMinor: 0,
    ...change,
  };
}

const parcel = (status: Delivery['status']): Delivery => ({
  ...({} as Delivery),
  status,
  tracking: [],
  estimatedAt: null,
});
const states = (one: Order, delivery: Delivery | null = null) =>
  trailOf(one, delivery, format).map((step) => step.state);

test('a placed order waits for the shop', () => {
  expect(states(order('placed'))).toEqual(['done', 'now', 'ahead', 'ahead', 'ahead']);
  expect(storyOf(order('placed'), null, format).next).toContain('until 2026-11-03');
});

test('a parcel in the van is one step from the door', () => {
  const shipped = order('shipped', ['placed', 'accepted']);
  expect(states(shipped, parcel('in-transit'))).toEqual(['done', 'done', 'done', 'now', 'ahead']);
  expect(states(shipped, parcel('out-for-delivery'))).toEqual(['done', 'done', 'done', 'done', 'now']);
});

test('an overdue parcel is said to be overdue until it ends, and no day is named any more', () => {
  const shipped = order('shipped', ['placed', 'accepted']);
  const late = { ...parcel('in-transit'), overdueAt: '2026-11-20T00:00:00Z' };
  expect(storyOf(shipped, late, format)).toMatchObject({ title: 'It is overdue', tone: 'warn' });
  expect(storyOf(shipped, { ...late, status: 'delivered' }, format).title).not.toBe('It is overdue');
});

test('a delivered order has nothing ahead', () => {
  expect(states(order('delivered', ['placed', 'accepted', 'shipped']))).toEqual(Array(5).fill('done'));
});

test('a cancelled order stops where it had come to', () => {
  expect(states(order('cancelled', ['placed']))).toEqual(['done', 'failed']);
  expect(states(order('cancelled', ['placed', 'accepted']))).toEqual(['done', 'done', 'failed']);
});

test('a lost parcel stops on its way, never as delivered', () => {
  expect(states(order('lost', ['placed', 'accepted', 'shipped']))).toEqual([
    'done',
    'done',
    'done',
    'failed',
  ]);
});

test('a cancelled order says truthfully whether money moved', () => {
  expect(storyOf(order('cancelled'), null, format).next).toContain('Nothing was charged');
  const charged = order('cancelled', ['placed', 'accepted'], { capturedMinor: 500, refundedMinor: 500 });
  expect(storyOf(charged, null, format).next).toContain('given back in full');
});

test('refunds of all units, one after the other, are exactly the line', () => {
  const line = { id: 'a', quantity: 3, refundedQuantity: 0, totalMinor: 1000 } as Order['lines'][number];
  const amounts = [0, 1, 2].map((refundedQuantity) => {
    const bought = order('delivered', [], { lines: [{ ...line, refundedQuantity }], capturedMinor: 5000 });
    return refundAmount(bought, { a: 1 }, false);
  });
  expect(amounts).toEqual([334, 333, 333]);
});

test('no refund is more than what was charged and not given back yet', () => {
  const line = { id: 'a', quantity: 1, refundedQuantity: 0, totalMinor: 1000 } as Order['lines'][number];
  const bought = order('delivered', [], {
    lines: [line],
    shipping: { totalMinor: 400 } as Order['shipping'],
    capturedMinor: 1200,
    refundedMinor: 100,
  });
  expect(refundAmount(bought, { a: 1 }, true)).toBe(1100);
});

test('what is being refunded cannot be asked for again', () => {
  const line = { id: 'a', quantity: 2, refundedQuantity: 0, totalMinor: 1000 } as Order['lines'][number];
  const bought = order('delivered', [], { lines: [line], capturedMinor: 1000 });
  const refund = {
    status: 'refunding',
    amountMinor: 500,
    shippingMinor: 0,
    lines: [{ lineId: 'a', quantity: 1, amountMinor: 500 }],
  } as Refund;
  const left = afterRefunds(bought, [refund]);
  expect([left.lines[0]?.refundedQuantity, left.refundedMinor]).toEqual([1, 500]);
  expect(afterRefunds(bought, [{ ...refund, status: 'rejected' }])).toEqual(bought);
});

test('of an order of which one parcel is lost the buyer reads what arrived and what is given back', () => {
  const parcels = (['delivered', 'lost'] as const).map((status, index) => ({
    ...{ id: `o-d${index + 1}`, lines: [], carrier: 'carrier' as const, packedAt: '', status },
  }));
  const story = storyOf(order('delivered', ['placed'], { parcels }), null, format);
  expect(story.title).toBe('A part of it has arrived');
  expect(story.next).toContain('One parcel was lost on the way. Its money goes back');
});

test('while a part is on its way the shop has a clock for the rest', () => {
  const story = storyOf(
    order('partly-shipped', ['placed', 'accepted'], { capturedMinor: 100 }),
    null,
    format,
  );
  expect(story.next).toContain('by 2026-11-05');
});
