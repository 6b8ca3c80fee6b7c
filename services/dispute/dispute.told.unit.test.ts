import { disputeLost } from '../../events/contracts/dispute.events';
import type { DisputePart } from './dispute.schema';
import { factsOf, moneyParts } from './dispute.told';

const part = (orderId: string, sellerId: string, amountMinor: number): DisputePart => ({
  ...{ orderId, sellerId, sellerName: 'Oleiro', amountMinor },
  facts: [{ at: null, text: 'Sent to 10115 Berlin, DE, the address the buyer gave.' }],
  statements: [],
});
const lost = {
  ...{ _id: 'd1', paymentId: 'p1', status: 'lost' as const, amountMinor: 1001, currency: 'EUR' },
  parts: [part('o1', 'seller-a', 474), part('o2', 'seller-b', 527)],
  evidenceDueAt: '2030-01-08T00:00:00.000Z',
};

test('the event of a loss says whose money the bank took, and nothing of what was gathered', () => {
  const told = disputeLost.data.parse({ ...factsOf(lost), parts: moneyParts(lost) });
  expect(told.parts).toEqual([
    { orderId: 'o1', sellerId: 'seller-a', amountMinor: 474 },
    { orderId: 'o2', sellerId: 'seller-b', amountMinor: 527 },
  ]);
  expect(told.amountMinor).toBe(474 + 527);
  expect(JSON.stringify(told)).not.toContain('Berlin');
});

test('the event of a loss from before parts were told can still be read', () => {
  expect(disputeLost.data.parse(factsOf(lost)).parts).toBeUndefined();
});
