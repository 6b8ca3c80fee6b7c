import type { Connection } from 'mongoose';
import type { DeadLetter } from '../../events/dead-letters';
import type { Clock } from '../platform/clock';
import { once } from '../platform/documents';
import { NotFoundError } from '../platform/errors';
import { NotRetriedError } from './event-index.errors';
import { asidesOf, eventsOf, indexAsides, type AsideDocument, type EventDocument } from './event-index.model';
import type { Aside, IndexedEvent } from './event-index.schema';

const KEPT_MS = 90 * 86_400_000;

export type EventIndexService = ReturnType<typeof createEventIndexService>;

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Finds events and what was set aside of them. */
export function createEventIndexService({
  connection,
  clock,
  activeGeneration,
}: {
  connection: Connection;
  clock: Clock;
  /** The generation of the index that is whole. */
  activeGeneration: () => Promise<number>;
}) {
  const asides = asidesOf(connection);
  const ready = once(() => indexAsides(connection));
  const events = async () => eventsOf(connection, await activeGeneration());

  return {
    async get(id: string): Promise<IndexedEvent | null> {
      const found = await (await events()).findOne({ _id: id });
      return found && shown(found);
    },

    /** Newest first. @param request.about an id that the events have to do with */
    async list(request: {
      about?: string;
      topic?: string;
      cursor?: string;
      limit: number;
    }): Promise<Page<IndexedEvent>> {
      const { about, topic, cursor, limit } = request;
      const found = await (
        await events()
      )
        .find(
          {
            ...(about === undefined ? {} : { about }),
            ...(topic === undefined ? {} : { topic }),
            ...(cursor === undefined ? {} : { place: { $lt: cursor } }),
          },
          { sort: { place: -1 }, limit: limit + 1 },
        )
        .toArray();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items: items.map(shown), nextCursor: found.length > limit && last ? last.place : null };
    },

    asides: {
      /** Keeps what was set aside; the same letter again changes nothing, one set aside again waits again. */
      async take(letter: DeadLetter): Promise<void> {
        await ready();
        const { id: _id, by, reason, from, subject, at } = letter;
        const fields = {
          ...{ by, reason, from, subject, at, letter },
          ...{ partition: letter.partition ?? null, offset: letter.offset ?? null },
          ...{ eventId: letter.eventId ?? null, type: letter.type ?? null },
          attempts: letter.attempts ?? null,
          ...WAITING,
          place: `${at} ${_id}`,
          expiresAt: new Date(Date.parse(at) + KEPT_MS),
        };
        await asides.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
        await asides.updateOne({ _id, at: { $lt: at } }, { $set: fields });
      },

      async get(id: string): Promise<Aside | null> {
        const found = await asides.findOne({ _id: id }, { projection: { letter: 0 } });
        return found && shownAside(found);
      },

      /** Newest first. */
      async list(request: {
        status?: Aside['status'];
        cursor?: string;
        limit: number;
      }): Promise<Page<Aside>> {
        await ready();
        const { status, cursor, limit } = request;
        const found = await asides
          .find(
            {
              ...(status === undefined ? {} : { status }),
              ...(cursor === undefined ? {} : { place: { $lt: cursor } }),
            },
            { sort: { place: -1 }, limit: limit + 1, projection: { letter: 0 } },
          )
          .toArray();
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return { items: items.map(shownAside), nextCursor: found.length > limit && last ? last.place : null };
      },

      /** What was set aside of one event, newest first. */
      async ofEvent(eventId: string): Promise<Aside[]> {
        const found = await asides
          .find({ eventId }, { sort: { at: -1 }, limit: 50, projection: { letter: 0 } })
          .toArray();
        return found.map(shownAside);
      },

      /** Whether what was put back came here once more. */
      async isRefusedAgain({ id, by, subject, eventId, retriedAt }: Aside): Promise<boolean> {
        if (retriedAt === null) return false;
        const newer = { by, subject, eventId, at: { $gte: retriedAt }, _id: { $ne: id } };
        return (await asides.findOne(newer, { projection: { _id: 1 } })) !== null;
      },

      /** How many wait, by who set them aside. */
      async waiting(): Promise<ReadonlyMap<string, number>> {
        await ready();
        const counted = await asides
          .aggregate<{ _id: string; count: number }>([
            { $match: { status: 'waiting' } },
            { $group: { _id: '$by', count: { $sum: 1 } } },
          ])
          .toArray();
        return new Map(counted.map(({ _id, count }) => [_id, count]));
      },

      /**
       * Puts a letter back for the consumer that set it aside. Of two who ask at once one does; where it could not be put
       * back it waits as before.
       * @throws NotFoundError, NotRetriedError
       */
      async retry(id: string, by: string, putBack: (letter: DeadLetter) => Promise<void>): Promise<Aside> {
        const retriedAt = new Date(clock.nowMs()).toISOString();
        const taken = await asides.findOneAndUpdate(
          { _id: id, status: 'waiting' },
          { $set: { status: 'retried', retriedAt, retriedBy: by } },
          { returnDocument: 'after' },
        );
        if (!taken) {
          if (!(await asides.findOne({ _id: id }, { projection: { _id: 1 } })))
            throw new NotFoundError('dead letter');
          throw new NotRetriedError('It was put back already. Nothing was done now.');
        }
        try {
          await putBack(taken.letter as DeadLetter);
        } catch (error) {
          await asides.updateOne({ _id: id, retriedAt }, { $set: WAITING });
          throw error;
        }
        return shownAside(taken);
      },
    },
  };
}

const WAITING = { status: 'waiting' as const, retriedAt: null, retriedBy: null };

function shown({ _id, place: _place, expiresAt: _expiresAt, ...event }: EventDocument): IndexedEvent {
  return { id: _id, ...event };
}

function shownAside({
  _id,
  letter: _letter,
  place: _place,
  expiresAt: _expiresAt,
  ...aside
}: Omit<AsideDocument, 'letter'> & { letter?: unknown }): Aside {
  return { id: _id, ...aside };
}
