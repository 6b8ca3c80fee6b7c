import mongoose, { type Connection } from 'mongoose';
import type { Config } from './config';

/** Each service's own database; the name is the service's folder. */
export type ServiceName =
  | 'analytics'
  | 'audit-log'
  | 'behaviour'
  | 'cart'
  | 'case'
  | 'checkout'
  | 'commission'
  | 'delivery'
  | 'dispute'
  | 'event'
  | 'event-index'
  | 'import'
  | 'inventory'
  | 'ledger'
  | 'media'
  | 'messaging'
  | 'notification'
  | 'onboarding'
  | 'order'
  | 'payment'
  | 'payout'
  | 'platform'
  | 'pricing'
  | 'product'
  | 'promotion'
  | 'recommendation'
  | 'reconciliation'
  | 'refund'
  | 'review'
  | 'seller'
  | 'user'
  | 'webhook';

export interface Databases {
  /** The connection of one service. Services on one server share its sockets. */
  of(service: ServiceName): Connection;
  /** Resolves when every server answers a ping, rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to every MongoDB server that the configuration names.
 * Writes wait for a majority and the journal; filters given by callers cannot carry operators.
 */
export async function connectDatabases(
  config: Config,
  options: { maxPoolSize?: number } = {},
): Promise<Databases> {
  mongoose.set('sanitizeFilter', true);
  mongoose.set('strictQuery', 'throw');
  mongoose.set('autoIndex', true);
  const servers = new Map<string, Connection>();
  const connect = async (url: string) => {
    const connection = mongoose.createConnection(url, {
      maxPoolSize: options.maxPoolSize ?? 40,
      serverSelectionTimeoutMS: 5000,
      writeConcern: { w: 'majority', journal: true },
      retryWrites: false,
    });
    await connection.asPromise();
    servers.set(url, connection);
  };
  for (const url of new Set([config.MONGODB_URL, ...Object.values(config.MONGODB_URLS)])) await connect(url);

  return {
    of(service) {
      const server = servers.get(config.MONGODB_URLS[service] ?? config.MONGODB_URL);
      if (!server) throw new Error(`no MongoDB server for ${service}`);
      return server.useDb(`${config.MONGODB_PREFIX}${service}`, { useCache: true });
    },
    async ping() {
      for (const server of servers.values()) await server.db?.admin().ping();
    },
    async close() {
      for (const server of servers.values()) await server.close();
    },
  };
}
