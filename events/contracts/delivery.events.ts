import { z } from 'zod';
import { defineEvent } from '../contract';

const delivery = z.object({
  deliveryId: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: z.string(),
  /** The courier of the seller's own who takes it. */
  courierId: z.string().optional(),
});

export const deliveryBooked = defineEvent(
  'deliveries',
  'delivery.booked',
  1,
  delivery.extend({ trackingId: z.string() }),
);
/** The parcel moved, arrived, or did not: `status` says which. */
export const deliveryTracked = defineEvent(
  'deliveries',
  'delivery.tracked',
  1,
  delivery.extend({ sequence: z.number().int(), text: z.string() }),
);
/** It has not ended in time, and staff ask where it is. */
export const deliveryOverdue = defineEvent('deliveries', 'delivery.overdue', 1, delivery);
export const deliveryDelivered = defineEvent('deliveries', 'delivery.delivered', 1, delivery);
export const deliveryLost = defineEvent('deliveries', 'delivery.lost', 1, delivery);
export const deliveryDamaged = defineEvent('deliveries', 'delivery.damaged', 1, delivery);
export const deliveryReturned = defineEvent('deliveries', 'delivery.returned', 1, delivery);
