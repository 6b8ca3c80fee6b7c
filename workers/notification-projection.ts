import type { Topic } from '../events/contract';
import { CONTRACTS } from '../events/contracts';
import { AwayError, type Projection } from '../events/projection';
import type { NoticeSender } from '../services/notification/notification.sending';
import type { NotificationService } from '../services/notification/notification.service';
import { TELLERS } from '../services/notification/notification.telling';

/** Every topic with an event that somebody is told of. */
const TOPICS: readonly Topic[] = [
  ...new Set(
    Object.keys(TELLERS).map((type) => {
      const contract = CONTRACTS.get(type);
      if (!contract) throw new Error(`nobody publishes ${type}`);
      return contract.topic;
    }),
  ),
];

/**
 * Tells people what happened. Each notice is written once a person, kind, event and channel, so events that come again
 * change nothing; sending it is another matter, which waits for mail servers and the like without holding up the events.
 */
export function createNotificationProjection(deps: {
  notifications: Pick<NotificationService, 'tell'>;
  startSender(): NoticeSender;
}): Projection {
  return {
    name: 'notifications',
    topics: TOPICS,
    rebuilds: false,
    async open() {
      const sender = deps.startSender();
      return {
        async apply(events) {
          const telling = events.filter(({ type }) => TELLERS[type]);
          if (telling.length === 0) return;
          await deps.notifications.tell(telling).catch((cause: unknown) => {
            throw isAway(cause) ? new AwayError('the stores of notices are away', { cause }) : cause;
          });
        },
        close: () => sender.stop(),
      };
    },
    drop: async () => {},
  };
}

/** The database does not answer, which passes; anything else is an event that cannot be told of. */
function isAway(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^Mongo(?:ose)?(?:Network|ServerSelection|NotConnected|PoolCleared)/.test(error.name)
  );
}
