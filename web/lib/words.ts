import type { CancelReason, OrderStatus, Refund, RefundReason, ReturnReason } from './types';

/** The words of states and reasons, for people. */
export const ORDER_STATUS_WORDS: Record<OrderStatus, string> = {
  placed: 'Waiting for the shop',
  accepted: 'Being packed',
  shipping: 'Being handed over',
  'partly-shipped': 'A part is on its way',
  shipped: 'On its way',
  delivered: 'Delivered',
  closed: 'Done',
  cancelled: 'Cancelled',
  lost: 'Lost on the way',
  returned: 'Went back',
  'needs-attention': 'Being looked into',
};

/** How a state is coloured. */
export const ORDER_STATUS_TONES: Record<
  OrderStatus,
  'plain' | 'flame' | 'oasis' | 'dusk' | 'amber' | 'alarm'
> = {
  placed: 'flame',
  accepted: 'flame',
  shipping: 'flame',
  'partly-shipped': 'dusk',
  shipped: 'dusk',
  delivered: 'oasis',
  closed: 'oasis',
  cancelled: 'plain',
  lost: 'alarm',
  returned: 'amber',
  'needs-attention': 'amber',
};

export const REFUND_STATUS_WORDS: Record<Refund['status'], string> = {
  requested: 'Asked for',
  'awaiting-approval': 'Waiting for an answer',
  refunding: 'On its way to your card',
  refunded: 'Given back',
  rejected: 'Not given back',
  failed: 'Did not go through',
  'needs-attention': 'Being looked into',
};

/** Why a buyer asks for money back. */
export const REFUND_REASONS: [RefundReason, string][] = [
  ['damaged', 'It came damaged'],
  ['wrong-item', 'It is not what I ordered'],
  ['not-as-described', 'It is not as described'],
  ['late', 'It came too late'],
  ['lost', 'It never came'],
  ['changed-mind', 'I changed my mind'],
  ['other', 'Something else'],
];

/** Why a buyer cancels. */
export const CANCEL_REASONS: [CancelReason, string][] = [
  ['changed-mind', 'I changed my mind'],
  ['ordered-by-mistake', 'I ordered it by mistake'],
  ['found-elsewhere', 'I found it elsewhere'],
  ['other', 'Something else'],
];

/** Why a buyer sends something back. */
export const RETURN_REASONS: [ReturnReason, string][] = [
  ['changed-mind', 'I changed my mind'],
  ['damaged', 'It came damaged'],
  ['wrong-item', 'It is not what I ordered'],
  ['not-as-described', 'It is not as described'],
  ['late', 'It came too late'],
  ['other', 'Something else'],
];
