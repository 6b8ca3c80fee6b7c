import { constants, setPriority } from 'node:os';
import { Counter } from 'prom-client';
import { followDeadLetters } from '../events/dead-letter-reader';
import { createActiveGenerations } from '../events/generations';
import { runProjections } from '../events/projections';
import { serveConsumersHealth } from '../events/projections.health';
import { createServices } from '../services/compose';
import { createEventIndexService } from '../services/event-index/event-index.service';
import { systemClock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import { runUntilStopped } from '../services/platform/process';
import { createAnalyticsDesk } from './analytics-projection';
import { createProjections } from './projections';
import { startSearchFeed } from './search-feed';

/** A projection writes one batch at a time. */
const DATABASE_SOCKETS = 20;

/** The process that applies events; returns what ends it. */
async function main(): Promise<() => Promise<void>> {
  // Nobody waits for what is made of events as a buyer waits for an order: on a busy machine those go first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const config = loadConfig();
  const logger = createLogger(config, 'consumers');
  const databases = await connectDatabases(config, { maxPoolSize: DATABASE_SOCKETS });
  const services = createServices({ config, databases, logger });
  const figures = createAnalyticsDesk({ config, logger });
  const tries = new Counter({
    name: 'caravan_notice_tries_total',
    help: 'Tries to send a notice, by what came of them: sent, skipped, failed for good, or later again',
    labelNames: ['channel', 'outcome'] as const,
    registers: [],
  });
  const projections = createProjections({
    ...{ config, logger, databases, services, figures },
    onNoticeTried: (channel, outcome) => tries.inc({ channel, outcome }),
  });
  const handlers = [figures.handle];
  const health = await serveConsumersHealth({
    ...{ projections, config, logger, databases, handlers },
    metrics: [tries],
  });
  const running = runProjections({ projections, config, databases, logger, listener: health.listener });
  const activeGenerations = createActiveGenerations(databases);
  const index = createEventIndexService({
    ...{ connection: databases.of('event-index'), clock: systemClock },
    activeGeneration: () => activeGenerations('event-index'),
  });
  const letters = followDeadLetters({
    config,
    logger,
    groupId: `${config.KAFKA_TOPIC_PREFIX}dead-letter-index`,
    take: index.asides.take,
  });
  health.watch(running);
  const searchFeed = startSearchFeed({ config, logger, databases, services });
  logger.info({ port: health.port, projections: projections.map(({ name }) => name) }, 'Consumers are up');

  return async () => {
    await Promise.all([running.stop(), letters.stop(), searchFeed.stop()]);
    await health.close();
    for (const each of [services.promotion, services.shippingTables]) each.close();
    await databases.close();
    logger.info('Consumers are down');
  };
}

runUntilStopped(main);
