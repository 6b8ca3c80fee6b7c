import { z } from 'zod';

/** An id as a browser makes one: laid out like ours, so that it says when it was made. */
const madeByBrowser = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/, 'This is not the id of a visit.');

/** How long ago it happened, so that a browser whose clock is wrong does not matter. */
const agoMs = z.number().int().min(0).max(3_600_000);

const productSchema = z.strictObject({
  /** Its page was opened, or it was put into the basket. */
  type: z.enum(['seen', 'basketed']),
  /** Known again when a batch is sent twice. */
  id: madeByBrowser,
  agoMs,
  productId: z.string().min(1).max(64),
});
const searchedSchema = z.strictObject({
  type: z.literal('searched'),
  id: madeByBrowser,
  agoMs,
  text: z.string().trim().min(1).max(200),
  results: z.number().int().min(0).max(10_000_000),
});

export const behaviourSchema = z.discriminatedUnion('type', [productSchema, searchedSchema]);
export type Behaviour = z.infer<typeof behaviourSchema>;

export const MOST_IN_BATCH = 50;

/** What a browser tells of a visit. */
export const behaviourBatchSchema = z.strictObject({
  /** New with each page load; with consent it lasts as long as the visit. */
  sessionId: madeByBrowser,
  /** Stays with the browser; it is looked at only with consent. */
  visitorId: madeByBrowser.optional(),
  consent: z.boolean(),
  /** Address of the page that led here. */
  referrer: z.string().max(2000).optional(),
  events: z.array(behaviourSchema).min(1).max(MOST_IN_BATCH),
});
export type BehaviourBatch = z.infer<typeof behaviourBatchSchema>;

export type Device = 'phone' | 'tablet' | 'desktop' | 'unknown';

/** What the request itself says of who sends it. */
export interface Sender {
  userAgent: string | undefined;
  /** As the proxy in front names it. */
  country: string | undefined;
  /** Whether the browser asks not to be followed (Sec-GPC or DNT). */
  objects: boolean;
  userId: string | null;
}

/** One visit: a session of a browser, or a placed order that belongs to no session. */
export interface Visit {
  id: string;
  visitorId: string;
  sessionId: string;
  userId: string | null;
  device: Device;
  country: string | null;
  referrer: string | null;
  /** Epoch ms. */
  lastAt: number;
  /** How many events it has told. */
  told: number;
  /** Ids of the newest of them. */
  taken: string[];
  version: number;
}
