import { z } from 'zod';
import { connectThirdParty, type ThirdPartyOptions } from '../../platform/third-party';
import {
  providerCaptureSchema,
  providerDisputeSchema,
  providerEventSchema,
  providerPaymentSchema,
  providerRefundSchema,
  type PaymentProvider,
  type ProviderEvent,
} from '../provider.port';

const captureAnswer = z.object({ capture: providerCaptureSchema, payment: providerPaymentSchema });
const refundAnswer = z.object({ refund: providerRefundSchema, payment: providerPaymentSchema });
const pageAnswer = z.object({ items: z.array(providerPaymentSchema), nextCursor: z.string().optional() });
const webhookBody = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** Refusals that callers tell apart; every other one is `payment-provider-refused`. */
const KNOWN_REFUSALS = new Set([
  'capture-exceeds-authorised',
  'refund-exceeds-captured',
  'authorisation-closed',
  'idempotency-key-reused',
]);
const KNOWN_EVENTS = new Set<string>(providerEventSchema.options.map((option) => option.shape.type.value));

/** Its webhooks say everything, so that they are read at once. */
type SimulatorProvider = Omit<PaymentProvider, 'parseWebhook'> & {
  parseWebhook(webhook: Parameters<PaymentProvider['parseWebhook']>[0]): ProviderEvent;
};

/** The payment provider of the demo shop, over HTTP. */
export function createSimulatorProvider(options: ThirdPartyOptions): SimulatorProvider {
  const { get, post, readWebhook } = connectThirdParty(options, {
    service: 'payment provider',
    missing: 'payment at the provider',
    knownRefusals: KNOWN_REFUSALS,
    otherRefusal: 'payment-provider-refused',
  });

  return {
    async authorise({ key, paymentId, ...request }) {
      return providerPaymentSchema.parse(await post('/payments', key, { reference: paymentId, ...request }));
    },

    async retrieve(providerPaymentId) {
      return providerPaymentSchema.parse(await get(`/payments/${encodeURIComponent(providerPaymentId)}`));
    },

    async findByReference(paymentId) {
      const page = pageAnswer.parse(await get(`/payments?reference=${encodeURIComponent(paymentId)}`));
      return page.items;
    },

    async capture({ key, providerPaymentId, amountMinor, reference }) {
      const path = `/payments/${encodeURIComponent(providerPaymentId)}/captures`;
      const { capture, payment } = captureAnswer.parse(await post(path, key, { amountMinor, reference }));
      return { providerCaptureId: capture.providerCaptureId, amountMinor: capture.amountMinor, payment };
    },

    async void({ key, providerPaymentId }) {
      return providerPaymentSchema.parse(
        await post(`/payments/${encodeURIComponent(providerPaymentId)}/void`, key, {}),
      );
    },

    async refund({ key, providerPaymentId, amountMinor, reference }) {
      const path = `/payments/${encodeURIComponent(providerPaymentId)}/refunds`;
      const { refund, payment } = refundAnswer.parse(await post(path, key, { amountMinor, reference }));
      return { providerRefundId: refund.providerRefundId, status: refund.status, payment };
    },

    async submitEvidence({ key, providerPaymentId, providerDisputeId, text }) {
      const payment = `/payments/${encodeURIComponent(providerPaymentId)}`;
      const path = `${payment}/disputes/${encodeURIComponent(providerDisputeId)}/evidence`;
      return providerDisputeSchema.parse(await post(path, key, { text }));
    },

    async acceptDispute({ key, providerPaymentId, providerDisputeId }) {
      const payment = `/payments/${encodeURIComponent(providerPaymentId)}`;
      const path = `${payment}/disputes/${encodeURIComponent(providerDisputeId)}/acceptance`;
      return providerDisputeSchema.parse(await post(path, key, {}));
    },

    async list({ cursor, limit }) {
      const query = new URLSearchParams({ limit: String(limit) });
      if (cursor !== undefined) query.set('cursor', cursor);
      return pageAnswer.parse(await get(`/payments?${query.toString()}`));
    },

    parseWebhook: (webhook) => readWebhook(webhook, eventOf),
  };
}

function eventOf(id: string, body: unknown): ProviderEvent {
  const { type, timestamp, data } = webhookBody.parse(body);
  if (!KNOWN_EVENTS.has(type)) return { type: 'ignored', id, providerType: type };
  return providerEventSchema.parse({ ...data, id, type, occurredAt: timestamp });
}
