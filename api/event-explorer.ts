import type { Inspector } from '../events/inspect';
import { ReplayRefused, type Replayer } from '../events/replays';
import { NotRetriedError } from '../services/event-index/event-index.errors';
import type {
  Aside,
  Consumer,
  EventView,
  IndexedEvent,
  Letter,
  Passage,
  Stream,
} from '../services/event-index/event-index.schema';
import type { EventIndexService } from '../services/event-index/event-index.service';
import { healthOf, outcomeOf, passageOf } from '../services/event-index/event-index.state';
import type { Clock } from '../services/platform/clock';
import { NotFoundError } from '../services/platform/errors';

/** A reader of events, as it is written down where the consumers run. */
export interface Reader {
  name: string;
  groupId: string;
  /** The generation that is used, and the one that is being built beside it. */
  generation: number;
  building: number | null;
  topics: readonly string[];
  /** When it began, where it only reads what comes after that. */
  beganAt: string | null;
}

export type EventExplorer = ReturnType<typeof createEventExplorer>;

interface Standing {
  reader: Reader;
  /** The next offset of each topic and partition, where anything was read. */
  offsets: ReadonlyMap<string, string>;
  members: number;
  /** Messages that were put back for somebody and that it has not looked at yet. */
  putBack: number;
}

interface Look {
  atMs: number;
  /** The offset after the last event, by topic and partition. */
  ends: ReadonlyMap<string, bigint>;
  streams: Stream[];
  standings: Standing[];
  waiting: ReadonlyMap<string, number>;
}

/** So many pages may ask every few seconds; Kafka is asked once. */
const LOOK_LASTS_MS = 2000;

