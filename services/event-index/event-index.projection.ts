import type { Connection } from 'mongoose';
import { TOPICS } from '../../events/contract';
import type { Projection } from '../../events/projection';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { eventsOf, indexEvents, type EventDocument } from './event-index.model';
import { expiresAtMs, indexed } from './event-index.state';

/** Keeps every event where staff can find it. An event has its own id here, so that it is kept once. */
export function createEventIndexProjection({
  connection,
  clock,
}: {
  connection: Connection;
  clock: Clock;
}): Projection {
  return {
    name: 'event-index',
    topics: TOPICS,
    rebuilds: true,
    async open(generation) {
      await indexEvents(connection, generation);
      const kept = eventsOf(connection, generation);
      return {
        async apply(events) {
          const nowMs = clock.nowMs();
          const documents = events
            .map(indexed)
            .filter((event) => expiresAtMs(event) > nowMs)
            .map(({ id, ...event }): EventDocument => ({
              _id: id,
              ...event,
              place: `${event.time} ${id}`,
              expiresAt: new Date(expiresAtMs(event)),
            }));
          if (documents.length === 0) return;
          await kept.insertMany(documents, { ordered: false }).catch(unlessAllThere);
        },
        close: () => Promise.resolve(),
      };
    },
    async drop(generation) {
      await eventsOf(connection, generation).drop();
    },
  };
}

/** Events that come again are there already; any other error is one. */
function unlessAllThere(error: unknown): void {
  const failed = (error as { writeErrors?: { code?: unknown }[] }).writeErrors ?? [];
  const areThere = failed.length > 0 ? failed.every(({ code }) => code === 11000) : isDuplicateKey(error);
  if (!areThere) throw error;
}
