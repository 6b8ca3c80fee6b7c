import type { Batch, Consumer, Kafka, KafkaMessage } from 'kafkajs';
import { newId } from '../services/platform/ids';
import type { Logger } from '../services/platform/logger';
import { fromMessage, PoisonError } from './cloud-event';
import type { CaravanEvent, Topic } from './contract';
import { fromDeadLetter, type DeadLetter } from './dead-letters';
import { createKafka, DEAD_LETTERS, REPLAYS, topicName, type KafkaConfig } from './kafka';
import { letterIdOf } from './replays';
import { createTopics } from './topics';

interface ReadOptions<Item> {
  config: KafkaConfig;
  logger: Logger;
  timeoutMs: number;
  /** Goes on past what was there at the start until this holds. */
  until?: (items: readonly Item[]) => boolean;
}

export interface ReadRequest extends ReadOptions<CaravanEvent> {
  topics: readonly Topic[];
  /** Only events of these; all when left out. */
  subjects?: readonly string[];
  /** Only events of these ids; then what cannot be read is passed over. */
  ids?: readonly string[];
}

/**
 * Reads topics from their beginning: everything that was published when it was called, and with `until` what comes
 * after it as well. Sorted by time; events of one subject stand as they do in the log, repetitions included.
 * @throws Error when it is not through after `timeoutMs`; PoisonError for a message that is not an event
 */
export function readEvents(request: ReadRequest): Promise<CaravanEvent[]> {
  const subjects = request.subjects ? new Set(request.subjects) : null;
  return readTopics<CaravanEvent>({
    ...request,
    names: request.topics.map((topic) => topicName(request.config, topic)),
    parse: (message) => {
      if (request.ids) return ifWanted(message, request.ids);
      return !subjects || subjects.has(keyOf(message)) ? fromMessage(message) : null;
    },
    timeOf: (event) => event.time,
  });
}

function ifWanted(message: KafkaMessage, ids: readonly string[]): CaravanEvent | null {
  try {
    const event = fromMessage(message);
    return ids.includes(event.id) ? event : null;
  } catch (error) {
    if (error instanceof PoisonError) return null;
    throw error;
  }
}

/** Ids of the dead letters that were put back, ever. */
export async function readPutBack(request: ReadOptions<{ id: string }>): Promise<ReadonlySet<string>> {
  const read = await readTopics<{ id: string }>({
    ...request,
    names: [topicName(request.config, REPLAYS)],
    parse: (message) => ({ id: letterIdOf(message) }),
    timeOf: ({ id }) => id,
  });
  return new Set(read.map(({ id }) => id));
}

/** Reads what was set aside, oldest first. */
export function readDeadLetters(request: ReadOptions<DeadLetter>): Promise<DeadLetter[]> {
  return readTopics<DeadLetter>({
    ...request,
    names: [topicName(request.config, DEAD_LETTERS)],
    parse: fromDeadLetter,
    timeOf: (letter) => letter.at,
  });
}

interface TopicsRequest<Item> extends ReadOptions<Item> {
  names: readonly string[];
  /** Null for a message that is not asked for. */
  parse: (message: KafkaMessage) => Item | null;
  /** ISO 8601, UTC. */
  timeOf: (item: Item) => string;
}

async function readTopics<Item>(request: TopicsRequest<Item>): Promise<Item[]> {
  const { config, logger, names, timeoutMs } = request;
  const kafka = createKafka(config, logger, 'caravan-reader');
  await createTopics(kafka, config);
  const reading = createReading(request, await endsOf(kafka, names));
  if (reading.isComplete()) return [];

  const groupId = `${config.KAFKA_TOPIC_PREFIX}read-${newId()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...names], fromBeginning: true });
    return await readAll(consumer, reading, timeoutMs);
  } finally {
    await consumer.disconnect();
    await forgetGroup(kafka, groupId);
  }
}

interface Reading<Item> {
  take(batch: Batch): void;
  isComplete(): boolean;
  items(): Item[];
}

/** @param ends offset after the last message of each partition that has any */
function createReading<Item>(
  { parse, timeOf, until }: TopicsRequest<Item>,
  ends: ReadonlyMap<string, bigint>,
): Reading<Item> {
  const read: { item: Item; sortedBy: string }[] = [];
  const unread = new Map(ends);
  const latest = new Map<string, string>();
  return {
    take(batch) {
      const partition = `${batch.topic}/${batch.partition}`;
      for (const message of batch.messages) {
        const item = parse(message);
        if (item === null) continue;
        // Clocks of two processes differ a little: within a partition the order of the log is the true one.
        const before = latest.get(partition) ?? '';
        const sortedBy = timeOf(item) > before ? timeOf(item) : before;
        latest.set(partition, sortedBy);
        read.push({ item, sortedBy });
      }
      const end = unread.get(partition);
      if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) unread.delete(partition);
    },
    isComplete: () => unread.size === 0 && (until?.(read.map(({ item }) => item)) ?? true),
    items: () =>
      [...read]
        .sort((a, b) => (a.sortedBy < b.sortedBy ? -1 : a.sortedBy > b.sortedBy ? 1 : 0))
        .map(({ item }) => item),
  };
}

function readAll<Item>(consumer: Consumer, reading: Reading<Item>, timeoutMs: number): Promise<Item[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const timer = setTimeout(
      () =>
        fail(
          new Error(`After ${timeoutMs} ms not everything was there; ${reading.items().length} were read.`),
        ),
      timeoutMs,
    );
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) fail(payload.error);
    });
    const eachBatch = async ({ batch }: { batch: Batch }) => {
      try {
        reading.take(batch);
      } catch (error) {
        return fail(error);
      }
      if (!reading.isComplete()) return;
      clearTimeout(timer);
      resolve(reading.items());
    };
    consumer.run({ autoCommit: false, eachBatch }).catch(fail);
  });
}

/** Of each partition that has messages, the offset after its last. */
async function endsOf(kafka: Kafka, names: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const name of names)
      for (const { partition, high, low } of await admin.fetchTopicOffsets(name))
        if (BigInt(high) > BigInt(low)) ends.set(`${name}/${partition}`, BigInt(high));
    return ends;
  } finally {
    await admin.disconnect();
  }
}

/** The throwaway group; Kafka forgets it by itself after a while, so a failure does not matter. */
async function forgetGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // It expires.
  } finally {
    await admin.disconnect();
  }
}

function keyOf(message: KafkaMessage): string {
  return message.key?.toString() ?? '';
}
