import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:http';
import { startLive } from '../events/live';
import { createServices } from '../services/compose';
import { systemClock } from '../services/platform/clock';
import { ConfigError, loadConfig } from '../services/platform/config';
import { createIdempotencyStore } from '../services/platform/idempotency';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import { createWebhookStore } from '../services/platform/webhooks';
import { createAccessTokens } from '../services/user/access-token';
import { createActiveGenerations } from '../events/generations';
import { createRedisCache } from '../services/recommendation/recommendation.cache';
import { createRankingPublishing } from '../services/recommendation/recommendation.publishing';
import { createShopRecommendations } from '../services/recommendation/recommendation.shop';
import { payloadCodecOf } from '../temporal/codec';
import { connectTemporal } from '../temporal/connection';
import { ringWhenFiguresMove } from './analytics-bell';
import { createApp } from './app';
import { createChecks } from './checks';
import { openEventExplorer } from './event-reading';
import { createLimits } from './http/limits';
import { connectRedis } from './redis';
import { attachSockets } from './sockets';
import { createWorkflowCalls } from './workflow-calls';

/** How long leaving the group of live events may take, in ms. */
const LEAVE_WITHIN_MS = 2000;
/** How often ratings are looked for that a process left uncounted when it died, in ms. */
const SETTLE_EVERY_MS = 15_000;
/** How long requests that are under way may take to finish when the process is asked to stop, in ms. */
const STOP_WITHIN_MS = 8000;

/** The API as a process: puts everything together, serves, and stops without dropping what is under way. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config, 'api');
  const clock = systemClock;
  const databases = await connectDatabases(config);
  const temporal = connectTemporal(config);
  const redis = connectRedis(config.REDIS_URL, logger);
  const own = createServices({ config, databases, logger });
  const activeGeneration = createActiveGenerations(databases);
  const recommended = { connection: databases.of('recommendation'), cache: createRedisCache(redis.quick) };
  const services = {
    ...own,
    rankings: createRankingPublishing({ ...recommended, clock }),
    recommendation: createShopRecommendations({
      ...recommended,
      catalogue: own.product.catalogue,
      generation: () => activeGeneration('recommendations'),
    }),
  };
  const platform = { connection: databases.of('platform'), clock };

  const reading = openEventExplorer({ config, logger, databases, clock });

  const deps = {
    config,
    logger,
    clock,
    services,
    workflows: createWorkflowCalls(temporal.client, {
      holdSeconds: config.CHECKOUT_HOLD_SECONDS,
      webhookPausesSeconds: config.WEBHOOK_RETRY_SECONDS,
    }),
    explorer: reading.explorer,
    idempotency: createIdempotencyStore(platform),
    webhooks: createWebhookStore(platform),
    provider: services.provider,
    payoutProvider: services.payoutProvider,
    carrier: services.carrier,
    verifyToken: createAccessTokens({ authSecret: config.AUTH_SECRET, clock }).verifyAccessToken,
    limits: createLimits(config, (name, ...rest) => redis.quick.call(name ?? '', ...rest), logger),
    codec: payloadCodecOf(config),
    checks: createChecks({ config, databases, redis: redis.quick, temporal: temporal.connection }),
  };
  const { app } = createApp(deps);
  const server = createServer(app);
  // Longer than a gateway keeps its idle connections, so that it is never the server that hangs up on a request.
  server.keepAliveTimeout = 75_000;
  const sockets = attachSockets(server, { ...deps, redis: redis.patient });
  const stopBell = ringWhenFiguresMove({ analytics: services.analytics, sockets, logger });
  const settling = setInterval(() => {
    services.review
      .settle()
      .catch((error: unknown) => logger.warn({ err: error }, 'ratings could not be settled'));
  }, SETTLE_EVERY_MS);
  const live = startLive({ config, logger, onEvent: (event) => sockets.tell(event) });
  await services.product.catalogue.start();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.API_PORT, resolve);
  });
  logger.info({ port: config.API_PORT }, 'the API is open');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    clearInterval(settling);
    stopBell();
    const finished = new Promise<void>((resolve) => server.close(() => resolve()));
    await sockets.close();
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
    await finished;
    clearTimeout(timer);
    // Leaving a group that is just being joined can take long, and what it would have told is told anew anyway.
    await Promise.race([live.stop(), sleep(LEAVE_WITHIN_MS, undefined, { ref: false })]);
    services.product.close();
    await reading.close();
    redis.close();
    await temporal.close();
    await databases.close();
    logger.info('the API is closed');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop().catch((error: unknown) => {
        logger.error({ err: error }, 'the API did not stop cleanly');
        process.exitCode = 1;
      });
    });
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`The settings are not right:\n${error.message}\n`);
  else
    process.stderr.write(
      `The API could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exit(1);
});
