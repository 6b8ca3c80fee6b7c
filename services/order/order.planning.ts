import type { Checkout } from '../checkout/checkout.schema';
import type { Allocation } from '../inventory/inventory.schema';
import { commissionOf } from '../pricing/pricing.commission';
import type { SellerQuote } from '../pricing/pricing.schema';
import type { Order } from './order.schema';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What an order takes from its seller at the moment it is placed; later changes of the seller do not reach it. */
export interface SellerTerms {
  sellerId: string;
  commissionPoints: number;
  handlingDays: number;
}

/**
 * The orders of a checkout: one a seller, in the order of the quote, under ids that follow from the checkout's, so
 * that planning again gives the same orders. Pure.
 */
export function planOrders(input: {
  checkout: Checkout;
  sellers: readonly SellerQuote[];
  terms: readonly SellerTerms[];
  /** Commission by category, basis points; without it the market's first table counts. */
  categoryPoints?: Readonly<Record<string, number>>;
  allocations: readonly Allocation[];
  acceptWithinHours: number;
  placedAtMs: number;
}): Order[] {
  const { checkout, placedAtMs } = input;
  const currency = checkout.quote?.currency ?? checkout.expectedTotal.currency;
  const placedAt = new Date(placedAtMs).toISOString();
  const stock = input.allocations.map((allocation) => ({ ...allocation }));

  return input.sellers.map((seller, index) => {
    const orderId = orderIdOf(checkout.id, index);
    const terms = input.terms.find((entry) => entry.sellerId === seller.sellerId);
    const handlingDays = terms?.handlingDays ?? 2;
    const commissions = commissionOf(seller.lines, terms?.commissionPoints ?? 0, input.categoryPoints);
    return {
      id: orderId,
      checkoutId: checkout.id,
      paymentId: checkout.paymentId,
      buyerId: checkout.ownerId,
      email: checkout.email,
      sellerId: seller.sellerId,
      sellerName: seller.sellerName,
      status: 'placed',
      currency,
      lines: seller.lines.map((line, at) => ({
        ...line,
        id: `${at + 1}`,
        refundedQuantity: 0,
        commissionMinor: commissions[at] ?? 0,
      })),
      shipping: seller.shipping,
      ...(seller.discounts ? { discounts: seller.discounts } : {}),
      itemsMinor: seller.itemsMinor,
      taxMinor: seller.taxMinor,
      totalMinor: seller.totalMinor,
      capturedMinor: 0,
      refundedMinor: 0,
      commissionPoints: terms?.commissionPoints ?? 0,
      allocations: takeAllocations(stock, seller),
      shippingAddress: checkout.shippingAddress,
      acceptBy: new Date(placedAtMs + input.acceptWithinHours * HOUR_MS).toISOString(),
      shipBy: null,
      promisedFrom: new Date(placedAtMs + (handlingDays + seller.shipping.minDays) * DAY_MS).toISOString(),
      promisedUntil: new Date(placedAtMs + (handlingDays + seller.shipping.maxDays) * DAY_MS).toISOString(),
      deliveredAt: null,
      returnUntil: null,
      deliveryIds: [],
      cancelReason: null,
      timeline: [
        {
          at: placedAt,
          status: 'placed',
          text: `Order placed. ${seller.sellerName} has been asked to accept it.`,
          by: { role: 'system', id: 'checkout' },
        },
      ],
      placedAt,
      version: 0,
    };
  });
}

/** Id of the n-th (from 0) seller order of a checkout. */
export function orderIdOf(checkoutId: string, index: number): string {
  return `${checkoutId}-${index + 1}`;
}

/** Moves what a seller's lines need out of the allocations that are left. */
function takeAllocations(left: Allocation[], seller: SellerQuote): Allocation[] {
  const taken: Allocation[] = [];
  for (const line of seller.lines) {
    let wanted = line.quantity;
    for (const allocation of left) {
      if (allocation.sku !== line.sku || wanted === 0 || allocation.quantity === 0) continue;
      const quantity = Math.min(wanted, allocation.quantity);
      allocation.quantity -= quantity;
      wanted -= quantity;
      taken.push({ sku: line.sku, warehouseId: allocation.warehouseId, quantity });
    }
  }
  return taken;
}
