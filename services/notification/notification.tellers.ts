import type { CaravanEvent } from '../../events/contract';
import type { Case } from '../case/case.schema';
import type { Delivery } from '../delivery/delivery.schema';
import type { Dispute } from '../dispute/dispute.schema';
import type { Conversation } from '../messaging/messaging.schema';
import type { Order } from '../order/order.schema';
import type { Refund } from '../refund/refund.schema';
import type { Review } from '../review/review.schema';
import type { News } from './notification.facts';

/** Whom a notice is for. A buyer is an account or a guest, reached at the address of the order. */
export type Addressee =
  { buyer: { id: string; email: string | null } } | { person: string } | { seller: string } | { staff: true };

export type Told = { to: Addressee } & News;

type Read<Thing> = (id: string) => Promise<Thing | null>;
/** Where the facts are looked up: events say that something happened, not everything about it. */
export interface Facts {
  order: Read<Order>;
  delivery: Read<Delivery>;
  refund: Read<Refund>;
  dispute: Read<Pick<Dispute, 'id' | 'parts' | 'currency'>>;
  review: Read<Review>;
  conversation: Read<Conversation>;
  case: Read<Case>;
  item: Read<{ title: string; productId: string }>;
  sellerName(id: string): Promise<string>;
}

export type Teller = (event: CaravanEvent, facts: Facts) => Promise<Told[]>;

export function ofOrder(
  tell: (order: Order, event: CaravanEvent, facts: Facts) => Told[] | Promise<Told[]>,
): Teller {
  return async (event, facts) => {
    const order = await facts.order(event.subject);
    return order ? tell(order, event, facts) : [];
  };
}

/** Parcels for the buyer; of those that come back the return itself tells. */
export function ofParcel(tell: (order: Order, parcel: Delivery, event: CaravanEvent) => Told[]): Teller {
  return async (event, facts) => {
    const parcel = await facts.delivery(event.subject);
    const order = parcel && parcel.kind !== 'return' ? await facts.order(parcel.orderId) : null;
    return parcel && order ? tell(order, parcel, event) : [];
  };
}

export function ofRefund(tell: (refund: Refund, order: Order, event: CaravanEvent) => Told[]): Teller {
  return async (event, facts) => {
    const refund = await facts.refund(event.subject);
    const order = refund && (await facts.order(refund.orderId));
    return refund && order ? tell(refund, order, event) : [];
  };
}

/** Each seller hears of their own part, staff of all of it. */
export function ofDispute(kind: 'dispute-opened' | 'dispute-due' | 'dispute-ended'): Teller {
  return async ({ subject: disputeId, type, data }, { dispute }) => {
    const found = await dispute(disputeId);
    if (!found) return [];
    const news = (amountMinor: number, side: 'seller' | 'staff'): News => {
      const money = { disputeId, amountMinor, currency: found.currency, side };
      if (kind === 'dispute-ended') return { kind, facts: { ...money, won: type === 'dispute.won' } };
      return { kind, facts: { ...money, evidenceDueAt: text(data.evidenceDueAt) ?? '' } };
    };
    return [
      ...found.parts.map((part) => ({ to: { seller: part.sellerId }, ...news(part.amountMinor, 'seller') })),
      { to: { staff: true as const }, ...news(Number(data.amountMinor), 'staff') },
    ];
  };
}

export function cancelled(order: Order, reason: string, partly: boolean): Told[] {
  const { id: orderId, sellerName, currency } = order;
  const wasTaken = order.capturedMinor > 0;
  const facts = { orderId, sellerName, reason, wasTaken, partly, amountMinor: order.totalMinor, currency };
  return [
    { to: buyerOf(order), kind: 'order-cancelled', facts },
    { to: { seller: order.sellerId }, kind: 'order-withdrawn', facts: { orderId, reason, partly } },
  ];
}

export function lost(order: Order, as: 'lost' | 'damaged'): Told[] {
  const { id: orderId, sellerId } = order;
  return [
    { to: buyerOf(order), kind: 'parcel-lost', facts: { orderId, as, side: 'buyer' } },
    { to: { seller: sellerId }, kind: 'parcel-lost', facts: { orderId, as, side: 'seller' } },
  ];
}

export function toDecide(refund: Refund, isForStaff = refund.approval.by === 'support'): Told {
  const { id: refundId, orderId, decideBy, amountMinor, currency, sellerId } = refund;
  const facts = { refundId, orderId, decideBy, amountMinor, currency };
  return isForStaff
    ? { to: { staff: true }, kind: 'refund-to-decide', facts: { ...facts, side: 'staff' } }
    : { to: { seller: sellerId }, kind: 'refund-to-decide', facts: { ...facts, side: 'seller' } };
}

export function paidOut(
  kind: 'payout-paid' | 'payout-returned',
  { subject: payoutId, data }: CaravanEvent,
): Told {
  const facts = { payoutId, amountMinor: Number(data.amountMinor), currency: text(data.currency) ?? 'EUR' };
  return { to: { seller: text(data.sellerId) ?? '' }, kind, facts };
}

export const buyerOf = ({ buyerId: id, email }: Order) => ({ buyer: { id, email } });
export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
export const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
