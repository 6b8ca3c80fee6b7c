import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import type { WebhookEvent } from '../lib/webhooks';
import type { CardBehaviour } from './cards';

export interface CardToken {
  token: string;
  behaviour: CardBehaviour;
  brand: string;
  last4: string;
}

/** A payment as it stands in the journal. */
export interface Payment {
  id: string;
  reference: string;
  checkoutId: string;
  status: 'requires-action' | 'authorised' | 'declined' | 'voided' | 'captured';
  amountMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  disputedMinor: number;
  currency: string;
  declineReason?: 'declined' | 'insufficient-funds' | 'authentication-refused';
  returnUrl: string;
  authorisedUntil: string;
  createdAt: string;
  card: { brand: string; last4: string };
  behaviour: CardBehaviour;
  captures: { providerCaptureId: string; reference: string; amountMinor: number; at: string }[];
  refunds: {
    providerRefundId: string;
    reference: string;
    amountMinor: number;
    status: 'pending' | 'succeeded' | 'failed';
    at: string;
  }[];
  disputes: {
    providerDisputeId: string;
    amountMinor: number;
    status: 'open' | 'won' | 'lost';
    reason: string;
    evidenceDueAt: string;
    evidence?: string;
  }[];
}

/** What a step leaves behind: the payment as it is now and what is to be reported. */
export interface Step {
  payment: Payment;
  events: WebhookEvent[];
}

type EventType =
  | 'payment.authorised'
  | 'payment.declined'
  | 'payment.captured'
  | 'payment.voided'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'dispute.opened'
  | 'dispute.won'
  | 'dispute.lost';

/** Starts a payment: approved, declined or waiting for the buyer, as its card says. */
export function authorise(
  request: {
    reference: string;
    checkoutId: string;
    amountMinor: number;
    currency: string;
    returnUrl: string;
  },
  card: CardToken,
  nowMs: number,
  validForMs: number,
): Step {
  const payment: Payment = {
    id: `pay_${newId(nowMs)}`,
    ...request,
    status: 'authorised',
    capturedMinor: 0,
    refundedMinor: 0,
    disputedMinor: 0,
    authorisedUntil: iso(nowMs + validForMs),
    createdAt: iso(nowMs),
    card: { brand: card.brand, last4: card.last4 },
    behaviour: card.behaviour,
    captures: [],
    refunds: [],
    disputes: [],
  };
  if (card.behaviour === '3ds') return { payment: { ...payment, status: 'requires-action' }, events: [] };
  if (card.behaviour === 'decline') return declined(payment, 'declined', nowMs);
  if (card.behaviour === 'insufficient-funds') return declined(payment, 'insufficient-funds', nowMs);
  return authorised(payment, nowMs);
}

/** The buyer's answer on the bank's page. A second answer changes nothing. */
export function confirm(payment: Payment, approved: boolean, nowMs: number): Step {
  if (payment.status !== 'requires-action') return { payment, events: [] };
  return approved ? authorised(payment, nowMs) : declined(payment, 'authentication-refused', nowMs);
}

export function capture(
  payment: Payment,
  request: { amountMinor: number; reference: string },
  nowMs: number,
): Step {
  if (payment.status === 'captured') throw exceedsAuthorised();
  if (payment.status !== 'authorised') {
    throw new Refusal(409, 'authorisation-closed', `The payment is ${payment.status}. Nothing was captured.`);
  }
  if (request.amountMinor > payment.amountMinor - payment.capturedMinor) throw exceedsAuthorised();
  const made = { providerCaptureId: `cap_${newId(nowMs)}`, ...request, at: iso(nowMs) };
  const capturedMinor = payment.capturedMinor + request.amountMinor;
  const next: Payment = {
    ...payment,
    capturedMinor,
    status: capturedMinor === payment.amountMinor ? 'captured' : 'authorised',
    captures: [...payment.captures, made],
  };
  const { providerCaptureId, reference, amountMinor } = made;
  return {
    payment: next,
    events: [event('payment.captured', next, nowMs, { providerCaptureId, reference, amountMinor })],
  };
}

