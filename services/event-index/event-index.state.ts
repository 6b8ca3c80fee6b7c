import type { CaravanEvent } from '../../events/contract';
import type { Consumer, IndexedEvent, Letter, Passage } from './event-index.schema';

/** Words about people, and what leads to a browser: staff find events without them. */
const PERSONAL = new Set([
  ...['email', 'phone', 'name', 'address', 'shippingAddress', 'billingAddress', 'postcode', 'line1', 'line2'],
  ...['text', 'note', 'message', 'visitorId', 'sessionId', 'userId', 'token', 'ip'],
]);
const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;
/** There are very many of them, and nobody asks for one by its id after a few days. */
const BEHAVIOUR_KEPT_DAYS = 7;

/** The names under which data hold ids: `orderId`, `orderIds`, `key`, `sku`. */
const IS_ID = /(Id|Ids)$|^(key|sku)$/;
/** An id of ours inside another text, such as the key of a hold. */
const ID_INSIDE = /[0-9a-hjkmnp-tv-z]{26}(?:-\d{1,2})?/g;

/** What is kept of an event. The same event gives the same, whenever and however often it is read. */
export function indexed(event: CaravanEvent): IndexedEvent {
  const leftOut = new Set<string>();
  const data = withoutPersonal(event.data, leftOut) as Record<string, unknown>;
  const about = new Set([event.id, event.subject, ...idsIn(data)]);
  return {
    ...{ id: event.id, type: event.type, topic: event.topic, source: event.source ?? null },
    ...{ partition: event.place?.partition ?? null, offset: event.place?.offset ?? null },
    ...{ subject: event.subject, version: event.version, time: event.time },
    ...{ about: [...about].sort(), data, leftOut: [...leftOut].sort() },
  };
}

/** When an event is removed from the index, epoch ms. */
export function expiresAtMs({ topic, time }: Pick<IndexedEvent, 'topic' | 'time'>): number {
  return Date.parse(time) + (topic === 'behaviour' ? BEHAVIOUR_KEPT_DAYS : KEPT_DAYS) * DAY_MS;
}

function withoutPersonal(value: unknown, leftOut: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutPersonal(item, leftOut));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    if (PERSONAL.has(name)) leftOut.add(name);
    else kept[name] = withoutPersonal(part, leftOut);
  }
  return kept;
}

/** The ids in data, at every depth; an id that is made of another is found by that as well. */
function idsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    if (!IS_ID.test(name) || value.length > 200) return [];
    return [value, ...(value.match(ID_INSIDE) ?? [])];
  }
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([part, inner]) => idsIn(inner, part));
}

/**
 * What became of a dead letter: nobody has decided, it was put back and its consumer has not come to it, it was applied
 * then, or it was refused once more (and there is a newer letter).
 */
export type Outcome = Letter['outcome'];

/** @param isRead whether its consumer has read everything that was put back since */
export function outcomeOf({
  status,
  isRead,
  again,
}: {
  status: 'waiting' | 'retried';
  isRead: boolean;
  again: boolean;
}): Outcome {
  if (status === 'waiting') return 'waiting';
  if (again) return 'refused-again';
  return isRead ? 'applied' : 'put-back';
}

/**
 * How an event fares with a consumer: by the offset that the consumer's group has committed, and by what was set aside.
 * @param committed the next offset that the group reads of the event's partition; null while it has read nothing
 * @param outcome of the newest dead letter of this event and this consumer
 * @param beganAt when the consumer began, where it only reads what comes after that
 */
export function passageOf({
  event,
  committed,
  outcome,
  beganAt,
}: {
  event: Pick<IndexedEvent, 'offset' | 'time'>;
  committed: string | null;
  outcome: Outcome | null;
  beganAt: string | null;
}): Passage['passage'] {
  if (outcome !== null) return outcome === 'waiting' || outcome === 'refused-again' ? 'set-aside' : outcome;
  if (beganAt !== null && event.time < beganAt) return 'before-its-time';
  if (committed === null || event.offset === null) return 'waits';
  return BigInt(committed) > BigInt(event.offset) ? 'applied' : 'waits';
}

/** How a consumer does, in a word: nobody reads, it is behind, or all is well. */
export type Health = Consumer['health'];

/** More waiting events than this are no passing moment. */
const MANY_WAITING = 500;

export function healthOf({
  members,
  lag,
  waitingLetters,
}: {
  members: number;
  lag: number;
  waitingLetters: number;
}): Health {
  if (members === 0) return 'away';
  if (lag > MANY_WAITING) return 'behind';
  return waitingLetters > 0 ? 'setting-aside' : 'well';
}
