import { z } from 'zod';
import type { WebhookHeaders } from '../platform/webhook-signature';

/**
 * What the shop asks of a carrier. Weights are whole grams, times are ISO 8601 in UTC. Requests that change something
 * carry a key: the same key and request again gives the first answer again, for at least 24 hours. No answer is a
 * ProviderUnavailableError; repeat with the same key.
 */

const idSchema = z.string().min(1).max(200);
const timeSchema = z.iso.datetime();

export const carrierAddressSchema = z.object({
  name: z.string().max(200).optional(),
  line1: z.string().max(200).optional(),
  line2: z.string().max(200).optional(),
  city: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  postcode: z.string().min(1).max(20),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
});
export type CarrierAddress = z.infer<typeof carrierAddressSchema>;

/**
 * What can happen to a parcel. `delivered`, `lost`, `damaged`, `returned` and `cancelled` are the last that happens;
 * `held` waits at a pick-up point.
 */
export const trackingTypeSchema = z.enum([
  'booked',
  'collected',
  'in-transit',
  'out-for-delivery',
  'attempted',
  'rescheduled',
  'held',
  'delivered',
  'lost',
  'damaged',
  'returned',
  'cancelled',
]);
export type TrackingType = z.infer<typeof trackingTypeSchema>;

export const trackingEventSchema = z.object({
  /** Counts 1, 2, 3 ... for each parcel, without gaps: order events by it, and ask `track` for those that miss. */
  sequence: z.number().int().positive(),
  type: trackingTypeSchema,
  /** One sentence for the buyer. */
  description: z.string().min(1).max(300),
  occurredAt: timeSchema,
  /** Of a parcel that is held: until when, and where. */
  heldUntil: timeSchema.optional(),
  pickUpPoint: z.string().max(300).optional(),
});
export type TrackingEvent = z.infer<typeof trackingEventSchema>;

export const shipmentSchema = z.object({
  trackingId: idSchema,
  /** Ours. */
  deliveryId: idSchema,
  status: trackingTypeSchema,
  estimatedAt: timeSchema,
  labelUrl: z.url().optional(),
  trackUrl: z.url().optional(),
  /** By sequence. */
  events: z.array(trackingEventSchema),
});
export type Shipment = z.infer<typeof shipmentSchema>;

/** What a carrier reports of its own accord: one tracking event of one parcel. */
export const carrierEventSchema = trackingEventSchema.extend({
  /** The same each time the carrier sends this report: apply it once. */
  id: idSchema,
  trackingId: idSchema,
  deliveryId: idSchema,
  estimatedAt: timeSchema,
});
export type CarrierEvent = z.infer<typeof carrierEventSchema>;

export interface BookRequest {
  key: string;
  deliveryId: string;
  from: CarrierAddress;
  to: CarrierAddress;
  weightGrams: number;
  parcels: number;
}

/**
 * A carrier. Refusals are DomainErrors that do not get better by repeating: `address-not-served`,
 * `parcel-under-way` (too late to cancel), `parcel-finished`, `idempotency-key-reused`, `carrier-refused`
 * (details.reason has the carrier's code), `not-found`.
 */
export interface Carrier {
  book(request: BookRequest): Promise<Shipment>;

  /** Where the parcel is, with all that happened; for when reports fail to arrive. */
  track(trackingId: string): Promise<Shipment>;

  /** All bookings made for one of our deliveries, oldest first; empty when none arrived. */
  findByReference(deliveryId: string): Promise<Shipment[]>;

  /** Calls the booking off before the parcel is collected. Cancelled already is fine. */
  cancel(request: { key: string; trackingId: string }): Promise<Shipment>;

  /** Moves the next attempt to a later time, or to a pick-up point. */
  reschedule(request: {
    key: string;
    trackingId: string;
    notBefore: string;
    place: 'door' | 'pick-up-point';
  }): Promise<Shipment>;

  /** The label to print, a PDF of one page. */
  label(trackingId: string): Promise<Uint8Array>;

  /**
   * Checks the signature of a webhook and reads it; undefined when it is authentic and does not concern us.
   * @throws DomainError `webhook-signature`, `webhook-timestamp` or `webhook-malformed`
   */
  parseWebhook(webhook: { rawBody: string | Uint8Array; headers: WebhookHeaders }): CarrierEvent | undefined;
}
