import { z } from 'zod';
import { systemClock, type Clock } from '../../platform/clock';
import { DomainError, NotFoundError } from '../../platform/errors';
import { createJsonClient, type JsonAnswer } from '../../platform/http-client';
import { verifyWebhook } from '../../platform/webhook-signature';
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
const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
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

/**
 * The payment provider of the demo shop, over HTTP.
 * @param options.webhookSecret one secret, or several while one is being replaced
 * @param options.timeoutMs how long one request may take, in ms
 */
export function createSimulatorProvider(options: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string | readonly string[];
  timeoutMs: number;
  clock?: Clock;
}): SimulatorProvider {
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const client = createJsonClient({
    service: 'payment provider',
    baseUrl: options.baseUrl,
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs,
  });
  const get = async (path: string) => accepted(await client.request({ method: 'GET', path }));
  const post = async (path: string, key: string, body: Record<string, unknown>) =>
    accepted(await client.request({ method: 'POST', path, key, body }));

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

    parseWebhook({ rawBody, headers }) {
      const { id } = verifyWebhook({ headers, rawBody, secrets, nowMs: clock.nowMs() });
      return readEvent(id, rawBody);
    },
  };
}

/** The body of an answer that is no refusal. */
function accepted({ status, body }: JsonAnswer): unknown {
  if (status < 400) return body;
  const parsed = errorAnswer.safeParse(body);
  const { code, message } = parsed.success
    ? parsed.data.error
    : { code: `status-${status}`, message: 'The payment provider refused without a reason.' };
  if (status === 404) throw new NotFoundError('payment at the provider');
  const known = KNOWN_REFUSALS.has(code);
  throw new DomainError(
    status === 409 ? 'conflict' : 'invalid',
    known ? code : 'payment-provider-refused',
    message,
    {
      reason: code,
    },
  );
}

function readEvent(id: string, rawBody: string | Uint8Array): ProviderEvent {
  try {
    const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
    const { type, timestamp, data } = webhookBody.parse(JSON.parse(text));
    if (!KNOWN_EVENTS.has(type)) return { type: 'ignored', id, providerType: type };
    return providerEventSchema.parse({ ...data, id, type, occurredAt: timestamp });
  } catch {
    throw new DomainError(
      'invalid',
      'webhook-malformed',
      'This webhook cannot be read. Nothing was changed.',
    );
  }
}
