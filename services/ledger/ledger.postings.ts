import { chargeableMinor } from '../order/order.amounts';
import type { Refund } from '../refund/refund.schema';
import { balanceIn, sellerAccount } from './ledger.accounts';
import {
  aboutDispute,
  aboutOrder,
  aboutRefund,
  entry,
  moved,
  partsOf,
  reversed,
  type OrderHead,
  type PlannedEntry,
} from './ledger.entry';
import type { Account, Adjustment, BookedPayout, DisputedOrder, LedgerEntry, Share } from './ledger.schema';
import { sharesLeft, sharesOfSold, sumOf, takeShares, totalOf, type SoldOrder } from './ledger.shares';

/**
 * The planners of the ledger: from what happened and what is booked already to the entry that is to be booked. Pure;
 * a preview and the act use the same ones. A planner answers null where no money moves.
 */

export type BookedRefund = Pick<Refund, 'id' | 'amountMinor' | 'lines' | 'shippingMinor'>;

/**
 * The order is sold: the buyer owes what was not declined of it to the seller, the platform, the tax office and the
 * carrier. What the platform's own promotions took off, the platform adds.
 */
export function saleEntry(order: SoldOrder): PlannedEntry | null {
  const shares = sharesOfSold(order);
  return entry(`sale:${order.id}`, 'sale', `Order ${order.id} was sold.`, aboutOrder(order), {
    currency: order.currency,
    debits: [
      ['buyer-receivable', chargeableMinor(order)],
      ['promotions', sumOf(shares, 'promotionMinor')],
    ],
    credits: partsOf(order.sellerId, shares),
    shares,
  });
}

/** The provider took the buyer's money for the order. */
export function captureEntry(
  order: OrderHead & Pick<SoldOrder, 'totalMinor' | 'declinedMinor'>,
): PlannedEntry | null {
  const text = `The payment provider took the money of order ${order.id}.`;
  return entry(`capture:${order.id}`, 'capture', text, aboutOrder(order), {
    currency: order.currency,
    debits: [['provider-clearing', chargeableMinor(order)]],
    credits: [['buyer-receivable', chargeableMinor(order)]],
  });
}

/** What the provider kept of a capture for its work. */
export function feeEntry(order: OrderHead, feeMinor: number): PlannedEntry | null {
  const text = `The payment provider kept its fee for order ${order.id}.`;
  return entry(`fee:${order.id}`, 'fee', text, aboutOrder(order), {
    currency: order.currency,
    debits: [['provider-fees', feeMinor]],
    credits: [['provider-clearing', feeMinor]],
  });
}

/**
 * A refund is agreed: its amount is set aside for the buyer, from those who had it.
 * @param entries all that is booked about the order
 * @throws MoreThanLeftError
 */
export function refundEntry(
  order: OrderHead,
  refund: BookedRefund,
  entries: readonly Pick<LedgerEntry, 'kind' | 'shares'>[],
  number = 1,
): PlannedEntry | null {
  const shares = takeShares(order.id, sharesLeft(entries), refund);
  const text = `A refund of order ${order.id} was agreed and its money set aside.`;
  return entry(numbered(`refund:${refund.id}`, number), 'refund', text, aboutRefund(order, refund.id), {
    currency: order.currency,
    debits: partsOf(order.sellerId, shares),
    credits: [
      ['refunds-owed', refund.amountMinor],
      ['promotions', sumOf(shares, 'promotionMinor')],
    ],
    shares,
  });
}

/** A refund came to nothing before any money left: what was set aside goes back to those who gave it. */
export function refundWithdrawnEntry(agreed: PlannedEntry): PlannedEntry {
  const text = 'The refund came to nothing. What was set aside for it went back.';
  return { ...reversed(agreed, `refund-withdrawn:${agreed.about.refundId}`, 'refund-withdrawn', text) };
}

