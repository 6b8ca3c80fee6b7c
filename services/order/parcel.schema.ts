import { z } from 'zod';

/** So many units of one line of an order. */
export const unitsSchema = z.object({
  lineId: z.string().min(1).max(64),
  quantity: z.number().int().min(1).max(999),
});
export type Units = z.infer<typeof unitsSchema>;

/** Units of several lines, as people name them: each line once. */
export const namedUnitsSchema = z
  .array(z.strictObject(unitsSchema.shape))
  .min(1)
  .max(100)
  .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
    message: 'Name each line once.',
  });

/** Why a seller cannot send something; of the first two the goods are not there any more. */
export const declineReasonSchema = z.enum(['out-of-stock', 'damaged', 'cannot-ship', 'other']);
export type DeclineReason = z.infer<typeof declineReasonSchema>;
export const declinedUnitsSchema = unitsSchema.extend({ reason: declineReasonSchema });
export type DeclinedUnits = z.infer<typeof declinedUnitsSchema>;

export const parcelStatusSchema = z.enum([
  'packed',
  'shipping', // the money is being taken, the carrier booked
  'shipped',
  'delivered',
  'lost',
  'damaged', // on the way, as the carrier says: counts as lost
  'returned', // to its sender
]);
export type ParcelStatus = z.infer<typeof parcelStatusSchema>;
/** How a parcel can end. */
export type ParcelEnd = Extract<ParcelStatus, 'delivered' | 'lost' | 'damaged' | 'returned'>;

/** Who carries a parcel: the shop's carrier, or somebody of the seller's own. */
export const parcelCarrierSchema = z.enum(['carrier', 'courier']);
export type ParcelCarrier = z.infer<typeof parcelCarrierSchema>;

/** One parcel of an order. Its id is the delivery's: `<orderId>-d<n>`. */
export const parcelSchema = z.object({
  id: z.string(),
  lines: z.array(unitsSchema),
  carrier: parcelCarrierSchema,
  courierId: z.string().optional(),
  packedAt: z.string(),
  shippedAt: z.string().optional(),
  endedAt: z.string().optional(),
  status: parcelStatusSchema,
});
export type Parcel = z.infer<typeof parcelSchema>;
