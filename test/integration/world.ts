import { join } from 'node:path';
import { audit } from '../../audit/audit';
import { newId } from '../../services/platform/ids';
import { loadConfig, type Config } from '../../services/platform/config';
import { connectDatabases, type Databases } from '../../services/platform/mongo';
import { freePorts } from '../../stack/machine/ports';
import type { PartName } from '../../stack/shop/parts';
import { startShop, type Shop as Processes } from '../../stack/shop/start';
import { setUpNamespace } from '../../temporal/setup';
import { openMarket, type Market, type Stall } from '../market';
import { testEnv } from '../servers';
import { createShop, type Shop, type Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';

/** A shop of a test file's own: its processes, its simulators, its databases, topics and namespace. */
export interface World {
  config: Config;
  /** All settings of its processes. */
  env: Record<string, string>;
  /** Where its processes keep their data. */
  dataDir: string;
  apiUrl: string;
  processes: Processes;
  databases: Databases;
  market: Market;
  shop: Shop;
  /** Another market in the same shop, with its goods on show. */
  openStalls(options: { sellers?: number; stock?: number }): Promise<readonly Stall[]>;
  /** The seller of a stall, signed in. */
  seller(stall: Stall): Promise<Visitor>;
  /** The seller of an order, signed in. */
  sellerOf(orderId: string): Promise<Visitor>;
  /**
   * Audits the shop and stops it. A test that broke something on purpose and left it so says that it is broken.
   * @throws Error with what does not agree, once everything is stopped
   */
  stop(options?: { broken?: boolean }): Promise<void>;
}

const PARTS: readonly PartName[] = ['payment-provider', 'carrier', 'api', 'worker', 'relay'];

/** Where the servers are; everything else of the runner's settings belongs to its own processes. */
const OF_THE_SERVERS = [
  'NODE_ENV',
  'MONGODB_URL',
  'REDIS_URL',
  'KAFKA_BROKERS',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_UI_URL',
  'SMTP_URL',
  'MAIL_UI_URL',
];

/**
 * Starts a shop on the runner's servers, with sellers who have goods on show. Nothing in it is shared with another
 * test file, so that what an audit finds in it was made in it.
 * @param options.settings what differs from the usual
 * @param options.given servers other than the runner's, for tests that kill them
 */
export async function openWorld(
  name: string,
  options: {
    settings?: Record<string, string>;
    sellers?: number;
    stock?: number;
    given?: Record<string, string>;
    /** Whether its events are consumed as well; what is shown without that needs no such process. */
    consumers?: boolean;
  } = {},
): Promise<World> {
  const given = options.given ?? testEnv();
  const mark = newId().slice(-8);
  const servers = Object.fromEntries(
    OF_THE_SERVERS.flatMap((setting) => (given[setting] ? [[setting, given[setting]]] : [])),
  );
  const env = {
    ...servers,
    LOG_LEVEL: 'error',
    CARRIER_STEP_MS: '300',
    MONGODB_PREFIX: `${name.replaceAll('-', '_')}_${mark}_`,
    KAFKA_TOPIC_PREFIX: `${name}.${mark}.`,
    TEMPORAL_NAMESPACE: `${name}-${mark}`,
    ...options.settings,
  };
  await setUpNamespace(loadConfig(env));
  const dataDir = join(given.CARAVAN_TEST_DIR ?? '', `${name}-${mark}`);
  const parts = options.consumers ? [...PARTS, 'push' as const, 'consumers' as const] : PARTS;
  const processes = await startShop({ env, dataDir, ports: await freePorts(), parts, built: true });
  const config = loadConfig(processes.env);
  const databases = await connectDatabases(config);
  const apiUrl = `http://127.0.0.1:${config.API_PORT}/v1`;
  const shop = createShop(apiUrl);
  const stalls: Stall[] = [];
  const markets: Market[] = [];

  const open = async (wanted: { sellers?: number; stock?: number }): Promise<Market> => {
    const market = await openMarket(config, wanted);
    markets.push(market);
    stalls.push(...market.stalls);
    for (const { productId } of market.stalls) {
      await eventually(
        'the goods to be on show',
        () => shop.http({ method: 'GET', path: `/products/${productId}` }),
        ({ status }) => status === 200,
      );
    }
    return market;
  };
  const market = await open(options);

  return {
    ...{ config, dataDir, apiUrl, processes, databases, market, shop },
    env: processes.env,
    openStalls: async (wanted) => (await open(wanted)).stalls,
    seller: (stall) => shop.signIn(stall),
    async sellerOf(orderId) {
      const order = await market.services.order.get(orderId);
      const stall = stalls.find(({ sellerId }) => sellerId === order?.sellerId);
      if (!stall) throw new Error('nobody sold this');
      return shop.signIn(stall);
    },
    async stop({ broken = false } = {}) {
      const audited = broken ? null : audit(config);
      // Whatever it says, even that it could not look, everything is stopped first.
      await Promise.allSettled([audited]);
      shop.close();
      for (const each of markets) await each.close();
      await databases.close();
      await processes.stop();
      const findings = (await audited)?.findings ?? [];
      if (findings.length > 0)
        throw new Error(`In the end not every record agreed: ${JSON.stringify(findings, null, 1)}`);
    },
  };
}
