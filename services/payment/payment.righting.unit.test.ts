import { isKeyTrusted, KEY_TRUSTED_MS, nextKey } from './payment.keys';
import { differencesOf } from './payment.righting';
import type { Payment, PaymentOperation } from './payment.schema';
import type { ProviderPayment } from './provider.port';

const AT = '2030-01-01T00:00:00.000Z';
const part = (orderId: string, over: object = {}) => ({
  ...{ orderId, amountMinor: 1000, capturedMinor: 0, refundedMinor: 0, released: false },
  ...over,
});
const refundTry = (over: Partial<PaymentOperation> = {}): PaymentOperation => ({
  ...{ key: 'p-refund-r1', kind: 'refund', orderId: 'a', amountMinor: 300, providerId: 'ref_1', at: AT },
  ...over,
});

function aPayment(over: Partial<Payment> = {}): Payment {
  return {
    ...{ id: 'p', checkoutId: 'p', ownerId: 'b', status: 'authorised', currency: 'EUR', version: 1 },
    ...{ amountMinor: 2000, authorisedMinor: 2000, capturedMinor: 0, refundedMinor: 0, createdAt: AT },
    ...{ providerPaymentId: 'pay_1', authorisedUntil: AT, attempts: [], operations: [] },
    parts: [part('a'), part('b')],
    ...over,
  };
}

function aCharge(over: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    ...{ id: 'pay_1', reference: 'p', status: 'authorised', amountMinor: 2000, currency: 'EUR' },
    ...{ capturedMinor: 0, refundedMinor: 0, disputedMinor: 0, authorisedUntil: AT, createdAt: AT },
    ...{ captures: [], refunds: [], disputes: [] },
    ...over,
  };
}
const atProvider = (status: 'pending' | 'succeeded' | 'failed', over: object = {}) => ({
  ...{ providerRefundId: 'ref_1', reference: 'r1', amountMinor: 300, status, at: AT },
  ...over,
});

test('a payment that stands as the provider says differs in nothing', () => {
  const found = differencesOf(
    aPayment({ operations: [refundTry()] }),
    aCharge({ refunds: [atProvider('succeeded')] }),
  );
  expect(found).toMatchObject({ captures: [], statuses: [], refunds: [], hasLapsed: false });
});

test('a capture that we lack is found, and one of another amount or order is left for people', () => {
  const capture = (reference: string, amountMinor: number) => ({
    ...{ providerCaptureId: `cap_${reference}`, reference, amountMinor, at: AT },
  });
  const charge = aCharge({ captures: [capture('a', 1000), capture('b', 999), capture('c', 1000)] });
  expect(differencesOf(aPayment(), charge).captures.map(({ reference }) => reference)).toEqual(['a']);
});

test('a refund that failed later is found, also one that an earlier version wrote down', () => {
  const old = aPayment({ operations: [refundTry()] });
  const now = aPayment({ operations: [refundTry({ refundId: 'r1', attempt: 1, status: 'pending' })] });
  for (const payment of [old, now])
    expect(differencesOf(payment, aCharge({ refunds: [atProvider('failed')] })).statuses).toEqual([
      { refundId: 'r1', attempt: 1, status: 'failed', providerId: 'ref_1' },
    ]);
});

test('a refund that we lack is found, but not while its own step asks for it', () => {
  const charge = aCharge({ refunds: [atProvider('succeeded')] });
  expect(differencesOf(aPayment(), charge).refunds).toHaveLength(1);
  const asking = aPayment({ operations: [refundTry({ providerId: null })] });
  expect(differencesOf(asking, charge).refunds).toHaveLength(0);
});

test('the next try of a refund is one more than its last', () => {
  const failed = refundTry({ refundId: 'r1', attempt: 2, status: 'failed', key: 'p-refund-r1-try2' });
  const { nextAttempt } = differencesOf(aPayment({ operations: [refundTry(), failed] }), aCharge());
  expect([nextAttempt('r1'), nextAttempt('r2')]).toEqual([3, 1]);
});

test('money that the bank let go of has lapsed only where somebody counts on it', () => {
  const gone = aCharge({ status: 'voided' });
  expect(differencesOf(aPayment(), gone).hasLapsed).toBe(true);
  const settled = aPayment({ parts: [part('a', { capturedMinor: 1000 }), part('b', { released: true })] });
  expect(differencesOf(settled, gone).hasLapsed).toBe(false);
  expect(differencesOf(aPayment(), aCharge()).hasLapsed).toBe(false);
});

test('a key is trusted for less than the provider keeps it, and then gives way to another', () => {
  expect(KEY_TRUSTED_MS).toBeLessThan(24 * 3_600_000);
  expect(isKeyTrusted(0, KEY_TRUSTED_MS - 1)).toBe(true);
  expect(isKeyTrusted(0, KEY_TRUSTED_MS)).toBe(false);
  expect([nextKey('p-capture-a'), nextKey('p-capture-a.2'), nextKey('p.1-x')]).toEqual([
    ...['p-capture-a.2', 'p-capture-a.3', 'p.1-x.2'],
  ]);
});
