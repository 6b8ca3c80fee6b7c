import { asidesOf, eventsOf } from '../services/event-index/event-index.model';
import type { Databases } from '../services/platform/mongo';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** The relay empties outboxes every second; where one is this old, nobody does. */
const LATE_MS = 60_000;

/** The versions of one document in the index: the lowest, the highest, how many, and what they sum to. */
interface IndexedDocument {
  document: string;
  lowest: number;
  highest: number;
  count: number;
  sum: number;
}

export interface PassageRecords {
  indexed: IndexedDocument[];
  /** Events of ours that a consumer, or the relay, has set aside and nobody has put back. */
  letters: { _id: string; by: string; subject: string }[];
}

/**
 * Reads how events came to those who read them. What visitors look at is left out: there is very much of it, and no
 * money or parcel hangs on it. What somebody else wrote into a topic is no event of ours, and has no id of one.
 */
export async function readPassages(databases: Databases): Promise<PassageRecords> {
  const index = databases.of('event-index');
  const found = await databases
    .of('event')
    .collection<{ _id: string; active: number }>('generations')
    .findOne({ _id: 'event-index' }, { projection: { active: 1 } });
  const [indexed, letters] = await Promise.all([
    eventsOf(index, found?.active ?? 1)
      .aggregate<Omit<IndexedDocument, 'document'> & { _id: string }>([
        { $match: { topic: { $ne: 'behaviour' }, source: { $type: 'string' } } },
        {
          $group: {
            _id: { $concat: ['$source', ' ', '$subject'] },
            lowest: { $min: '$version' },
            highest: { $max: '$version' },
            count: { $sum: 1 },
            sum: { $sum: '$version' },
          },
        },
      ])
      .toArray(),
    asidesOf(index)
      .find({ status: 'waiting', eventId: { $type: 'string' } }, { projection: { by: 1, subject: 1 } })
      .toArray(),
  ]);
  return {
    indexed: indexed.map(({ _id, ...versions }) => ({ ...versions, document: _id })),
    letters: letters.map(({ _id, by, subject }) => ({ _id, by, subject })),
  };
}

/**
 * Invariant 5, as far as the databases show it: no event waits to be published for long, none was set aside for good,
 * and the index, which reads every topic, has each version of a document once. The oldest leave it after ninety days,
 * so it need not begin with the first.
 */
export function auditEvents(
  { waiting, passages }: Pick<Records, 'waiting' | 'passages'>,
  nowMs: number,
): Breach[] {
  return [
    ...breaches(
      'an event is published within a minute',
      waiting,
      ({ collection, _id }) => `${collection} ${_id}`,
      ({ outboxAt }) => outboxAt + LATE_MS > nowMs,
    ),
    ...breaches(
      'no event is set aside',
      passages.letters,
      ({ _id, by, subject }) => `${_id}, of ${subject}, by ${by}`,
      () => false,
    ),
    ...breaches(
      'each version of a document is in the index of events, once',
      passages.indexed,
      ({ document }) => document,
      ({ lowest, highest, count, sum }) =>
        count === highest - lowest + 1 && sum === ((lowest + highest) * count) / 2,
    ),
  ];
}
