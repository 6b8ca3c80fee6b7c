import type { Audience, NoticeKind } from './notification.schema';

interface Money {
  amountMinor: number;
  currency: string;
}
export interface FactLine {
  title: string;
  quantity: number;
  amountMinor: number;
}
interface OfOrder {
  orderId: string;
}

/** What each kind of notice says, before it is put in words. Plain JSON; moments are ISO 8601, money minor units. */
export interface NoticeFacts {
  'order-placed': {
    orderIds: string[];
    sellers: { name: string; lines: FactLine[]; shippingMinor: number; from: string; until: string }[];
    discountMinor: number;
    totalMinor: number;
    currency: string;
  };
  'order-accepted': OfOrder & { sellerName: string; from: string; until: string; declined: string[] } & Money;
  'order-shipped': OfOrder & {
    sellerName: string;
    trackingId: string | null;
    until: string;
    items: string[];
  };
  /** `until` is when it should come again, `canMove` whether the buyer can choose another time. */
  'parcel-attempted': OfOrder & {
    sellerName: string;
    by: 'carrier' | 'courier';
    until: string | null;
    canMove: boolean;
  };
  'parcel-held': OfOrder & { place: string | null; until: string | null };
  'parcel-delivered': OfOrder & { sellerName: string; items: string[] };
  'parcel-lost': OfOrder & { as: 'lost' | 'damaged' } & For;
  /** The money was never taken, is to be given back, or was given back already. */
  'parcel-returned': OfOrder & { sellerName: string; items: string[]; money: 'none' | 'due' | 'given' } & For;
  'order-cancelled': OfOrder & {
    sellerName: string;
    reason: string;
    wasTaken: boolean;
    partly: boolean;
  } & Money;
  'refund-decided': OfOrder & { agreed: boolean; note: string | null } & Money;
  'refund-paid': OfOrder & Money;
  'return-changed': OfOrder & {
    status: string;
    dueBy: string | null;
    note: string | null;
    offer: Money | null;
  };
  'review-answered': { productId: string; productTitle: string; sellerName: string; orderId: string };
  'message-received': { conversationId: string; sequence: number; from: string; subject: string } & For;
  'new-order': OfOrder & { lines: FactLine[]; totalMinor: number; currency: string; acceptBy: string };
  'order-due': OfOrder & { what: 'accept' | 'ship'; dueBy: string };
  'order-withdrawn': OfOrder & { reason: string; partly: boolean };
  'refund-to-decide': OfOrder & { refundId: string; decideBy: string | null } & Money & For;
  'return-to-handle': OfOrder & { what: 'answer' | 'look'; dueBy: string | null };
  'dispute-opened': { disputeId: string; evidenceDueAt: string } & Money & For;
  'dispute-due': { disputeId: string; evidenceDueAt: string } & Money & For;
  'dispute-ended': { disputeId: string; won: boolean } & Money & For;
  'payout-paid': { payoutId: string } & Money;
  'payout-returned': { payoutId: string } & Money;
  'stock-low': { sku: string; title: string; available: number; productId: string | null };
  'review-received': { reviewId: string; productTitle: string; stars: number };
  /** Of which host, and whose it is: a shop's, or the whole market's. */
  'webhook-disabled': { host: string; side?: 'seller' | 'staff' };
  'parcel-assigned': { deliveryId: string; city: string | null };
  'case-opened': { caseId: string; text: string; suggestion: string; severity: string };
  'order-stuck': OfOrder & { problem: string };
}

/** Where the same news reads differently for each side. */
interface For {
  side: Exclude<Audience, 'courier'>;
}

export type FactsOf<Kind extends NoticeKind> = NoticeFacts[Kind];
/** A kind with its facts. */
export type News = { [Kind in NoticeKind]: { kind: Kind; facts: NoticeFacts[Kind] } }[NoticeKind];
