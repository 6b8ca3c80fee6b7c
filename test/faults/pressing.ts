import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../services/platform/ids';
import { ApiProblem } from '../shopper/http';

const PAUSE_MS = 400;
const PATIENCE_MS = 100_000;

/** The shop said no, and will not say otherwise when it is asked again. */
export interface Refused {
  refused: ApiProblem;
}
export const isRefused = (answer: unknown): answer is Refused =>
  // Some answers have a field of that name.
  typeof answer === 'object' &&
  answer !== null &&
  'refused' in answer &&
  answer.refused instanceof ApiProblem;

const heard = new AsyncLocalStorage<string[]>();

/** Says that a story went on without what it is for. A press to which the shop says no has said so already. */
export const cutShort = (what: string): void => void heard.getStore()?.push(what);

/** Where a story was cut short: what its presses were answered no to, and what it has said itself. */
export async function whereCutShort(tell: () => Promise<void>): Promise<string[]> {
  const places: string[] = [];
  await heard.run(places, tell);
  return places;
}

/**
 * Presses a button as a patient person does: without an answer, or when the shop says that it cannot now, the same
 * press (the same key) is sent again.
 * @throws Error when there is no answer for a long time, and what the shop must never answer
 */
export async function press<T>(what: string, send: (key: string) => Promise<T>): Promise<T | Refused> {
  const key = newId();
  for (const endMs = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    try {
      return await send(key);
    } catch (error) {
      if (isNo(error)) {
        cutShort(`${what}: ${error.message}`);
        return { refused: error };
      }
      if (Date.now() > endMs) throw new Error(`Nobody answered to: ${what}.`, { cause: error });
      if (!isPassing(error)) throw error;
    }
  }
}

/** Reads again and again until it is so. What cannot be read now is read later. */
export async function seen<T>(
  what: string,
  read: () => Promise<T>,
  isSo: (value: T) => boolean,
  show: (value: T) => string = () => '',
): Promise<T> {
  for (const endMs = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    const last = await look(read);
    if ('value' in last && isSo(last.value)) return last.value;
    if (Date.now() > endMs)
      throw new Error(`Waited for ${what}; it is ${'value' in last ? show(last.value) : last.problem}.`);
  }
}

async function look<T>(read: () => Promise<T>): Promise<{ value: T } | { problem: string }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { problem: String(error) };
  }
}

/** No answer, 503, or a first press that is still under way: what a client meets while processes die. */
function isPassing(error: unknown): boolean {
  // By name: an error of Node's own modules is not an Error of the tests' realm.
  if (!(error instanceof ApiProblem)) return !(Object(error) as { name?: string }).name?.startsWith('Zod');
  return error.status === 503 || error.code === 'idempotency-in-flight';
}

function isNo(error: unknown): error is ApiProblem {
  if (!(error instanceof ApiProblem) || isPassing(error)) return false;
  return [402, 409, 422].includes(error.status);
}
