import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Clock } from './clock';
import { isDuplicateKey, once } from './documents';
import { DomainError } from './errors';
import { newId } from './ids';

/** How long a request may run before its mark counts as left behind by a crash, in ms. */
export const IN_FLIGHT_MS = 60_000;
/** How long an answer is kept for replay, in ms. */
export const KEPT_MS = 24 * 60 * 60_000;

/** More rounds than a race needs: each one lost means that another caller moved on. */
const ROUNDS = 4;

interface StoredAnswer {
  status: number;
  /** JSON text: it comes back byte for byte, whatever its keys are called. */
  body: string;
  headers: Record<string, string>;
}

interface IdempotencyRecord {
  _id: string;
  fingerprint: string;
  /** Which run holds the mark; a run that lost it can no longer write its answer. */
  run: string;
  /** Epoch ms. */
  inFlightUntil: number;
  answer: StoredAnswer | null;
  expiresAt: Date;
}

/** Whose key it is, and the key as the caller sent it. */
export interface IdempotencyScope {
  owner: string;
  key: string;
}

export type IdempotencyState =
  | { state: 'new'; run: string }
  | { state: 'replay'; status: number; body: unknown; headers: Record<string, string> };

export interface IdempotencyStore {
  /**
   * Claims a key for one run of a request, or gives the answer that the first run got.
   * @param request.fingerprint what was asked: the same key with another fingerprint is a mistake of the caller
   * @throws DomainError `idempotency-in-flight` (conflict) while the first run goes on, `idempotency-key-reused`
   * (invalid) when the key came with another request before
   */
  begin(request: IdempotencyScope & { fingerprint: string }): Promise<IdempotencyState>;
  /**
   * Keeps the answer of a run for 24 hours. Nothing happens when the run's mark has lapsed and another has it
   * (told by `run`, as `begin` gave it), nor to an answer that is kept already.
   */
  complete(
    answer: IdempotencyScope & {
      run?: string;
      status: number;
      body: unknown;
      headers?: Record<string, string>;
    },
  ): Promise<void>;
  /** Gives the key back, so that the request may run again: after an answer that was our fault. */
  abandon(scope: IdempotencyScope & { run?: string }): Promise<void>;
}

/**
 * Remembers what was answered to a request that carries an `Idempotency-Key`. One insert and one update a request;
 * of any number of equal requests at once exactly one is `new`, decided by `_id`.
 */
export function createIdempotencyStore(deps: { connection: Connection; clock: Clock }): IdempotencyStore {
  const records = deps.connection.collection<IdempotencyRecord>('idempotency');
  const indexed = once(() => records.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }));

  const marked = (fingerprint: string) => {
    const nowMs = deps.clock.nowMs();
    return {
      fingerprint,
      run: newId(nowMs),
      inFlightUntil: nowMs + IN_FLIGHT_MS,
      answer: null,
      expiresAt: new Date(nowMs + KEPT_MS),
    };
  };

  return {
    async begin({ fingerprint, ...scope }) {
      await indexed();
      const _id = idOf(scope);
      for (let round = 0; round < ROUNDS; round += 1) {
        const mine = marked(fingerprint);
        if (await inserted(() => records.insertOne({ _id, ...mine }))) return { state: 'new', run: mine.run };

        const found = await records.findOne({ _id });
        // Given back since, so that the key is free once more.
        if (!found) continue;
        const nowMs = deps.clock.nowMs();
        const isOver = found.expiresAt.getTime() <= nowMs;
        if (!isOver && found.fingerprint !== fingerprint) throw keyReused();
        if (!isOver && found.answer) return { state: 'replay', ...readAnswer(found.answer) };
        if (!isOver && found.inFlightUntil > nowMs) throw inFlight();

        const takenOver = await records.updateOne(
          { _id, run: found.run, answer: found.answer },
          { $set: mine },
        );
        if (takenOver.matchedCount === 1) return { state: 'new', run: mine.run };
      }
      throw inFlight();
    },

    async complete({ run, status, body, headers = {}, ...scope }) {
      const answer = { status, body: JSON.stringify(body ?? null), headers };
      const expiresAt = new Date(deps.clock.nowMs() + KEPT_MS);
      await records.updateOne(heldBy(scope, run), { $set: { answer, expiresAt } });
    },

    async abandon({ run, ...scope }) {
      await records.deleteOne(heldBy(scope, run));
    },
  };
}

/** Owner and key, of whatever length and characters, as one id of fixed length. */
function idOf({ owner, key }: IdempotencyScope): string {
  return `key:${createHash('sha256')
    .update(JSON.stringify([owner, key]))
    .digest('hex')}`;
}

/** The mark of a run that has not answered yet. */
function heldBy(scope: IdempotencyScope, run: string | undefined) {
  return { _id: idOf(scope), answer: null, ...(run === undefined ? {} : { run }) };
}

function readAnswer({ status, body, headers }: StoredAnswer) {
  return { status, body: JSON.parse(body) as unknown, headers };
}

async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function inFlight(): DomainError {
  return new DomainError(
    'conflict',
    'idempotency-in-flight',
    'The same request is still being worked on. Nothing was done twice. Ask again in a moment.',
  );
}

function keyReused(): DomainError {
  return new DomainError(
    'invalid',
    'idempotency-key-reused',
    'This Idempotency-Key was sent with a different request before. Nothing was done. Use a new key.',
  );
}
