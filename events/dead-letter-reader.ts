import type { Logger } from '../services/platform/logger';
import { fromDeadLetter, type DeadLetter } from './dead-letters';
import { runMember, type RunningConsumer } from './group';
import { DEAD_LETTERS, topicName, type KafkaConfig } from './kafka';
import { backoffMs, pause } from './pause';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Hands on every dead letter, from the oldest: each at least once, and again until it is taken. What is no dead letter
 * is passed over.
 */
export function followDeadLetters(options: {
  config: KafkaConfig;
  logger: Logger;
  groupId: string;
  take: (letter: DeadLetter) => Promise<void>;
}): RunningConsumer {
  const { config, logger, groupId, take } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  async function takeOne(letter: DeadLetter, heartbeat: () => Promise<void>): Promise<void> {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        return await take(letter);
      } catch (error) {
        logger.warn({ err: error, letter: letter.id, attempt }, 'Dead letter could not be taken');
        await pause(backoffMs(attempt, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), signal);
        await heartbeat();
      }
    }
  }

  return runMember(
    {
      groupId,
      topics: [topicName(config, DEAD_LETTERS)],
      config,
      logger,
      from: 'beginning',
      async eachBatch({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary }) {
        for (const message of batch.messages) {
          const letter = letterOrNull(message.value, logger);
          if (letter) await takeOne(letter, heartbeat);
          if (signal.aborted) return;
          resolveOffset(message.offset);
        }
        const { topic, partition } = batch;
        const offset = String(BigInt(batch.messages.at(-1)?.offset ?? batch.lastOffset()) + 1n);
        await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
        await heartbeat();
      },
    },
    stopping,
  );
}

function letterOrNull(value: Buffer | null, logger: Logger): DeadLetter | null {
  try {
    return fromDeadLetter({ value });
  } catch (error) {
    logger.warn({ err: error }, 'Something among the dead letters is none');
    return null;
  }
}
