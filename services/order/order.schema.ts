import { z } from 'zod';
import { allocationSchema } from '../inventory/inventory.schema';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { discountSchema, paidShippingSchema, quoteLineSchema } from '../pricing/pricing.schema';
import { addressSchema } from '../user/user.schema';
import { declineReasonSchema, parcelSchema } from './parcel.schema';
import { orderReturnSchema } from './return.schema';

export const orderStatusSchema = z.enum([
  'placed', // the seller has to accept
  'accepted', // the seller has to ship
  'shipping', // the money is being taken, the carrier booked
  'partly-shipped', // a parcel has left, the seller has to ship the rest
  'shipped',
  'delivered', // the return window is open
  'closed',
  'cancelled',
  'lost', // the parcel is lost; the buyer is refunded
  'returned',
  'needs-attention', // staff have to help
]);
export type OrderStatus = z.infer<typeof orderStatusSchema>;

export const orderLineSchema = quoteLineSchema.extend({
  id: z.string(),
  /** How many of the line have been refunded. */
  refundedQuantity: z.number().int().min(0),
  /** The platform's commission on the line, frozen when the order was placed; older orders have only the rate. */
  commissionMinor: amountMinorSchema.optional(),
  /** How many the seller declined before anything was taken, and why. */
  declinedQuantity: z.number().int().min(0).optional(),
  declineReason: declineReasonSchema.optional(),
  /** How many were cancelled after a part of the order had left; their money is given back. */
  cancelledQuantity: z.number().int().min(0).optional(),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** Who did it: a person with a role, or the shop's own timers. */
export const actedBySchema = z.object({
  role: z.enum(['guest', 'buyer', 'seller', 'courier', 'support', 'admin', 'carrier', 'system']),
  id: z.string(),
});
export type ActedBy = z.infer<typeof actedBySchema>;

/** One line of the order's story, in plain words. */
export const timelineEntrySchema = z.object({
  at: z.string(),
  status: orderStatusSchema,
  text: z.string(),
  by: actedBySchema,
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** What one seller owes one buyer. One checkout makes one order a seller. */
export const orderSchema = z.object({
  id: z.string(),
  checkoutId: z.string(),
  paymentId: z.string(),
  buyerId: z.string(),
  email: z.string(),
  sellerId: z.string(),
  sellerName: z.string(),
  status: orderStatusSchema,
  currency: currencySchema,
  lines: z.array(orderLineSchema),
  shipping: paidShippingSchema,
  /** What promotions took off, as it was agreed; absent is none. */
  discounts: z.array(discountSchema).optional(),
  itemsMinor: amountMinorSchema,
  taxMinor: amountMinorSchema,
  /** What was placed. What is taken is that without `declinedMinor`. */
  totalMinor: amountMinorSchema,
  /** What the seller declined, taken off before anything was taken. */
  declinedMinor: amountMinorSchema.optional(),
  capturedMinor: amountMinorSchema,
  refundedMinor: amountMinorSchema,
  /** Commission of the platform in basis points, frozen when the order was placed. */
  commissionPoints: z.number().int(),
  allocations: z.array(allocationSchema),
  shippingAddress: addressSchema,
  acceptBy: z.string(),
  shipBy: z.string().nullable(),
  /** The delivery promise shown to the buyer: earliest and latest day. */
  promisedFrom: z.string(),
  promisedUntil: z.string(),
  deliveredAt: z.string().nullable(),
  returnUntil: z.string().nullable(),
  deliveryIds: z.array(z.string()),
  /** In the order in which they were packed; orders of earlier versions have none until they ship. */
  parcels: z.array(parcelSchema).optional(),
  /** Oldest first. */
  returns: z.array(orderReturnSchema).optional(),
  cancelReason: z.string().nullable(),
  timeline: z.array(timelineEntrySchema),
  placedAt: z.string(),
  version: z.number().int(),
});
export type Order = z.infer<typeof orderSchema>;

export const cancelReasonSchema = z.enum([
  'changed-mind',
  'ordered-by-mistake',
  'found-elsewhere',
  'out-of-stock',
  'cannot-ship',
  'not-accepted-in-time',
  'not-shipped-in-time',
  'authorisation-expired',
  'other',
]);
export type CancelReason = z.infer<typeof cancelReasonSchema>;
/** What people may say; the others are said by clocks and banks. */
export const personalCancelReasonSchema = cancelReasonSchema.exclude([
  'not-accepted-in-time',
  'not-shipped-in-time',
  'authorisation-expired',
]);
