import type { IHeaders, KafkaMessage } from 'kafkajs';
import { outboxEntrySchema } from './contract';
import { PoisonError, toMessage, type EventMessage } from './cloud-event';
import { isCut, type DeadLetter } from './dead-letters';
import { REPLAYS, type KafkaConfig } from './kafka';
import { createPublisher, type Outgoing } from './publisher';
import type { Logger } from '../services/platform/logger';

const FOR_HEADER = 'caravan-for';
const LETTER_HEADER = 'caravan-letter';

/** A dead letter cannot be put back; the message says why and what helps. */
export class ReplayRefused extends Error {}

export interface Replayer {
  /**
   * Puts back what was set aside: for the group that refused it, and no other; for all, if it never left its outbox.
   * @throws ReplayRefused when it cannot be put back
   */
  replay(letter: DeadLetter): Promise<void>;
  close(): Promise<void>;
}

export function createReplayer({ config, logger }: { config: KafkaConfig; logger: Logger }): Replayer {
  const publisher = createPublisher({ config, logger, clientId: 'caravan-replay' });
  return {
    replay: async (letter) => publisher.publish([outgoingOf(letter)]),
    close: publisher.close,
  };
}

/** The message that puts a dead letter back. */
export function outgoingOf(letter: DeadLetter): Outgoing {
  if (isCut(letter))
    throw new ReplayRefused('This is too long to be kept whole, so it cannot be put back. Nothing was done.');
  return letter.by === 'relay' ? fromOutbox(letter) : { topic: REPLAYS, message: forGroup(letter) };
}

function fromOutbox(letter: DeadLetter): Outgoing {
  const entry = outboxEntrySchema.safeParse(parseOrNull(letter.content));
  if (!entry.success || letter.version === undefined)
    throw new ReplayRefused('This is not an entry of an outbox, so it cannot be put back. Nothing was done.');
  const { subject, version, from } = letter;
  try {
    return toMessage({ entry: entry.data, subject, version, service: from });
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    throw new ReplayRefused(
      `It still breaks its contract (${error.message}), so it was not put back. It can be once the contract allows it.`,
    );
  }
}

function forGroup(letter: DeadLetter): EventMessage {
  return {
    key: letter.subject,
    value: letter.content,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      [FOR_HEADER]: letter.by,
      [LETTER_HEADER]: letter.id,
      ...(letter.traceparent && { traceparent: letter.traceparent }),
    },
  };
}

/** Whether a message of the topic `replays` is for this group. */
export function isFor(message: Pick<KafkaMessage, 'headers'>, groupId: string): boolean {
  return headerOf(message.headers, FOR_HEADER) === groupId;
}

/** The letter that a message of the topic `replays` puts back. */
export function letterIdOf(message: Pick<KafkaMessage, 'headers'>): string {
  return headerOf(message.headers, LETTER_HEADER);
}

function headerOf(headers: IHeaders | undefined, name: string): string {
  return headers?.[name]?.toString() ?? '';
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
