import type { CaravanEvent } from '../../events/contract';
import type { Delivery } from '../delivery/delivery.schema';
import { canBeMoved, deliveryIsOver } from '../delivery/delivery.state';
import type { Order } from '../order/order.schema';
import type { FactsOf } from './notification.facts';
import { titlesOf } from './notification.orders';
import { buyerOf, type Told } from './notification.tellers';

/**
 * What a report of a parcel means for its buyer. Reports that arrive together are events of one status, the last; so it
 * counts what this one said. An attempt is told for itself; once the parcel has ended, or waits to be picked up, only
 * that is of use.
 */
export function tracked(order: Order, parcel: Delivery, { data, time }: CaravanEvent): Told[] {
  const report = parcel.tracking.find(({ sequence }) => sequence === data.sequence);
  const isWrong = parcel.contradictions?.some(({ sequence }) => sequence === data.sequence) === true;
  if (!report || isWrong || deliveryIsOver(parcel.status)) return [];
  if (report.status === 'held') return [{ to: buyerOf(order), kind: 'parcel-held', facts: heldAt(parcel) }];
  if (report.status !== 'attempted' || parcel.status === 'held') return [];
  return [{ to: buyerOf(order), kind: 'parcel-attempted', facts: attempted(order, parcel, time) }];
}

/** A parcel that its buyer never got, to both sides: one waits for money, the other has something to look at. */
export function cameBack(order: Order, { id }: Delivery): Told[] {
  const { id: orderId, sellerId, sellerName } = order;
  const facts = { orderId, sellerName, items: titlesOf(order, id), money: moneyOf(order) };
  return [
    { to: buyerOf(order), kind: 'parcel-returned', facts: { ...facts, side: 'buyer' } },
    { to: { seller: sellerId }, kind: 'parcel-returned', facts: { ...facts, side: 'seller' } },
  ];
}

/** @param at when the attempt was told of, ISO 8601: what was expected before it is not when it comes again */
function attempted(order: Order, parcel: Delivery, at: string): FactsOf<'parcel-attempted'> {
  const { estimated, estimatedAt, moves = 0, carrier: by = 'carrier' } = parcel;
  // The page of the order says the same: once the buyer has moved it, only the carrier knows.
  const days = [moves === 0 ? estimated?.until : undefined, estimatedAt];
  const until = days.find((day) => day && Date.parse(day) > Date.parse(at)) ?? null;
  const { id: orderId, sellerName } = order;
  return { orderId, sellerName, by, until, canMove: canBeMoved(parcel) };
}

/** Where and how long a parcel waits to be picked up. */
function heldAt({ orderId, pickUpPoint, heldUntil }: Delivery): FactsOf<'parcel-held'> {
  return { orderId, place: pickUpPoint ?? null, until: heldUntil ?? null };
}

/** An order gives back what did not arrive by itself; it may have been quicker than the notice. */
function moneyOf({ capturedMinor, refundedMinor }: Order): FactsOf<'parcel-returned'>['money'] {
  if (capturedMinor === 0) return 'none';
  return refundedMinor >= capturedMinor ? 'given' : 'due';
}
