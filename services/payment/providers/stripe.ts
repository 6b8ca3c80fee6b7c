import type Stripe from 'stripe';
import { systemClock, type Clock } from '../../platform/clock';
import { NotFoundError } from '../../platform/errors';
import {
  askStripe,
  createStripeClient,
  toStripeAmount,
  verifyStripeWebhook,
  type StripeOptions,
} from '../../platform/stripe';
import {
  ProviderUnavailableError,
  type AuthoriseRequest,
  type PaymentProvider,
  type ProviderPayment,
} from '../provider.port';
import { eventOf } from './stripe.events';
import { createIntentReader, EXPANDED } from './stripe.reader';
import { keyReused, refusalOf, refuseUncapturable, sendAgain } from './stripe.refusals';
import {
  captureIdOf,
  captureNote,
  capturesOf,
  digestOf,
  disputeOf,
  NOTE,
  paymentIdOf,
  refundOf,
  statusOf,
} from './stripe.payment';

/** The longest text that Stripe takes as evidence, in characters. */
const EVIDENCE_LIMIT = 20_000;

/**
 * Stripe's PaymentIntents with a manual capture behind our port; docs/decisions/0012-stripe.md says why it maps so.
 * The account needs multicapture for checkouts with several sellers.
 */
export function createStripeProvider(options: StripeOptions & { clock?: Clock }): PaymentProvider {
  const stripe = createStripeClient(options);
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const ask = <T>(request: () => Promise<T>) => askStripe('payment provider', refusalOf, request);
  const reader = createIntentReader(stripe, ask, clock);

  return {
    async authorise(request) {
      const intent = await ask(() => createIntent(request));
      return reader.show(intent);
    },

    retrieve: (id) => reader.payment(id),
    findByReference: (paymentId) => reader.byReference(paymentId),
    list: (page) => reader.page(page),

    async capture({ key, providerPaymentId, amountMinor, reference }) {
      const before = await reader.intent(providerPaymentId);
      const { id, note } = captureIdOf(before.id, key);
      const done = capturesOf(before).find(({ providerCaptureId }) => providerCaptureId === id);
      if (done && (done.amountMinor !== amountMinor || done.reference !== reference)) throw keyReused();
      const answerWith = (payment: ProviderPayment) => ({ providerCaptureId: id, amountMinor, payment });
      if (done) return answerWith(await reader.show(before));

      const amount = toStripeAmount(amountMinor, before.currency.toUpperCase());
      const isLast = refuseUncapturable(before, amount);
      const intent = await ask(() =>
        stripe.paymentIntents.capture(
          before.id,
          {
            amount_to_capture: amount,
            // Stripe refuses to hold on to nothing, so the last part says that it is the last.
            ...(isLast ? {} : { final_capture: false }),
            metadata: { [note]: captureNote(amountMinor, reference) },
            expand: EXPANDED,
          },
          { idempotencyKey: isLast ? `${key}-last` : key },
        ),
      );
      return answerWith(await reader.show(intent));
    },

    async void({ key, providerPaymentId }) {
      const before = await reader.intent(providerPaymentId);
      const status = statusOf(before);
      if (status !== 'authorised' && status !== 'requires-action') return reader.show(before);
      const sent = { idempotencyKey: key };
      // What is captured in part cannot be cancelled: a last capture of nothing lets go of the rest.
      const release = () =>
        before.amount_received > 0
          ? stripe.paymentIntents.capture(
              before.id,
              {
                amount_to_capture: 0,
                final_capture: true,
                metadata: { [NOTE.released]: 'yes' },
                expand: EXPANDED,
              },
              sent,
            )
          : stripe.paymentIntents.cancel(
              before.id,
              { cancellation_reason: 'requested_by_customer', expand: EXPANDED },
              sent,
            );
      return reader.show(await ask(release));
    },

    async refund({ key, providerPaymentId, amountMinor, reference }) {
      const intent = await reader.intent(providerPaymentId);
      const note = digestOf(key);
      // Stripe forgets keys after a day or more; the note of a refund stays.
      const made = (await reader.refundsOf(intent.id)).find(({ metadata }) => metadata?.[NOTE.key] === note);
      const metadata = {
        [NOTE.refund]: reference,
        [NOTE.payment]: paymentIdOf(intent) ?? '',
        [NOTE.key]: note,
      };
      const amount = toStripeAmount(amountMinor, intent.currency.toUpperCase());
      const refund =
        made ??
        (await ask(() =>
          stripe.refunds.create({ payment_intent: intent.id, amount, metadata }, { idempotencyKey: key }),
        ));
      if (refund.amount !== amount || refund.metadata?.[NOTE.refund] !== reference) throw keyReused();
      const { providerRefundId, status } = refundOf(refund);
      return { providerRefundId, status, payment: await reader.payment(intent.id) };
    },

    async submitEvidence({ key, providerPaymentId, providerDisputeId, text }) {
      await disputeAbout(providerPaymentId, providerDisputeId);
      const dispute = await ask(() =>
        stripe.disputes.update(
          providerDisputeId,
          { evidence: { uncategorized_text: text.slice(0, EVIDENCE_LIMIT) }, submit: true },
          { idempotencyKey: key },
        ),
      );
      return disputeOf(dispute);
    },

    async acceptDispute({ key, providerPaymentId, providerDisputeId }) {
      const dispute = await disputeAbout(providerPaymentId, providerDisputeId);
      if (dispute.status === 'lost') return disputeOf(dispute);
      return disputeOf(await ask(() => stripe.disputes.close(dispute.id, {}, { idempotencyKey: key })));
    },

    async parseWebhook(webhook) {
      const event = verifyStripeWebhook(stripe, secrets, webhook, clock.nowMs());
      return eventOf(event, reader.intent).catch((error: unknown) => {
        throw error instanceof ProviderUnavailableError ? sendAgain() : error;
      });
    },
  };

  function createIntent(request: AuthoriseRequest): Promise<Stripe.PaymentIntent> {
    const { paymentId, checkoutId, currency, paymentToken } = request;
    return stripe.paymentIntents
      .create(
        {
          amount: toStripeAmount(request.amountMinor, currency),
          currency: currency.toLowerCase(),
          capture_method: 'manual',
          confirm: true,
          allowed_payment_method_types: ['card'],
          ...methodOf(paymentToken),
          payment_method_options: { card: { request_multicapture: 'if_available' } },
          return_url: request.returnUrl,
          transfer_group: paymentId,
          metadata: { [NOTE.payment]: paymentId, [NOTE.checkout]: checkoutId },
          expand: EXPANDED,
        },
        { idempotencyKey: request.key },
      )
      .catch((error: unknown) => declinedIntentOf(error));
  }

  /** A dispute that is about this payment. */
  async function disputeAbout(providerPaymentId: string, providerDisputeId: string): Promise<Stripe.Dispute> {
    const dispute = await ask(() => stripe.disputes.retrieve(providerDisputeId));
    const about = dispute.payment_intent;
    if ((typeof about === 'string' ? about : about?.id) !== providerPaymentId)
      throw new NotFoundError('dispute');
    return dispute;
  }
}

/** What the browser made of the card: a confirmation token, or a payment method. */
const methodOf = (token: string) =>
  token.startsWith('ctoken_') ? { confirmation_token: token } : { payment_method: token };

/** A decline is an answer: its error carries the intent. */
function declinedIntentOf(error: unknown): Stripe.PaymentIntent {
  const refused = error as Partial<Stripe.errors.StripeError> | undefined;
  if (refused?.type === 'StripeCardError' && refused.payment_intent) return refused.payment_intent;
  throw error;
}
