import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { factsAbout, priced } from './dispute.facts';
import { disputeIdOf } from './dispute.ids';
import type { DisputePart } from './dispute.schema';
import { disputeMoments, draftEvidence, NEXT_DISPUTE_STATUS, splitDispute } from './dispute.state';
import { anOrder } from '../../api/api.builders';

const HOUR_MS = 3_600_000;

describe('splitting a dispute over the orders of a payment', () => {
  test('parts sum to the amount, and none is more than is left of its order, whatever the amounts', () => {
    const left = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(left, fc.double({ min: 0, max: 1, noNaN: true }), (lefts, share) => {
        const total = lefts.reduce((sum, minor) => sum + minor, 0);
        const amountMinor = Math.floor(total * share);
        const orders = lefts.map((leftMinor, n) => ({ orderId: `o${n}`, leftMinor }));
        const parts = splitDispute(amountMinor, orders) ?? [];
        equal(
          parts.reduce((sum, part) => sum + part.amountMinor, 0),
          amountMinor,
        );
        for (const { orderId, amountMinor: minor } of parts) {
          ok(minor > 0);
          ok(minor <= (orders.find((each) => each.orderId === orderId)?.leftMinor ?? 0));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('all that is left takes all of each; an order of which nothing is left gives nothing', () => {
    const orders = [
      { orderId: 'a', leftMinor: 700 },
      { orderId: 'b', leftMinor: 0 },
      { orderId: 'c', leftMinor: 301 },
    ];
    expect(splitDispute(1001, orders)).toEqual([
      { orderId: 'a', amountMinor: 700 },
      { orderId: 'c', amountMinor: 301 },
    ]);
  });

  test('more than is left is refused', () => {
    expect(splitDispute(701, [{ orderId: 'a', leftMinor: 700 }])).toBeNull();
  });
});

describe('the moments before a deadline', () => {
  const moments = (dueHours: number) => {
    const { remindAt, submitAt } = disputeMoments({
      openedMs: 0,
      dueMs: dueHours * HOUR_MS,
      remindHours: [24, 72],
      submitHours: 6,
    });
    return { remindAt: remindAt.map(hoursOf), submitAt: hoursOf(submitAt) };
  };
  const hoursOf = (iso: string) => Date.parse(iso) / HOUR_MS;

  test('of a week are two reminders, and what was gathered six hours before', () => {
    expect(moments(168)).toEqual({ remindAt: [96, 144], submitAt: 162 });
  });

  test('of two days leave out the reminder that would be past', () => {
    expect(moments(48)).toEqual({ remindAt: [24], submitAt: 42 });
  });

  test('of an hour still leave people three quarters of it', () => {
    expect(moments(1)).toEqual({ remindAt: [], submitAt: 0.75 });
  });

  test('of a deadline that is past submit at once', () => {
    expect(moments(-1)).toEqual({ remindAt: [], submitAt: -1 });
  });
});

test('once the bank has decided, nothing can follow', () => {
  expect(NEXT_DISPUTE_STATUS.won).toEqual([]);
  expect(NEXT_DISPUTE_STATUS.lost).toEqual([]);
});

test('the draft holds the facts and statements of every order, and is cut where the bank takes no more', () => {
  const part = (orderId: string, text: string): DisputePart => ({
    ...{ orderId, sellerId: 's', sellerName: 'Lind & Lera', amountMinor: 1 },
    facts: [{ at: '2030-01-01T00:00:00.000Z', text: 'Ordered: 1 × Mug.' }],
    statements: [{ id: '1', at: '2030-01-02T00:00:00.000Z', by: { role: 'seller', id: 'u' }, text }],
  });
  const parts = [part('o-1', 'Handed over.'), part('o-2', 'Left at the door.')];
  const draft = draftEvidence({ parts }, 1000);
  for (const text of ['Order o-1', 'Order o-2', '1 × Mug', 'Handed over.', 'Left at the door.'])
    expect(draft).toContain(text);
  const short = draftEvidence({ parts }, 60);
  expect(short).toHaveLength(60);
  expect(short).toMatch(/\(shortened\)$/);
});

test('the facts are goods, parcel and refunds, and of the address only what a bank compares', () => {
  const order = anOrder({ deliveredAt: '2030-01-05T00:00:00.000Z' });
  const texts = factsAbout({ order, deliveries: [], refunds: [] }).map(({ text }) => text);
  expect(texts).toEqual([
    'Ordered: , 34.90 EUR in all.',
    'Sent to 22100 Lund, SE, the address the buyer gave.',
    'The order was delivered, as the carrier reports.',
  ]);
  expect(texts.join()).not.toContain('Storgatan');
});

test.each([
  [5, 'EUR', '0.05 EUR'],
  [123456, 'EUR', '1234.56 EUR'],
  [500, 'JPY', '500 JPY'],
])('%d minor units of %s are written %s', (minor, currency, text) => {
  expect(priced(minor, currency)).toBe(text);
});

test('a dispute has the same id whoever hears of it, and another has another', () => {
  const id = disputeIdOf({ paymentId: 'p1', providerDisputeId: 'dis_1' });
  expect(id).toMatch(/^p1-c[0-9a-f]{12}$/);
  expect(disputeIdOf({ paymentId: 'p1', providerDisputeId: 'dis_1' })).toBe(id);
  expect(disputeIdOf({ paymentId: 'p1', providerDisputeId: 'dis_2' })).not.toBe(id);
});
