import { balanceIn, isBalanced, sellerAccount } from '../services/ledger/ledger.accounts';
import type { EntryDocument } from '../services/ledger/ledger.model';
import type { Account, LedgerEntryKind } from '../services/ledger/ledger.schema';
import { sharesLeft, totalOf } from '../services/ledger/ledger.shares';
import { breaches, groupBy, sumOf, type Breach } from './findings';
import type { Records } from './records';

const idOf = ({ _id }: { _id: string }) => _id;

/** Invariant 1: the books balance, and say the same as orders, refunds, disputes, payouts and the provider. */
export function auditLedger(records: Records): Breach[] {
  return [
    ...auditEntries(records),
    ...auditOrders(records),
    ...auditRefunds(records),
    ...auditDisputes(records),
    ...auditPayouts(records),
    ...auditClearing(records),
  ];
}

/** The entries in themselves. */
function auditEntries({ entries, orders }: Records): Breach[] {
  const known = new Set(orders.map(idOf));
  return [
    ...breaches('debits equal credits in every entry of the books', entries, idOf, ({ legs }) =>
      isBalanced(legs),
    ),
    ...breaches(
      'an entry about an order has its order',
      entries.filter(({ about }) => about.orderId !== undefined),
      idOf,
      ({ about }) => known.has(about.orderId ?? ''),
    ),
  ];
}

/** Each order with what is booked about it. */
function auditOrders({ entries, orders }: Records): Breach[] {
  const booked = groupBy(entries, ({ about }) => about.orderId ?? '');
  const aboutOf = ({ _id }: { _id: string }) => booked.get(_id) ?? [];
  const taken = orders.filter(({ capturedMinor }) => capturedMinor > 0);
  const known = orders.filter((order) => booked.has(order._id));
  return [
    ...breaches('what was taken for an order is booked as sold', taken, idOf, (order) => {
      const about = aboutOf(order);
      return (
        moved(about, 'sale', 'buyer-receivable') === order.capturedMinor &&
        moved(about, 'capture', 'provider-clearing') === order.capturedMinor
      );
    }),
    ...breaches(
      'what is booked as sold was taken',
      known,
      idOf,
      (order) => moved(aboutOf(order), 'capture', 'provider-clearing') === order.capturedMinor,
    ),
    ...breaches('what an order has given back is what the books say', known, idOf, (order) => {
      const about = aboutOf(order);
      const owedMinor =
        moved(about, 'refund-paid', 'refunds-owed') + moved(about, 'refund-failed', 'refunds-owed');
      // What staff gave back in another way was not given by the provider, and does not count here.
      return -owedMinor === order.refundedMinor;
    }),
    ...breaches('no part of an order gives more than it has', known, idOf, (order) =>
      sharesLeft(aboutOf(order)).every(
        (share) =>
          Math.min(
            ...[share.sellerMinor, share.commissionMinor, share.taxMinor, share.shippingMinor],
            share.promotionMinor ?? 0,
          ) >= 0,
      ),
    ),
    ...breaches('of an order that gave everything back nothing is left', known, idOf, (order) => {
      const about = aboutOf(order);
      const isAllGone = sharesLeft(about).every((share) => totalOf(share) === 0);
      if (!isAllGone || about.some(({ about: { disputeId } }) => isUndecided(about, disputeId))) return true;
      return (['commission', 'tax', 'shipping', 'promotions'] as const).every(
        (account) => balanceIn(about, account, order.currency) === 0,
      );
    }),
    ...breaches(
      'what a seller got of a closed order is not pending any more',
      known.filter(({ status }) => status === 'closed'),
      idOf,
      (order) =>
        balanceIn(aboutOf(order), sellerAccount('seller-pending', order.sellerId), order.currency) === 0,
    ),
  ];
}

/** A dispute that is open keeps the platform's parts of its money where they are. */
function isUndecided(about: readonly EntryDocument[], disputeId: string | undefined): boolean {
  const outcomes = about.filter((entry) => entry.about.disputeId === disputeId).map(({ kind }) => kind);
  return disputeId !== undefined && !outcomes.includes('dispute-won') && !outcomes.includes('dispute-lost');
}

