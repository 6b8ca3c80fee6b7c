import { createHash } from 'node:crypto';
import { json, Refusal, refusalReply, type Call, type Reply } from './http-server';

/** What was answered to the first request with a key. */
export interface StoredAnswer {
  key: string;
  fingerprint: string;
  status: number;
  body: string;
  atMs: number;
}

export interface AnswerStore {
  /**
   * The first answer given under this key, if any.
   * @throws Refusal `idempotency-key-reused` when the key came with another request
   */
  find(key: string, fingerprint: string): StoredAnswer | undefined;
  remember(answer: StoredAnswer): void;
  all(): Iterable<StoredAnswer>;
}

/** Answers by key, forgotten after `ttlMs` as real providers do. */
export function createAnswerStore(ttlMs: number, nowMs: () => number): AnswerStore {
  const answers = new Map<string, StoredAnswer>();
  const forgetOld = () => {
    // A map keeps the order of insertion, so the oldest come first.
    for (const [key, answer] of answers) {
      if (answer.atMs + ttlMs > nowMs()) return;
      answers.delete(key);
    }
  };
  return {
    find(key, fingerprint) {
      forgetOld();
      const answer = answers.get(key);
      if (answer && answer.fingerprint !== fingerprint) {
        throw new Refusal(
          422,
          'idempotency-key-reused',
          'This key was used for another request. Nothing was done.',
        );
      }
      return answer;
    },
    remember(answer) {
      forgetOld();
      answers.set(answer.key, answer);
    },
    all: () => answers.values(),
  };
}

/** What a request does, not yet done. */
export interface Decision<Change> {
  status: number;
  body: unknown;
  /** Absent when there is nothing to change. */
  change?: Change;
  /** Pause before the answer, in ms. */
  delayMs?: number;
  /** It takes effect, and the first answer never comes. */
  answerLost?: boolean;
  /** It breaks before the effect, the first time. */
  failsFirst?: boolean;
}

/**
 * Does what a key stands for once, and gives the same answer each time it is asked. All of it happens in one turn of
 * the event loop, so a second request with the key finds either nothing or everything.
 * @param options.commit makes the change and keeps the answer, together or not at all
 * @param options.failedOnce keys that broke before; it is added to
 */
export function answerOnce<Change>(
  call: Call,
  options: {
    answers: AnswerStore;
    nowMs: () => number;
    latencyMs: number;
    failedOnce: Set<string>;
    decide: () => Decision<Change>;
    commit: (change: Change | undefined, answer: StoredAnswer) => void;
  },
): Reply {
  const key = call.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > 255) {
    throw new Refusal(
      400,
      'idempotency-key-missing',
      'Send an Idempotency-Key of up to 255 characters. Nothing was done.',
    );
  }
  const { latencyMs } = options;
  const fingerprint = createHash('sha1').update(`${call.method} ${call.path}\n${call.body}`).digest('base64');
  const known = options.answers.find(key, fingerprint);
  if (known) return { ...json(known.status, undefined), body: known.body, delayMs: latencyMs };

  const decision = decideOrRefuse(options.decide);
  if (decision.failsFirst && !options.failedOnce.has(key)) {
    options.failedOnce.add(key);
    return {
      ...refusalReply(new Refusal(500, 'internal', 'Something broke here. Nothing was done.')),
      delayMs: latencyMs,
    };
  }
  const { status } = decision;
  const body = JSON.stringify(decision.body);
  options.commit(decision.change, { key, fingerprint, status, body, atMs: options.nowMs() });
  return {
    ...json(status, undefined),
    body,
    delayMs: decision.delayMs ?? latencyMs,
    silent: decision.answerLost,
  };
}

/** Refusals about the state of things are answers too: the same key gets them again. */
function decideOrRefuse<Change>(decide: () => Decision<Change>): Decision<Change> {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return { status: 409, body: { error: { code: error.code, message: error.message } } };
  }
}
