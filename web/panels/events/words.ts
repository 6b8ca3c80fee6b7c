import { capital } from '@/lib/format';
import type { Tone } from '@/ui/chip';
import type { Consumer, Letter, Passage } from './types';

interface Word {
  label: string;
  tone: Tone;
}

const STREAMS: Readonly<Record<string, string>> = {
  catalogue: 'What shops put up, change and price, and promotions',
  stock: 'Units received, held, sold and given back',
  checkouts: 'Purchases from the basket to the order',
  orders: 'What happens to an order, from placed to closed',
  payments: 'Money reserved, taken and let go',
  payouts: 'Money sent to sellers',
  deliveries: 'Parcels on their way',
  refunds: 'Money on its way back to buyers',
  disputes: 'Charges that banks dispute',
  sellers: 'Shops and applications to sell',
  users: 'Accounts',
  cases: 'What waited for staff',
  reviews: 'What buyers say of things',
  messages: 'That somebody wrote; not what',
  notices: 'That somebody was notified',
  behaviour: 'What visitors look at, look for and buy',
};

/** What a stream carries, in plain words. */
export function streamWords(topic: string): string {
  return STREAMS[topic] ?? capital(topic);
}

const CONSUMERS: Readonly<Record<string, { title: string; does: string }>> = {
  'event-index': { title: 'This explorer', does: 'Keeps every event where staff can find it, for 90 days.' },
  purchases: { title: 'Purchases', does: 'Notes what was bought, for figures and suggestions.' },
  live: { title: 'Live pages', does: 'Tells open pages that something has changed.' },
  notifications: { title: 'Notifications', does: 'Writes to people: mail, push and their inbox.' },
  analytics: { title: 'Figures', does: 'Counts for the dashboards of staff and sellers.' },
  recommendations: { title: 'Suggestions', does: 'Learns what fits together.' },
  webhooks: { title: 'Webhooks', does: 'Tells the systems of sellers and partners.' },
  search: { title: 'Search', does: 'Keeps what can be found up to date.' },
  relay: { title: 'The relay', does: 'Carries events from the services into the streams.' },
};

/** How a consumer is called, and what it does; its own name where there are no words here. */
export function consumerWords(name: string): { title: string; does: string } {
  return CONSUMERS[name] ?? { title: capital(name.replaceAll(/[-_.]+/g, ' ')), does: 'Reads events.' };
}

export const HEALTH_WORDS: Record<Consumer['health'], Word> = {
  well: { label: 'Well', tone: 'oasis' },
  behind: { label: 'Catching up', tone: 'amber' },
  away: { label: 'Not running', tone: 'alarm' },
  'setting-aside': { label: 'Set something aside', tone: 'amber' },
};

/** How a consumer does, in a sentence. */
export function healthSentence({ health, lag, setAside }: Consumer): string {
  if (health === 'away') return 'Nobody runs it just now. What comes waits for it, and nothing is lost.';
  const waits = lag === 0 ? 'It has read everything.' : `${capital(eventsOf(lag))} still to read.`;
  if (setAside === 0) return waits;
  return `${waits} It could not use ${eventsOf(setAside)}, and set ${setAside === 1 ? 'it' : 'them'} aside.`;
}

function eventsOf(count: number): string {
  return count === 1 ? 'one event' : `${count} events`;
}

export const PASSAGE_WORDS: Record<Passage['passage'], Word & { says: string }> = {
  applied: { label: 'Applied', tone: 'oasis', says: 'It is done with it.' },
  waits: {
    label: 'Waits',
    tone: 'plain',
    says: 'It has not come to it yet, or waits for what comes before it.',
  },
  'set-aside': { label: 'Set aside', tone: 'alarm', says: 'It could not use it, and went on with the next.' },
  'put-back': { label: 'Put back', tone: 'amber', says: 'It was put back, and is looked at once more.' },
  'before-its-time': { label: 'Not for it', tone: 'plain', says: 'It happened before this consumer began.' },
};

export const OUTCOME_WORDS: Record<Letter['outcome'], Word> = {
  waiting: { label: 'Set aside', tone: 'alarm' },
  'put-back': { label: 'Put back', tone: 'amber' },
  applied: { label: 'Went through', tone: 'oasis' },
  'refused-again': { label: 'Refused again', tone: 'alarm' },
};

const LETTER_REASONS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^not a CloudEvent/, 'It is not an event that anybody could read.'],
  [/^not an event of ours/, 'It is an event, but not one of ours.'],
  [/^unknown type/, 'Nobody here knows this kind of event.'],
  [/version/, 'Its version is newer than what is known here.'],
  [/break the contract/, 'Something that belongs to it is missing or wrong.'],
  [/longer than/, 'It is too large.'],
];

/** Why something was set aside, in a sentence; the reader's own words where there are no others. */
export function reasonWords(reason: string): string | null {
  return LETTER_REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? null;
}

/** `order.needs-attention` reads `Order needs attention`. */
export function eventTitle(type: string): string {
  return capital(type.replaceAll(/[.-]/g, ' '));
}
