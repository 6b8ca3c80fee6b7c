import { z } from 'zod';
import { systemClock, type Clock } from '../../platform/clock';
import { DomainError, NotFoundError } from '../../platform/errors';
import { createJsonClient, type JsonAnswer } from '../../platform/http-client';
import { verifyWebhook } from '../../platform/webhook-signature';
import {
  payoutEventSchema,
  providerPayoutAccountSchema,
  providerTransferSchema,
  type PayoutEvent,
  type PayoutProvider,
} from '../payout-provider.port';

const pageAnswer = z.object({ items: z.array(providerTransferSchema), nextCursor: z.string().optional() });
const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const webhookBody = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** Refusals that callers tell apart; every other one is `payout-refused`. */
const KNOWN_REFUSALS = new Set(['payout-account-unverified', 'bank-token-refused', 'idempotency-key-reused']);
const KNOWN_EVENTS = new Set<string>(payoutEventSchema.options.map((option) => option.shape.type.value));

/**
 * The payouts of the demo shop's payment provider, over HTTP.
 * @param options.webhookSecret one secret, or several while one is being replaced
 * @param options.timeoutMs how long one request may take, in ms
 */
export function createSimulatorPayouts(options: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string | readonly string[];
  timeoutMs: number;
  clock?: Clock;
}): PayoutProvider {
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const client = createJsonClient({ service: 'payment provider', ...options });
  const get = async (path: string) => accepted(await client.request({ method: 'GET', path }));
  const post = async (path: string, key: string, body: Record<string, unknown>) =>
    accepted(await client.request({ method: 'POST', path, key, body }));

  return {
    async saveAccount({ key, sellerId, holder, bankToken, providerAccountId }) {
      const path =
        providerAccountId === undefined
          ? '/payout-accounts'
          : `/payout-accounts/${encodeURIComponent(providerAccountId)}`;
      return providerPayoutAccountSchema.parse(
        await post(path, key, { reference: sellerId, holder, bankToken }),
      );
    },

    async retrieveAccount(providerAccountId) {
      return providerPayoutAccountSchema.parse(
        await get(`/payout-accounts/${encodeURIComponent(providerAccountId)}`),
      );
    },

    async transfer({ key, payoutId, ...request }) {
      return providerTransferSchema.parse(await post('/transfers', key, { reference: payoutId, ...request }));
    },

    async retrieve(providerTransferId) {
      return providerTransferSchema.parse(await get(`/transfers/${encodeURIComponent(providerTransferId)}`));
    },

    async findByReference(payoutId) {
      return pageAnswer.parse(await get(`/transfers?reference=${encodeURIComponent(payoutId)}`)).items;
    },

    async reverse({ key, providerTransferId }) {
      const path = `/transfers/${encodeURIComponent(providerTransferId)}/reversals`;
      return providerTransferSchema.parse(await post(path, key, {}));
    },

    async list({ cursor, limit }) {
      const query = new URLSearchParams({ limit: String(limit) });
      if (cursor !== undefined) query.set('cursor', cursor);
      return pageAnswer.parse(await get(`/transfers?${query.toString()}`));
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
  if (status === 404) throw new NotFoundError('transfer or account at the provider');
  const known = KNOWN_REFUSALS.has(code);
  throw new DomainError(status === 409 ? 'conflict' : 'invalid', known ? code : 'payout-refused', message, {
    reason: code,
  });
}

function readEvent(id: string, rawBody: string | Uint8Array): PayoutEvent {
  try {
    const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
    const { type, timestamp, data } = webhookBody.parse(JSON.parse(text));
    if (!KNOWN_EVENTS.has(type)) return { type: 'ignored', id, providerType: type };
    return payoutEventSchema.parse({ ...data, id, type, occurredAt: timestamp });
  } catch {
    throw new DomainError(
      'invalid',
      'webhook-malformed',
      'This webhook cannot be read. Nothing was changed.',
    );
  }
}
