import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Logger } from '../services/platform/logger';
import { applyAll } from './applying';
import { groupIdOf } from './groups';
import { runMember, type RunningConsumer } from './group';
import type { Arrival } from './order-keeper';
import { REPLAYS, topicName, topicOf, type KafkaConfig } from './kafka';
import { pause } from './pause';
import type { Projection, ProjectionRun } from './projection';
import { createPublisher } from './publisher';
import { readPartition, readReplays, type ReadingPartition } from './reading-partition';
import { createSetAside, letterOf } from './set-aside';

/** Messages of a partition that are taken, and events that are applied, at a time. */
const BATCH = 200;
/**
 * Who has read all that there was waits so long before it reads again, so that a store is written to once for many
 * events: on a busy machine most of what an event costs is the asking and the writing, not the event.
 */
const GATHER_MS = 200;
/** Offsets are committed for all partitions together, so often. */
const COMMIT_EVERY_MS = 500;
const HEARTBEAT_MS = 2_000;

export interface ProjectorOptions {
  projection: Pick<Projection, 'name' | 'topics' | 'rebuilds'>;
  generation: number;
  run: ProjectionRun;
  config: KafkaConfig;
  logger: Logger;
  /** How long an event waits for a version before it, in ms. */
  waitMs?: number;
  onApplied?: (events: number, seconds: number) => void;
  onLetter?: () => void;
}

type Place = ReadingPartition & { topic: string; partition: number; committed: bigint };
/** Messages of a partition that wait for their turn; true when they are applied, false when it was stopped before. */
interface Taking {
  place: Place;
  messages: readonly KafkaMessage[];
  resolve(isDone: boolean): void;
  reject(error: unknown): void;
}

/**
 * Reads the topics of one generation of a projection: applies batches, commits what was applied, twice a second, keeps
 * the events of a document in order, repeats what fails and sets aside what never will. Comes back when Kafka does.
 */
