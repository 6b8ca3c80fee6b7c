import type { Connection } from 'mongoose';
import { modelOf } from '../platform/documents';
import { outboxModel } from '../platform/guarded';
import type { OutboxEntry } from '../../events/contract';
import type { Audience, ChannelName, NoticeKind, Preferences } from './notification.schema';

/**
 * - `planned`: goes out at `nextAt`, or waits for its answer until then
 * - `sent`: the channel took it; in the inbox it stands there
 * - `skipped`: not wanted, read before it went out, or nothing to send it to; `reason` says which
 * - `failed`: refused for good, or the channel was away for days
 */
export type NoticeState = 'planned' | 'sent' | 'skipped' | 'failed';

/** One notice to one person on one channel. Its id is made of person, kind, event and channel: there is one. */
export interface NoticeDocument {
  _id: string;
  /** Account or guest. */
  recipient: string;
  /** Null for who has no account. */
  personId: string | null;
  email: string | null;
  kind: NoticeKind;
  channel: ChannelName;
  audience: Audience;
  eventId: string;
  facts: Record<string, unknown>;
  /** When it came about, ISO 8601. */
  at: string;
  state: NoticeState;
  reason: string | null;
  tries: number;
  /** When it was first to go out; epoch ms. */
  dueAt: number;
  /** While it is planned; epoch ms. Who takes it moves this on, and has that long. */
  nextAt?: number;
  /** Who has taken it. */
  lease?: string;
  /** Notices of one person, channel and group that wait go out as one. */
  group?: string;
  /** The notice that it goes out with. */
  follows?: string;
  sentAt?: string;
  /** In the inbox: sorts by time, and is the cursor. */
  place?: string;
  readAt: string | null;
  expiresAt: Date;
  version: number;
  outbox: OutboxEntry[];
  outboxAt?: number;
  revision: number;
}

/** Who sends for a group just now; its `_id` is person, channel and group. */
export interface TurnDocument {
  _id: string;
  /** Epoch ms. */
  until: number;
}

export type PreferencesDocument = { _id: string } & Partial<Preferences>;

const text = { type: String, required: true } as const;

/** The collections of this service; nobody else touches them. */
export function notificationModels(connection: Connection) {
  return {
    notices: outboxModel<NoticeDocument>(
      connection,
      'Notice',
      'notices',
      {
        recipient: text,
        personId: String,
        email: String,
        kind: text,
        channel: text,
        audience: text,
        eventId: text,
        facts: Object,
        at: text,
        state: text,
        reason: String,
        tries: Number,
        dueAt: Number,
        nextAt: { type: Number, index: { sparse: true } },
        lease: String,
        group: String,
        follows: String,
        sentAt: String,
        place: String,
        readAt: String,
        // Long after its event may come again: while it is here, nobody is told twice.
        expiresAt: { type: Date, required: true, expires: 0 },
      },
      [{ recipient: 1, channel: 1, state: 1, place: -1 }],
    ),
    turns: modelOf<TurnDocument>(connection, {
      name: 'NoticeTurn',
      collection: 'turns',
      fields: { _id: text, until: { type: Number, required: true } },
    }),
    preferences: modelOf<PreferencesDocument>(connection, {
      name: 'NoticePreferences',
      collection: 'preferences',
      fields: {
        _id: text,
        locale: String,
        timeZone: String,
        quiet: Object,
        digestHour: Number,
        sound: Boolean,
        choices: Object,
      },
    }),
  };
}
