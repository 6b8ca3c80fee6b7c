import type { CancelReason, OrderStatus, RefundReason } from '@/lib/types';
import type { Tone } from '@/ui/chip';
import type { PaymentView, RefundStatus, RefundView } from './types';

interface Word {
  label: string;
  tone: Tone;
}

/** An order's state in a word or two, as those who work on it say it. */
export const ORDER_WORDS: Record<OrderStatus, Word> = {
  placed: { label: 'To accept', tone: 'flame' },
  accepted: { label: 'To ship', tone: 'dusk' },
  shipping: { label: 'Being handed over', tone: 'dusk' },
  'partly-shipped': { label: 'Rest to ship', tone: 'dusk' },
  shipped: { label: 'On its way', tone: 'oasis' },
  delivered: { label: 'Delivered', tone: 'oasis' },
  closed: { label: 'Closed', tone: 'plain' },
  cancelled: { label: 'Cancelled', tone: 'plain' },
  lost: { label: 'Lost', tone: 'alarm' },
  returned: { label: 'Sent back', tone: 'amber' },
  'needs-attention': { label: 'Needs attention', tone: 'alarm' },
};

export const REFUND_WORDS: Record<RefundStatus, Word> = {
  requested: { label: 'Asked for', tone: 'amber' },
  'awaiting-approval': { label: 'To decide', tone: 'flame' },
  refunding: { label: 'Going back', tone: 'oasis' },
  refunded: { label: 'Given back', tone: 'oasis' },
  rejected: { label: 'Declined', tone: 'plain' },
  failed: { label: 'Failed', tone: 'alarm' },
  'needs-attention': { label: 'Needs attention', tone: 'alarm' },
};

/** What happens to a refund about which nobody says anything. */
export function silenceWords(approval: Exclude<RefundView['approval'], { by: 'nobody' }>): string {
  if (approval.by === 'support') return 'Support decides: nothing goes back before.';
  return approval.silence === 'consent'
    ? 'Without an answer the money goes back by itself.'
    : 'Without an answer support decides.';
}

export const PAYMENT_WORDS: Record<PaymentView['status'], Word> = {
  pending: { label: 'Being asked', tone: 'amber' },
  'awaiting-buyer': { label: 'At the bank', tone: 'amber' },
  declined: { label: 'Declined', tone: 'alarm' },
  authorised: { label: 'Reserved', tone: 'dusk' },
  'partly-captured': { label: 'Partly taken', tone: 'oasis' },
  captured: { label: 'Taken', tone: 'oasis' },
  voided: { label: 'Let go', tone: 'plain' },
  failed: { label: 'Failed', tone: 'alarm' },
};

export const REFUND_REASONS: Record<RefundReason, string> = {
  damaged: 'It came damaged',
  'wrong-item': 'The wrong thing came',
  'not-as-described': 'Not as described',
  late: 'It came too late',
  'changed-mind': 'The buyer changed their mind',
  lost: 'The parcel was lost',
  cancelled: 'The order was cancelled',
  other: 'Another reason',
};

type Why = readonly (readonly [CancelReason, string])[];

/** Why a seller cannot do it. */
export const SELLER_CANCEL_REASONS: Why = [
  ['out-of-stock', 'It is sold out'],
  ['cannot-ship', 'I cannot send it there, or in time'],
  ['other', 'Another reason'],
];

/** Why staff call an order off for somebody. */
export const STAFF_CANCEL_REASONS: Why = [
  ['changed-mind', 'The buyer changed their mind'],
  ['ordered-by-mistake', 'The buyer ordered by mistake'],
  ['found-elsewhere', 'The buyer found it elsewhere'],
  ['out-of-stock', 'The seller has sold out'],
  ['cannot-ship', 'The seller cannot send it'],
  ['other', 'Another reason'],
];
