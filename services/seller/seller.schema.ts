import { z } from 'zod';

/** A shop's name in addresses: lower case, digits and single dashes. */
export const slugSchema = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single dashes.');

const text = (most: number) => z.string().trim().max(most);

export const policiesSchema = z.strictObject({
  returns: text(3000).optional(),
  shipping: text(3000).optional(),
  privacy: text(3000).optional(),
});

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 09:30.');
/** When somebody is in; the times are those of the shop's own time zone (IANA). */
export const hoursSchema = z.strictObject({
  timeZone: z
    .string()
    .max(60)
    .refine((zone) => isTimeZone(zone), 'This is not a time zone.'),
  /** ISO weekday, 1 is Monday. A day may stand in it twice, for a pause at noon. */
  days: z
    .array(
      z
        .strictObject({ day: z.number().int().min(1).max(7), from: time, to: time })
        .refine(({ from, to }) => from < to, 'It closes before it opens.'),
    )
    .max(14),
});

/** The shop stays visible and sells nothing from the first moment up to the second. */
export const vacationSchema = z
  .strictObject({ from: z.iso.datetime(), until: z.iso.datetime(), note: text(300).optional() })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'It ends before it begins.');

/** Who stands behind the shop: buyers are to see it (Regulation (EU) 2022/2065, article 30). */
export const traderSchema = z.object({
  legalName: z.string(),
  address: z.string(),
  country: z.string(),
  registration: z.string().optional(),
  vatNumber: z.string().optional(),
});

/** A host name: ASCII labels (RFC 1123), at least two. */
export const hostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'This is not a domain name.',
  );

export const shopDomainSchema = z.object({
  host: z.string(),
  /** What the TXT record has to say. */
  token: z.string(),
  status: z.enum(['waiting', 'proven', 'failed']),
  since: z.string(),
  /** Until when the record is looked for. */
  until: z.string(),
  checkedAt: z.string().nullable(),
});
export type ShopDomain = z.infer<typeof shopDomainSchema>;

/** A shop in the market. */
export const sellerSchema = z.object({
  id: z.string(),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  tagline: z.string(),
  story: z.string(),
  city: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Only an active shop is shown and sells; the orders of a suspended one go on. */
  status: z.enum(['active', 'suspended']),
  /** How far it sends its goods; the whole world when it does not say. */
  shipsTo: z.enum(['domestic', 'europe', 'world']).optional(),
  /** Platform's commission in basis points; frozen into each order when it is placed. */
  commissionPoints: z.number().int().min(0).max(10000),
  /** Days from acceptance to hand-over, for the delivery promise. */
  handlingDays: z.number().int().min(0).max(30),
  rating: z.object({ average: z.number(), count: z.number().int() }),
  policies: policiesSchema.optional(),
  hours: hoursSchema.nullable().optional(),
  vacation: vacationSchema.nullable().optional(),
  trader: traderSchema.optional(),
  domain: shopDomainSchema.nullable().optional(),
  suspension: z
    .object({ reason: z.string(), at: z.string(), by: z.object({ role: z.string(), id: z.string() }) })
    .nullable()
    .optional(),
  version: z.number().int(),
});
export type Seller = z.infer<typeof sellerSchema>;

/** What everybody may see of a shop. */
export const publicSellerSchema = sellerSchema.omit({ domain: true, suspension: true });
export type PublicSeller = z.infer<typeof publicSellerSchema>;

/** What a seller changes of the shop; what is not named stays. */
export const shopChangesSchema = z
  .strictObject({
    name: text(60).min(1),
    tagline: text(120).min(1),
    story: text(2000).min(1),
    city: text(120).min(1),
    shipsTo: z.enum(['domestic', 'europe', 'world']),
    handlingDays: z.number().int().min(0).max(30),
    policies: policiesSchema,
    hours: hoursSchema.nullable(),
    vacation: vacationSchema.nullable(),
  })
  .partial();
export type ShopChanges = z.infer<typeof shopChangesSchema>;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
