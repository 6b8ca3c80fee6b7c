import type { z } from 'zod';
import { CONTRACTS } from '../../events/contracts';
import { bodyOf, FIELDS, sellersOf, WEBHOOK_TOPICS } from './webhook.events';
import { WEBHOOK_TYPES } from './webhook.schema';

/** Says who bought, or what is another seller's. */
const PRIVATE = ['buyerId', 'checkoutId', 'paymentId', 'courierId', 'orderIds', 'sellerIds', 'text'];

test.each([...WEBHOOK_TYPES])('%s goes out with fields of its contract, and nothing private', (type) => {
  const contract = CONTRACTS.get(type);
  if (!contract) throw new Error('no such event');
  const known = Object.keys((contract.data as z.ZodObject).shape);
  expect(FIELDS[type].filter((name) => !known.includes(name))).toEqual([]);
  expect(FIELDS[type].filter((name) => PRIVATE.includes(name))).toEqual([]);
  expect(known.some((name) => name === 'sellerId' || name === 'sellerIds')).toBe(true);
  expect(WEBHOOK_TOPICS).toContain(contract.topic);
});

test('an event goes out without who bought', () => {
  const data = { orderId: 'o1', checkoutId: 'c1', buyerId: 'b1', sellerId: 's1', status: 'accepted' };
  const body = bodyOf({
    type: 'order.accepted',
    time: '2030-01-01T00:00:00.000Z',
    data: { ...data, totalMinor: 5, currency: 'EUR' },
  });
  expect(JSON.parse(body)).toEqual({
    type: 'order.accepted',
    timestamp: '2030-01-01T00:00:00.000Z',
    data: { orderId: 'o1', sellerId: 's1', status: 'accepted', totalMinor: 5, currency: 'EUR' },
  });
});

test('a dispute concerns each of its sellers', () => {
  expect(sellersOf({ data: { sellerIds: ['s1', 's2'] } })).toEqual(['s1', 's2']);
  expect(sellersOf({ data: { sku: 'x' } })).toEqual([]);
});
