import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaJSError, type Admin } from 'kafkajs';
import type { Logger } from '../services/platform/logger';
import { TOPICS, type Topic } from './contract';
import { createKafka, REPLAYS, topicName, topicOf, type KafkaConfig, type SideTopic } from './kafka';
import { createTopics } from './topics';

const ATTEMPTS = 4;
const RETRY_MS = 300;

export interface Stream {
  topic: Topic;
  /** Offsets of the first event that is kept, and after the last. */
  partitions: { partition: number; low: string; high: string }[];
}

export interface PartitionLag {
  topic: Topic | SideTopic;
  partition: number;
  /** What the group has not done yet. */
  lag: number;
}

/** Looks at topics and groups and changes nothing. */
export interface Inspector {
  streams(): Promise<Stream[]>;
  /** How far a group is: the next offset of each partition, null where it has done nothing. */
  offsets(groupId: string): Promise<{ topic: Topic; partition: number; offset: string | null }[]>;
  /** How far a group that began with the first event is behind, in all partitions of these topics. */
  lag(groupId: string, topics: readonly Topic[]): Promise<PartitionLag[]>;
  /** How many processes take part in a group. */
  members(groupId: string): Promise<number>;
  /** Removes the offsets of a group that nobody takes part in. */
  forgetGroup(groupId: string): Promise<void>;
  close(): Promise<void>;
}

/** One connection that is kept, and made anew when it broke. */
export function createInspector({ config, logger }: { config: KafkaConfig; logger: Logger }): Inspector {
  const kafka = createKafka(config, logger, 'caravan-inspector');
  let connecting: Promise<Admin> | null = null;

  async function connect(): Promise<Admin> {
    await createTopics(kafka, config);
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  }

  async function discard(): Promise<void> {
    const old = connecting;
    connecting = null;
    await old?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  async function ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        connecting ??= connect();
        return await question(await connecting);
      } catch (error) {
        await discard();
        // A topic that was made a moment ago has no leader yet.
        if (attempt >= ATTEMPTS || !(error instanceof KafkaJSError) || !error.retriable) throw error;
        await sleep(RETRY_MS);
      }
    }
  }

  const ends = (admin: Admin, topics: readonly (Topic | SideTopic)[]) =>
    Promise.all(
      topics.map(async (topic) => ({
        topic,
        partitions: (await admin.fetchTopicOffsets(topicName(config, topic)))
          .map(({ partition, low, high }) => ({ partition, low, high }))
          .sort((a, b) => a.partition - b.partition),
      })),
    );

  return {
    streams: () => ask(async (admin) => (await ends(admin, TOPICS)) as Stream[]),
    offsets: (groupId) =>
      ask(async (admin) => {
        const names = TOPICS.map((topic) => topicName(config, topic));
        const fetched = await admin.fetchOffsets({ groupId, topics: names });
        return fetched.flatMap(({ topic: name, partitions }) => {
          const topic = topicOf(config, name);
          return topic === null
            ? []
            : partitions.map(({ partition, offset }) => ({
                topic,
                partition,
                offset: offset === '-1' ? null : offset,
              }));
        });
      }),
    lag: (groupId, topics) =>
      ask(async (admin) => {
        const all = [...topics, REPLAYS] as const;
        const streams = await ends(admin, all);
        const fetched = await admin.fetchOffsets({
          groupId,
          topics: all.map((topic) => topicName(config, topic)),
        });
        const done = new Map(
          fetched.flatMap(({ topic, partitions }) =>
            partitions.map(({ partition, offset }) => [`${topic}/${partition}`, BigInt(offset)] as const),
          ),
        );
        return streams.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, low, high }) => {
            const at = done.get(`${topicName(config, topic)}/${partition}`) ?? -1n;
            const from = at < BigInt(low) ? BigInt(low) : at;
            return { topic, partition, lag: Number(BigInt(high) - from) };
          }),
        );
      }),
    members: (groupId) =>
      ask(async (admin) => (await admin.describeGroups([groupId])).groups[0]?.members.length ?? 0),
    forgetGroup: (groupId) => ask(async (admin) => void (await admin.deleteGroups([groupId]))),
    close: discard,
  };
}
