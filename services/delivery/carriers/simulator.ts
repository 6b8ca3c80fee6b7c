import { z } from 'zod';
import { systemClock, type Clock } from '../../platform/clock';
import { DomainError, NotFoundError } from '../../platform/errors';
import { createJsonClient, type JsonAnswer } from '../../platform/http-client';
import { verifyWebhook } from '../../platform/webhook-signature';
import { carrierEventSchema, shipmentSchema, type Carrier, type CarrierEvent } from '../carrier.port';

const pageAnswer = z.object({ items: z.array(shipmentSchema) });
const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const webhookBody = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** Refusals that callers tell apart; every other one is `carrier-refused`. */
const KNOWN_REFUSALS = new Set([
  'address-not-served',
  'parcel-under-way',
  'parcel-finished',
  'idempotency-key-reused',
]);

/**
 * The carrier of the demo shop, over HTTP.
 * @param options.webhookSecret one secret, or several while one is being replaced
 * @param options.timeoutMs how long one request may take, in ms
 */
export function createSimulatorCarrier(options: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string | readonly string[];
  timeoutMs: number;
  clock?: Clock;
}): Carrier {
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const client = createJsonClient({
    service: 'carrier',
    baseUrl: options.baseUrl,
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs,
  });
  const get = async (path: string) => accepted(await client.request({ method: 'GET', path }));
  const post = async (path: string, key: string, body: Record<string, unknown>) =>
    accepted(await client.request({ method: 'POST', path, key, body }));
  const pathOf = (trackingId: string) => `/shipments/${encodeURIComponent(trackingId)}`;

  return {
    async book({ key, ...request }) {
      return shipmentSchema.parse(await post('/shipments', key, request));
    },

    async track(trackingId) {
      return shipmentSchema.parse(await get(pathOf(trackingId)));
    },

    async findByReference(deliveryId) {
      return pageAnswer.parse(await get(`/shipments?deliveryId=${encodeURIComponent(deliveryId)}`)).items;
    },

    async cancel({ key, trackingId }) {
      return shipmentSchema.parse(await post(`${pathOf(trackingId)}/cancellation`, key, {}));
    },

    async reschedule({ key, trackingId, notBefore }) {
      return shipmentSchema.parse(await post(`${pathOf(trackingId)}/appointments`, key, { notBefore }));
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
    : { code: `status-${status}`, message: 'The carrier refused without a reason.' };
  if (status === 404) throw new NotFoundError('parcel at the carrier');
  const known = KNOWN_REFUSALS.has(code) ? code : 'carrier-refused';
  throw new DomainError(status === 409 ? 'conflict' : 'invalid', known, message, { reason: code });
}

function readEvent(id: string, rawBody: string | Uint8Array): CarrierEvent | undefined {
  try {
    const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
    const { type, data } = webhookBody.parse(JSON.parse(text));
    return type === 'parcel.tracked' ? carrierEventSchema.parse({ ...data, id }) : undefined;
  } catch {
    throw new DomainError(
      'invalid',
      'webhook-malformed',
      'This webhook cannot be read. Nothing was changed.',
    );
  }
}
