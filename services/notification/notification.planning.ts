import { createHash } from 'node:crypto';
import { noticeKept } from '../../events/contracts/notice.events';
import { eventOf } from '../../events/outbox';
import { asInserted } from '../platform/guarded';
import type { News } from './notification.facts';
import { choiceOf, KINDS } from './notification.kinds';
import type { NoticeDocument } from './notification.model';
import { channelNameSchema, type Audience, type ChannelName, type Preferences } from './notification.schema';
import { afterQuiet, nextAtHour } from './notification.state';
import { DIGEST } from './notification.wording';
import { ASSUMED_ZONE } from './notification.words';

/** Somebody to be told. */
export interface Recipient {
  /** Account or guest. */
  key: string;
  /** Null for who has no account. */
  personId: string | null;
  email: string | null;
  audience: Audience;
}

/** Kept longer than its event can come again and be told of. */
const KEPT_MS = 400 * 24 * 3_600_000;

/** One document a channel that the kind uses, also where nothing goes out: what was decided stays decided. */
export function planFor(
  {
    recipient,
    news,
    eventId,
    at,
    hasBrowser,
  }: {
    recipient: Recipient;
    news: News;
    eventId: string;
    at: string;
    /** That shows what is pushed. */
    hasBrowser: boolean;
  },
  preferences: Preferences,
  nowMs: number,
) {
  const wanted = choiceOf(news.kind, preferences.choices[news.kind]);
  return channelNameSchema.options
    .filter(
      (channel) => wanted[channel] !== undefined && (channel === 'email' || recipient.personId !== null),
    )
    .map((channel) => {
      const id = noticeIdOf({ recipient: recipient.key, kind: news.kind, eventId, channel });
      const notice = {
        ...{ _id: id, recipient: recipient.key, personId: recipient.personId, email: recipient.email },
        ...{ kind: news.kind, channel, audience: recipient.audience, eventId, facts: news.facts, at },
        ...{ reason: null, tries: 0, dueAt: nowMs, readAt: null, expiresAt: new Date(nowMs + KEPT_MS) },
        ...stateOf(channel, news, preferences, nowMs, { ...recipient, hasBrowser }),
      };
      if (notice.state !== 'sent') return { ...notice, version: 0, revision: 0, outbox: [] };
      const kept = { noticeId: id, personId: recipient.key, kind: news.kind, urgent: isUrgent(news) };
      return asInserted({ ...notice, place: `${at}.${id}` }, nowMs, eventOf(noticeKept, kept, nowMs));
    });
}

/** The same person, kind, event and channel is the same notice, however often its event comes. */
function noticeIdOf(of: { recipient: string; kind: string; eventId: string; channel: string }): string {
  return hashOf(of.recipient, of.kind, of.eventId, of.channel);
}

const isUrgent = ({ kind }: News) => KINDS[kind].urgent === true;

/** When it goes out on a channel, or why it does not. */
function stateOf(
  channel: ChannelName,
  news: News,
  preferences: Preferences,
  nowMs: number,
  { email, hasBrowser }: Recipient & { hasBrowser: boolean },
): Pick<NoticeDocument, 'state' | 'reason'> & Partial<NoticeDocument> {
  const { kind } = news;
  const choice = choiceOf(kind, preferences.choices[kind])[channel];
  if (choice === 'off' || choice === false) return { state: 'skipped', reason: 'It is switched off.' };
  if (channel === 'inbox') return { state: 'sent', reason: null, sentAt: new Date(nowMs).toISOString() };
  if (channel === 'push' && !hasBrowser)
    return { state: 'skipped', reason: 'No browser of theirs takes push messages.' };
  if (channel === 'email' && email === null) return { state: 'skipped', reason: 'There is no address.' };

  const zone = preferences.timeZone ?? ASSUMED_ZONE;
  if (choice === 'daily') return planned(nextAtHour(nowMs, preferences.digestHour, zone), DIGEST);
  const readyMs = nowMs + (KINDS[kind].waitMs?.[channel] ?? 0);
  const dueMs = isUrgent(news) ? readyMs : afterQuiet(readyMs, preferences.quiet, zone);
  // What is written one after the other goes out as one.
  const group = news.kind === 'message-received' ? `talk-${news.facts.conversationId}` : null;
  return planned(dueMs, group);
}

function planned(dueAt: number, group: string | null) {
  return { state: 'planned' as const, reason: null, dueAt, nextAt: dueAt, ...(group !== null && { group }) };
}

function hashOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
