import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** The relay empties outboxes every second; where one is this old, nobody does. */
const LATE_MS = 60_000;

/** Invariant 5, as far as the databases show it: no event waits to be published for long. */
export function auditOutboxes({ waiting }: Records, nowMs: number): Breach[] {
  return breaches(
    'an event is published within a minute',
    waiting,
    ({ collection, _id }) => `${collection} ${_id}`,
    ({ outboxAt }) => outboxAt + LATE_MS > nowMs,
  );
}
