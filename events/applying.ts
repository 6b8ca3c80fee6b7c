import type { Logger } from '../services/platform/logger';
import { withTrace } from '../services/platform/trace';
import type { Arrival } from './order-keeper';
import { backoffMs, pause } from './pause';
import { AwayError, PoisonEvent, type ProjectionRun } from './projection';

/** So often a batch comes again as a whole, before its events come one by one. */
const BATCH_ATTEMPTS = 3;
/** 7 pauses of 100 ms to 6.4 s: an event that fails for 13 s is not failing by chance. */
const EVENT_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;

export interface Applying {
  run: Pick<ProjectionRun, 'apply'>;
  logger: Logger;
  signal: AbortSignal;
  /** Answers false when it was stopped before it was done. */
  setAside: (arrival: Arrival, reason: string, attempts: number) => Promise<boolean>;
  onApplied?: (events: number, seconds: number) => void;
}

/**
 * Applies events, again and again until they are applied or set aside. What fails as a batch comes one by one, so that
 * one bad event holds up and takes with it no other; while a store is away all wait for it.
 * @returns whether all are done with; false when it was stopped meanwhile
 */
export async function applyAll(arrivals: readonly Arrival[], applying: Applying): Promise<boolean> {
  const { logger, signal, setAside } = applying;
  let rest = [...arrivals];
  let attempts = 0;
  for (let pauses = 1; rest.length > 0 && !signal.aborted; pauses += 1) {
    try {
      await applyOnce(rest, applying);
      return true;
    } catch (error) {
      const poisoned = error instanceof PoisonEvent && rest.find(({ event }) => event.id === error.eventId);
      if (poisoned) {
        if (!(await setAside(poisoned, error.reason, attempts + 1))) return false;
        rest = rest.filter((arrival) => arrival !== poisoned);
        continue;
      }
      if (!isAway(error)) attempts += 1;
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(
        { ...traceOfAll(rest), err: error, events: rest.length, attempts },
        'Events could not be applied',
      );
      const [only] = rest;
      if (rest.length === 1 && only && attempts >= EVENT_ATTEMPTS) return setAside(only, reason, attempts);
      if (rest.length > 1 && attempts >= BATCH_ATTEMPTS) return oneByOne(rest, applying);
    }
    await pause(backoffMs(pauses, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), signal);
  }
  return rest.length === 0;
}

async function applyOnce(rest: readonly Arrival[], { run, onApplied }: Applying): Promise<void> {
  const began = performance.now();
  const events = rest.map(({ event }) => event);
  const { traceparent } = traceOfAll(rest);
  // Of a batch the log and what it causes belong to the trace of its first event.
  await (traceparent ? withTrace(traceparent, () => run.apply(events)) : run.apply(events));
  onApplied?.(events.length, (performance.now() - began) / 1000);
}

async function oneByOne(arrivals: readonly Arrival[], applying: Applying): Promise<boolean> {
  for (const arrival of arrivals) if (!(await applyAll([arrival], applying))) return false;
  return true;
}

function traceOfAll(arrivals: readonly Arrival[]): { traceparent?: string } {
  const traceparent = arrivals[0]?.event.traceparent;
  return traceparent ? { traceparent } : {};
}

const AWAY_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
];
const AWAY_NAMES =
  /^(Mongo(Network|ServerSelection|NotConnected|PoolCleared|WaitQueueTimeout|TopologyClosed)|MongooseServerSelection|MaxRetriesPerRequest|UND_ERR_|ConnectTimeout)/;

/** Whether an error says that something cannot be reached, and nothing about the event. */
function isAway(error: unknown): boolean {
  if (error instanceof AwayError) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (AWAY_NAMES.test(error.name) || (typeof code === 'string' && AWAY_CODES.includes(code))) return true;
  return error.cause !== undefined && isAway(error.cause);
}
