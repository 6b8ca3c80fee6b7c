import type { KafkaMessage } from 'kafkajs';
import { fromMessage, PoisonError, type Envelope } from './cloud-event';
import type { DeadLetter } from './dead-letters';
import { createOrderKeeper, type Arrival } from './order-keeper';
import { isFor } from './replays';
import type { SetAside } from './set-aside';

/** How long an event waits for those before it, and how many of a partition may wait. */
const WAIT_MS = 30_000;
const MOST_WAITING = 1_000;

export interface PartitionOptions {
  groupId: string;
  /** The topic without its prefix. */
  topic: string;
  partition: number;
  /** The first offset that is read. */
  from: bigint;
  waitMs?: number;
  setAside: SetAside;
  /** Answers false when it was stopped before all were done with. */
  apply: (arrivals: readonly Arrival[]) => Promise<boolean>;
}

/** One partition of a topic as one group reads it. */
export interface ReadingPartition {
  /** Applies messages, or sets them aside, or keeps them until those before them came. False when it was stopped. */
  take(messages: readonly KafkaMessage[]): Promise<boolean>;
  /** Gives up on what waited for too long. */
  expire(): Promise<boolean>;
  /** Everything before this offset is done with. */
  doneTo(): bigint;
}

export function readPartition(options: PartitionOptions): ReadingPartition {
  const { topic, partition, setAside, apply } = options;
  const keeper = createOrderKeeper({
    whole: options.from === 0n,
    waitMs: options.waitMs ?? WAIT_MS,
    most: MOST_WAITING,
    nowMs: Date.now,
  });
  let next = options.from;

  /** What a message is, for a dead letter. */
  const letterOf = (arrival: Arrival, reason: string, attempts: number) => ({
    reason,
    attempts,
    from: topic,
    partition,
    offset: String(arrival.offset),
    subject: arrival.event.subject,
    eventId: arrival.event.id,
    type: arrival.event.type,
    version: arrival.event.version,
    content: arrival.content,
    ...(arrival.event.traceparent && { traceparent: arrival.event.traceparent }),
  });

  async function setPoisonAside(message: KafkaMessage, error: PoisonError): Promise<Arrival[] | null> {
    const subject = error.envelope?.subject ?? message.key?.toString() ?? '';
    const letter = poisonLetter(message, error.envelope);
    if (!(await setAside({ ...letter, reason: error.message, from: topic, partition, subject }))) return null;
    if (error.envelope) return keeper.skip(error.envelope);
    keeper.skipUnknown(subject);
    return [];
  }

  /** What can be applied because of a message; null when it was stopped. */
  async function sort(message: KafkaMessage): Promise<Arrival[] | null> {
    const content = message.value?.toString() ?? '';
    const offset = BigInt(message.offset);
    try {
      const event = { ...fromMessage(message), place: { partition, offset: message.offset } };
      const arrival = { event, offset, content };
      const { ready, late } = keeper.arrive(arrival);
      if (!late) return ready;
      const reason = 'it came when its successor had been set aside already';
      return (await setAside(letterOf(arrival, reason, 0))) ? ready : null;
    } catch (error) {
      if (error instanceof PoisonError) return setPoisonAside(message, error);
      throw error;
    }
  }

  return {
    async take(messages) {
      const ready: Arrival[] = [];
      for (const message of messages) {
        const sorted = await sort(message);
        if (sorted === null) return false;
        ready.push(...sorted);
      }
      if (!(await apply(ready))) return false;
      const last = messages.at(-1);
      if (last) next = BigInt(last.offset) + 1n;
      return true;
    },
    async expire() {
      const { aside, ready } = keeper.expire();
      for (const arrival of aside)
        if (!(await setAside(letterOf(arrival, arrival.reason ?? '', 0)))) return false;
      return apply(ready);
    },
    doneTo() {
      return keeper.waitsAt() ?? next;
    },
  };
}

/** The same for what was put back from the dead letters: each for one group, and in no order. */
export function readReplays(options: PartitionOptions): ReadingPartition {
  const { groupId, topic, partition, setAside, apply } = options;
  let next = options.from;
  return {
    async take(messages) {
      for (const message of messages) {
        if (isFor(message, groupId) && !(await takeOne(message))) return false;
        next = BigInt(message.offset) + 1n;
      }
      return true;
    },
    expire: () => Promise.resolve(true),
    doneTo: () => next,
  };

  async function takeOne(message: KafkaMessage): Promise<boolean> {
    const content = message.value?.toString() ?? '';
    try {
      return await apply([{ event: fromMessage(message), offset: BigInt(message.offset), content }]);
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      const letter = poisonLetter(message, error.envelope);
      const subject = error.envelope?.subject ?? message.key?.toString() ?? '';
      return setAside({ ...letter, reason: error.message, from: topic, partition, subject });
    }
  }
}

function poisonLetter(
  message: KafkaMessage,
  envelope: Envelope | undefined,
): Pick<DeadLetter, 'content' | 'offset' | 'attempts' | 'eventId' | 'type' | 'version'> {
  return {
    content: message.value?.toString() ?? '',
    offset: message.offset,
    attempts: 1,
    ...(envelope && { eventId: envelope.id, type: envelope.type, version: envelope.version }),
  };
}
