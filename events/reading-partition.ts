import type { KafkaMessage } from 'kafkajs';
import { fromMessage, PoisonError, type Envelope } from './cloud-event';
import type { DeadLetter } from './dead-letters';
import { createOrderKeeper, type Arrival } from './order-keeper';
import { isFor } from './replays';
import { letterOf, type SetAside } from './set-aside';

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
}

/** One partition of a topic as one group reads it. */
export interface ReadingPartition {
  /**
   * What can be applied now that these messages came, in order. What can never be is set aside, and what came before its
   * predecessor waits for it. Null when it was stopped meanwhile.
   */
  sort(messages: readonly KafkaMessage[]): Promise<Arrival[] | null>;
  /** All that came of these messages is applied. */
  finish(messages: readonly KafkaMessage[]): void;
  /** What can be applied after that which waited for too long was set aside. Null when it was stopped meanwhile. */
  expire(): Promise<Arrival[] | null>;
  /** Everything before this offset is done with. */
  doneTo(): bigint;
}

export function readPartition(options: PartitionOptions): ReadingPartition {
  const { partition, setAside } = options;
  const keeper = createOrderKeeper({
    whole: options.from === 0n,
    waitMs: options.waitMs ?? WAIT_MS,
    most: MOST_WAITING,
    nowMs: Date.now,
  });
  const place = placeFrom(options.from);

  async function setPoisonAside(message: KafkaMessage, error: PoisonError): Promise<Arrival[] | null> {
    const letter = poisonLetter(message, error, options);
    if (!(await setAside(letter))) return null;
    if (error.envelope) return keeper.skip(error.envelope);
    keeper.skipUnknown(letter.subject);
    return [];
  }

  /** What can be applied because of a message; null when it was stopped. */
  async function sortOne(message: KafkaMessage): Promise<Arrival[] | null> {
    try {
      const arrival = arrivalOf(message, options);
      arrival.event.place = { partition, offset: message.offset };
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
    sort: (messages) => sortAll(messages, sortOne),
    finish: place.finish,
    async expire() {
      const { aside, ready } = keeper.expire();
      for (const arrival of aside)
        if (!(await setAside(letterOf(arrival, arrival.reason ?? '', 0)))) return null;
      return ready;
    },
    doneTo: () => keeper.waitsAt() ?? place.next(),
  };
}

/** The same for what was put back from the dead letters: each for one group, and in no order. */
export function readReplays(options: PartitionOptions): ReadingPartition {
  const { groupId, setAside } = options;
  const place = placeFrom(options.from);

  async function sortOne(message: KafkaMessage): Promise<Arrival[] | null> {
    if (!isFor(message, groupId)) return [];
    try {
      return [arrivalOf(message, options)];
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      return (await setAside(poisonLetter(message, error, options))) ? [] : null;
    }
  }

  return {
    sort: (messages) => sortAll(messages, sortOne),
    finish: place.finish,
    expire: () => Promise.resolve([]),
    doneTo: place.next,
  };
}

async function sortAll(
  messages: readonly KafkaMessage[],
  sortOne: (message: KafkaMessage) => Promise<Arrival[] | null>,
): Promise<Arrival[] | null> {
  const ready: Arrival[] = [];
  for (const message of messages) {
    const sorted = await sortOne(message);
    if (sorted === null) return null;
    ready.push(...sorted);
  }
  return ready;
}

/** How far a partition is read. */
function placeFrom(from: bigint) {
  let next = from;
  return {
    next: () => next,
    finish(messages: readonly KafkaMessage[]): void {
      const last = messages.at(-1);
      if (last) next = BigInt(last.offset) + 1n;
    },
  };
}

type Place = Pick<PartitionOptions, 'topic' | 'partition'>;

/** @throws PoisonError */
function arrivalOf(message: KafkaMessage, { topic, partition }: Place): Arrival {
  const content = message.value?.toString() ?? '';
  return { event: fromMessage(message), topic, partition, offset: BigInt(message.offset), content };
}

function poisonLetter(
  message: KafkaMessage,
  { message: reason, envelope }: PoisonError,
  { topic, partition }: Place,
): Omit<DeadLetter, 'id' | 'by' | 'at'> {
  return {
    ...{ reason, from: topic, partition, offset: message.offset, attempts: 1 },
    content: message.value?.toString() ?? '',
    subject: envelope?.subject ?? message.key?.toString() ?? '',
    ...(envelope && named(envelope)),
  };
}

const named = ({ id: eventId, type, version }: Envelope) => ({ eventId, type, version });
