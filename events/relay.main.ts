import { hostname } from 'node:os';
import { systemClock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import { runUntilStopped } from '../services/platform/process';
import { NOT_STARTED, startRelay } from './relay';
import { serveRelayHealth } from './relay.health';

/** A look asks every collection at once. */
const DATABASE_SOCKETS = 12;

/** The process that publishes events; returns what ends it. */
async function main(): Promise<() => Promise<void>> {
  const config = loadConfig();
  const logger = createLogger(config, 'relay');
  const databases = await connectDatabases(config, { maxPoolSize: DATABASE_SOCKETS });
  let status = () => NOT_STARTED;
  // The port first: while it is ours, no other relay has this holder's name.
  const health = await serveRelayHealth(config.RELAY_PORT, () => status(), systemClock);
  const holder = `${hostname()}:${health.port}`;
  const relay = startRelay({ config, databases, logger, clock: systemClock, holder });
  status = relay.status;
  logger.info({ port: health.port }, 'Relay is up');

  return async () => {
    await relay.stop();
    await health.close();
    await databases.close();
    logger.info('Relay is down');
  };
}

runUntilStopped(main);
