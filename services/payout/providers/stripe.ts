import type Stripe from 'stripe';
import { systemClock, type Clock } from '../../platform/clock';
import { DomainError, NotFoundError } from '../../platform/errors';
import {
  askStripe,
  createStripeClient,
  stripeReasonOf,
  toStripeAmount,
  verifyStripeWebhook,
  type StripeOptions,
} from '../../platform/stripe';
import { pageForward, STRIPE_PAGE, type StripeList } from '../../platform/stripe-paging';
import type { PayoutProvider, ProviderTransfer } from '../payout-provider.port';
import { accountOf, NOTE, payoutEventOf, transferOf } from './stripe.payout';

/**
 * Stripe Connect behind our port: a connected account a seller, a transfer to it from the platform's balance, and from
 * there a payout to the bank. The port's transfer is both; docs/decisions/0012-stripe.md says why it maps so.
 */
export function createStripePayouts(options: StripeOptions & { clock?: Clock }): PayoutProvider {
  const stripe = createStripeClient(options);
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const ask = <T>(request: () => Promise<T>) => askStripe('payment provider', refusalOf, request);

  return {
    async saveAccount({ key, sellerId, holder, bankToken, providerAccountId }) {
      const sent = { idempotencyKey: key };
      const changes = { external_account: bankToken, business_profile: { name: holder } };
      const account = await ask(() =>
        providerAccountId === undefined
          ? stripe.accounts.create(
              { ...NEW_ACCOUNT, ...changes, metadata: { [NOTE.seller]: sellerId } },
              sent,
            )
          : stripe.accounts.update(providerAccountId, changes, sent),
      );
      return accountOf(account);
    },

    async retrieveAccount(providerAccountId) {
      const account = await ask(() => stripe.accounts.retrieve(providerAccountId));
      if (account.metadata?.[NOTE.seller] === undefined) throw notFound();
      return accountOf(account);
    },

    // Stripe checks accounts by its own onboarding and says so in their status.
    microDeposits: null,

    async transfer({ key, payoutId, providerAccountId, amountMinor, currency }) {
      const money = { amount: toStripeAmount(amountMinor, currency), currency: currency.toLowerCase() };
      const transfer = await ask(() =>
        stripe.transfers.create(
          {
            ...money,
            destination: providerAccountId,
            transfer_group: payoutId,
            metadata: { [NOTE.payout]: payoutId },
          },
          { idempotencyKey: key },
        ),
      );
      const metadata = { [NOTE.payout]: payoutId, [NOTE.transfer]: transfer.id };
      try {
        const payout = await ask(() =>
          stripe.payouts.create(
            { ...money, metadata },
            { stripeAccount: providerAccountId, idempotencyKey: `${key}-bank` },
          ),
        );
        return transferOf(transfer, payout);
      } catch (error) {
        // A refusal must leave nothing behind: what reached the seller's account comes back to the platform's.
        if (error instanceof DomainError)
          await ask(() =>
            stripe.transfers.createReversal(transfer.id, {}, { idempotencyKey: `${key}-undo` }),
          );
        throw error;
      }
    },

    async retrieve(providerTransferId) {
      return show(await ours(providerTransferId));
    },

    async findByReference(payoutId) {
      // By the group, and not by a search: the list knows a transfer the moment it is made.
      const found = await ask(() =>
        stripe.transfers
          .list({ transfer_group: payoutId, limit: STRIPE_PAGE })
          .autoPagingToArray({ limit: 1000 }),
      );
      return Promise.all(found.filter(isOurs).reverse().map(show));
    },

    async reverse({ key, providerTransferId }) {
      const transfer = await ours(providerTransferId);
      const shown = await show(transfer);
      if (transfer.reversed) return shown;
      if (shown.status !== 'returned')
        throw new DomainError(
          'conflict',
          'payout-refused',
          'The bank has not sent this money back. Nothing was moved.',
          { reason: 'not-returned' },
        );
      await ask(() => stripe.transfers.createReversal(transfer.id, {}, { idempotencyKey: key }));
      return show(await ours(providerTransferId));
    },

    async list(request) {
      const list: StripeList<Stripe.Transfer> = (asked) => ask(() => stripe.transfers.list(asked));
      const found = await pageForward(list, { ...request, nowS: Math.ceil(clock.nowMs() / 1000) });
      return { ...found, items: await Promise.all(found.items.filter(isOurs).map(show)) };
    },

    parseWebhook: (webhook) => payoutEventOf(verifyStripeWebhook(stripe, secrets, webhook, clock.nowMs())),
  };

  async function ours(id: string): Promise<Stripe.Transfer> {
    const transfer = await ask(() => stripe.transfers.retrieve(id));
    if (!isOurs(transfer)) throw notFound();
    return transfer;
  }

  /** A transfer with the payout that carried it to the bank, which notes whose it is. */
  async function show(transfer: Stripe.Transfer): Promise<ProviderTransfer> {
    const stripeAccount = idOf(transfer.destination);
    if (stripeAccount === undefined) throw notFound();
    const payouts = await ask(() =>
      stripe.payouts
        .list({ created: { gte: transfer.created }, limit: STRIPE_PAGE }, { stripeAccount })
        .autoPagingToArray({ limit: 1000 }),
    );
    return transferOf(
      transfer,
      payouts.find(({ metadata }) => metadata?.[NOTE.transfer] === transfer.id),
    );
  }
}

/** The platform answers for its sellers and tells them what they owe; the seller sees nothing of Stripe. */
const NEW_ACCOUNT = {
  controller: {
    fees: { payer: 'application' },
    losses: { payments: 'application' },
    requirement_collection: 'application',
    stripe_dashboard: { type: 'none' },
  },
  capabilities: { transfers: { requested: true } },
  // Money leaves when the shop's own schedule says so.
  settings: { payouts: { schedule: { interval: 'manual' } } },
} satisfies Stripe.AccountCreateParams;

const isOurs = ({ metadata }: Stripe.Transfer) => metadata[NOTE.payout] !== undefined;
const idOf = (thing: string | { id: string } | null) => (typeof thing === 'string' ? thing : thing?.id);
const notFound = () => new NotFoundError('transfer or account at the provider');

/** Stripe's codes for an account that may not be paid to yet. */
const UNVERIFIED = new Set([
  'insufficient_capabilities_for_transfer',
  'payouts_not_allowed',
  'transfers_not_allowed',
]);

function refusalOf(error: Stripe.errors.StripeError): DomainError {
  const reason = stripeReasonOf(error);
  const isBankToken = error.param?.startsWith('external_account') || error.code === 'bank_account_unusable';
  const code = isBankToken
    ? 'bank-token-refused'
    : UNVERIFIED.has(reason)
      ? 'payout-account-unverified'
      : 'payout-refused';
  return new DomainError('invalid', code, 'The payment provider refused. No money was moved.', { reason });
}