function auditRefunds({ entries, refunds }: Records): Breach[] {
  const known = new Set(refunds.map(idOf));
  const booked = groupBy(entries, ({ about }) => about.refundId ?? '');
  const owedFor = ({ _id, currency }: { _id: string; currency: string }) =>
    balanceIn(booked.get(_id) ?? [], 'refunds-owed', currency);
  const setAside = ({ _id }: { _id: string }) => {
    const about = booked.get(_id) ?? [];
    return moved(about, 'refund', 'refunds-owed') + moved(about, 'refund-withdrawn', 'refunds-owed');
  };
  return [
    ...breaches(
      'nothing is owed of a refund that is done, and all of it was set aside',
      refunds.filter(({ status }) => status === 'refunded'),
      idOf,
      (refund) => owedFor(refund) === 0 && setAside(refund) === refund.amountMinor,
    ),
    ...breaches(
      'nothing is set aside for a refund that will not be',
      refunds.filter(({ status }) => status === 'rejected' || status === 'failed'),
      idOf,
      (refund) => owedFor(refund) === 0 && setAside(refund) === 0,
    ),
    ...breaches(
      'an entry about a refund has its refund',
      entries.filter(({ about }) => about.refundId !== undefined),
      idOf,
      ({ about }) => known.has(about.refundId ?? ''),
    ),
  ];
}

function auditDisputes({ entries, disputes }: Records): Breach[] {
  const booked = groupBy(entries, ({ about }) => about.disputeId ?? '');
  const lost = disputes.filter(({ status }) => status === 'lost');
  return [
    ...breaches(
      'what a lost dispute took is booked',
      lost,
      idOf,
      ({ _id, amountMinor }) =>
        moved(booked.get(_id) ?? [], 'dispute-lost', 'provider-clearing') === -amountMinor,
    ),
    ...breaches(
      'nothing is kept aside for a dispute that is decided',
      disputes.filter(({ status }) => status === 'lost' || status === 'won'),
      idOf,
      ({ _id, parts, currency }) =>
        parts.every(
          ({ sellerId }) =>
            balanceIn(booked.get(_id) ?? [], sellerAccount('dispute-reserve', sellerId), currency) === 0,
        ),
    ),
  ];
}

/** What each payout has to have moved away from the seller, and out of the clearing account. */
function auditPayouts({ entries, payouts }: Records): Breach[] {
  const known = new Set(payouts.map(idOf));
  const booked = groupBy(entries, ({ about }) => about.payoutId ?? '');
  const takenBy = (status: string, amountMinor: number) =>
    status === 'returned' || status === 'refused' ? 0 : amountMinor;
  return [
    ...breaches('a payout has left the account of its seller once', payouts, idOf, (payout) => {
      const about = booked.get(payout._id) ?? [];
      const payable = balanceIn(about, sellerAccount('seller-payable', payout.sellerId), payout.currency);
      return -payable === takenBy(payout.status, payout.amountMinor);
    }),
    ...breaches(
      'a payout is in transit only while it is on its way',
      payouts.filter(({ status }) => status === 'paid' || status === 'returned' || status === 'refused'),
      idOf,
      ({ _id, currency }) => balanceIn(booked.get(_id) ?? [], 'payouts-in-transit', currency) === 0,
    ),
    ...breaches(
      'an entry about a payout has its payout',
      entries.filter(({ about }) => about.payoutId !== undefined),
      idOf,
      ({ about }) => known.has(about.payoutId ?? ''),
    ),
  ];
}

/** What the provider has of a payment is what the books say that it has, apart from its fees. */
function auditClearing({ entries, payments, atProvider }: Records): Breach[] {
  const booked = groupBy(
    entries.filter(({ kind, about }) => kind !== 'fee' && about.paymentId !== undefined),
    ({ about }) => about.paymentId ?? '',
  );
  const theirs = groupBy(atProvider, ({ reference }) => reference);
  return breaches(
    'the books say of each payment what the provider says',
    payments.filter(({ _id }) => theirs.has(_id) || booked.has(_id)),
    idOf,
    ({ _id, currency }) => {
      const held = (theirs.get(_id) ?? []).map(
        ({ capturedMinor, refundedMinor, disputedMinor }) =>
          capturedMinor - refundedMinor - (disputedMinor ?? 0),
      );
      return balanceIn(booked.get(_id) ?? [], 'provider-clearing', currency) === sumOf(held);
    },
  );
}

/** What entries of a kind have moved on an account, on the account's own side. */
function moved(entries: readonly EntryDocument[], kind: LedgerEntryKind, account: Account): number {
  return sumOf(
    entries
      .filter((entry) => entry.kind === kind)
      .map((entry) => sumOf(currenciesOf(entry).map((currency) => balanceIn([entry], account, currency)))),
  );
}

const currenciesOf = ({ legs }: EntryDocument) => [...new Set(legs.map(({ currency }) => currency))];
