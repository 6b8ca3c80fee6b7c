import { decisionPlace, subjectHref } from './subject';

const ORDER = '01k9zq4m1v8r3t5w7y9b2d4f6h-1';

test('a refund and a parcel are looked at on the page of their order', () => {
  expect(subjectHref({ type: 'refund', id: `${ORDER}-r0123456789ab` })).toBe(`/staff/orders/${ORDER}`);
  expect(subjectHref({ type: 'delivery', id: `${ORDER}-d1` })).toBe(`/staff/orders/${ORDER}`);
});

test('a payment is found by the search of orders', () => {
  expect(subjectHref({ type: 'payment', id: 'abc' })).toBe('/staff/orders?query=abc');
});

test('what has no page has no link', () => {
  expect(subjectHref({ type: 'workflow', id: 'x' })).toBeNull();
  expect(subjectHref({ type: 'refund', id: 'not-one-of-ours' })).toBeNull();
});

test('a refund is decided among the refunds, and an order on its own page', () => {
  const refund = { type: 'refund', id: `${ORDER}-r0123456789ab` };
  expect(decisionPlace(refund)?.href).toBe('/staff/refunds');
  expect(decisionPlace({ type: 'order', id: ORDER })).toEqual({
    href: `/staff/orders/${ORDER}`,
    label: 'Look at the order',
  });
  expect(decisionPlace({ type: 'workflow', id: 'x' })).toBeNull();
});
