import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

/** `traceparent` of W3C Trace Context, version 00; a trace or span of only zeros is none. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

const traces = new AsyncLocalStorage<string>();

/** The trace of what is being done, or undefined when it belongs to none. */
export function currentTrace(): string | undefined {
  return traces.getStore();
}

/** Does something as part of a trace; what it starts belongs to the trace as well. */
export function withTrace<Result>(traceparent: string, act: () => Result): Result {
  return traces.run(traceparent, act);
}

/** Whether a text is a `traceparent` that can be passed on. */
export function isTraceparent(text: unknown): text is string {
  return typeof text === 'string' && TRACEPARENT.test(text);
}

/** A trace that begins with something that has an id; the same id gives the same trace, so a repetition is one. */
export function traceOf(id: string): string {
  const hash = createHash('sha256').update(id).digest('hex');
  return `00-${hash.slice(0, 32)}-${hash.slice(32, 48)}-01`;
}
