import { hostname } from 'node:os';
import { systemClock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import { NOT_STARTED, startRelay } from './relay';
import { serveRelayHealth } from './relay.health';

/** A look asks every collection at once. */
const DATABASE_SOCKETS = 12;

async function main(): Promise<void> {
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

  const stop = async () => {
    await relay.stop();
    await health.close();
    await databases.close();
    logger.info('Relay is down');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop().catch((error: unknown) => fail(error));
    });
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
