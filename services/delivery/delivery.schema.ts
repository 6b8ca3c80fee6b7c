import { z } from 'zod';

export const deliveryStatusSchema = z.enum([
  'booking',
  'booked',
  'in-transit',
  'out-for-delivery',
  'attempted',
  'delivered',
  'lost',
  'returned',
  'needs-attention',
]);
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

export const trackingEventSchema = z.object({
  id: z.string(),
  sequence: z.number().int(),
  status: deliveryStatusSchema,
  at: z.string(),
  text: z.string(),
});
export type TrackingEvent = z.infer<typeof trackingEventSchema>;

/** One parcel on its way. */
export const deliverySchema = z.object({
  id: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: deliveryStatusSchema,
  trackingId: z.string().nullable(),
  labelUrl: z.string().nullable(),
  estimatedAt: z.string().nullable(),
  tracking: z.array(trackingEventSchema),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Delivery = z.infer<typeof deliverySchema>;
