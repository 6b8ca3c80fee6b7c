import type { OrderView } from '@/lib/types';

const AT = '2026-03-02T09:00:00.000Z';

/** An order as the API shows it. */
export function anOrder(change: Partial<OrderView> = {}): OrderView {
  return {
    ...{
      id: `${'0'.repeat(26)}-1`,
      checkoutId: '0'.repeat(26),
      paymentId: '0'.repeat(26),
      buyerId: 'b',
      email: 'b@example.org',
    },
    ...{ sellerId: 'tizi', sellerName: 'Tizi Loom House', status: 'placed', currency: 'EUR' },
    lines: [],
    shipping: {
      id: 'standard',
      label: 'Standard',
      priceMinor: 390,
      minDays: 2,
      maxDays: 4,
      taxMinor: 62,
      totalMinor: 390,
    },
    ...{
      itemsMinor: 1000,
      taxMinor: 222,
      totalMinor: 1390,
      capturedMinor: 0,
      refundedMinor: 0,
      commissionPoints: 1000,
    },
    allocations: [],
    shippingAddress: {
      name: 'Mira Okafor',
      line1: 'Lindenstraße 14',
      city: 'Berlin',
      postcode: '10969',
      country: 'DE',
    },
    ...{
      acceptBy: AT,
      shipBy: null,
      promisedFrom: AT,
      promisedUntil: AT,
      deliveredAt: null,
      returnUntil: null,
    },
    ...{ deliveryIds: [], cancelReason: null, placedAt: AT, version: 1, actions: [] },
    timeline: [{ at: AT, status: 'placed', text: 'Order placed.', by: { role: 'system', id: 'checkout' } }],
    ...change,
  };
}
