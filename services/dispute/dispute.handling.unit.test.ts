import { DomainError } from '../platform/errors';
import { DisputeAmountError } from './dispute.errors';
import { createDisputeHandling } from './dispute.handling';

const ref = { disputeId: 'd', paymentId: 'p', providerPaymentId: 'pp', providerDisputeId: 'pd' };
const found = {
  providerDisputeId: 'pd',
  amountMinor: 1000,
  reason: 'fraudulent',
  evidenceDueAt: '2030-01-08',
};

/** Opens a dispute of 1000 of a payment of which nothing is left here. @param there what the provider has of it */
function open(
  there: { capturedMinor: number; refundedMinor: number },
  ours = { refundedMinor: 0 },
): Promise<unknown> {
  const payment = {
    id: 'p',
    capturedMinor: ours.refundedMinor,
    ...ours,
    currency: 'EUR',
    parts: [],
    disputes: [],
  };
  const handling = createDisputeHandling({
    disputes: { get: () => Promise.resolve(null) },
    payments: { get: () => Promise.resolve(payment) },
    paymentDisputes: { open: async (_ref: unknown, split: (now: unknown) => unknown) => split(payment) },
    provider: { retrieve: () => Promise.resolve({ ...there, disputes: [found] }) },
  } as never);
  return handling.open(ref);
}

test('a dispute of what was taken a moment ago waits until the payment says so', async () => {
  const waiting = open({ capturedMinor: 1000, refundedMinor: 0 });
  await expect(waiting).rejects.toThrow('does not say yet');
  // A refusal of the domain would not be repeated.
  await expect(waiting).rejects.not.toBeInstanceOf(DomainError);
});

test('a dispute of what a refund under way was to give back waits until that was refused', async () => {
  const waiting = open({ capturedMinor: 1000, refundedMinor: 0 }, { refundedMinor: 1000 });
  await expect(waiting).rejects.toThrow('does not say yet');
  await expect(waiting).rejects.not.toBeInstanceOf(DomainError);
});

test('a dispute of what was given back is for staff', async () => {
  const refunded = { refundedMinor: 1000 };
  await expect(open({ capturedMinor: 1000, ...refunded }, refunded)).rejects.toBeInstanceOf(
    DisputeAmountError,
  );
});

test('a dispute of more than the provider ever took is for staff', async () => {
  await expect(open({ capturedMinor: 0, refundedMinor: 0 })).rejects.toBeInstanceOf(DisputeAmountError);
});
