import { z } from 'zod';
import { connectThirdParty, type ThirdPartyOptions } from '../../platform/third-party';
import {
  payoutEventSchema,
  providerPayoutAccountSchema,
  providerTransferSchema,
  type PayoutEvent,
  type PayoutProvider,
} from '../payout-provider.port';

const pageAnswer = z.object({ items: z.array(providerTransferSchema), nextCursor: z.string().optional() });
const webhookBody = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

const confirmationAnswer = z.object({ confirmed: z.boolean(), triesLeft: z.number().int() });

/** Refusals that callers tell apart; every other one is `payout-refused`. */
const KNOWN_REFUSALS = new Set([
  ...['payout-account-unverified', 'bank-token-refused', 'idempotency-key-reused'],
  'deposits-tried',
]);
const KNOWN_EVENTS = new Set<string>(payoutEventSchema.options.map((option) => option.shape.type.value));

/** The payouts of the demo shop's payment provider, over HTTP. */
export function createSimulatorPayouts(options: ThirdPartyOptions): PayoutProvider {
  const { get, post, readWebhook } = connectThirdParty(options, {
    service: 'payment provider',
    missing: 'transfer or account at the provider',
    knownRefusals: KNOWN_REFUSALS,
    otherRefusal: 'payout-refused',
  });

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

    microDeposits: {
      async send({ key, providerAccountId }) {
        await post(`/payout-accounts/${encodeURIComponent(providerAccountId)}/micro-deposits`, key, {});
      },
      async confirm({ key, providerAccountId, amountsMinor }) {
        const path = `/payout-accounts/${encodeURIComponent(providerAccountId)}/micro-deposits/confirmations`;
        return confirmationAnswer.parse(await post(path, key, { amountsMinor }));
      },
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

    parseWebhook: (webhook) => readWebhook(webhook, eventOf),
  };
}

function eventOf(id: string, body: unknown): PayoutEvent {
  const { type, timestamp, data } = webhookBody.parse(body);
  if (!KNOWN_EVENTS.has(type)) return { type: 'ignored', id, providerType: type };
  return payoutEventSchema.parse({ ...data, id, type, occurredAt: timestamp });
}
