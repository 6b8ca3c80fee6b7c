import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EventMessage } from './cloud-event';

/** Longest content of a dead letter that is kept, in UTF-16 units; Kafka refuses a message of 1 MiB. */
const LONGEST_CONTENT = 200_000;

/** Why and from where something was set aside. */
const letterSchema = z.object({
  /** Tells letters apart; a letter that was written twice has the same. */
  id: z.string().optional(),
  /** Who set it aside: `relay`, or a consumer's group id. */
  by: z.string(),
  reason: z.string(),
  /** The service whose outbox held it, or the topic. */
  from: z.string(),
  subject: z.string(),
  /** When it was set aside, ISO 8601. */
  at: z.iso.datetime(),
  /** What it was, as JSON or as it came; cut when it is long. */
  content: z.string(),
  /** Where it stood in its topic. */
  partition: z.number().int().optional(),
  offset: z.string().optional(),
  /** Of the event, where it could be read. */
  eventId: z.string().optional(),
  type: z.string().optional(),
  version: z.number().int().optional(),
  /** How often it was tried. */
  attempts: z.number().int().optional(),
  traceparent: z.string().optional(),
});
export type DeadLetter = z.infer<typeof letterSchema> & { id: string };

/** The message that keeps what nobody could use, so that people can look at it and the rest goes on. */
export function toDeadLetter(letter: Omit<DeadLetter, 'id'>): EventMessage {
  const { by, reason, traceparent } = letter;
  return {
    key: letter.subject,
    headers: { 'content-type': 'application/json', by, reason, ...(traceparent && { traceparent }) },
    value: JSON.stringify({
      ...letter,
      id: idOf(letter),
      content: letter.content.slice(0, LONGEST_CONTENT),
    }),
  };
}

/** The dead letter in a message of the topic `dead-letters`. */
export function fromDeadLetter(message: { value: Buffer | null }): DeadLetter {
  const letter = letterSchema.parse(JSON.parse(message.value?.toString() ?? ''));
  return { ...letter, id: letter.id ?? idOf(letter) };
}

/** Whether the letter has only the beginning of what it was. */
export function isCut(letter: DeadLetter): boolean {
  return letter.content.length >= LONGEST_CONTENT;
}

/** The same for the same thing that the same reader set aside. */
function idOf(letter: Omit<DeadLetter, 'id'>): string {
  const place = letter.offset === undefined ? [letter.content] : [letter.partition, letter.offset];
  return createHash('sha256')
    .update(JSON.stringify([letter.by, letter.from, letter.subject, ...place]))
    .digest('base64url')
    .slice(0, 16);
}
