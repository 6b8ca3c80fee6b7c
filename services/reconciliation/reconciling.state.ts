import type { LedgerEntry } from '../ledger/ledger.schema';
import type { Payment, PaymentOperation } from '../payment/payment.schema';
import { unheardDisputes } from '../payment/payment.state';
import type { ProviderPayment } from '../payment/provider.port';
import type { Difference, DifferenceType } from './reconciliation.schema';

export type OurPayment = Pick<
  Payment,
  | 'id'
  | 'status'
  | 'currency'
  | 'authorisedMinor'
  | 'providerPaymentId'
  | 'parts'
  | 'operations'
  | 'disputedMinor'
  | 'disputes'
>;
export type ComparedEntry = Pick<LedgerEntry, 'id' | 'kind' | 'legs' | 'about'>;
/** The account that holds what the provider has of ours. */
const CLEARING = 'provider-clearing';

/**
 * Compares one payment at the provider with our record of it and with the books. Pure; an empty answer means that all
 * three say the same. An attempt that came to nothing is nothing to compare.
 * @param entries what the ledger has about the payment, or null where there is no ledger to compare with
 */
export function reconcilePayment(
  theirs: ProviderPayment,
  ours: OurPayment | null,
  entries: readonly ComparedEntry[] | null,
  nowMs: number,
): Difference[] {
  const differs = differenceOf(theirs, ours?.id ?? theirs.id);
  if (!hasMoney(theirs) && ours?.providerPaymentId !== theirs.id) return [];
  if (ours === null) return [differs('unknown-at-ours', null, theirs.amountMinor, null)];
  if (ours.providerPaymentId !== theirs.id) return otherAttempt(theirs, ours, differs);
  return [
    ...amounts(theirs, ours, differs),
    ...captures(theirs, ours, differs),
    ...refunds(theirs, ours, differs),
    ...lapse(theirs, ours, nowMs, differs),
    ...leftHolding(theirs, ours, differs),
    ...(entries === null ? [] : books(theirs, ours, entries, differs)),
  ];
}

/** Money at an attempt that is not the one which counts with us. */
function otherAttempt(theirs: ProviderPayment, ours: OurPayment, differs: Differs): Difference[] {
  if (ours.providerPaymentId !== null) return [differs('second-charge', null, theirs.amountMinor, 0)];
  if (theirs.capturedMinor > 0) return [differs('missing-capture', null, theirs.capturedMinor, 0)];
  // While the buyer pays, the answer may not have been written down yet; what came to nothing holds nothing.
  const isOver = ours.status === 'voided' || ours.status === 'failed';
  return isOver ? [differs('hold-left', null, theirs.amountMinor, 0)] : [];
}

/** Every order has its money or was let go, and the provider still keeps the rest from the buyer. */
function leftHolding(theirs: ProviderPayment, { parts }: OurPayment, differs: Differs): Difference[] {
  const isSettled = parts.length > 0 && parts.every((part) => part.released || part.capturedMinor > 0);
  if (theirs.status !== 'authorised' || !isSettled) return [];
  const leftMinor = theirs.amountMinor - theirs.capturedMinor;
  return leftMinor > 0 ? [differs('hold-left', null, leftMinor, 0)] : [];
}

/** What the provider holds or has held for us; one that only waits or was declined is none. */
function hasMoney({ status, capturedMinor }: ProviderPayment): boolean {
  return status === 'authorised' || status === 'captured' || capturedMinor > 0;
}

type Differs = (
  type: DifferenceType,
  part: string | null,
  theirsMinor: number | null,
  oursMinor: number | null,
) => Difference;

function differenceOf(theirs: { id: string; currency: string }, id: string): Differs {
  return (type, part, theirsMinor, oursMinor) => ({
    ...{ type, part, theirsMinor, oursMinor },
    subject: { type: 'payment', id },
    providerId: theirs.id,
    currency: theirs.currency,
  });
}

function amounts(theirs: ProviderPayment, ours: OurPayment, differs: Differs): Difference[] {
  const found: Difference[] = [];
  // An attempt that was let go counts for nothing with us, and for what it was with them.
  const isReserved = ours.authorisedMinor > 0 || theirs.capturedMinor > 0;
  if (isReserved && (theirs.amountMinor !== ours.authorisedMinor || theirs.currency !== ours.currency))
    found.push(differs('amount-differs', null, theirs.amountMinor, ours.authorisedMinor));
  const disputedMinor = ours.disputedMinor ?? 0;
  if (theirs.disputedMinor !== disputedMinor)
    found.push(differs('dispute-differs', null, theirs.disputedMinor, disputedMinor));
  for (const { providerDisputeId, amountMinor } of unheardDisputes(theirs.disputes, ours))
    found.push(
      differs('dispute-differs', providerDisputeId, amountMinor, disputedHere(ours, providerDisputeId)),
    );
  return found;
}

