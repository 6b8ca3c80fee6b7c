import { sellerAccount } from './ledger.accounts';
import type { Account, BookedPayout, DisputedOrder, LedgerEntry, LedgerLeg, Share } from './ledger.schema';
import { sumOf, type SoldOrder } from './ledger.shares';

/** A planned entry; when it is booked is said when it is booked. */
export type PlannedEntry = Omit<LedgerEntry, 'at'>;

/** The part of an order that its planners need to book anything about it. */
export type OrderHead = Pick<SoldOrder, 'id' | 'paymentId' | 'sellerId' | 'currency'>;

type Amounts = readonly (readonly [account: Account, amountMinor: number])[];

interface Posting {
  currency: string;
  debits: Amounts;
  credits: Amounts;
  shares?: Share[];
}

/** An entry of those amounts that are more than 0; null when there is none. */
export function entry(
  id: string,
  kind: LedgerEntry['kind'],
  text: string,
  about: LedgerEntry['about'],
  { currency, debits, credits, shares }: Posting,
): PlannedEntry | null {
  const onSide = (amounts: Amounts, side: LedgerLeg['side']) =>
    amounts.flatMap(([account, amountMinor]) =>
      amountMinor === 0 ? [] : [{ account, side, amountMinor, currency }],
    );
  const legs = [...onSide(debits, 'debit'), ...onSide(credits, 'credit')];
  if (legs.length === 0) return null;
  return { id, kind, text, about, legs, ...(shares ? { shares } : {}) };
}

export function moved(
  { id: payoutId, sellerId, currency, amountMinor }: BookedPayout,
  id: string,
  kind: LedgerEntry['kind'],
  text: string,
  [from, to]: readonly [Account, Account],
): PlannedEntry {
  return {
    ...{ id, kind, text, about: { payoutId, sellerId } },
    legs: [
      { account: from, side: 'debit', amountMinor, currency },
      { account: to, side: 'credit', amountMinor, currency },
    ],
  };
}

/** The same amounts on the other side of each account. */
export function reversed(
  done: PlannedEntry,
  id: string,
  kind: LedgerEntry['kind'],
  text: string,
): PlannedEntry {
  const legs = done.legs.map((leg) => ({
    ...leg,
    side: leg.side === 'debit' ? ('credit' as const) : ('debit' as const),
  }));
  return { id, kind, text, about: done.about, legs, ...(done.shares ? { shares: done.shares } : {}) };
}

export function partsOf(sellerId: string, shares: readonly Share[]): Amounts {
  return [
    [sellerAccount('seller-pending', sellerId), sumOf(shares, 'sellerMinor')],
    ['commission', sumOf(shares, 'commissionMinor')],
    ['tax', sumOf(shares, 'taxMinor')],
    ['shipping', sumOf(shares, 'shippingMinor')],
  ];
}

export function aboutOrder({ id: orderId, paymentId, sellerId }: OrderHead): LedgerEntry['about'] {
  return { orderId, paymentId, sellerId };
}

export function aboutRefund(order: OrderHead, refundId: string): LedgerEntry['about'] {
  return { ...aboutOrder(order), refundId };
}

export function aboutDispute(order: OrderHead, { disputeId: id }: DisputedOrder): LedgerEntry['about'] {
  return { ...aboutOrder(order), disputeId: id };
}
