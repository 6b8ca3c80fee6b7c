import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { Config } from '../../services/platform/config';
import { DomainError } from '../../services/platform/errors';
import type { Logger } from '../../services/platform/logger';
import type { Allowance, Handler } from './route';

const WINDOW_MS = 60_000;

/** The middleware of each allowance. */
export type Limits = Readonly<Record<Exclude<Allowance, 'none'>, Handler>>;

/** Sends one raw command to Redis. */
type RedisCommand = (...command: string[]) => Promise<unknown>;

/**
 * Allowances a client address and minute, with `RateLimit` headers of draft-ietf-httpapi-ratelimit-headers-08.
 *
 * Reads are counted in this process: a product page takes some 0.1 ms, and a round trip to Redis would double it for
 * a limit that only keeps one client from crowding out others. With n replicas a client may read n times as much.
 * Writes and sign-in are counted in Redis, over all replicas, because there the number itself is the protection.
 */
export function createLimits(
  config: Pick<Config, 'RATE_LIMIT_PER_MINUTE' | 'SIGN_IN_LIMIT_PER_MINUTE'>,
  redis: RedisCommand | null,
  logger: Logger,
): Limits {
  const shared = (name: string, limit: number) => sharedLimit({ name, limit, redis, logger });
  return {
    read: processLimit('read', config.RATE_LIMIT_PER_MINUTE),
    write: shared('write', config.RATE_LIMIT_PER_MINUTE),
    'sign-in': shared('sign-in', config.SIGN_IN_LIMIT_PER_MINUTE),
  };
}

interface Window {
  hits: number;
  endsAtMs: number;
  /** What follows the name in the headers and does not change during the window. */
  policy: string;
  partition: string;
}

/** More client addresses than this are not told apart within a minute; the oldest is forgotten. */
const MOST_CLIENTS = 50_000;

/** A fixed window in memory. express-rate-limit hashes the address for each response; this does it once a window. */
function processLimit(name: string, limit: number): Handler {
  const windows = new Map<string, Window>();
  return (req, res, next) => {
    const nowMs = Date.now();
    const key = clientOf(req);
    const window = windowOf(key, nowMs);
    window.hits += 1;
    const seconds = Math.ceil((window.endsAtMs - nowMs) / 1000);
    const left = Math.max(0, limit - window.hits);
    res.setHeader('RateLimit-Policy', window.policy);
    res.setHeader('RateLimit', `"${name}"; r=${left}; t=${seconds}${window.partition}`);
    if (window.hits > limit) refuse(res, next, seconds);
    else next();
  };

  function windowOf(key: string, nowMs: number): Window {
    const known = windows.get(key);
    if (known && known.endsAtMs > nowMs) return known;
    windows.delete(key);
    if (windows.size >= MOST_CLIENTS) windows.delete(windows.keys().next().value ?? '');
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
    const partition = `; pk=:${Buffer.from(hash).toString('base64')}:`;
    const policy = `"${name}"; q=${limit}; w=${WINDOW_MS / 1000}${partition}`;
    const window = { hits: 0, endsAtMs: nowMs + WINDOW_MS, policy, partition };
    windows.set(key, window);
    return window;
  }
}

/** A window in Redis; where Redis is away calls pass, since a shop that is open beats a limit that is exact. */
function sharedLimit(options: {
  name: string;
  limit: number;
  redis: RedisCommand | null;
  logger: Logger;
}): Handler {
  const { redis, logger } = options;
  const complain = oncePer(10_000, (error: unknown) =>
    logger.warn({ err: error, allowance: options.name }, 'calls are not counted: Redis does not answer'),
  );
  const store = redis
    ? new RedisStore({
        prefix: `caravan:limit:${options.name}:`,
        sendCommand: async (...command) => (await redis(...command)) as RedisReply,
      })
    : undefined;
  if (store) loadWhenNeeded(store);
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: options.limit,
    identifier: options.name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    passOnStoreError: true,
    keyGenerator: clientOf,
    ...(store ? { store } : {}),
    handler: (_req, res, next) => refuse(res, next, WINDOW_MS / 1000),
    // What it warns of at the first call (proxies, the form of addresses) is settled in clientOf.
    validate: false,
    logger: { error: complain, warn: complain },
  });
}

/**
 * Has the store load its script at the first call, and again after a failure. By itself it loads it once, when it is
 * made: before Redis is connected, and in vain where Redis is away at that moment.
 */
function loadWhenNeeded(store: RedisStore): void {
  const increment = store.increment.bind(store);
  let script: Promise<string> | undefined;
  store.init = (options) => {
    store.windowMs = options.windowMs;
    return Promise.resolve();
  };
  store.increment = async (key) => {
    script ??= store.loadIncrementScript();
    store.incrementScriptSha = script;
    try {
      return await increment(key);
    } catch (error) {
      script = undefined;
      throw error;
    }
  };
}

/** The client's address, IPv6 by its /56 network. `trust proxy` decides what `req.ip` believes. */
function clientOf(req: Request): string {
  const address = req.ip ?? 'unknown';
  return isIPv6(address) ? ipKeyGenerator(address) : address;
}

function refuse(res: Response, next: NextFunction, seconds: number): void {
  res.setHeader('Retry-After', String(Math.ceil(seconds)));
  next(
    new DomainError(
      'unavailable',
      'too-many-requests',
      `That was a lot at once. Nothing was changed; please try again in ${Math.ceil(seconds)} seconds.`,
    ),
  );
}

/** At most one call of `act` in `ms`. */
function oncePer(ms: number, act: (...args: unknown[]) => void): (...args: unknown[]) => void {
  let lastMs = 0;
  return (...args) => {
    if (Date.now() - lastMs < ms) return;
    lastMs = Date.now();
    act(...args);
  };
}
