import { z } from 'zod';
import { amountMinorSchema } from '../platform/money';

/** One way of sending within a zone. */
const shippingServiceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Small letters, digits and dashes.'),
  label: z.string().trim().min(1).max(40),
  minDays: z.number().int().min(0).max(60),
  maxDays: z.number().int().min(0).max(90),
  /** Up to so many grams it costs so much, lightest first; heavier parcels pay `perKgMinor` for each further kilogram. */
  steps: z
    .array(
      z.strictObject({ upToGrams: z.number().int().min(1).max(1_000_000), priceMinor: amountMinorSchema }),
    )
    .min(1)
    .max(20),
  perKgMinor: amountMinorSchema,
  /** Goods of at least so much go free of charge; null never do. */
  freeFromMinor: amountMinorSchema.nullable(),
});
export type ShippingService = z.infer<typeof shippingServiceSchema>;

const shippingZoneSchema = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** ISO 3166-1 alpha-2. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(250),
  services: z.array(shippingServiceSchema).min(1).max(8),
});
export type ShippingZone = z.infer<typeof shippingZoneSchema>;

/** What a seller sends where, and for how much. A country that stands in no zone is not sent to. */
export const shippingZonesSchema = z
  .array(shippingZoneSchema)
  .min(1)
  .max(20)
  .superRefine((zones, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const seen = new Set<string>();
    zones.forEach(({ countries, services }, zone) => {
      for (const country of countries) {
        if (seen.has(country)) refuse([zone, 'countries'], `${country} is in this table twice.`);
        seen.add(country);
      }
      if (new Set(services.map(({ id }) => id)).size < services.length)
        refuse([zone, 'services'], 'Two ways of sending have the same name.');
      services.forEach(({ minDays, maxDays, steps }, service) => {
        const path = [zone, 'services', service];
        if (minDays > maxDays) refuse([...path, 'maxDays'], 'The latest day is before the first.');
        const isRising = steps.every((step, at) => step.upToGrams > (steps[at - 1]?.upToGrams ?? 0));
        if (!isRising) refuse([...path, 'steps'], 'Each step has to be heavier than the one before.');
      });
    });
  });

export const shippingTableSchema = z.object({
  sellerId: z.string(),
  /** Null while the seller has none of their own: then the market's counts. */
  zones: z.array(shippingZoneSchema).nullable(),
  /** What counts now. */
  effective: z.array(shippingZoneSchema),
  version: z.number().int(),
});
export type ShippingTable = z.infer<typeof shippingTableSchema>;
