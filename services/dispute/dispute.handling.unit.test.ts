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

/** Opens a dispute of 1000 of a payment that says it has taken nothing. @param takenMinor as the provider has it */
function open(takenMinor: number): Promise<unknown> {
  const payment = { id: 'p', capturedMinor: 0, currency: 'EUR', parts: [], disputes: [] };
  const handling = createDisputeHandling({
    disputes: { get: () => Promise.resolve(null) },
    payments: { get: () => Promise.resolve(payment) },
    paymentDisputes: { open: async (_ref: unknown, split: (now: unknown) => unknown) => split(payment) },
    provider: { retrieve: () => Promise.resolve({ capturedMinor: takenMinor, disputes: [found] }) },
  } as never);
  return handling.open(ref);
}

test('a dispute of what was taken a moment ago waits until the payment says so', async () => {
  const waiting = open(1000);
  await expect(waiting).rejects.toThrow('does not say yet');
  // A refusal of the domain would not be repeated.
  await expect(waiting).rejects.not.toBeInstanceOf(DomainError);
});

test('a dispute of more than the provider ever took is for staff', async () => {
  await expect(open(0)).rejects.toBeInstanceOf(DisputeAmountError);
});
