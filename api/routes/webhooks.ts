import { NotFoundError } from '../../services/platform/errors';
import { lateContradiction, reportOf } from '../../services/delivery/delivery.reports';
import type { Payment } from '../../services/payment/payment.schema';
import type { ProviderEvent } from '../../services/payment/provider.port';
import { DomainError } from '../../services/platform/errors';
import type { ApiDeps } from '../deps';
import { isAboutDispute, isDisputeShown, wakeDispute } from '../dispute-events';
import { noContent } from '../http/reply';
import { route, type Call, type Route } from '../http/route';
import { isBeingAsked, isShownBy, mismatchOf, type PaymentEvent } from '../payment-events';
import { isEnded } from '../workflow-calls';

type RawCall = Call<undefined, undefined, undefined, 'public'>;

/** Those of Standard Webhooks, and Stripe's. */
const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'stripe-signature'];

const responses = {
  204: { description: 'Taken note of' },
  409: { description: 'Authentic, but it does not fit what we know. Nothing was done' },
  503: { description: 'Could not be dealt with now. Please send it again' },
};

/**
 * Reports of third parties: verified over their bytes, stored before the answer, checked against our own record, and
 * then told to the workflow, which alone decides.
 */
export function webhookRoutes(deps: WebhookDeps): Route[] {
  const common = {
    method: 'post',
    tags: ['Webhooks'],
    auth: 'public',
    rawBody: true,
    allowance: 'none',
    responses,
  } as const;
  return [
    route({
      ...common,
      path: '/webhooks/payments',
      summary: 'The payment provider reports (Standard Webhooks)',
      async handler(call) {
        await takePaymentEvent(deps, await deps.provider.parseWebhook(signedPart(call)));
        return noContent;
      },
    }),
    route({
      ...common,
      path: '/webhooks/carriers',
      summary: 'The carrier reports (Standard Webhooks)',
      async handler(call) {
        const event = deps.carrier.parseWebhook(signedPart(call));
        if (event) await takeCarrierEvent(deps, event);
        return noContent;
      },
    }),
  ];
}

type WebhookDeps = Pick<ApiDeps, 'services' | 'workflows' | 'webhooks' | 'provider' | 'carrier' | 'logger'>;

async function takePaymentEvent(deps: WebhookDeps, event: ProviderEvent): Promise<void> {
  if (event.type === 'ignored') return;
  const receipt = { source: 'payments', eventId: event.id };
  const payment = await deps.services.payment.get(event.paymentId);
  const mismatch = payment ? mismatchOf(event, payment) : 'payment';
  // Most reports repeat what the provider answered a moment before: nobody has to be woken for those.
  const isShown = (known: Payment) =>
    isAboutDispute(event) ? isDisputeShown(deps, event) : isShownBy(event, known);
  const isDone = payment !== null && mismatch === null && (await isShown(payment));
  const subject = event.paymentId;
  const isKnown = await deps.webhooks.receive({ ...receipt, type: event.type, subject, isDone });
  if (isKnown || isDone) return;

  if (!payment || mismatch !== null) {
    deps.logger.warn({ eventId: event.id, type: event.type, mismatch }, 'a payment report does not fit');
    throw doesNotFit(mismatch ?? 'payment');
  }
  if (isAboutDispute(event)) await wakeDispute(deps, event);
  else if (!isBeingAsked(event, payment)) await wakePayment(deps, payment, event);
  await deps.webhooks.markProcessed(receipt);
}

/** Tells the checkout's workflow until the orders are written, and the payment's from then on. */
async function wakePayment(deps: WebhookDeps, payment: Payment, event: PaymentEvent): Promise<void> {
  const report = {
    source: 'provider',
    providerPaymentId: event.providerPaymentId,
    eventId: event.id,
  } as const;
  if (payment.parts.length > 0) return deps.workflows.reportToPayment(payment.id, report);
  if (await heard(deps.workflows.reportToCheckout(payment.checkoutId, report))) return;

  const now = await deps.services.payment.get(payment.id);
  if (now && isShownBy(event, now)) {
    deps.logger.info({ eventId: event.id, type: event.type }, 'a payment report came after the end');
    return;
  }
  if (now && now.parts.length > 0) return deps.workflows.reportToPayment(now.id, report);
  throw new DomainError(
    'unavailable',
    'webhook-not-placed',
    'Nobody is there yet to deal with this report. Please send it again.',
  );
}

async function takeCarrierEvent(
  deps: WebhookDeps,
  event: NonNullable<ReturnType<WebhookDeps['carrier']['parseWebhook']>>,
): Promise<void> {
  const receipt = { source: 'carriers', eventId: event.id };
  const isKnown = await deps.webhooks.receive({ ...receipt, type: event.type, subject: event.trackingId });
  if (isKnown) return;

  const delivery =
    (await deps.services.delivery.findByTracking(event.trackingId)) ??
    (await deps.services.delivery.get(event.deliveryId));
  if (!delivery) throw new NotFoundError('parcel');
  const isOurs = delivery.id === event.deliveryId;
  if (!isOurs || (delivery.trackingId !== null && delivery.trackingId !== event.trackingId)) {
    deps.logger.warn({ eventId: event.id, deliveryId: delivery.id }, 'a carrier report does not fit');
    throw doesNotFit('delivery');
  }
  const report = reportOf(event.trackingId, event);
  const isShown = delivery.tracking.some(({ sequence }) => sequence === report.sequence);
  if (!isShown && !(await heard(deps.workflows.reportToDelivery(delivery.id, report)))) {
    deps.logger.info({ eventId: event.id, deliveryId: delivery.id }, 'a carrier report came after the end');
    const contradiction = lateContradiction(delivery, report);
    if (contradiction) await deps.services.cases.open(contradiction);
  }
  await deps.webhooks.markProcessed(receipt);
}

/** False when there is no such workflow any more, or not yet. */
async function heard(message: Promise<void>): Promise<boolean> {
  try {
    await message;
    return true;
  } catch (error) {
    if (isEnded(error)) return false;
    throw error;
  }
}

function signedPart({ raw, header }: RawCall) {
  return { rawBody: raw, headers: Object.fromEntries(SIGNATURE_HEADERS.map((name) => [name, header(name)])) };
}

function doesNotFit(what: string): DomainError {
  return new DomainError(
    'conflict',
    'webhook-mismatch',
    'This report does not fit what we know of it. Nothing was changed.',
    { what },
  );
}