/** Releases what is not captured; does nothing where nothing is left to release. */
export function release(payment: Payment, reason: 'requested' | 'expired', nowMs: number): Step {
  if (payment.status !== 'authorised' && payment.status !== 'requires-action') return { payment, events: [] };
  const next: Payment = { ...payment, status: 'voided' };
  const amountMinor = payment.amountMinor - payment.capturedMinor;
  return { payment: next, events: [event('payment.voided', next, nowMs, { amountMinor, reason })] };
}

export function refund(
  payment: Payment,
  request: { amountMinor: number; reference: string },
  nowMs: number,
): Step {
  if (request.amountMinor > disputableMinor(payment)) {
    throw new Refusal(
      409,
      'refund-exceeds-captured',
      'That is more than was captured and not given back. Nothing was refunded.',
    );
  }
  const status = payment.behaviour === 'refund-fails' ? ('pending' as const) : ('succeeded' as const);
  const made = { providerRefundId: `ref_${newId(nowMs)}`, ...request, status, at: iso(nowMs) };
  const next: Payment = {
    ...payment,
    refundedMinor: payment.refundedMinor + request.amountMinor,
    refunds: [...payment.refunds, made],
  };
  const { providerRefundId, reference, amountMinor } = made;
  const events =
    status === 'succeeded'
      ? [event('refund.succeeded', next, nowMs, { providerRefundId, reference, amountMinor })]
      : [];
  return { payment: next, events };
}

/** What is captured, not given back, and neither held by an open dispute nor taken by a lost one. */
export function disputableMinor(payment: Payment): number {
  const held = payment.disputes.filter(({ status }) => status === 'open');
  const heldMinor = held.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return payment.capturedMinor - payment.refundedMinor - payment.disputedMinor - heldMinor;
}

/** Pending refunds come back. */
export function failPendingRefunds(payment: Payment, nowMs: number): Step {
  const failing = payment.refunds.filter((one) => one.status === 'pending');
  const next: Payment = {
    ...payment,
    refundedMinor: payment.refundedMinor - failing.reduce((sum, one) => sum + one.amountMinor, 0),
    refunds: payment.refunds.map((one) =>
      one.status === 'pending' ? { ...one, status: 'failed' as const } : one,
    ),
  };
  const events = failing.map(({ providerRefundId, reference, amountMinor }) =>
    event('refund.failed', next, nowMs, { providerRefundId, reference, amountMinor }),
  );
  return { payment: next, events };
}

function authorised(payment: Payment, nowMs: number): Step {
  const next: Payment = { ...payment, status: 'authorised' };
  const { authorisedUntil, amountMinor } = next;
  return {
    payment: next,
    events: [event('payment.authorised', next, nowMs, { amountMinor, authorisedUntil })],
  };
}

function declined(
  payment: Payment,
  declineReason: NonNullable<Payment['declineReason']>,
  nowMs: number,
): Step {
  const next: Payment = { ...payment, status: 'declined', declineReason };
  const { amountMinor } = next;
  return { payment: next, events: [event('payment.declined', next, nowMs, { amountMinor, declineReason })] };
}

/** A report about a payment. */
export function event(
  type: EventType,
  payment: Payment,
  nowMs: number,
  data: { amountMinor: number } & Record<string, unknown>,
): WebhookEvent {
  const { id: providerPaymentId, reference: paymentId, currency } = payment;
  // Data's own `reference` is the order's or the refund's, so the payment's goes by `paymentId`.
  return {
    id: `evt_${newId(nowMs)}`,
    type,
    timestamp: iso(nowMs),
    data: { providerPaymentId, paymentId, currency, ...data },
  };
}

function exceedsAuthorised(): Refusal {
  return new Refusal(
    409,
    'capture-exceeds-authorised',
    'That is more than is authorised and not captured. Nothing was captured.',
  );
}

/** Milliseconds since 1970 as ISO 8601. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
