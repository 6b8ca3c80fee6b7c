import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from '../services/platform/logger';
import { createKafka, type KafkaConfig } from './kafka';
import { backoffMs, pause } from './pause';
import { createTopics } from './topics';

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
/** Each batch is for one partition; who reads applies those that came together as it likes. */
const PARTITIONS_AT_ONCE = 64;
/** A member that was killed holds its partitions for so long. */
const SESSION_MS = 10_000;

export interface RunningConsumer {
  /** Whether it is connected and in its group. */
  isRunning(): boolean;
  /** Finishes the batch in hand and leaves the group. */
  stop(): Promise<void>;
}

export interface MemberOptions {
  /** Consumers of one group share the partitions; the group's offsets say what it has done. */
  groupId: string;
  /** Names in Kafka. */
  topics: readonly string[];
  config: KafkaConfig;
  logger: Logger;
  /** Where a new group begins: with the oldest message, or with what comes while it is there. */
  from: 'beginning' | 'now';
  /** Before it joins: the topics are there. */
  prepare?: (kafka: Kafka) => Promise<void>;
  /** It has joined, anew or again: partitions may have changed hands. */
  onJoin?: (consumer: Consumer) => void;
  /** Only what it resolves counts as read, and it commits itself. */
  eachBatch: (payload: EachBatchPayload) => Promise<void>;
  /** Before it leaves of its own will. */
  beforeLeave?: (consumer: Consumer) => Promise<void>;
}

/** Takes part in a consumer group until it is stopped, and comes back by itself when Kafka does. */
export function runMember(options: MemberOptions, stopping: AbortController): RunningConsumer {
  const { groupId, config, logger } = options;
  let running = false;
  let failures = 0;

  async function takePart(): Promise<void> {
    const kafka = createKafka(config, logger, groupId);
    await createTopics(kafka, config);
    await options.prepare?.(kafka);
    const consumer = kafka.consumer({ groupId, sessionTimeout: SESSION_MS, maxWaitTimeInMs: 1_000 });
    const over = endOf(consumer, stopping.signal);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      running = true;
      failures = 0;
      options.onJoin?.(consumer);
    });
    consumer.on(consumer.events.CRASH, () => {
      running = false;
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: options.from === 'beginning' });
      await consumer.run({
        ...{ autoCommit: false, eachBatchAutoResolve: false, eachBatch: options.eachBatch },
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      });
      await over;
      await options.beforeLeave?.(consumer);
    } finally {
      running = false;
      await consumer.disconnect().catch(() => undefined);
    }
  }

  async function keepOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await takePart();
      } catch (error) {
        failures += 1;
        logger.warn({ err: error, groupId, failures }, 'Consumer stopped and starts again');
        await pause(backoffMs(failures, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), stopping.signal);
      }
    }
  }

  const done = keepOn();
  return {
    isRunning: () => running,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** Resolves when the signal is given, rejects when the client gives up for good. */
function endOf(consumer: Consumer, signal: AbortSignal): Promise<void> {
  const end = new Promise<void>((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error);
    });
  });
  // It is awaited only once the consumer runs.
  end.catch(() => undefined);
  return end;
}
