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
import type { Audience, Locale, NoticeKind } from './notification.schema';
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
  /** Whether somebody has a browser that shows what is pushed. */
  hasBrowser(personId: string): Promise<boolean>;
}) {
  const { clock, people, facts } = deps;
  const { notices, turns, preferences: chosen } = notificationModels(deps.connection);
  const preferences = createPreferences({ chosen });
  const planned = new EventEmitter();

  /** Plans a notice; told again it stays as it was. */
  const notify = (notice: Notice): Promise<void> => planAll([notice], lookingUp());

  async function planAll(told: readonly Notice[], look: Looks): Promise<void> {
    const nowMs = clock.nowMs();
    const documents: object[] = [];
    for (const { to, eventId, at = new Date(nowMs).toISOString(), ...news } of told)
      for (const recipient of await recipientsOf(to, (news as News).kind, look)) {
        const about = { recipient, news: news as News, eventId, at };
        const hasBrowser = recipient.personId !== null && (await look.hasBrowser(recipient.personId));
        documents.push(...planFor({ ...about, hasBrowser }, await look.preferences(recipient.key), nowMs));
      }
    if (documents.length === 0) return;
    try {
      await notices.collection.insertMany(documents as never, { ordered: false });
    } catch (error) {
      if (!isOnlyKnown(error)) throw error;
    }
    planned.emit('planned');
  }

  /** Asks for each thing once: many events of a moment are about the same people and orders. */
  function lookingUp() {
    return {
      facts: Object.fromEntries(
        Object.entries(facts).map(([name, read]) => [
          name,
          onceEach(read as (id: string) => Promise<unknown>),
        ]),
      ) as unknown as Facts,
      person: onceEach((id) => people.get(id)),
      membersOfSeller: onceEach((id) => people.membersOfSeller(id)),
      staff: onceEach(() => people.staffMembers()),
      preferences: onceEach((key) => preferences.of(key)),
      hasBrowser: onceEach((id) => deps.hasBrowser(id)),
    };
  }

  async function recipientsOf(to: Addressee, kind: NoticeKind, look: Looks): Promise<Recipient[]> {
    const each = (found: readonly Person[], audience: Audience) =>
      found.map(({ id, email }) => ({ key: id, personId: id, email, audience }));
    if ('seller' in to) return each(await look.membersOfSeller(to.seller), 'seller');
    if ('staff' in to) return each(await look.staff(''), 'staff');
    if ('person' in to) {
      const person = await look.person(to.person);
      return person ? each([person], KINDS[kind].audience) : [];
    }
    const { id, email } = to.buyer;
    const account = await look.person(id);
    return [
      {
        key: id,
        personId: account?.id ?? null,
        email: email ?? account?.email ?? null,
        audience: 'buyer' as const,
      },
    ];
  }
  type Looks = ReturnType<typeof lookingUp>;

  return {
    ...createInbox({ notices, clock, preferences }),
    preferencesOf: preferences.view,
    /** In which language somebody reads: what they chose, or English. */
    async languageOf(personId: string): Promise<Locale> {
      return (await preferences.forWords(personId)).locale ?? 'en';
    },
    changePreferences: preferences.change,
    notify,

    /** Tells of events whoever is to hear of them; what happened days ago is told nobody any more. */
    async tell(events: readonly CaravanEvent[]): Promise<void> {
      const oldestMs = clock.nowMs() - STALE_MS;
      const look = lookingUp();
      const told: Notice[] = [];
      for (const event of events)
        if (Date.parse(event.time) >= oldestMs)
          for (const one of await toldAbout(event, look.facts))
            told.push({ ...one, eventId: event.id, at: event.time });
      await planAll(told, look);
    },

    /** For whoever sends: the notices, the preferences, and a call when something new is planned. */
    outgoing: {
      notices,
      turns,
      preferences: preferences.forWords,
      onPlanned(listener: () => void): () => void {
        planned.on('planned', listener);
        return () => planned.off('planned', listener);
      },
    },
  };
}

/** Reads each thing once. */
function onceEach<Thing>(read: (id: string) => Promise<Thing>): (id: string) => Promise<Thing> {
  const known = new Map<string, Promise<Thing>>();
  return (id) => {
    const found = known.get(id) ?? read(id);
    known.set(id, found);
    return found;
  };
}

/** Whether nothing was wrong but that some were there already. */
function isOnlyKnown(error: unknown): boolean {
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: { code?: unknown }[] };
  return writeErrors && writeErrors.length > 0
    ? writeErrors.every((one) => one.code === 11000)
    : code === 11000;
}
