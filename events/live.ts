import type { Logger } from '../services/platform/logger';
import { fromMessage, PoisonError } from './cloud-event';
import type { CaravanEvent, Topic } from './contract';
import { runMember, type RunningConsumer } from './group';
import { topicName, type KafkaConfig } from './kafka';

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
        const offset = String(BigInt(batch.lastOffset()) + 1n);
        await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
        await heartbeat();
      },
    },
    stopping,
  );
}
