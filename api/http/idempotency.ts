import { createHash } from 'node:crypto';
import { DomainError } from '../../services/platform/errors';
import type { IdempotencyStore } from '../../services/platform/idempotency';
import { problemOf } from './problem';
import { PROBLEM_TYPE, type Reply } from './reply';

const KEY_PATTERN = /^[\x21-\x7e]{1,200}$/;

/**
 * Runs a handler once for a key of an actor; repeats get the first status and body again. An answer that says that
 * something is away, or a fault of ours, or not decided yet, is not remembered: the same key may ask again.
 * @throws DomainError `idempotency-key-missing`, `idempotency-in-flight`, `idempotency-key-reused`
 */
export async function withIdempotency(
  request: {
    store: IdempotencyStore;
    owner: string;
    key: string | undefined;
    required: boolean;
    request: unknown;
    /** The body of an upload, which is not parsed; empty otherwise. */
    bytes: Buffer;
  },
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { store, owner, key } = request;
  if (key === undefined) {
    if (!request.required) return run();
    throw keyMissing('Send an Idempotency-Key header with a new random value. Nothing was changed.');
  }
  if (!KEY_PATTERN.test(key))
    throw keyMissing('The Idempotency-Key is not readable: 1 to 200 characters of ASCII.');

  const begun = await store.begin({ owner, key, fingerprint: fingerprintOf(request.request, request.bytes) });
  if (begun.state === 'replay') return replay(begun);
  const { run: mark } = begun;
  const remember = async (answer: Answer): Promise<void> => {
    if (answer.status >= 500 || answer.isInterim) await store.abandon({ owner, key, run: mark });
    else {
      const { status, body, headers } = answer;
      await store.complete({ owner, key, run: mark, status, body, headers });
    }
  };
  try {
    const reply = await run();
    await remember(reply);
    return reply;
  } catch (error) {
    const { status, body } = problemOf(error);
    await remember({ status, body, headers: PROBLEM_HEADERS });
    throw error;
  }
}

type Answer = Omit<Reply, 'json'>;

const PROBLEM_HEADERS = { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' };

function replay({ status, body, headers }: Answer): Reply {
  return { status, body: body ?? undefined, headers: { ...headers, 'idempotent-replayed': 'true' } };
}

function keyMissing(message: string): DomainError {
  return new DomainError('invalid', 'idempotency-key-missing', message);
}

/** Names a request by its method, path and parsed body, whose keys stand in the order of the schema, and by its bytes. */
function fingerprintOf(request: unknown, bytes: Buffer): string {
  return createHash('sha256').update(JSON.stringify(request)).update(bytes).digest('base64url');
}
