import { EventEmitter } from 'node:events';
import type { Connection } from 'mongoose';
import type { CaravanEvent } from '../../events/contract';
import type { Clock } from '../platform/clock';
import type { News } from './notification.facts';
import { createInbox } from './notification.inbox';
import { KINDS } from './notification.kinds';
import { notificationModels } from './notification.model';
import { planFor, type Recipient } from './notification.planning';
import { createPreferences } from './notification.preferences';
import type { Audience, NoticeKind } from './notification.schema';
import { STALE_MS } from './notification.state';
import type { Addressee, Facts } from './notification.tellers';
import { toldAbout } from './notification.telling';

interface Person {
  id: string;
  email: string;
}
/** Accounts, as far as notices need them. */
export interface People {
  get(id: string): Promise<Person | null>;
  membersOfSeller(sellerId: string): Promise<Person[]>;
  staffMembers(): Promise<Person[]>;
}

export type NotificationService = ReturnType<typeof createNotificationService>;
/** What somebody is to be told, because of which event. */
export type Notice = { to: Addressee; eventId: string; at?: string } & News;

/**
 * Who is told what, in the inbox here and by channels elsewhere. What is told is planned once a person, kind, event and
 * channel; `notification.sending.ts` sends it.
 * @param deps.facts where the facts of an event are looked up
 */
export function createNotificationService(deps: {
  connection: Connection;
  clock: Clock;
  people: People;
  facts: Facts;
}) {
  const { clock, people, facts } = deps;
  const { notices, turns, preferences: chosen } = notificationModels(deps.connection);
  const preferences = createPreferences({ chosen });
  const planned = new EventEmitter();

  /** Plans a notice; told again it stays as it was. */
  async function notify({ to, eventId, at, ...news }: Notice): Promise<void> {
    const nowMs = clock.nowMs();
    const about = { news: news as News, eventId, at: at ?? new Date(nowMs).toISOString() };
    for (const recipient of await recipientsOf(to, news.kind)) {
      const plan = planFor({ recipient, ...about }, await preferences.of(recipient.key), nowMs);
      await insertNew(plan);
    }
    planned.emit('planned');
  }

  async function insertNew(documents: readonly object[]): Promise<void> {
    if (documents.length === 0) return;
    try {
      await notices.collection.insertMany(documents as never, { ordered: false });
    } catch (error) {
      if (!isOnlyKnown(error)) throw error;
    }
  }

  async function recipientsOf(to: Addressee, kind: NoticeKind): Promise<Recipient[]> {
    const each = (found: readonly Person[], audience: Audience) =>
      found.map(({ id, email }) => ({ key: id, personId: id, email, audience }));
    if ('seller' in to) return each(await people.membersOfSeller(to.seller), 'seller');
    if ('staff' in to) return each(await people.staffMembers(), 'staff');
    if ('person' in to) {
      const person = await people.get(to.person);
      return person ? each([person], KINDS[kind].audience) : [];
    }
    const { id, email } = to.buyer;
    const account = await people.get(id);
    return [
      {
        key: id,
        personId: account?.id ?? null,
        email: email ?? account?.email ?? null,
        audience: 'buyer' as const,
      },
    ];
  }

  return {
    ...createInbox({ notices, clock, preferences }),
    preferencesOf: preferences.view,
    changePreferences: preferences.change,
    notify,

    /** Tells of an event whoever is to hear of it; what happened days ago is told nobody any more. */
    async tell(event: CaravanEvent): Promise<void> {
      if (Date.parse(event.time) < clock.nowMs() - STALE_MS) return;
      for (const told of await toldAbout(event, facts))
        await notify({ ...told, eventId: event.id, at: event.time });
    },

    /** For whoever sends: the notices, the preferences, and a call when something new is planned. */
    outgoing: {
      notices,
      turns,
      preferences: preferences.of,
      onPlanned(listener: () => void): () => void {
        planned.on('planned', listener);
        return () => planned.off('planned', listener);
      },
    },
  };
}

/** Whether nothing was wrong but that some were there already. */
function isOnlyKnown(error: unknown): boolean {
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: { code?: unknown }[] };
  return writeErrors && writeErrors.length > 0
    ? writeErrors.every((one) => one.code === 11000)
    : code === 11000;
}
