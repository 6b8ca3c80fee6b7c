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
] as const;
export type Topic = (typeof TOPICS)[number];

/** The promise about one kind of event: its type (noun.past), version, topic and the shape of its data. */
export interface EventContract<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  type: Type;
  version: number;
  topic: Topic;
  data: Data;
}

export function defineEvent<Type extends string, Data extends z.ZodType>(
  topic: Topic,
  type: Type,
  version: number,
  data: Data,
): EventContract<Type, Data> {
  return { topic, type, version, data };
}

/** An event that waits in its document's outbox. */
export const outboxEntrySchema = z.object({
  id: z.string(),
  type: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  data: z.record(z.string(), z.unknown()),
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
}
