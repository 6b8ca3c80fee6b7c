import { z } from 'zod';
import type { EventMessage } from './cloud-event';

/** Longest content of a dead letter that is kept, in UTF-16 units; Kafka refuses a message of 1 MiB. */
const LONGEST_CONTENT = 200_000;

/** Why and from where something was set aside. */
export const deadLetterSchema = z.object({
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
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** The message that keeps what nobody could use, so that people can look at it and the rest goes on. */
export function toDeadLetter(letter: DeadLetter): EventMessage {
  return {
    key: letter.subject,
    headers: { 'content-type': 'application/json', by: letter.by, reason: letter.reason },
    value: JSON.stringify({ ...letter, content: letter.content.slice(0, LONGEST_CONTENT) }),
  };
}

/** The dead letter in a message of the topic `dead-letters`. */
export function fromDeadLetter(message: { value: Buffer | null }): DeadLetter {
  return deadLetterSchema.parse(JSON.parse(message.value?.toString() ?? ''));
}