/** How events fare: what is in the streams, who reads them, and how one event went through every reader. */
export function createEventExplorer({
  inspector,
  index,
  replayer,
  readers,
  clock,
}: {
  inspector: Pick<Inspector, 'streams' | 'offsets' | 'members' | 'lag'>;
  index: Pick<EventIndexService, 'get' | 'list' | 'asides'>;
  replayer: Pick<Replayer, 'replay'>;
  readers: () => Promise<readonly Reader[]>;
  clock: Clock;
}) {
  let last: Look | undefined;
  let looking: Promise<Look> | undefined;
  /** What each consumer had applied when nothing waited for it. */
  const appliedUpTo = new Map<string, string>();

  async function look(): Promise<Look> {
    if (last && clock.nowMs() - last.atMs < LOOK_LASTS_MS) return last;
    looking ??= lookNow().finally(() => (looking = undefined));
    last = await looking;
    return last;
  }

  async function lookNow(): Promise<Look> {
    const atMs = clock.nowMs();
    // The ends come last: nobody is shown as being ahead of a stream.
    const standings = await Promise.all((await readers()).map(standingOf));
    const [there, waiting] = await Promise.all([inspector.streams(), index.asides.waiting()]);
    const ends = there.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, high }) => [`${topic}/${partition}`, BigInt(high)] as const),
    );
    const streams = await Promise.all(
      there.map(async ({ topic, partitions }) => {
        const events = partitions.reduce((sum, { high }) => sum + Number(high), 0);
        const [newest] = events === 0 ? [] : (await index.list({ topic, limit: 1 })).items;
        return { topic, events, newest: newest ? briefOf(newest) : null };
      }),
    );
    return { atMs, ends: new Map(ends), streams, standings, waiting };
  }

  async function standingOf(reader: Reader): Promise<Standing> {
    const [offsets, members, replays] = await Promise.all([
      inspector.offsets(reader.groupId),
      inspector.members(reader.groupId),
      inspector.lag(reader.groupId, []),
    ]);
    const committed = offsets.flatMap(({ topic, partition, offset }) =>
      offset === null ? [] : [[`${topic}/${partition}`, offset] as const],
    );
    return { reader, offsets: new Map(committed), members, putBack: sumOf(replays.map(({ lag }) => lag)) };
  }

  /** A dead letter with what became of it. */
  async function viewOf(letter: Aside): Promise<Letter> {
    const { standings, atMs } = await look();
    const standing = standings.find(({ reader }) => reader.groupId === letter.by);
    const isRead =
      standing?.putBack === 0 && letter.retriedAt !== null && atMs > Date.parse(letter.retriedAt);
    const again = letter.retriedAt !== null && (await index.asides.isRefusedAgain(letter));
    return {
      ...letter,
      consumer: standing?.reader.name ?? letter.by,
      outcome: outcomeOf({ status: letter.status, isRead: isRead || letter.by === 'relay', again }),
    };
  }

  return {
    find: index.list,

    /** One event, and how it fares with everybody who reads its stream. @throws NotFoundError */
    async event(id: string): Promise<EventView> {
      const event = await index.get(id);
      if (!event) throw new NotFoundError('event');
      const [{ standings }, asides] = await Promise.all([look(), index.asides.ofEvent(id)]);
      const passages = standings
        .filter(({ reader }) => reader.topics.includes(event.topic))
        .map(async ({ reader, offsets }): Promise<Passage> => {
          const aside = asides.find(({ by }) => by === reader.groupId);
          const passage = passageOf({
            event,
            committed: offsets.get(`${event.topic}/${event.partition}`) ?? null,
            outcome: aside ? (await viewOf(aside)).outcome : null,
            beganAt: reader.beganAt,
          });
          const { reason, id: deadLetterId } = aside ?? { reason: null, id: null };
          return { consumer: reader.name, passage, reason, deadLetterId };
        });
      return { ...event, passages: await Promise.all(passages) };
    },

    async streams(): Promise<Stream[]> {
      return (await look()).streams;
    },

    async consumers(): Promise<Consumer[]> {
      const { standings, ends, streams, waiting } = await look();
      return standings.map(({ reader, offsets, members, putBack }) => {
        const lag = lagOf(reader, offsets, ends) + putBack;
        const setAside = waiting.get(reader.groupId) ?? 0;
        if (lag === 0) noteApplied(reader, streams);
        const { name, generation, building, topics } = reader;
        return {
          ...{ name, generation, building, topics: [...topics], lag, members, setAside },
          health: healthOf({ members, lag, waitingLetters: setAside }),
          appliedUpTo: appliedUpTo.get(reader.groupId) ?? null,
        };
      });
    },

    async letters(request: Parameters<EventIndexService['asides']['list']>[0]) {
      const { items, nextCursor } = await index.asides.list(request);
      return { items: await Promise.all(items.map(viewOf)), nextCursor };
    },

    /** @throws NotFoundError, NotRetriedError */
    async retry(id: string, by: string): Promise<Letter> {
      const retried = await index.asides.retry(id, by, (letter) =>
        replayer.replay(letter).catch((error: unknown) => {
          throw error instanceof ReplayRefused ? new NotRetriedError(error.message) : error;
        }),
      );
      return viewOf(retried);
    },
  };

  function noteApplied({ groupId, topics }: Reader, streams: readonly Stream[]): void {
    const times = streams
      .filter(({ topic }) => topics.includes(topic))
      .map(({ newest }) => newest?.time ?? '');
    const newest = times.sort().at(-1);
    if (newest) appliedUpTo.set(groupId, newest);
  }
}

/** Events between what a reader has committed and the ends of its streams. */
function lagOf(
  { topics, beganAt }: Reader,
  offsets: ReadonlyMap<string, string>,
  ends: ReadonlyMap<string, bigint>,
): number {
  const mine = [...ends].filter(([place]) => topics.includes(place.slice(0, place.lastIndexOf('/'))));
  return sumOf(
    mine.map(([place, end]) => {
      const committed = offsets.get(place);
      // Who reads only what is new commits nothing before the first of it.
      if (committed === undefined && beganAt !== null) return 0;
      return Math.max(0, Number(end - BigInt(committed ?? 0)));
    }),
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function briefOf({ id, type, time }: IndexedEvent) {
  return { id, type, time };
}
