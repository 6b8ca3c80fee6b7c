import { z } from 'zod';

/** An event as staff find it: what it is about, and its data without what is personal. */
export const indexedEventSchema = z.object({
  id: z.string(),
  type: z.string(),
  topic: z.string(),
  /** The service that it happened in, which tells documents of one id apart; null of events of old. */
  source: z.string().nullable(),
  /** Where it stands in the log; null where its reader did not say. */
  partition: z.number().int().nullable(),
  offset: z.string().nullable(),
  subject: z.string(),
  version: z.number().int(),
  time: z.string(),
  /** Ids by which it is found: its own, its subject's, and those in its data. */
  about: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
  /** Names of the fields that were left out. */
  leftOut: z.array(z.string()),
});
export type IndexedEvent = z.infer<typeof indexedEventSchema>;

/** An event that a consumer, or the relay, could not use. */
export const deadLetterStatusSchema = z.enum(['waiting', 'retried']);
export const asideSchema = z.object({
  id: z.string(),
  /** `relay`, or the group that could not use it. */
  by: z.string(),
  reason: z.string(),
  /** The topic, or the service whose outbox held it. */
  from: z.string(),
  subject: z.string(),
  partition: z.number().int().nullable(),
  offset: z.string().nullable(),
  /** Null where it could not even be read as an event. */
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  /** How often its consumer tried. */
  attempts: z.number().int().nullable(),
  at: z.string(),
  status: deadLetterStatusSchema,
  retriedAt: z.string().nullable(),
  retriedBy: z.string().nullable(),
});
export type Aside = z.infer<typeof asideSchema>;

/** A dead letter with what became of it. */
export const letterSchema = asideSchema.extend({
  consumer: z.string().describe('Who set it aside: `relay` or a consumer'),
  outcome: z
    .enum(['waiting', 'put-back', 'applied', 'refused-again'])
    .describe('Nobody has decided; its consumer has not come to it; it was applied; there is a newer letter'),
});
export type Letter = z.infer<typeof letterSchema>;

/** How one event stands with one consumer. */
export const passageSchema = z.object({
  consumer: z.string(),
  passage: z
    .enum(['applied', 'waits', 'set-aside', 'put-back', 'before-its-time'])
    .describe('How the event fares with this consumer'),
  reason: z.string().nullable().describe('Why it was set aside'),
  deadLetterId: z.string().nullable(),
});
export type Passage = z.infer<typeof passageSchema>;

export const eventViewSchema = indexedEventSchema.extend({ passages: z.array(passageSchema) });
export type EventView = z.infer<typeof eventViewSchema>;

export const streamSchema = z.object({
  topic: z.string(),
  events: z.number().int().describe('All that were ever published'),
  newest: z.object({ id: z.string(), type: z.string(), time: z.string() }).nullable(),
});
export type Stream = z.infer<typeof streamSchema>;

export const consumerSchema = z.object({
  name: z.string(),
  generation: z.number().int(),
  building: z.number().int().nullable().describe('The generation that is being built anew beside it'),
  topics: z.array(z.string()),
  lag: z.number().int().describe('Events that it has not read yet'),
  members: z.number().int().describe('Processes that take part'),
  setAside: z.number().int().describe('Dead letters of its own that wait'),
  health: z.enum(['well', 'behind', 'away', 'setting-aside']),
  appliedUpTo: z.string().nullable().describe('Time of the newest event that it has applied, where known'),
});
export type Consumer = z.infer<typeof consumerSchema>;