function disputedHere({ disputes = [] }: OurPayment, id: string): number {
  const parts = disputes.find(({ providerDisputeId }) => providerDisputeId === id)?.parts ?? [];
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function captures(theirs: ProviderPayment, ours: OurPayment, differs: Differs): Difference[] {
  const byOrder = sumsBy(theirs.captures, ({ reference }) => reference);
  const parts = new Map(ours.parts.map((part) => [part.orderId, part.capturedMinor]));
  const found: Difference[] = [];
  for (const [orderId, takenMinor] of byOrder) {
    const writtenMinor = parts.get(orderId) ?? 0;
    if (writtenMinor === takenMinor) continue;
    const type = writtenMinor === 0 ? 'missing-capture' : 'capture-differs';
    found.push(differs(type, orderId, takenMinor, writtenMinor));
  }
  for (const [orderId, writtenMinor] of parts)
    if (writtenMinor > 0 && !byOrder.has(orderId))
      found.push(differs('capture-not-there', orderId, 0, writtenMinor));
  return found;
}

function refunds(theirs: ProviderPayment, ours: OurPayment, differs: Differs): Difference[] {
  const written = new Map(
    ours.operations
      .filter(({ kind, providerId }) => kind === 'refund' && providerId !== null)
      .map((operation) => [operation.providerId, operation]),
  );
  const there = new Set(theirs.refunds.map(({ providerRefundId }) => providerRefundId));
  const found: Difference[] = [];
  for (const { providerRefundId, reference, amountMinor, status } of theirs.refunds) {
    const operation = written.get(providerRefundId);
    const theirsMinor = status === 'failed' ? 0 : amountMinor;
    if (!operation) {
      if (theirsMinor > 0) found.push(differs('missing-refund', reference, theirsMinor, 0));
    } else if (countsMinor(operation) !== theirsMinor) {
      found.push(differs('refund-differs', reference, theirsMinor, countsMinor(operation)));
    }
  }
  for (const operation of written.values())
    if (countsMinor(operation) > 0 && !there.has(operation.providerId ?? ''))
      found.push(differs('refund-not-there', operation.refundId ?? operation.key, 0, countsMinor(operation)));
  return found;
}

/** What a refund takes with us; one that failed takes nothing. */
function countsMinor({ status, amountMinor }: PaymentOperation): number {
  return status === 'failed' ? 0 : amountMinor;
}

/** The provider let go, by itself, of what orders still count on. */
function lapse(theirs: ProviderPayment, ours: OurPayment, nowMs: number, differs: Differs): Difference[] {
  const waiting = ours.parts.filter(({ released, capturedMinor }) => !released && capturedMinor === 0);
  const isGone =
    theirs.status === 'voided' ||
    (theirs.status === 'authorised' && Date.parse(theirs.authorisedUntil) < nowMs);
  if (!isGone) return [];
  return waiting.map(({ orderId, amountMinor }) => differs('authorisation-lapsed', orderId, 0, amountMinor));
}

/** What is written down has its entries, and the clearing account has what the provider has. */
function books(
  theirs: ProviderPayment,
  ours: OurPayment,
  entries: readonly ComparedEntry[],
  differs: Differs,
): Difference[] {
  const booked = new Set(entries.map(({ id }) => id));
  const missing = expectedEntries(theirs, ours).filter(([id]) => !booked.has(id));
  if (missing.length > 0)
    return missing.map(([id, amountMinor]) => differs('ledger-missing', id, amountMinor, null));
  const heldMinor = theirs.capturedMinor - theirs.refundedMinor - theirs.disputedMinor;
  const clearingMinor = clearingOf(entries, theirs.currency);
  return heldMinor === clearingMinor ? [] : [differs('ledger-differs', CLEARING, heldMinor, clearingMinor)];
}

/** Ids and amounts of entries that must be there, for what we and the provider both have written down. */
function expectedEntries(theirs: ProviderPayment, ours: OurPayment): [id: string, amountMinor: number][] {
  const taken = ours.parts.filter(({ capturedMinor }) => capturedMinor > 0);
  const given = ours.operations.filter(
    (operation) => operation.kind === 'refund' && operation.refundId !== undefined,
  );
  const sent = new Set(theirs.refunds.map(({ providerRefundId }) => providerRefundId));
  return [
    ...taken.flatMap(({ orderId, capturedMinor }): [string, number][] => [
      [`sale:${orderId}`, capturedMinor],
      [`capture:${orderId}`, capturedMinor],
    ]),
    ...given.flatMap((operation): [string, number][] =>
      sent.has(operation.providerId ?? '')
        ? [
            [`refund:${operation.refundId}`, operation.amountMinor],
            [tried(`refund-paid:${operation.refundId}`, operation), operation.amountMinor],
            ...(operation.status === 'failed'
              ? [
                  [tried(`refund-failed:${operation.refundId}`, operation), operation.amountMinor] as [
                    string,
                    number,
                  ],
                ]
              : []),
          ]
        : [],
    ),
  ];
}

const tried = (id: string, { attempt = 1 }: PaymentOperation) => (attempt === 1 ? id : `${id}:${attempt}`);

/** What the books say that the provider holds of a payment, before its fees. */
function clearingOf(entries: readonly ComparedEntry[], currency: string): number {
  return entries
    .filter(({ kind }) => kind !== 'fee')
    .flatMap(({ legs }) => legs)
    .filter((leg) => leg.account === CLEARING && leg.currency === currency)
    .reduce((sum, { side, amountMinor }) => sum + (side === 'debit' ? amountMinor : -amountMinor), 0);
}

function sumsBy<T extends { amountMinor: number }>(
  things: readonly T[],
  keyOf: (thing: T) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const thing of things) sums.set(keyOf(thing), (sums.get(keyOf(thing)) ?? 0) + thing.amountMinor);
  return sums;
}
