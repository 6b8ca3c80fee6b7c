import Stripe from 'stripe';

/**
 * Objects of Stripe with the fields that we read, written after its API reference (version 2026-10-28.endive). What is
 * said of them is said by name, so that a test shows what it is about.
 */
export function anIntent(changes: Record<string, unknown> = {}): Stripe.PaymentIntent {
  return {
    id: 'pi_1',
    object: 'payment_intent',
    status: 'requires_capture',
    amount: 1000,
    amount_capturable: 1000,
    amount_received: 0,
    currency: 'eur',
    created: 1_900_000_000,
    cancellation_reason: null,
    last_payment_error: null,
    next_action: null,
    metadata: { caravan_payment: 'payment-1', caravan_checkout: 'checkout-1' },
    latest_charge: aCharge(),
    ...changes,
  } as unknown as Stripe.PaymentIntent;
}

export function aCharge(changes: Record<string, unknown> = {}): Stripe.Charge {
  return {
    id: 'ch_1',
    object: 'charge',
    created: 1_900_000_000,
    paid: true,
    disputed: false,
    payment_method_details: {
      type: 'card',
      card: {
        brand: 'amex',
        last4: '0005',
        capture_before: 1_900_432_000,
        multicapture: { status: 'available' },
      },
    },
    ...changes,
  } as unknown as Stripe.Charge;
}

export function aRefund(changes: Record<string, unknown> = {}): Stripe.Refund {
  return {
    id: 're_1',
    object: 'refund',
    payment_intent: 'pi_1',
    amount: 300,
    currency: 'eur',
    status: 'succeeded',
    created: 1_900_000_100,
    metadata: { caravan_refund: 'refund-1', caravan_payment: 'payment-1', caravan_key: 'digest' },
    ...changes,
  } as unknown as Stripe.Refund;
}

export function aDispute(changes: Record<string, unknown> = {}): Stripe.Dispute {
  return {
    id: 'dp_1',
    object: 'dispute',
    payment_intent: 'pi_1',
    amount: 400,
    currency: 'eur',
    status: 'needs_response',
    reason: 'fraudulent',
    created: 1_900_000_200,
    evidence_details: { due_by: 1_900_600_000 },
    ...changes,
  } as unknown as Stripe.Dispute;
}

/** An event of Stripe about an object. */
export function anEvent(type: string, object: unknown, before?: Record<string, unknown>): Stripe.Event {
  return {
    id: 'evt_1',
    object: 'event',
    type,
    created: 1_900_000_300,
    data: { object, ...(before && { previous_attributes: before }) },
  } as unknown as Stripe.Event;
}

/** A webhook as Stripe sends it. @param atMs when it is sent */
export function aStripeWebhook(event: unknown, secret: string, atMs = Date.now()) {
  const rawBody = JSON.stringify(event);
  const stamp = { payload: rawBody, secret, timestamp: Math.floor(atMs / 1000) };
  const signature = new Stripe('sk_test_123').webhooks.generateTestHeaderString(stamp);
  return { rawBody, headers: { 'stripe-signature': signature } };
}
