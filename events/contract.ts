import { z } from 'zod';

/** Kafka topics without their prefix; an event's topic follows from its type. */
export const TOPICS = [
  'catalogue',
  'stock',
  'checkouts',
  'orders',
  'payments',
  'payouts',
  'deliveries',
  'refunds',
  'disputes',
  'sellers',
  'users',
  'cases',
  'reviews',
  'messages',
  'notices',
  'behaviour',
] as const;
export type Topic = (typeof TOPICS)[number];

/** How data of a version that is no longer written are read, and brought up to the version after it. */
export interface EarlierVersion {
  data: z.ZodType;
  raise: (data: Record<string, unknown>) => Record<string, unknown>;
}

/** The promise about one kind of event: its type (noun.past), version, topic and the shape of its data. */
export interface EventContract<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  type: Type;
  version: number;
  topic: Topic;
  data: Data;
  /** By number, for events of old that topics keep. */
  earlier?: Readonly<Record<number, EarlierVersion>>;
}

export function defineEvent<Type extends string, Data extends z.ZodType>(
  topic: Topic,
  type: Type,
  version: number,
  data: Data,
  earlier?: Readonly<Record<number, EarlierVersion>>,
): EventContract<Type, Data> {
  return { topic, type, version, data, ...(earlier && { earlier }) };
}

/** An event that waits in its document's outbox. */
export const outboxEntrySchema = z.object({
  id: z.string(),
  type: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The trace that it belongs to, W3C Trace Context. */
  traceparent: z.string().optional(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** An event as it arrives at a consumer. `version` counts the events of its subject from 1, without a gap. */
export interface CaravanEvent<Data = Record<string, unknown>> {
  id: string;
  type: string;
  topic: Topic;
  subject: string;
  time: string;
  version: number;
  data: Data;
  /** The service that it happened in. Together with the subject it tells documents apart. */
  source?: string;
  /** The trace that it belongs to, W3C Trace Context. */
  traceparent?: string;
  /** Where it stands in its topic; not of an event that was put back from the dead letters. */
  place?: { partition: number; offset: string };
}
