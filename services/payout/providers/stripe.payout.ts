import type Stripe from 'stripe';
import { fromStripeAmount, fromStripeTime } from '../../platform/stripe';
import { malformedWebhook } from '../../platform/webhook-refusals';
import {
  payoutEventSchema,
  type PayoutEvent,
  type ProviderPayoutAccount,
  type ProviderTransfer,
  type ProviderTransferStatus,
} from '../payout-provider.port';

/** Names of what we note on Stripe's objects. */
export const NOTE = {
  seller: 'caravan_seller',
  payout: 'caravan_payout',
  transfer: 'caravan_transfer',
} as const;

/** A connected account in our shape; it is verified when money can reach it and leave it. */
export function accountOf(account: Stripe.Account): ProviderPayoutAccount {
  const { id, requirements } = account;
  const isVerified = account.payouts_enabled && account.capabilities?.transfers === 'active';
  const problem = requirements?.disabled_reason ?? requirements?.currently_due?.[0] ?? 'under-review';
  return {
    id,
    reference: account.metadata?.[NOTE.seller] ?? '',
    status: isVerified ? 'verified' : 'unverified',
    ...(!isVerified && { problem: problem.slice(0, 200) }),
    last4: account.external_accounts?.data[0]?.last4 ?? 'none',
  };
}

/** @param payout what carried it to the bank, if it got so far */
export function transferOf(transfer: Stripe.Transfer, payout: Stripe.Payout | undefined): ProviderTransfer {
  const status = statusOf(transfer, payout);
  return {
    id: transfer.id,
    reference: transfer.metadata[NOTE.payout] ?? '',
    providerAccountId:
      typeof transfer.destination === 'string' ? transfer.destination : (transfer.destination?.id ?? ''),
    amountMinor: fromStripeAmount(transfer.amount, transfer.currency),
    currency: transfer.currency.toUpperCase(),
    status,
    ...(status === 'returned' && { returnReason: returnReasonOf(payout) }),
    reversedMinor: fromStripeAmount(transfer.amount_reversed, transfer.currency),
    createdAt: fromStripeTime(transfer.created),
  };
}

/** Without a payout the money lies on the seller's account at Stripe: under way, or taken back. */
function statusOf(transfer: Stripe.Transfer, payout: Stripe.Payout | undefined): ProviderTransferStatus {
  if (transfer.reversed || isReturned(payout)) return 'returned';
  return payout?.status === 'paid' ? 'paid' : 'pending';
}

const isReturned = (payout: Stripe.Payout | undefined) =>
  payout?.status === 'failed' || payout?.status === 'canceled';

const returnReasonOf = (payout: Stripe.Payout | undefined) =>
  (payout?.failure_code ?? (payout?.status === 'canceled' ? 'canceled' : 'refused')).replaceAll('_', '-');

/**
 * A verified event of a connected account as one of ours.
 * @throws DomainError `webhook-malformed`
 */
export function payoutEventOf(event: Stripe.Event): PayoutEvent {
  const read = readEvent(event);
  const parsed = payoutEventSchema.safeParse(
    read
      ? { ...read, id: event.id, occurredAt: fromStripeTime(event.created) }
      : { type: 'ignored', id: event.id, providerType: event.type },
  );
  if (!parsed.success) throw malformedWebhook();
  return parsed.data;
}

function readEvent(event: Stripe.Event): Record<string, unknown> | undefined {
  switch (event.type) {
    case 'payout.paid':
      return about(event, event.data.object, { type: 'payout.paid' });
    case 'payout.failed':
    case 'payout.canceled':
      return about(event, event.data.object, {
        type: 'payout.returned',
        reason: returnReasonOf(event.data.object),
      });
    case 'account.updated': {
      const { id, metadata } = event.data.object;
      const sellerId = metadata?.[NOTE.seller];
      return sellerId === undefined
        ? undefined
        : { type: 'account.updated', providerAccountId: id, sellerId };
    }
    default:
      return undefined;
  }
}

/** A payout that the shop did not make carries no notes of ours. */
function about(event: Stripe.Event, payout: Stripe.Payout, rest: Record<string, unknown>) {
  const payoutId = payout.metadata?.[NOTE.payout];
  const providerTransferId = payout.metadata?.[NOTE.transfer];
  if (payoutId === undefined || providerTransferId === undefined) return undefined;
  return {
    ...rest,
    payoutId,
    providerTransferId,
    providerAccountId: event.account,
    amountMinor: fromStripeAmount(payout.amount, payout.currency),
    currency: payout.currency.toUpperCase(),
  };
}