/** The provider gave the money of a refund back to the buyer. `attempt` counts from 1. */
export function refundPaidEntry(
  order: OrderHead,
  refund: Pick<BookedRefund, 'id' | 'amountMinor'>,
  attempt: number,
): PlannedEntry | null {
  const text = 'The payment provider gave the money of the refund back to the buyer.';
  return entry(
    numbered(`refund-paid:${refund.id}`, attempt),
    'refund-paid',
    text,
    aboutRefund(order, refund.id),
    {
      currency: order.currency,
      debits: [['refunds-owed', refund.amountMinor]],
      credits: [['provider-clearing', refund.amountMinor]],
    },
  );
}

/** The provider took back what it had said of a refund: the buyer is still owed the money. */
export function refundFailedEntry(paid: PlannedEntry, attempt: number): PlannedEntry {
  const text = 'The refund did not reach the buyer after all. The money came back and is still owed.';
  return reversed(paid, numbered(`refund-failed:${paid.about.refundId}`, attempt), 'refund-failed', text);
}

/** Staff gave the buyer the money of a refund outside the provider. */
export function refundSettledEntry(
  order: OrderHead,
  refund: Pick<BookedRefund, 'id' | 'amountMinor'>,
  note?: string,
): PlannedEntry | null {
  const text = `Staff gave the buyer this refund in another way${note === undefined ? '' : `: ${note}`}.`;
  return entry(`refund-settled:${refund.id}`, 'refund-settled', text, aboutRefund(order, refund.id), {
    currency: order.currency,
    debits: [['refunds-owed', refund.amountMinor]],
    credits: [['adjustments', refund.amountMinor]],
  });
}

/**
 * The seller may be paid what is left of the order; where less than nothing is left, they owe it.
 * @param entries all that is booked about the order
 */
export function releaseEntry(
  order: OrderHead,
  entries: readonly Pick<LedgerEntry, 'kind' | 'legs'>[],
): PlannedEntry | null {
  const pending = sellerAccount('seller-pending', order.sellerId);
  const payable = sellerAccount('seller-payable', order.sellerId);
  const leftMinor = balanceIn(entries, pending, order.currency);
  const before = entries.filter(({ kind }) => kind === 'release').length;
  const text =
    leftMinor >= 0
      ? `The seller may be paid for order ${order.id}.`
      : `The seller owes back a part of what they got for order ${order.id}.`;
  const [from, to] = leftMinor >= 0 ? [pending, payable] : [payable, pending];
  return entry(`release:${order.id}:${before + 1}`, 'release', text, aboutOrder(order), {
    currency: order.currency,
    debits: [[from, Math.abs(leftMinor)]],
    credits: [[to, Math.abs(leftMinor)]],
  });
}

/**
 * A bank asks the buyer's money back: the seller's part of it is kept aside until it is decided. What is disputed
 * beyond what is left of the order is not kept aside: should it be lost, the platform bears it. Null where the seller
 * has no part of it.
 * @param entries all that is booked about the order
 */
export function disputeOpenedEntry(
  order: OrderHead,
  dispute: DisputedOrder,
  entries: readonly Pick<LedgerEntry, 'kind' | 'shares'>[],
): PlannedEntry | null {
  const shares = disputedShares(order, dispute, entries);
  const sellerMinor = sumOf(shares, 'sellerMinor');
  const text = `The buyer's bank disputes the payment of order ${order.id}. The seller's part is kept aside.`;
  return entry(disputeId('opened', dispute), 'dispute-opened', text, aboutDispute(order, dispute), {
    currency: order.currency,
    debits: [[sellerAccount('seller-pending', order.sellerId), sellerMinor]],
    credits: [[sellerAccount('dispute-reserve', order.sellerId), sellerMinor]],
    shares,
  });
}

function disputedShares(
  order: OrderHead,
  dispute: DisputedOrder,
  entries: readonly Pick<LedgerEntry, 'kind' | 'shares'>[],
): Share[] {
  const left = sharesLeft(entries);
  const leftMinor = left.reduce((sum, share) => sum + totalOf(share), 0);
  const amountMinor = Math.min(dispute.amountMinor, leftMinor);
  return takeShares(order.id, left, { amountMinor, lines: [], shippingMinor: 0 });
}

