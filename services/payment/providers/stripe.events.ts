import type Stripe from 'stripe';
import { NotFoundError } from '../../platform/errors';
import { fromStripeAmount, fromStripeTime } from '../../platform/stripe';
import { malformedWebhook } from '../../platform/webhook-refusals';
import { providerEventSchema, type ProviderCapture, type ProviderEvent } from '../provider.port';
import {
  authorisedUntilOf,
  captureOfNote,
  capturesOf,
  declineReasonOf,
  disputeOf,
  NOTE,
  paymentIdOf,
  refundOf,
  UNATTRIBUTED,
} from './stripe.payment';

/** Asks Stripe for an intent. */
type IntentOf = (id: string) => Promise<Stripe.PaymentIntent>;
type Read = Record<string, unknown> | undefined;

/**
 * A verified event of Stripe as one of ours. What the shop did not make, or need not hear, is `ignored`.
 * @param intentOf for a dispute: it names only the intent, on which our ids are noted
 * @throws DomainError `webhook-malformed`; what `intentOf` throws
 */
export async function eventOf(event: Stripe.Event, intentOf: IntentOf): Promise<ProviderEvent> {
  const read = await readEvent(event, intentOf);
  const parsed = providerEventSchema.safeParse(
    read
      ? { ...read, id: event.id, occurredAt: fromStripeTime(event.created) }
      : { type: 'ignored', id: event.id, providerType: event.type },
  );
  if (!parsed.success) throw malformedWebhook();
  return parsed.data;
}

async function readEvent(event: Stripe.Event, intentOf: IntentOf): Promise<Read> {
  switch (event.type) {
    case 'payment_intent.amount_capturable_updated':
      return capturableUpdated(event.data.object, event.data.previous_attributes);
    case 'payment_intent.succeeded':
      return succeeded(event.data.object, event.data.previous_attributes);
    case 'payment_intent.payment_failed':
      return declined(event.data.object);
    case 'payment_intent.canceled':
      return released(event.data.object, isTimeOver(event.data.object) ? 'expired' : 'requested');
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refunded(event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
      return disputed(event.data.object, event.type === 'charge.dispute.closed', intentOf);
    default:
      return undefined;
  }
}

/** Sent when the money is reserved, and again at each capture. The last capture is told by `succeeded`. */
function capturableUpdated(intent: Stripe.PaymentIntent, before?: Partial<Stripe.PaymentIntent>): Read {
  if (intent.status !== 'requires_capture') return undefined;
  if (intent.amount_received > 0) return captured(intent, before);
  const authorisedUntil = authorisedUntilOf(intent);
  return about(intent, { type: 'payment.authorised', amount: intent.amount, authorisedUntil });
}

function succeeded(intent: Stripe.PaymentIntent, before?: Partial<Stripe.PaymentIntent>): Read {
  if (intent.amount_received === intent.amount) return captured(intent, before);
  return released(intent, intent.metadata[NOTE.released] ? 'requested' : 'expired');
}

/**
 * A capture, where the event tells which: its note is the one that joined the intent, or the only one. Otherwise
 * nothing is said: who asked for the capture has its answer, and the reconciliation has the sum.
 */
function captured(intent: Stripe.PaymentIntent, before?: Partial<Stripe.PaymentIntent>): Read {
  const capture = newCaptureOf(intent, before);
  if (!capture) return undefined;
  const { providerCaptureId, reference, amountMinor } = capture;
  return {
    ...about(intent, { type: 'payment.captured', amount: 0 }),
    providerCaptureId,
    reference,
    amountMinor,
  };
}

function newCaptureOf(
  intent: Stripe.PaymentIntent,
  before?: Partial<Stripe.PaymentIntent>,
): ProviderCapture | undefined {
  const captures = capturesOf(intent);
  if (captures.length === 1) return captures[0];
  const joined = Object.keys(before?.metadata ?? {}).map((note) => captureOfNote(intent.id, note));
  const fresh = captures.filter(({ providerCaptureId }) => joined.includes(providerCaptureId));
  return fresh.length === 1 ? fresh[0] : undefined;
}

function declined(intent: Stripe.PaymentIntent): Read {
  const declineReason = declineReasonOf(intent.last_payment_error);
  return about(intent, { type: 'payment.declined', amount: intent.amount, declineReason });
}

function released(intent: Stripe.PaymentIntent, reason: 'requested' | 'expired'): Read {
  return about(intent, { type: 'payment.voided', amount: intent.amount - intent.amount_received, reason });
}

const isTimeOver = ({ cancellation_reason }: Stripe.PaymentIntent) =>
  cancellation_reason === 'automatic' || cancellation_reason === 'expired';

function about(
  intent: Stripe.PaymentIntent,
  { amount, ...rest }: { type: string; amount: number } & Record<string, unknown>,
): Read {
  const paymentId = paymentIdOf(intent);
  if (paymentId === undefined) return undefined;
  const amountMinor = fromStripeAmount(amount, intent.currency);
  return {
    providerPaymentId: intent.id,
    paymentId,
    currency: intent.currency.toUpperCase(),
    amountMinor,
    ...rest,
  };
}

/** A refund made at Stripe's dashboard has no notes of ours and is left to the reconciliation. */
function refunded(refund: Stripe.Refund): Read {
  const { providerRefundId, reference, amountMinor, status } = refundOf(refund);
  const paymentId = refund.metadata?.[NOTE.payment];
  if (status === 'pending' || paymentId === undefined || reference === UNATTRIBUTED) return undefined;
  return {
    type: `refund.${status}`,
    providerPaymentId: idOf(refund.payment_intent),
    paymentId,
    currency: refund.currency.toUpperCase(),
    amountMinor,
    providerRefundId,
    reference,
  };
}

async function disputed(dispute: Stripe.Dispute, isClosed: boolean, intentOf: IntentOf): Promise<Read> {
  const { providerDisputeId, amountMinor, status, reason, evidenceDueAt } = disputeOf(dispute);
  const intentId = idOf(dispute.payment_intent);
  if (intentId === undefined || (isClosed && status === 'open')) return undefined;
  const intent = await ours(intentOf(intentId));
  if (!intent) return undefined;
  return {
    ...about(intent, { type: isClosed ? `dispute.${status}` : 'dispute.opened', amount: 0 }),
    currency: dispute.currency.toUpperCase(),
    providerDisputeId,
    amountMinor,
    ...(isClosed ? {} : { reason, evidenceDueAt }),
  };
}

/** Undefined for an intent that the shop did not make. */
async function ours(asked: Promise<Stripe.PaymentIntent>): Promise<Stripe.PaymentIntent | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

const idOf = (thing: string | { id: string } | null) => (typeof thing === 'string' ? thing : thing?.id);
