import type { AddressInfo } from 'node:net';
import type { Payload } from '@temporalio/common';
import { createApp } from './app';
import type { ApiDeps, ApiServices } from './deps';
import { createLimits } from './http/limits';
import type { WorkflowCalls } from './workflow-calls';
import { loadConfig, type Config } from '../services/platform/config';
import { createLogger } from '../services/platform/logger';
import type { IdempotencyStore } from '../services/platform/idempotency';
import { DomainError } from '../services/platform/errors';
import { createAccessTokens } from '../services/user/access-token';
import type { Actor } from '../services/user/user.schema';

/** Overrides a test gives: what it does not name throws when it is called, so nothing is called unseen. */
export interface Fakes {
  config?: Record<string, string>;
  services?: { [Name in keyof ApiServices]?: Partial<ApiServices[Name]> };
  workflows?: Partial<WorkflowCalls>;
  explorer?: Partial<ApiDeps['explorer']>;
  webhooks?: ApiDeps['webhooks'];
  provider?: ApiDeps['provider'];
  payoutProvider?: ApiDeps['payoutProvider'];
  carrier?: ApiDeps['carrier'];
  checks?: ApiDeps['checks'];
  idempotency?: IdempotencyStore;
  redis?: (...command: string[]) => Promise<unknown>;
}

export interface RunningApi {
  url: string;
  config: Config;
  /** A request; a string body is sent as it stands, anything else as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  tokenOf(actor: Actor): Promise<string>;
  close(): Promise<void>;
}
export interface CallOptions {
  as?: Actor;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** The app on a free port, with everything it leans on faked. */
export async function startApi(fakes: Fakes = {}): Promise<RunningApi> {
  const deps = fakeDeps(fakes);
  const { app } = createApp(deps);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = tokensOf(deps.config);

  const tokenOf = async (actor: Actor) => (await tokens.issueAccessToken(actor)).accessToken;

  return {
    url,
    config: deps.config,
    tokenOf,
    async call(method, path, options = {}) {
      const headers: Record<string, string> = { ...options.headers };
      const token = options.as ? await tokenOf(options.as) : options.token;
      if (token !== undefined) headers.authorization ??= `Bearer ${token}`;
      const isText = typeof options.body === 'string';
      if (options.body !== undefined) headers['content-type'] ??= 'application/json';
      const body =
        options.body === undefined ? undefined : isText ? String(options.body) : JSON.stringify(options.body);
      const response = await fetch(url + path, { method, headers, body });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What `createApp` takes, faked. */
export function fakeDeps(fakes: Fakes = {}): ApiDeps {
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '100000',
    ...fakes.config,
  });
  const logger = createLogger(config, 'api');
  const services = Object.fromEntries(
    SERVICES.map((name) => [name, refusing(name, { ...NESTED[name], ...fakes.services?.[name] })]),
  ) as unknown as ApiServices;
  return {
    config,
    logger,
    clock: { nowMs: () => Date.now() },
    services,
    workflows: refusing('workflows', fakes.workflows ?? {}) as WorkflowCalls,
    explorer: refusing('explorer', fakes.explorer ?? {}),
    idempotency: fakes.idempotency ?? memoryIdempotency(),
    webhooks: fakes.webhooks ?? memoryWebhooks(),
    provider: fakes.provider ?? refusing('provider', {}),
    payoutProvider: fakes.payoutProvider ?? refusing('payoutProvider', {}),
    carrier: fakes.carrier ?? refusing('carrier', {}),
    verifyToken: tokensOf(config).verifyAccessToken,
    limits: createLimits(config, fakes.redis ?? null, logger),
    codec: codecThatTurns,
    checks: fakes.checks ?? {},
  };
}

const SERVICES = [
  'user',
  'product',
  'seller',
  'cart',
  'pricing',
  'estimates',
  'inventory',
  'sellerCatalogue',
  'checkout',
  'commission',
  'onboarding',
  'order',
  'payment',
  'delivery',
  'refund',
  'payout',
  'payoutPlanning',
  'dispute',
  'ledger',
  'books',
  'cases',
  'auditLog',
  'analytics',
  'behaviour',
  'rankings',
  'recommendation',
  'review',
  'messaging',
  'watchReports',
  'webhook',
  'devices',
  'notification',
  'media',
] as const;

/** Parts of services that are reached through another name; as unexpected as the rest. */
const NESTED: Partial<Record<(typeof SERVICES)[number], object>> = {
  get product() {
    return { catalogue: refusing('product.catalogue', {}) };
  },
  /** Every act of staff is written down, whatever a test is about. */
  auditLog: { begin: () => Promise.resolve('entry-1'), finish: () => Promise.resolve() },
};

function tokensOf(config: Config) {
  return createAccessTokens({ authSecret: config.AUTH_SECRET, clock: { nowMs: () => Date.now() } });
}

/** Throws when something is called that the test did not provide. */
function refusing<T extends object>(name: string, provided: object): T {
  return new Proxy(provided as T, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (value !== undefined) return value;
      return () => {
        throw new Error(`the test did not expect ${name}.${String(key)}`);
      };
    },
  });
}

