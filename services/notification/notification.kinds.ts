import type { Audience, ChannelName, Choice, NoticeKind } from './notification.schema';

export interface KindRules {
  audience: Audience;
  /** The channels it uses, with what counts for who has chosen nothing. */
  channels: Choice;
  /** Its e-mail cannot be switched off or put off: a contract and the return of money are confirmed in writing. */
  required?: boolean;
  /** Passes quiet hours: somebody has to act soon, or has just acted. */
  urgent?: boolean;
  /** How long it waits, in ms: by then it may have been read in the shop. */
  waitMs?: Partial<Record<ChannelName, number>>;
}

const MINUTE_MS = 60_000;
const ALL: Choice = { email: 'now', push: true, inbox: true };
const QUIETLY: Choice = { email: 'off', push: false, inbox: true };

/** What is told to whom, and how. */
export const KINDS: Readonly<Record<NoticeKind, KindRules>> = {
  'order-placed': { audience: 'buyer', channels: ALL, required: true, urgent: true },
  'order-accepted': { audience: 'buyer', channels: ALL },
  'order-shipped': { audience: 'buyer', channels: ALL },
  'parcel-attempted': { audience: 'buyer', channels: ALL, urgent: true },
  'parcel-held': { audience: 'buyer', channels: ALL, urgent: true },
  'parcel-delivered': { audience: 'buyer', channels: ALL },
  'parcel-lost': { audience: 'buyer', channels: ALL },
  'parcel-returned': { audience: 'buyer', channels: ALL },
  'order-cancelled': { audience: 'buyer', channels: ALL, required: true },
  'refund-decided': { audience: 'buyer', channels: ALL, required: true },
  'refund-paid': { audience: 'buyer', channels: ALL, required: true },
  'return-changed': { audience: 'buyer', channels: ALL },
  'review-answered': { audience: 'buyer', channels: ALL },
  'message-received': {
    audience: 'buyer',
    // The conversations count what is unread by themselves.
    channels: { email: 'now', push: true },
    waitMs: { email: 10 * MINUTE_MS, push: MINUTE_MS },
  },
  'new-order': { audience: 'seller', channels: ALL, urgent: true },
  'order-due': { audience: 'seller', channels: ALL, urgent: true },
  'order-withdrawn': { audience: 'seller', channels: ALL },
  'refund-to-decide': { audience: 'seller', channels: ALL },
  'return-to-handle': { audience: 'seller', channels: ALL },
  'dispute-opened': { audience: 'seller', channels: ALL },
  'dispute-due': { audience: 'seller', channels: ALL, urgent: true },
  'dispute-ended': { audience: 'seller', channels: ALL },
  'payout-paid': { audience: 'seller', channels: ALL },
  'payout-returned': { audience: 'seller', channels: ALL },
  'stock-low': { audience: 'seller', channels: { email: 'daily', push: false, inbox: true } },
  'review-received': { audience: 'seller', channels: { email: 'daily', push: false, inbox: true } },
  'webhook-disabled': { audience: 'seller', channels: ALL },
  'parcel-assigned': { audience: 'courier', channels: ALL, urgent: true },
  'case-opened': { audience: 'staff', channels: QUIETLY },
  'order-stuck': { audience: 'staff', channels: QUIETLY },
};

/** Kinds that also reach others than those they are listed under. */
export const ALSO_FOR: Readonly<Partial<Record<NoticeKind, readonly Audience[]>>> = {
  'message-received': ['seller'],
  'parcel-lost': ['seller'],
  'parcel-returned': ['seller'],
  'dispute-opened': ['staff'],
  'dispute-due': ['staff'],
  'dispute-ended': ['staff'],
  'refund-to-decide': ['staff'],
  'webhook-disabled': ['staff'],
};

/** What counts for somebody: their choice, where the kind lets them choose. */
export function choiceOf(kind: NoticeKind, chosen: Choice | undefined): Choice {
  const { channels, required } = KINDS[kind];
  const { email, push, inbox } = channels;
  return {
    ...(email !== undefined && { email: required ? 'now' : (chosen?.email ?? email) }),
    ...(push !== undefined && { push: chosen?.push ?? push }),
    ...(inbox !== undefined && { inbox: chosen?.inbox ?? inbox }),
  };
}
