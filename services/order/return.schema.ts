import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { namedUnitsSchema, unitsSchema } from './parcel.schema';

export const returnStatusSchema = z.enum([
  'requested', // the seller has to answer; silence agrees
  'offered', // keep it and get a part of the money: the buyer has to answer; silence sends it back
  'approved', // the label is there, the buyer has to send it
  'received', // the seller has to look at it; silence finds it good
  'accepted', // found good, all of it or a part: that part is refunded
  'refused', // looked at, and nothing is refunded
  'rejected', // the seller did not agree to it
  'kept', // the buyer keeps it and gets the offered part of the money
  'expired', // never sent, or it came back to the buyer
]);
export type ReturnStatus = z.infer<typeof returnStatusSchema>;

export const returnReasonSchema = z.enum([
  'damaged',
  'wrong-item',
  'not-as-described',
  'late',
  'changed-mind',
  'other',
]);
export type ReturnReason = z.infer<typeof returnReasonSchema>;

/** Goods that a buyer wants to send back. Its id is that of the parcel which brings them: `<orderId>-ret<n>`. */
export const orderReturnSchema = z.object({
  id: z.string(),
  status: returnStatusSchema,
  lines: z.array(unitsSchema),
  reason: returnReasonSchema,
  note: z.string().nullable(),
  requestedAt: z.string(),
  /** Until when the one who is waited for has to act, ISO 8601; null when nobody is. */
  dueBy: z.string().nullable(),
  /** What the seller offers if the buyer keeps it, minor units. */
  offerMinor: amountMinorSchema.nullable(),
  /** What the seller says of it to the buyer. */
  decisionNote: z.string().nullable(),
  /** What was found good; null until it was looked at. */
  acceptedLines: z.array(unitsSchema).nullable(),
  receivedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type OrderReturn = z.infer<typeof orderReturnSchema>;

/** A return with the order that it belongs to. */
export const listedReturnSchema = z.object({
  orderId: z.string(),
  sellerId: z.string(),
  buyerId: z.string(),
  currency: currencySchema,
  return: orderReturnSchema,
});
export type ListedReturn = z.infer<typeof listedReturnSchema>;

/** What a buyer asks for. */
export const returnRequestSchema = z.strictObject({
  lines: namedUnitsSchema,
  reason: returnReasonSchema,
  note: z.string().trim().min(1).max(1000).optional(),
});
export type ReturnRequest = z.infer<typeof returnRequestSchema>;

/** What a seller answers. A buyer who is told no is told why. */
export const returnDecisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), note: z.string().trim().min(1).max(1000).optional() }),
  z.strictObject({ decision: z.literal('reject'), note: z.string().trim().min(1).max(1000) }),
  z.strictObject({
    decision: z.literal('offer'),
    amountMinor: amountMinorSchema.min(1),
    note: z.string().trim().min(1).max(1000).optional(),
  }),
]);

/** What a seller found. Absent `accepted` is all of it; an empty list is nothing, and needs the reason. */
export const inspectionSchema = z
  .strictObject({
    accepted: z
      .array(z.strictObject(unitsSchema.shape))
      .max(100)
      .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
        message: 'Name each line once.',
      })
      .optional(),
    note: z.string().trim().min(1).max(1000).optional(),
  })
  .refine(({ accepted, note }) => accepted === undefined || note !== undefined, {
    message: 'Say what was wrong with it, in a sentence that the buyer can read.',
    path: ['note'],
  });
