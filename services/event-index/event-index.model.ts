import type { Connection } from 'mongoose';
import type { Aside, IndexedEvent } from './event-index.schema';

/** `place` orders the list: by time, and never two at one place. */
export type EventDocument = Omit<IndexedEvent, 'id'> & { _id: string; place: string; expiresAt: Date };
/** The letter is kept whole, so that it can be put back. */
export type AsideDocument = Omit<Aside, 'id'> & {
  _id: string;
  letter: unknown;
  place: string;
  expiresAt: Date;
};

/** The events of one generation of the index. */
export function eventsOf(connection: Connection, generation: number) {
  return connection.collection<EventDocument>(`events_${generation}`);
}

export async function indexEvents(connection: Connection, generation: number): Promise<void> {
  const events = eventsOf(connection, generation);
  await events.createIndex({ about: 1, place: -1 });
  await events.createIndex({ topic: 1, place: -1 });
  await events.createIndex({ place: -1 });
  await events.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}

/** What was set aside. */
export function asidesOf(connection: Connection) {
  return connection.collection<AsideDocument>('dead_letters');
}

export async function indexAsides(connection: Connection): Promise<void> {
  const asides = asidesOf(connection);
  await asides.createIndex({ place: -1 });
  await asides.createIndex({ status: 1, place: -1 });
  await asides.createIndex({ eventId: 1, at: -1 });
  await asides.createIndex({ subject: 1, at: -1 });
  await asides.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}
