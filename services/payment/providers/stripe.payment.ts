import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { fromStripeAmount, fromStripeTime } from '../../platform/stripe';
import type {
  DeclineReason,
  ProviderCapture,
  ProviderDispute,
  ProviderPayment,
  ProviderPaymentStatus,
  ProviderRefund,
} from '../provider.port';

/** Names of what we note on Stripe's objects; Stripe gives it back with each of them. */
export const NOTE = {
  payment: 'caravan_payment',
  checkout: 'caravan_checkout',
  refund: 'caravan_refund',
  key: 'caravan_key',
  /** On an intent whose rest we let go of ourselves. */
  released: 'caravan_released',
} as const;
/** A capture leaves a note of its own on the intent, since Stripe keeps no object for it. */
const CAPTURE_NOTE = 'caravan_capture_';
/** Captured by somebody at Stripe's dashboard: no seller order of ours is known for it. */
export const UNATTRIBUTED = 'unattributed';

/** An uncaptured card payment is let go after so long unless the card's network says otherwise, in seconds. */
const AUTHORISED_FOR_S = 7 * 24 * 3600;

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** Our payment's id on an intent; undefined when somebody else made it. */
export const paymentIdOf = ({ metadata }: { metadata: Stripe.Metadata | null }) => metadata?.[NOTE.payment];

/**
 * The id of the capture made under a key, and where its note is. It follows from the key alone, so that a capture
 * whose answer was lost is recognised.
 */
export function captureIdOf(intentId: string, key: string): { id: string; note: string } {
  const note = CAPTURE_NOTE + digestOf(key);
  return { id: captureOfNote(intentId, note), note };
}

/** The id of the capture that a note tells of. */
export const captureOfNote = (intentId: string, note: string) =>
  `${intentId}_cap_${note.slice(CAPTURE_NOTE.length)}`;

/** Stands for a key in a note. */
export const digestOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 16);

/** What a capture notes on its intent: how much, in our minor units, and for which seller order. */
export const captureNote = (amountMinor: number, reference: string) => `${amountMinor} ${reference}`;

/** The captures that are noted on an intent, and what was captured without us. */
export function capturesOf(intent: Stripe.PaymentIntent): ProviderCapture[] {
  const at = fromStripeTime(chargeOf(intent)?.created ?? intent.created);
  const noted = Object.entries(intent.metadata ?? {}).flatMap(([note, value]) => {
    const [, amount, reference] = /^(\d{1,12}) (.+)$/.exec(value) ?? [];
    if (!note.startsWith(CAPTURE_NOTE) || amount === undefined || reference === undefined) return [];
    return [
      { providerCaptureId: captureOfNote(intent.id, note), reference, amountMinor: Number(amount), at },
    ];
  });
  const sumMinor = noted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const strayMinor = fromStripeAmount(intent.amount_received, intent.currency) - sumMinor;
  if (strayMinor <= 0) return noted;
  return [
    ...noted,
    { providerCaptureId: `${intent.id}_cap_other`, reference: UNATTRIBUTED, amountMinor: strayMinor, at },
  ];
}

/** How an intent stands, in our words. */
export function statusOf(intent: Stripe.PaymentIntent): ProviderPaymentStatus {
  switch (intent.status) {
    case 'requires_capture':
      return 'authorised';
    case 'succeeded':
      // A final capture of less, or the end of the authorisation, released the rest.
      return intent.amount_received < intent.amount ? 'voided' : 'captured';
    case 'canceled':
      return intent.last_payment_error && !chargeOf(intent)?.paid ? 'declined' : 'voided';
    case 'requires_payment_method':
      return 'declined';
    default:
      return 'requires-action';
  }
}

/**
 * A payment of Stripe's in our shape.
 * @param intent with `latest_charge` expanded
 * @throws Error when it is not one of ours
 */
