import type { ChannelMessage } from './channel';
import type { News } from './notification.facts';
import { KINDS } from './notification.kinds';
import type { NoticeDocument } from './notification.model';
import type { Locale, Preferences } from './notification.schema';
import { formatsFor, type Worded, type Words } from './notification.words';
import { DE } from './words.de';
import { EN } from './words.en';
import { PAGES } from './words.pages';

export const WORDS: Readonly<Record<Locale, Words>> = { en: EN, de: DE };
export const DIGEST = 'digest';
const LONGEST_TITLE = 140;

type Reader = Pick<Preferences, 'locale' | 'timeZone'>;

/** A notice in its reader's language. */
export function wordedFor(reader: Reader, news: News): Worded {
  const locale = reader.locale ?? 'en';
  // The compiler does not see that kind and facts belong together.
  const word = WORDS[locale][news.kind] as (facts: unknown, write: ReturnType<typeof formatsFor>) => Worded;
  const worded = word(news.facts, formatsFor(locale, reader.timeZone));
  return { ...worded, title: oneLine(worded.title) };
}

/** What a channel is given for notices that go out together; the latest of a conversation speaks for all of it. */
export function messageOf(
  reader: Reader,
  notices: readonly [NoticeDocument, ...NoticeDocument[]],
): ChannelMessage {
  const [leader] = notices;
  const locale = reader.locale ?? 'en';
  const { _id: id, personId, email, kind, at } = leader;
  const about = { id, personId, email, kind, locale, at, urgent: KINDS[kind].urgent === true };
  if (leader.group !== DIGEST) {
    const latest = notices.reduce((last, one) => (placeOf(one) > placeOf(last) ? one : last));
    const { rows = [], ...worded } = wordedFor(reader, newsOf(latest));
    return { ...about, ...worded, rows };
  }
  const { title, intro, action } = WORDS[locale].digest(notices.length);
  const oldestFirst = [...notices].sort((a, b) => (a.at < b.at ? -1 : 1));
  const each = oldestFirst.map((one) => {
    const worded = wordedFor(reader, newsOf(one));
    return `${worded.title}. ${worded.lines[0] ?? ''}`;
  });
  const path = PAGES.notices(leader.audience);
  return { ...about, title, lines: [intro, ...each], rows: [], action: { label: action, path } };
}

/** Where it stands in its conversation. */
const placeOf = ({ facts }: NoticeDocument) => Number(facts.sequence ?? 0);

export function newsOf({ kind, facts }: Pick<NoticeDocument, 'kind' | 'facts'>): News {
  return { kind, facts } as unknown as News;
}

/** Without line breaks, control characters and marks that turn the direction of writing; not too long. */
export function oneLine(text: string): string {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return plain.length > LONGEST_TITLE ? `${plain.slice(0, LONGEST_TITLE - 1)}…` : plain;
}