/** The dispute is won: what was kept aside goes back to the seller. */
export function disputeWonEntry(opened: PlannedEntry, dispute: DisputedOrder): PlannedEntry {
  const text = `The dispute about order ${dispute.orderId} was won. What was kept aside is the seller's again.`;
  return reversed(opened, disputeId('won', dispute), 'dispute-won', text);
}

/**
 * The dispute is lost: the bank took the money, and everybody who had a part of it gives it.
 * @param opened what was set aside; null where nothing was
 * @param entries all that is booked about the order
 */
export function disputeLostEntry(
  order: OrderHead,
  dispute: DisputedOrder,
  opened: Pick<PlannedEntry, 'shares'> | null,
  entries: readonly Pick<LedgerEntry, 'kind' | 'shares'>[],
): PlannedEntry | null {
  const shares = opened?.shares ?? disputedShares(order, dispute, entries);
  const takenMinor = shares.reduce((sum, share) => sum + totalOf(share), 0);
  const from = sellerAccount(opened ? 'dispute-reserve' : 'seller-pending', order.sellerId);
  const text = `The dispute about order ${order.id} was lost. The bank took the money back.`;
  return entry(disputeId('lost', dispute), 'dispute-lost', text, aboutDispute(order, dispute), {
    currency: order.currency,
    debits: [
      [from, sumOf(shares, 'sellerMinor')],
      ['commission', sumOf(shares, 'commissionMinor')],
      ['tax', sumOf(shares, 'taxMinor')],
      ['shipping', sumOf(shares, 'shippingMinor')],
      ['adjustments', dispute.amountMinor - takenMinor],
    ],
    credits: [
      ['provider-clearing', dispute.amountMinor],
      ['promotions', sumOf(shares, 'promotionMinor')],
    ],
    ...(opened ? {} : { shares }),
  });
}

/** Money leaves for the seller's bank. */
export function payoutEntry(payout: BookedPayout): PlannedEntry {
  return moved(payout, `payout:${payout.id}`, 'payout', 'A payout to the seller is on its way.', [
    sellerAccount('seller-payable', payout.sellerId),
    'payouts-in-transit',
  ]);
}

/** The provider paid it out. */
export function payoutPaidEntry(payout: BookedPayout): PlannedEntry {
  return moved(payout, `payout-paid:${payout.id}`, 'payout-paid', 'The payout was paid.', [
    'payouts-in-transit',
    'provider-clearing',
  ]);
}

/** The payout was refused or came back from the bank: the seller is owed the money again. */
export function payoutReturnedEntry(payout: BookedPayout, wasPaid: boolean): PlannedEntry {
  const text = wasPaid
    ? 'The bank returned the payout. The seller is owed the money again.'
    : 'The payout was not made. The seller is owed the money again.';
  return moved(payout, `payout-returned:${payout.id}`, 'payout-returned', text, [
    wasPaid ? 'provider-clearing' : 'payouts-in-transit',
    sellerAccount('seller-payable', payout.sellerId),
  ]);
}

/** Staff give a seller money or take it, with the reason. */
export function adjustmentEntry({
  adjustmentId,
  sellerId,
  direction,
  amountMinor,
  currency,
  note,
}: Adjustment): PlannedEntry {
  const payable = sellerAccount('seller-payable', sellerId);
  const [debit, credit]: [Account, Account] =
    direction === 'credit' ? ['adjustments', payable] : [payable, 'adjustments'];
  return {
    id: `adjustment:${adjustmentId}`,
    kind: 'adjustment',
    text: `Adjusted by staff: ${note}`,
    about: { sellerId },
    legs: [
      { account: debit, side: 'debit', amountMinor, currency },
      { account: credit, side: 'credit', amountMinor, currency },
    ],
  };
}

const disputeId = (outcome: string, { disputeId: id, sellerId }: DisputedOrder) =>
  `dispute-${outcome}:${id}:${sellerId}`;

const numbered = (id: string, number: number) => (number === 1 ? id : `${id}:${number}`);
