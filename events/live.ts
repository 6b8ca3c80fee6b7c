import type { Logger } from '../services/platform/logger';
import { runConsumer, type RunningConsumer } from './consumer';
import type { CaravanEvent, Topic } from './contract';
import type { KafkaConfig } from './kafka';

/** What people watch while it happens. */
const LIVE_TOPICS: readonly Topic[] = [
  'orders',
  'deliveries',
  'checkouts',
  'payments',
  'refunds',
  'disputes',
  'payouts',
  'messages',
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
  return runConsumer({
    groupId: `${config.KAFKA_TOPIC_PREFIX}live`,
    topics: LIVE_TOPICS,
    config,
    logger,
    deadLetters: false,
    from: 'now',
    handle: async (event) => {
      try {
        await onEvent(event);
      } catch (error) {
        logger.warn(
          { err: error, type: event.type, subject: event.subject },
          'Live event could not be passed on',
        );
      }
    },
  });
}
