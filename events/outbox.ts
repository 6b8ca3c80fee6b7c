import type { z } from 'zod';
import { newId } from '../services/platform/ids';
import { currentTrace } from '../services/platform/trace';
import type { EventContract, OutboxEntry } from './contract';

/**
 * Fields of every document whose changes are events; spread them into its mongoose schema. `version` counts the
 * events there have been, `outbox` holds those that are not published yet, oldest first, and `outboxAt` (set only
 * while there are any; epoch ms) is what the relay's sparse index finds.
 */
export const outboxFields = {
  version: { type: Number, required: true, default: 0 },
  outbox: {
    type: [
      { _id: false, id: String, type: { type: String }, time: String, data: Object, traceparent: String },
    ],
    default: [],
  },
  outboxAt: { type: Number, index: { sparse: true } },
} as const;

/** What is not shown when a document is read for a caller. */
export const withoutOutbox = { outbox: 0, outboxAt: 0 } as const;

/** An event of a contract, ready for an outbox, as part of the trace that is under way. Throws when the data break the contract: that is our bug. */
export function eventOf<Data extends z.ZodType>(
  contract: EventContract<string, Data>,
  data: z.input<Data>,
  nowMs: number,
): OutboxEntry {
  const traceparent = currentTrace();
  return {
    id: newId(nowMs),
    type: contract.type,
    time: new Date(nowMs).toISOString(),
    data: contract.data.parse(data) as Record<string, unknown>,
    ...(traceparent !== undefined && { traceparent }),
  };
}

/**
 * The parts of an atomic update that carry events with a change: merge `$inc`, `$push` and `$set` into yours.
 * The n-th event of a document has version n, because the count and the events are written together.
 */
export function carrying(
  nowMs: number,
  ...events: OutboxEntry[]
): {
  $inc: { version: number };
  $push: { outbox: { $each: OutboxEntry[] } };
  $set: { outboxAt: number };
} {
  return {
    $inc: { version: events.length },
    $push: { outbox: { $each: events } },
    $set: { outboxAt: nowMs },
  };
}

/** The same fields for a document that is inserted with its first events. */
export function bornWith(
  nowMs: number,
  ...events: OutboxEntry[]
): { version: number; outbox: OutboxEntry[]; outboxAt: number } {
  return { version: events.length, outbox: events, outboxAt: nowMs };
}

/** Publication order and numbers of the events that wait in a document: the last has the document's version. */
export function versionsOf(document: { version: number; outbox: readonly OutboxEntry[] }): number[] {
  return document.outbox.map((_, index) => document.version - document.outbox.length + 1 + index);
}