/** The promises of services/platform/idempotency.ts, kept in memory. */
function memoryIdempotency(): IdempotencyStore {
  const kept = new Map<
    string,
    { fingerprint: string; answer?: { status: number; body: unknown; headers: Record<string, string> } }
  >();
  const idOf = ({ owner, key }: { owner: string; key: string }) => `${owner} ${key}`;
  return {
    async begin({ fingerprint, ...scope }) {
      await Promise.resolve();
      const known = kept.get(idOf(scope));
      if (!known) {
        kept.set(idOf(scope), { fingerprint });
        return { state: 'new', run: 'run' };
      }
      if (known.fingerprint !== fingerprint)
        throw new DomainError('invalid', 'idempotency-key-reused', 'Reused.');
      if (!known.answer) throw new DomainError('conflict', 'idempotency-in-flight', 'In flight.');
      return { state: 'replay', ...known.answer };
    },
    async complete({ status, body, headers = {}, ...scope }) {
      await Promise.resolve();
      const known = kept.get(idOf(scope));
      if (known)
        known.answer = { status, body: JSON.parse(JSON.stringify(body ?? null)) as unknown, headers };
    },
    async abandon(scope) {
      await Promise.resolve();
      kept.delete(idOf(scope));
    },
  };
}

/** The promises of services/platform/webhooks.ts, kept in memory. */
export function memoryWebhooks(): ApiDeps['webhooks'] & { processed: Set<string>; received: string[] } {
  const processed = new Set<string>();
  const received: string[] = [];
  const idOf = (report: { source: string; eventId: string }) => `${report.source}:${report.eventId}`;
  return {
    processed,
    received,
    async receive(report) {
      await Promise.resolve();
      received.push(idOf(report));
      const isKnown = processed.has(idOf(report));
      if (report.isDone) processed.add(idOf(report));
      return isKnown;
    },
    async markProcessed(report) {
      await Promise.resolve();
      processed.add(idOf(report));
    },
  };
}

const codecThatTurns: ApiDeps['codec'] = {
  encode: (payloads: Payload[]) => Promise.resolve(payloads.map(turned)),
  decode: (payloads: Payload[]) => Promise.resolve(payloads.map(turned)),
};

function turned(payload: Payload): Payload {
  return { ...payload, data: Uint8Array.from(payload.data ?? []).reverse() };
}

/** People of the tests. */
export const people = {
  guest: { id: 'guest-1', role: 'guest' },
  buyer: { id: 'buyer-1', role: 'buyer' },
  otherBuyer: { id: 'buyer-2', role: 'buyer' },
  seller: { id: 'user-s1', role: 'seller', sellerId: 'seller-1' },
  otherSeller: { id: 'user-s2', role: 'seller', sellerId: 'seller-2' },
  support: { id: 'user-h', role: 'support' },
  admin: { id: 'user-a', role: 'admin' },
} as const satisfies Record<string, Actor>;
