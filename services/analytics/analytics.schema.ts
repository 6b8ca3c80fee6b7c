import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';

/** A day of UTC, as `2026-11-01`. */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The figures that can be asked for, each a table. */
export const reportSchema = z.enum([
  'days',
  'funnel',
  'products',
  'categories',
  'sources',
  'searches',
  'cohorts',
  'sellers',
]);
export type Report = z.infer<typeof reportSchema>;

/** How long the periods are that can be looked at, in days; the last is today. */
export const periodDaysSchema = z.enum(['7', '30', '90']).transform(Number);

/** One question to the store. */
export const questionSchema = z.object({
  report: reportSchema,
  from: daySchema,
  /** The day after the last. */
  to: daySchema,
  /** Only what concerns this shop; null asks about the whole market. */
  sellerId: z.string().nullable(),
  currency: currencySchema,
});
export type Question = z.infer<typeof questionSchema>;

// Stores write large integers as text.
const count = z.coerce.number().int().min(0);
const minor = z.coerce.number().int();
/** A median in ms; null where nothing has come so far yet. */
const median = z.coerce.number().int().nullable();

/** The rows of each report, as a store answers. */
export const rowSchemas = {
  days: z.object({
    day: daySchema,
    visits: count.describe('Visits that saw a product'),
    orders: count.describe('Orders placed'),
    cancelled: count.describe('Orders cancelled on this day'),
    capturedMinor: minor.describe('Money taken from buyers, minor units'),
    refundedMinor: minor.describe('Money given back to buyers, minor units'),
    chargedBackMinor: minor.describe('Money that banks took back in disputes that were lost, minor units'),
  }),
  funnel: z.object({
    seen: count.describe('Visits that saw a product'),
    basket: count.describe('Visits that put one into the basket'),
    checkout: count.describe('Checkouts begun; not known of a single shop'),
    paid: count.describe('Checkouts paid; of a single shop its orders'),
  }),
  products: z.object({
    productId: z.string(),
    title: z.string(),
    visits: count,
    units: count.describe('Units ordered'),
    orderedMinor: minor,
  }),
  categories: z.object({ categoryId: z.string(), visits: count, units: count, orderedMinor: minor }),
  sources: z.object({
    dimension: z.enum(['referrer', 'device', 'country']),
    value: z.string().describe('Empty where it is not known'),
    visits: count,
    orders: count,
  }),
  searches: z.object({ text: z.string(), visits: count, lastDay: daySchema }),
  cohorts: z.object({
    cohort: daySchema.describe('Monday of the week of the first order'),
    daysLater: count.describe('From that Monday to the Monday of a week with an order'),
    buyers: count,
  }),
  sellers: z.object({
    sellerId: z.string(),
    name: z.string(),
    orders: count.describe('Orders placed in the period'),
    cancelled: count.describe('Of these, how many were cancelled'),
    acceptMs: median.describe('Median time from placed to accepted'),
    shipMs: median.describe('Median time from accepted to shipped'),
    arriveMs: median.describe('Median time from shipped to delivered'),
    reviews: count.describe('Reviews that are shown, of all time'),
    stars: count.describe('Their stars together'),
  }),
} as const;
export type Rows = { [Name in Report]: z.infer<(typeof rowSchemas)[Name]>[] };

const compared = z.object({ now: z.number(), before: z.number().describe('In the period before') });
export type Compared = z.infer<typeof compared>;

/** Buyers by the week of their first order, and how many of them ordered again in the weeks after it. */
const cohortSchema = z.object({
  week: daySchema,
  buyers: z.number().int(),
  returned: z
    .array(z.number().int())
    .describe('How many ordered 1, 2, 3 .. weeks later; as far as it is over'),
});

/** Everything that one page of figures shows. */
export const dashboardSchema = z.object({
  from: daySchema,
  to: daySchema.describe('The last day, which is part of it'),
  timeZone: z.literal('UTC'),
  currency: currencySchema,
  figures: z.object({
    revenueMinor: compared.describe('Money taken less money given back and charged back, minor units'),
    refundedMinor: compared,
    chargedBackMinor: compared,
    orders: compared,
    cancelled: compared,
    visits: compared,
    conversionPoints: compared.describe('Paid purchases for each 10,000 visits'),
  }),
  days: z.array(rowSchemas.days).describe('Every day of the period, oldest first'),
  funnel: z.array(
    z.object({ step: z.enum(['seen', 'basket', 'checkout', 'paid']), count: z.number().int() }),
  ),
  products: z.array(rowSchemas.products),
  categories: z.array(rowSchemas.categories),
  sources: z.array(rowSchemas.sources),
  searches: z.array(rowSchemas.searches).describe('Searches that found nothing; not told to single shops'),
  cohorts: z.array(cohortSchema),
  sellers: z.array(rowSchemas.sellers),
  isEmpty: z.boolean().describe('Nothing was seen or bought in the period or the one before'),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

/** A thing that happened, as a row of the store; what does not apply is null. */
export const factSchema = z.object({
  eventId: z.string(),
  topic: z.string(),
  /** The event's type; `order.line` for a line of `order.placed`, `dispute.part` for a part of `dispute.lost`. */
  kind: z.string(),
  subject: z.string(),
  version: z.number().int(),
  /** Number of the row among those of one event. */
  line: z.number().int(),
  /** Epoch ms. */
  at: z.number().int(),
  day: daySchema,
  checkoutId: z.string().nullable(),
  orderId: z.string().nullable(),
  refundId: z.string().nullable(),
  reviewId: z.string().nullable(),
  productId: z.string().nullable(),
  categoryId: z.string().nullable(),
  sellerId: z.string().nullable(),
  buyerId: z.string().nullable(),
  visitorId: z.string().nullable(),
  sessionId: z.string().nullable(),
  device: z.string().nullable(),
  country: z.string().nullable(),
  referrer: z.string().nullable(),
  status: z.string().nullable(),
  /** What was searched, or what a product or shop is called. */
  text: z.string().nullable(),
  results: z.number().int().nullable(),
  stars: z.number().int().nullable(),
  quantity: z.number().int().nullable(),
  amountMinor: amountMinorSchema.nullable(),
  currency: z.string().nullable(),
});
export type Fact = z.infer<typeof factSchema>;
