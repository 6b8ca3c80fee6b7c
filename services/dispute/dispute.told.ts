import type { DisputeDocument } from './dispute.model';
import type { Dispute, DisputePart } from './dispute.schema';

type MoneyPart = Pick<DisputePart, 'orderId' | 'sellerId' | 'amountMinor'>;

/** What every event of a dispute says. */
export function factsOf(
  dispute: Pick<
    DisputeDocument,
    '_id' | 'paymentId' | 'status' | 'amountMinor' | 'currency' | 'parts' | 'evidenceDueAt'
  >,
) {
  const { _id, paymentId, status, amountMinor, currency, parts, evidenceDueAt } = dispute;
  return {
    ...{ disputeId: _id, paymentId, status, amountMinor, currency, evidenceDueAt },
    orderIds: parts.map(({ orderId }) => orderId),
    sellerIds: [...new Set(parts.map(({ sellerId }) => sellerId))],
  };
}

/** Which order of which seller gives how much, minor units: the books and the events say the same. */
export function moneyParts({ parts }: Pick<Dispute, 'parts'>): MoneyPart[] {
  return parts.map(({ orderId, sellerId, amountMinor }) => ({ orderId, sellerId, amountMinor }));
}
