import type { Order } from '../order/order.schema';
import type { FactLine, FactsOf } from './notification.facts';

/** What stands in the confirmation of a purchase: its orders, one a seller. */
export function placedFacts(orders: readonly Order[]): FactsOf<'order-placed'> {
  return {
    orderIds: orders.map(({ id }) => id),
    sellers: orders.map((order) => ({
      ...{ name: order.sellerName, lines: linesOf(order), shippingMinor: order.shipping.totalMinor },
      ...{ from: order.promisedFrom, until: order.promisedUntil },
    })),
    discountMinor: sum(
      orders.flatMap(({ discounts = [] }) => discounts.map(({ amountMinor }) => amountMinor)),
    ),
    totalMinor: sum(orders.map(({ totalMinor }) => totalMinor)),
    currency: orders[0]?.currency ?? 'EUR',
  };
}

/** Each line as it is called to people, with what is paid for it. */
export function linesOf(order: Order): FactLine[] {
  return order.lines.map(({ title, variantTitle, quantity, totalMinor }) => ({
    title: variantTitle === '' || variantTitle === title ? title : `${title}, ${variantTitle}`,
    quantity,
    amountMinor: totalMinor,
  }));
}

/** What is in a parcel; everything of the order where nothing is said. */
export function titlesOf(order: Order, parcelId: string | null): string[] {
  const inside = order.parcels?.find(({ id }) => id === parcelId)?.lines;
  const lines = inside
    ? order.lines.filter(({ id }) => inside.some(({ lineId }) => lineId === id))
    : order.lines;
  return lines.map(({ title }) => title);
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
