import type { Delivery } from '../delivery/delivery.schema';
import type { Order } from '../order/order.schema';
import type { Refund } from '../refund/refund.schema';
import type { Fact } from './dispute.schema';

/**
 * What our own records say for the seller of one order: what was bought and when, how the parcel went, and what was
 * given back already. Of the address only what a bank compares; pure.
 */
export function factsAbout({
  order,
  deliveries,
  refunds,
}: {
  order: Order;
  deliveries: readonly Delivery[];
  refunds: readonly Refund[];
}): Fact[] {
  const goods = order.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ');
  const { city, postcode, country } = order.shippingAddress;
  return [
    { at: order.placedAt, text: `Ordered: ${goods}, ${priced(order.totalMinor, order.currency)} in all.` },
    { at: null, text: `Sent to ${postcode} ${city}, ${country}, the address the buyer gave.` },
    ...deliveries.flatMap(parcelFacts),
    ...(order.deliveredAt === null
      ? []
      : [{ at: order.deliveredAt, text: 'The order was delivered, as the carrier reports.' }]),
    ...refunds.map((refund) => refundFact(refund, order.currency)),
  ];
}

function parcelFacts({ trackingId, tracking }: Delivery): Fact[] {
  const number = trackingId === null ? [] : [{ at: null, text: `The carrier's number is ${trackingId}.` }];
  return [...number, ...tracking.map(({ at, text }) => ({ at, text: `The carrier reports: ${text}` }))];
}

function refundFact({ createdAt, amountMinor, reason, status }: Refund, currency: string): Fact {
  return {
    at: createdAt,
    text: `A refund of ${priced(amountMinor, currency)} was asked for (${reason}); it is ${status}.`,
  };
}

/** An amount as people write it, with its ISO 4217 code; integers only. */
export function priced(amountMinor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const padded = String(amountMinor).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${digits === 0 ? padded : `${whole}.${padded.slice(-digits)}`} ${currency}`;
}