export function runProjector(options: ProjectorOptions): RunningConsumer {
  const { projection, config, run } = options;
  const groupId = groupIdOf(config, projection.name, options.generation);
  const logger = options.logger.child({ groupId });
  const names = [...projection.topics.map((topic) => topicName(config, topic)), topicName(config, REPLAYS)];
  const stopping = new AbortController();
  const { signal } = stopping;
  const publisher = createPublisher({ config, logger, clientId: groupId });
  const setAside = createSetAside({ groupId, publisher, logger, signal, ...pick(options, 'onLetter') });
  const alone = oneAtATime();
  const applying = {
    ...{ run, logger, signal, ...pick(options, 'onApplied') },
    setAside: (...aside: Parameters<typeof letterOf>) => setAside(letterOf(...aside)),
  };
  let partitions = new Map<string, Place>();
  let taking: Taking[] = [];
  let consumer: Consumer | null = null;
  /**
   * A group that acts outside begins with what comes from now on. Where that is is written down: if it dies before it
   * has done anything, it goes on from there and not from the end that there is by then.
   */
  let beginnings: Beginning[] = [];

  function partitionOf(name: string, partition: number, from: bigint): Place {
    const key = `${name}/${partition}`;
    const known = partitions.get(key);
    if (known) return known;
    const read = name === topicName(config, REPLAYS) ? readReplays : readPartition;
    const topic = topicOf(config, name) ?? REPLAYS;
    const opened = read({ groupId, topic, partition, from, setAside, ...pick(options, 'waitMs') });
    const place = { ...opened, topic: name, partition, committed: from };
    partitions.set(key, place);
    return place;
  }

  async function eachBatch({ batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload) {
    // What is applied for long must not cost the partitions.
    const beating = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const place = partitionOf(batch.topic, batch.partition, BigInt(batch.firstOffset() ?? 0));
      for (let n = 0; n < batch.messages.length; n += BATCH) {
        if (signal.aborted || !isRunning() || isStale()) return;
        const messages = batch.messages.slice(n, n + BATCH);
        const last = messages.at(-1);
        if (!(await take(place, messages)) || !last) return;
        resolveOffset(last.offset);
      }
      if (batch.offsetLag() === '0') await pause(GATHER_MS, signal);
    } finally {
      clearInterval(beating);
    }
    await heartbeat();
  }

  /** Has messages applied, together with those of other partitions that came with them. */
  function take(place: Place, messages: readonly KafkaMessage[]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const isFirst = taking.push({ place, messages, resolve, reject }) === 1;
      if (isFirst) setImmediate(() => void alone(takeAll));
    });
  }

  async function takeAll(): Promise<void> {
    const taken = taking;
    taking = [];
    try {
      const isDone = await applyTogether(taken);
      for (const { place, messages, resolve } of taken) {
        if (isDone) place.finish(messages);
        resolve(isDone);
      }
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  async function applyTogether(taken: readonly Taking[]): Promise<boolean> {
    const arrivals: Arrival[] = [];
    for (const { place, messages } of taken) {
      const sorted = await place.sort(messages);
      if (sorted === null) return false;
      arrivals.push(...sorted);
    }
    for (let n = 0; n < arrivals.length; n += BATCH)
      if (!(await applyAll(arrivals.slice(n, n + BATCH), applying))) return false;
    return true;
  }

  async function commit(): Promise<void> {
    if (!consumer || !member.isRunning()) return;
    const done = [...partitions.values()].filter((place) => place.doneTo() > place.committed);
    const offsets = done.map((place) => ({ place, offset: place.doneTo() }));
    const unread = beginnings.filter(({ topic, partition }) => !partitions.has(`${topic}/${partition}`));
    if (offsets.length + unread.length === 0) return;
    await consumer.commitOffsets([
      ...unread,
      ...offsets.map(({ place: { topic, partition }, offset }) => ({
        topic,
        partition,
        offset: String(offset),
      })),
    ]);
    beginnings = [];
    for (const { place, offset } of offsets) place.committed = offset;
  }

  /** Gives up on what waited too long, and says how far all is done. */
  async function tidy(): Promise<void> {
    await alone(async () => {
      for (const place of partitions.values()) {
        const ready = await place.expire();
        if (ready === null || !(await applyAll(ready, applying))) return;
      }
      await commit();
    }).catch((error: unknown) => logger.debug({ err: error }, 'Offsets are committed with the next ones'));
  }

  const member = runMember(
    {
      groupId,
      topics: names,
      config,
      logger,
      from: projection.rebuilds ? 'beginning' : 'now',
      ...(!projection.rebuilds && {
        prepare: async (kafka: Kafka) => {
          beginnings = await endsOfUnknown(kafka, groupId, names);
        },
      }),
      onJoin(joined) {
        consumer = joined;
        // Others may have gone on with what was ours, or ours is now what they began.
        partitions = new Map();
      },
      eachBatch,
      beforeLeave: tidyLast,
    },
    stopping,
  );
  const tidying = setInterval(() => void tidy(), COMMIT_EVERY_MS);

  async function tidyLast(): Promise<void> {
    await alone(commit).catch((error: unknown) =>
      logger.warn({ err: error }, 'Last offsets are not committed'),
    );
  }

  return {
    isRunning: member.isRunning,
    async stop() {
      clearInterval(tidying);
      await member.stop();
      await publisher.close();
    },
  };
}

interface Beginning {
  topic: string;
  partition: number;
  offset: string;
}

/** Where partitions end of which the group has done nothing yet. */
async function endsOfUnknown(kafka: Kafka, groupId: string, names: readonly string[]): Promise<Beginning[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const beginnings: Beginning[] = [];
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...names] })) {
      const unknown = partitions.filter(({ offset }) => offset === '-1').map(({ partition }) => partition);
      if (unknown.length === 0) continue;
      for (const { partition, high } of await admin.fetchTopicOffsets(topic))
        if (unknown.includes(partition)) beginnings.push({ topic, partition, offset: high });
    }
    return beginnings;
  } finally {
    await admin.disconnect();
  }
}

/** Runs what it is given one after the other. */
function oneAtATime(): (act: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(act);
    last = next.catch(() => undefined);
    return next;
  };
}

/** A field, unless it is undefined. */
function pick<Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  key: Key,
): { [Name in Key]?: NonNullable<Whole[Name]> } {
  const value = whole[key];
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]: NonNullable<Whole[Name]> });
}
