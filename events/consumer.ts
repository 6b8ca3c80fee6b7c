import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Logger } from '../services/platform/logger';
import { fromMessage, PoisonError } from './cloud-event';
import type { CaravanEvent, Topic } from './contract';
import { toDeadLetter } from './dead-letters';
import { createKafka, DEAD_LETTERS, topicName, topicOf, type KafkaConfig } from './kafka';
import { backoffMs, pause } from './pause';
import { createPublisher } from './publisher';
import { createTopics } from './topics';

/** 7 pauses of 100 ms to 6.4 s: an event that fails for 13 s is not failing by chance. */
const ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
const COMMIT_EVERY = 100;

export interface ConsumerOptions {
  /** Consumers of one group share the partitions; the group's offsets say what it has done. */
  groupId: string;
  topics: readonly Topic[];
  /**
   * Applies one event; it may come again, so it must recognise the event's id or version. Rejecting means again later;
   * a PoisonError means never.
   */
  handle: (event: CaravanEvent) => Promise<void>;
  config: KafkaConfig;
  logger: Logger;
  /** Whether an event that keeps failing is set aside in `dead-letters`; otherwise its partition waits for it. */
  deadLetters: boolean;
  /** Where a new group begins: with the oldest event (the default) or with what comes from now on. */
  from?: 'beginning' | 'now';
}

export interface RunningConsumer {
  /** Whether it is connected and in its group. */
  isRunning(): boolean;
  /** Finishes the event in hand, commits and leaves the group. */
  stop(): Promise<void>;
}

/**
 * Consumes events in the background until it is stopped, and comes back by itself when Kafka does. The events of one
 * subject arrive in order; an offset is committed after its event was applied. What cannot be read as an event is
 * poison: it is set aside (or, without dead letters, logged and skipped) and its partition moves on.
 */
export function runConsumer(options: ConsumerOptions): RunningConsumer {
  const { groupId, topics, config, logger } = options;
  const stopping = new AbortController();
  const publisher = createPublisher({ config, logger, clientId: groupId });
  const setAside = createSetAside(options, publisher.publish, stopping.signal);
  const apply = createApply(options, setAside, stopping.signal);
  let running = false;
  let failures = 0;

  /** Consumes until it is stopped or the client gives up. */
  async function consume(): Promise<void> {
    const kafka = createKafka(config, logger, groupId);
    await createTopics(kafka, config);
    const consumer = kafka.consumer({ groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 1_000 });
    const over = endOf(consumer, stopping.signal);
    try {
      await consumer.connect();
      await consumer.subscribe({
        topics: topics.map((topic) => topicName(config, topic)),
        fromBeginning: options.from !== 'now',
      });
      await consumer.run({
        eachBatchAutoResolve: false,
        autoCommitThreshold: COMMIT_EVERY,
        eachBatch: (payload) => applyBatch(payload, apply, stopping.signal),
      });
      running = true;
      failures = 0;
      await over;
    } finally {
      running = false;
      await consumer.disconnect().catch(() => undefined);
    }
  }

  async function keepConsuming(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await consume();
      } catch (error) {
        failures += 1;
        logger.warn({ err: error, groupId, failures }, 'Consumer stopped and starts again');
        await pause(backoffMs(failures, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), stopping.signal);
      }
    }
  }

  const done = keepConsuming();
  return {
    isRunning: () => running,
    async stop() {
      stopping.abort();
      await done;
      await publisher.close();
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

type Apply = (
  message: KafkaMessage,
  at: { topic: string; partition: number },
  heartbeat: () => Promise<void>,
) => Promise<boolean>;

async function applyBatch(payload: EachBatchPayload, apply: Apply, signal: AbortSignal): Promise<void> {
  const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
  for (const message of batch.messages) {
    if (signal.aborted || !isRunning() || isStale()) return;
    if (!(await apply(message, batch, heartbeat))) return;
    resolveOffset(message.offset);
    await commitOffsetsIfNecessary();
    await heartbeat();
  }
}

type SetAside = (
  message: KafkaMessage,
  at: { topic: string; partition: number },
  reason: string,
) => Promise<boolean>;

/** Answers whether the message is done with; false when the consumer was stopped meanwhile. */
function createApply(
  { handle, deadLetters, logger, groupId }: ConsumerOptions,
  setAside: SetAside,
  signal: AbortSignal,
): Apply {
  return async (message, at, heartbeat) => {
    let event: CaravanEvent;
    try {
      event = fromMessage(message);
    } catch (error) {
      if (error instanceof PoisonError) return setAside(message, at, error.message);
      throw error;
    }
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await handle(event);
        return true;
      } catch (error) {
        logger.warn(
          { err: error, groupId, type: event.type, subject: event.subject, attempt },
          'Event could not be applied',
        );
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof PoisonError || (deadLetters && attempt >= ATTEMPTS))
          return setAside(message, at, reason);
      }
      await pause(backoffMs(attempt, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), signal);
      await heartbeat();
    }
    return false;
  };
}

function createSetAside(
  { config, deadLetters, logger, groupId }: ConsumerOptions,
  publish: ReturnType<typeof createPublisher>['publish'],
  signal: AbortSignal,
): SetAside {
  return async (message, { topic, partition }, reason) => {
    const { offset } = message;
    logger.error({ groupId, topic, partition, offset, reason }, 'Event set aside as dead letter');
    if (!deadLetters) return true;
    const letter = toDeadLetter({
      by: groupId,
      reason,
      from: topicOf(config, topic) ?? topic,
      subject: message.key?.toString() ?? '',
      at: new Date().toISOString(),
      content: message.value?.toString() ?? '',
    });
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await publish([{ topic: DEAD_LETTERS, message: letter }]);
        return true;
      } catch (error) {
        logger.warn({ err: error, groupId, attempt }, 'Dead letter could not be written');
        await pause(backoffMs(attempt, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), signal);
      }
    }
    return false;
  };
}
