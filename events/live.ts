import type { Logger } from '../services/platform/logger';
import { fromMessage, PoisonError } from './cloud-event';
import type { CaravanEvent, Topic } from './contract';
import { runMember, type RunningConsumer } from './group';
import { topicName, type KafkaConfig } from './kafka';
import { pause } from './pause';

/** What happens within so short a time is passed on together: nobody sees the difference. */
const GATHER_MS = 50;
/** How far a partition is read is committed so often; what comes again after a restart is told again, and harms nobody. */
const COMMIT_EVERY_MS = 1_000;

/** What people watch while it happens. */
export const LIVE_TOPICS: readonly Topic[] = [
  'orders',
  'deliveries',
  'checkouts',
  'payments',
  'refunds',
  'disputes',
  'payouts',
  'messages',
  'notices',
];

/**
 * Passes on what happens from now on, for sockets. Replicas of the API share the work, so each event arrives at one of
 * them. Nothing depends on it: who missed an event reads the state again, so an error of `onEvent` is only logged.
 */
export function startLive(options: {
  config: KafkaConfig;
  logger: Logger;
  onEvent: (event: CaravanEvent) => void | Promise<void>;
}): RunningConsumer {
  const { config, logger, onEvent } = options;
  const stopping = new AbortController();
  const committedMs = new Map<string, number>();

  async function passOn(message: Parameters<typeof fromMessage>[0]): Promise<void> {
    try {
      await onEvent(fromMessage(message));
    } catch (error) {
      if (error instanceof PoisonError) return logger.warn({ reason: error.message }, 'Live event is none');
      logger.warn({ err: error }, 'Live event could not be passed on');
    }
  }

  return runMember(
    {
      groupId: `${config.KAFKA_TOPIC_PREFIX}live`,
      topics: LIVE_TOPICS.map((topic) => topicName(config, topic)),
      config,
      logger,
      from: 'now',
      async eachBatch({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary }) {
        for (const message of batch.messages) {
          if (stopping.signal.aborted) return;
          await passOn(message);
          resolveOffset(message.offset);
        }
        const { topic, partition } = batch;
        const key = `${topic}/${partition}`;
        if (Date.now() - (committedMs.get(key) ?? 0) >= COMMIT_EVERY_MS) {
          const offset = String(BigInt(batch.lastOffset()) + 1n);
          await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
          committedMs.set(key, Date.now());
        }
        if (batch.offsetLag() === '0') await pause(GATHER_MS, stopping.signal);
        await heartbeat();
      },
    },
    stopping,
  );
}
