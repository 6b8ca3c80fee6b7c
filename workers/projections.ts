import type { Projection } from '../events/projection';
import { createPurchaseProjection } from '../services/behaviour/behaviour.projection';
import type { Services } from '../services/compose';
import { createEventIndexProjection } from '../services/event-index/event-index.projection';
import { systemClock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import type { NoticeSenderDeps } from '../services/notification/notification.sending';
import { createRecommendationProjection } from '../services/recommendation/recommendation.projection';
import { openRedisCache } from '../services/recommendation/recommendation.redis';
import { connectTemporal } from '../temporal/connection';
import { startSender } from './notice-sender';
import { createNotificationProjection } from './notification-projection';
import { createWebhookProjection } from './webhook-projection';
import type { AnalyticsDesk } from './analytics-projection';

export interface ProjectionDeps {
  config: Config;
  logger: Logger;
  databases: Databases;
  services: Services;
  figures: AnalyticsDesk;
  /** What came of each try to send a notice. */
  onNoticeTried: NonNullable<NoticeSenderDeps['onTried']>;
}

/** Everything that is made of events, each in a consumer group of its own. */
export function createProjections(deps: ProjectionDeps): Projection[] {
  const { config, databases, logger, services } = deps;
  return [
    deps.figures.projection,
    createEventIndexProjection({ connection: databases.of('event-index'), clock: systemClock }),
    createPurchaseProjection({
      behaviour: services.behaviour,
      onError: (error) => logger.warn({ err: error }, 'visits that are over could not be cleaned'),
    }),
    createRecommendationProjection({
      connection: databases.of('recommendation'),
      openCache: () => openRedisCache(config.REDIS_URL),
    }),
    createNotificationProjection({
      notifications: services.notification,
      startSender: () => startSender({ services, config, logger, onTried: deps.onNoticeTried }),
    }),
    createWebhookProjection({
      webhooks: services.webhook,
      connect: () => connectTemporal(config),
      pausesSeconds: config.WEBHOOK_RETRY_SECONDS,
    }),
  ];
}