export function paymentOf(
  intent: Stripe.PaymentIntent,
  refunds: readonly Stripe.Refund[],
  disputes: readonly Stripe.Dispute[],
): ProviderPayment {
  const reference = paymentIdOf(intent);
  if (reference === undefined) throw new Error('This payment intent was not made by the shop.');
  const minor = (amount: number) => fromStripeAmount(amount, intent.currency);
  const status = statusOf(intent);
  const shownDisputes = disputes.map(disputeOf);
  return {
    id: intent.id,
    reference,
    status,
    amountMinor: minor(intent.amount),
    capturedMinor: minor(intent.amount_received),
    refundedMinor: minor(sumOf(refunds.filter((refund) => refundStatusOf(refund) !== 'failed'))),
    disputedMinor: minor(sumOf(disputes.filter((dispute) => disputeStatusOf(dispute) === 'lost'))),
    currency: intent.currency.toUpperCase(),
    ...(status === 'declined' && { declineReason: declineReasonOf(intent.last_payment_error) }),
    ...redirectOf(intent),
    authorisedUntil: authorisedUntilOf(intent),
    createdAt: fromStripeTime(intent.created),
    ...cardOf(intent),
    captures: capturesOf(intent),
    refunds: refunds.map(refundOf).reverse(),
    disputes: shownDisputes.reverse(),
  };
}

const sumOf = (things: readonly { amount: number }[]) => things.reduce((sum, { amount }) => sum + amount, 0);

/** A refund made at Stripe's dashboard carries no note of ours. */
export function refundOf(refund: Stripe.Refund): ProviderRefund {
  return {
    providerRefundId: refund.id,
    reference: refund.metadata?.[NOTE.refund] ?? UNATTRIBUTED,
    amountMinor: fromStripeAmount(refund.amount, refund.currency),
    status: refundStatusOf(refund),
    at: fromStripeTime(refund.created),
  };
}

export function refundStatusOf({ status }: Pick<Stripe.Refund, 'status'>): ProviderRefund['status'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

export function disputeOf(dispute: Stripe.Dispute): ProviderDispute {
  return {
    providerDisputeId: dispute.id,
    amountMinor: fromStripeAmount(dispute.amount, dispute.currency),
    status: disputeStatusOf(dispute),
    reason: dispute.reason.replaceAll('_', ' '),
    // Without a due date nothing can be said to it any more.
    evidenceDueAt: fromStripeTime(dispute.evidence_details.due_by ?? dispute.created),
  };
}

/**
 * An inquiry that was closed took no money. A dispute that was `prevented` was settled by giving the money back
 * before it began.
 */
export function disputeStatusOf({ status }: Pick<Stripe.Dispute, 'status'>): ProviderDispute['status'] {
  if (status === 'won' || status === 'warning_closed') return 'won';
  return status === 'lost' || status === 'prevented' ? 'lost' : 'open';
}

export function declineReasonOf(
  error: { code?: string; decline_code?: string } | null | undefined,
): DeclineReason {
  if (error?.decline_code === 'insufficient_funds') return 'insufficient-funds';
  const refused = ['payment_intent_authentication_failure', 'authentication_required'];
  return refused.some((code) => code === error?.code || code === error?.decline_code)
    ? 'authentication-refused'
    : 'declined';
}

/** Until when the rest can be captured: the card network's word where there is one. */
export function authorisedUntilOf(intent: Stripe.PaymentIntent): string {
  const charge = chargeOf(intent);
  const before = charge?.payment_method_details?.card?.capture_before;
  return fromStripeTime(before ?? (charge?.created ?? intent.created) + AUTHORISED_FOR_S);
}

/** Whether the card can be captured in parts. */
export function canCaptureInParts(intent: Stripe.PaymentIntent): boolean {
  return chargeOf(intent)?.payment_method_details?.card?.multicapture?.status === 'available';
}

/** The charge that stands for an intent's money, where it was expanded. */
export function chargeOf({ latest_charge }: Stripe.PaymentIntent): Stripe.Charge | undefined {
  return latest_charge !== null && typeof latest_charge === 'object' ? latest_charge : undefined;
}

function redirectOf(intent: Stripe.PaymentIntent): { redirectUrl?: string } {
  const redirectUrl = intent.next_action?.redirect_to_url?.url;
  return intent.status === 'requires_action' && redirectUrl ? { redirectUrl } : {};
}

function cardOf(intent: Stripe.PaymentIntent): Pick<ProviderPayment, 'card'> {
  const card =
    chargeOf(intent)?.payment_method_details?.card ?? intent.last_payment_error?.payment_method?.card;
  if (!card?.last4 || !card.brand) return {};
  const brand = BRANDS[card.brand] ?? card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return { card: { brand, last4: card.last4 } };
}
