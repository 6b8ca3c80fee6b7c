import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';
import { parcelCarrierSchema, unitsSchema } from '../order/parcel.schema';
import { pictureSchema } from '../product/product.schema';
import { addressSchema } from '../user/user.schema';

export const deliveryStatusSchema = z.enum([
  'booking',
  'booked', // waits to be collected
  'in-transit',
  'out-for-delivery',
  'attempted', // nobody was in
  'held', // at a pick-up point, until a day
  'delivered',
  'lost',
  'damaged', // on the way; it does not arrive
  'returned',
  'needs-attention',
]);
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

/** How a parcel can end. */
export const deliveryEndSchema = deliveryStatusSchema.extract(['delivered', 'lost', 'damaged', 'returned']);
export type DeliveryEnd = z.infer<typeof deliveryEndSchema>;

export const trackingEventSchema = z.object({
  id: z.string(),
  sequence: z.number().int(),
  status: deliveryStatusSchema,
  at: z.string(),
  text: z.string(),
  /** Only its time was moved: the parcel stays where it was, whatever `status` says. */
  isMove: z.boolean().optional(),
  /** Until when a pick-up point keeps it, ISO 8601. */
  heldUntil: z.string().optional(),
  pickUpPoint: z.string().optional(),
  /** Said by the shop, and not by who carries it. It stands in no record, only in what people read. */
  isOurs: z.boolean().optional(),
});
export type TrackingEvent = z.infer<typeof trackingEventSchema>;

/** A report that cannot be true after those before it. It is kept, and does not count. */
export const contradictionSchema = z.object({
  sequence: z.number().int(),
  reported: deliveryStatusSchema,
  /** Where the parcel stood. */
  after: deliveryStatusSchema,
});
export type Contradiction = z.infer<typeof contradictionSchema>;

/** A parcel for the buyer, or one that goes back to the seller. */
export const deliveryKindSchema = z.enum(['parcel', 'return']);
export type DeliveryKind = z.infer<typeof deliveryKindSchema>;

/** One parcel on its way. */
export const deliverySchema = z.object({
  id: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: deliveryStatusSchema,
  /** Earlier ones say nothing and are parcels. */
  kind: deliveryKindSchema.optional(),
  /** Earlier ones say nothing and went by the carrier. */
  carrier: parcelCarrierSchema.optional(),
  courierId: z.string().optional(),
  /** What is in it; everything of the order where nothing is said. */
  lines: z.array(unitsSchema).optional(),
  /** Countries and service, `DE>FR:standard`: parcels of one lane take about as long. */
  lane: z.string().optional(),
  trackingId: z.string().nullable(),
  labelUrl: z.string().nullable(),
  /** When the carrier expects to bring it, ISO 8601. */
  estimatedAt: z.string().nullable(),
  /** When it should arrive, from what earlier parcels of its lane took; ISO 8601. */
  estimated: z.object({ from: z.string(), until: z.string() }).optional(),
  tracking: z.array(trackingEventSchema),
  contradictions: z.array(contradictionSchema).optional(),
  /** How often nobody was in. */
  attempts: z.number().int().optional(),
  /** How often its time was moved. */
  moves: z.number().int().optional(),
  heldUntil: z.string().optional(),
  pickUpPoint: z.string().optional(),
  /** Who took it, and a picture of where it was left. */
  proof: z.object({ receiver: z.string().optional(), picture: pictureSchema.optional() }).optional(),
  /** When staff were told that it is overdue, once; ISO 8601. */
  overdueAt: z.string().optional(),
  /** Staff said how it ended, because the reports contradict each other or stay away. */
  settled: z
    .object({ status: deliveryEndSchema, by: actedBySchema, note: z.string(), at: z.string() })
    .optional(),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const placeSchema = z.enum(['door', 'pick-up-point']);
/** When and where the carrier is to try again. */
export const appointmentSchema = z.strictObject({
  notBefore: z.iso.datetime(),
  place: placeSchema.default('door'),
});
export type Appointment = z.infer<typeof appointmentSchema>;

/** How staff say that a parcel ended. */
export const outcomeSchema = z.strictObject({
  status: deliveryEndSchema,
  note: z.string().trim().min(1).max(1000),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const failedReasonSchema = z.enum(['nobody-home', 'no-access', 'refused', 'wrong-address', 'other']);
export type FailedReason = z.infer<typeof failedReasonSchema>;

/** What a courier says of a parcel. */
export const courierReportSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('collected') }),
  z.strictObject({ act: z.literal('attempted'), reason: failedReasonSchema }),
  z
    .strictObject({
      act: z.literal('delivered'),
      receiver: z.string().trim().min(1).max(120).optional(),
      pictureId: z.string().min(1).max(200).optional(),
    })
    .refine(({ receiver, pictureId }) => receiver !== undefined || pictureId !== undefined, {
      message: 'Say who took it, or take a picture of where it is.',
      path: ['receiver'],
    }),
  z.strictObject({ act: z.literal('brought-back') }),
  z.strictObject({ act: z.literal('damaged') }),
  z.strictObject({ act: z.literal('lost') }),
]);
export type CourierReport = z.infer<typeof courierReportSchema>;
export type CourierAct = CourierReport['act'];

/** A parcel as its courier sees it. */
export const courierParcelSchema = deliverySchema
  .pick({
    id: true,
    orderId: true,
    status: true,
    tracking: true,
    attempts: true,
    createdAt: true,
    version: true,
  })
  .extend({
    sellerName: z.string(),
    to: addressSchema.partial(),
    items: z.array(z.object({ title: z.string(), quantity: z.number().int() })),
    /** What can be said of it now. */
    acts: z.array(z.string()),
  });
export type CourierParcel = z.infer<typeof courierParcelSchema>;
