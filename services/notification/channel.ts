import type { ChannelName, Locale, NoticeKind } from './notification.schema';

/** One notice to one person on one channel, worded in their language. */
export interface ChannelMessage {
  /** Of person, kind, event and channel: the same over all tries, so a channel that can may recognise a repetition. */
  id: string;
  /** The account it is for; null for a guest, whom only e-mail reaches. */
  personId: string | null;
  /** Null when no address is known. */
  email: string | null;
  kind: NoticeKind;
  locale: Locale;
  /** It asks for something soon: it passes quiet hours, and may ring. */
  urgent: boolean;
  /** When it came about; ISO 8601, UTC. */
  at: string;
  /** One line of plain text, without line breaks. */
  title: string;
  /** Sentences of plain text; the first says the most. */
  lines: string[];
  /** Facts in rows: an order's lines, totals. Plain text, money formatted for the locale. */
  rows: MessageRow[];
  /** The one thing to do next. `path` begins with a slash and is a page of the web. */
  action: { label: string; path: string };
}

export interface MessageRow {
  label: string;
  value: string;
  /** A sum below the rows. */
  strong?: boolean;
}

/** `skipped` is for good: there is nothing to send it to, such as no device. The reason is one plain sentence. */
export type ChannelOutcome = { outcome: 'sent' } | { outcome: 'skipped'; reason: string };

/**
 * A way to reach a person. `send` may be called again with the same message when its answer was lost. It throws
 * ChannelRefused when the message can never be delivered, ChannelBusy when the provider named a time, and any other
 * error to be tried again later.
 */
export interface Channel {
  name: ChannelName;
  send(message: ChannelMessage): Promise<ChannelOutcome>;
}

/** The provider will never take this message; its words say why, without anything personal. */
export class ChannelRefused extends Error {}

/** The provider asks to wait. */
export class ChannelBusy extends Error {
  constructor(
    message: string,
    /** Not before so many ms from now. */
    readonly retryAfterMs: number,
  ) {
    super(message);
  }
}
