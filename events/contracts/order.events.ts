import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const order = z.object({
  orderId: z.string(),
  checkoutId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: z.string(),
  totalMinor: amountMinorSchema,
  currency: currencySchema,
});

export const orderPlaced = defineEvent(
  'orders',
  'order.placed',
  1,
  order.extend({
    lines: z.array(
      z.object({
        sku: z.string(),
        productId: z.string(),
        quantity: z.number().int(),
        totalMinor: amountMinorSchema,
      }),
    ),
  }),
);
export const orderAccepted = defineEvent('orders', 'order.accepted', 1, order);
/** The seller pressed ship: the money is being taken and the carrier booked. */
export const orderShipping = defineEvent('orders', 'order.shipping', 1, order);
export const orderShipped = defineEvent(
  'orders',
  'order.shipped',
  1,
  order.extend({ deliveryId: z.string() }),
);
export const orderDelivered = defineEvent('orders', 'order.delivered', 1, order);
export const orderClosed = defineEvent('orders', 'order.closed', 1, order);
export const orderCancelled = defineEvent(
  'orders',
  'order.cancelled',
  1,
  order.extend({ reason: z.string() }),
);
export const orderLost = defineEvent('orders', 'order.lost', 1, order);
export const orderReturned = defineEvent('orders', 'order.returned', 1, order);
export const orderRefunded = defineEvent(
  'orders',
  'order.refunded',
  1,
  order.extend({ refundId: z.string(), amountMinor: amountMinorSchema }),
);
/** A parcel is packed and waits to leave. */
export const orderPacked = defineEvent('orders', 'order.packed', 1, order.extend({ deliveryId: z.string() }));
/** One of several parcels arrived, or never will; the order goes on. */
export const orderParcelEnded = defineEvent(
  'orders',
  'order.parcel-ended',
  1,
  order.extend({ deliveryId: z.string(), as: z.string() }),
);
/** What had not left is cancelled, and its money given back; the parcels that left go on. */
export const orderPartlyCancelled = defineEvent(
  'orders',
  'order.partly-cancelled',
  1,
  order.extend({ reason: z.string() }),
);
/** The seller's time to accept or ship is nearly over. */
export const orderSellerNudged = defineEvent(
  'orders',
  'order.seller-nudged',
  1,
  order.extend({ what: z.enum(['accept', 'ship']), dueBy: z.string() }),
);
export const orderReturnChanged = defineEvent(
  'orders',
  'order.return-changed',
  1,
  order.extend({ returnId: z.string(), returnStatus: z.string() }),
);
/** Something was written into its story that changes nothing of it. */
export const orderNoted = defineEvent('orders', 'order.noted', 1, order);
export const orderNeedsAttention = defineEvent(
  'orders',
  'order.needs-attention',
  1,
  order.extend({ problem: z.string() }),
);
