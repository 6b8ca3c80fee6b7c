import { breaches, sumOf, type Breach } from './findings';
import type { Records } from './records';

/** Disputes here, in their payments, at the provider and in the books say the same. */
export function auditDisputes({ disputes, payments, atProvider, entries }: Records): Breach[] {
  const idOf = ({ _id }: { _id: string }) => _id;
  const paymentOf = new Map(payments.map((payment) => [payment._id, payment]));
  const theirs = new Map(
    atProvider.flatMap((payment) => payment.disputes.map((one) => [one.providerDisputeId, one] as const)),
  );
  const known = new Set(disputes.map(({ providerDisputeId }) => providerDisputeId));
  const booked = new Set(entries.map(idOf));
  return [
    ...breaches(
      'the parts of a dispute sum to it',
      disputes,
      idOf,
      ({ parts, amountMinor }) => sumOf(parts.map((part) => part.amountMinor)) === amountMinor,
    ),
    ...breaches(
      'a dispute stands in its payment as it stands itself',
      disputes,
      idOf,
      ({ _id, paymentId, status, parts }) => {
        const held = paymentOf.get(paymentId)?.disputes?.find(({ disputeId }) => disputeId === _id);
        const isOver = status === 'won' || status === 'lost';
        const sameParts = parts.every(({ orderId, amountMinor }) =>
          held?.parts.some((part) => part.orderId === orderId && part.amountMinor === amountMinor),
        );
        return held?.status === (isOver ? status : 'open') && sameParts;
      },
    ),
    ...breaches(
      'a dispute is decided here as the provider decided it',
      disputes,
      idOf,
      ({ providerDisputeId, status, amountMinor }) => {
        const decided = theirs.get(providerDisputeId);
        const isOver = status === 'won' || status === 'lost';
        return decided?.amountMinor === amountMinor && decided.status === (isOver ? status : 'open');
      },
    ),
    ...breaches('a dispute is booked as it stands', disputes, idOf, ({ _id, status, parts }) =>
      parts.every(({ sellerId }) => {
        const has = (outcome: string) => booked.has(`dispute-${outcome}:${_id}:${sellerId}`);
        return has('lost') === (status === 'lost') && (!has('won') || status === 'won');
      }),
    ),
    ...breaches(
      'whatever the provider says is disputed is a dispute here',
      [...theirs.values()],
      ({ providerDisputeId }) => providerDisputeId,
      ({ providerDisputeId }) => known.has(providerDisputeId),
    ),
    ...breaches(
      'what disputes have taken of a payment is what the provider says',
      atProvider.filter(({ disputes: any }) => any.length > 0),
      ({ reference }) => reference,
      ({ reference, disputedMinor }) => (paymentOf.get(reference)?.disputedMinor ?? 0) === disputedMinor,
    ),
  ];
}
