import type { Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { KINDS } from './notification.kinds';
import type { NoticeDocument } from './notification.model';
import type { PreferenceStore } from './notification.preferences';
import type { InboxEntry } from './notification.schema';
import { newsOf, wordedFor } from './notification.wording';

/** More unread than this is shown as so many. */
const MOST_COUNTED = 99;

/** What stands in somebody's inbox. */
export function createInbox({
  notices,
  clock,
  preferences,
}: {
  notices: Model<NoticeDocument>;
  clock: Clock;
  preferences: Pick<PreferenceStore, 'of'>;
}) {
  const inboxOf = (personId: string) => ({ recipient: personId, channel: 'inbox', state: 'sent' });

  return {
    /** Newest first, in the reader's language. */
    async listInbox({
      personId,
      unread = false,
      cursor,
      limit,
    }: {
      personId: string;
      unread?: boolean | undefined;
      cursor?: string | undefined;
      limit: number;
    }): Promise<{ items: InboxEntry[]; nextCursor: string | null }> {
      const [found, reader] = await Promise.all([
        notices.collection
          .find({
            ...inboxOf(personId),
            ...(unread && { readAt: null }),
            place: cursor === undefined ? { $gt: '' } : { $lt: cursor },
          } as never)
          .sort({ place: -1 })
          .limit(limit + 1)
          .toArray() as unknown as Promise<NoticeDocument[]>,
        preferences.of(personId),
      ]);
      const page = found.slice(0, limit);
      const items = page.map((notice) => {
        const { _id: id, kind, audience, at, readAt } = notice;
        const { title, lines, action } = wordedFor(reader, newsOf(notice));
        const urgent = KINDS[kind].urgent === true;
        return { id, kind, audience, title, text: lines[0] ?? '', path: action.path, urgent, at, readAt };
      });
      return { items, nextCursor: found.length > limit ? (page.at(-1)?.place ?? null) : null };
    },

    /** How many are unread, up to 99. */
    countUnread: (personId: string): Promise<number> =>
      notices.collection.countDocuments({ ...inboxOf(personId), readAt: null } as never, {
        limit: MOST_COUNTED,
      }),

    /** Marks some as read, or all up to a moment; those of others are left alone. @returns how many were unread */
    async markRead({
      personId,
      ...which
    }: { personId: string } & ({ ids: readonly string[] } | { until: string })): Promise<number> {
      const chosen = 'ids' in which ? { _id: { $in: [...which.ids] } } : { at: { $lte: which.until } };
      const marked = await notices.collection.updateMany(
        { ...inboxOf(personId), readAt: null, ...chosen } as never,
        { $set: { readAt: new Date(clock.nowMs()).toISOString() } },
      );
      return marked.modifiedCount;
    },
  };
}
