import type { DeclineReason, Parcel, ReturnReason, ReturnStatus } from '@/lib/types';
import type { Tone } from '@/ui/chip';

/** Why a seller cannot send a thing. */
export const DECLINE_REASONS: Record<DeclineReason, string> = {
  'out-of-stock': 'It is sold out',
  damaged: 'It is damaged',
  'cannot-ship': 'I cannot send it there, or in time',
  other: 'Another reason',
};

export const PARCEL_WORDS: Record<Parcel['status'], { label: string; tone: Tone }> = {
  packed: { label: 'Packed', tone: 'dusk' },
  shipping: { label: 'Being handed over', tone: 'dusk' },
  shipped: { label: 'On its way', tone: 'oasis' },
  delivered: { label: 'Delivered', tone: 'oasis' },
  lost: { label: 'Lost', tone: 'alarm' },
  damaged: { label: 'Damaged on the way', tone: 'alarm' },
  returned: { label: 'Came back', tone: 'amber' },
};

/** How a return stands, as those who work on it say it. */
export const RETURN_WORDS: Record<ReturnStatus, { label: string; tone: Tone }> = {
  requested: { label: 'To decide', tone: 'flame' },
  offered: { label: 'Waits for the buyer', tone: 'amber' },
  approved: { label: 'On its way back', tone: 'dusk' },
  received: { label: 'To look at', tone: 'flame' },
  accepted: { label: 'Taken back', tone: 'oasis' },
  refused: { label: 'Not taken back', tone: 'plain' },
  rejected: { label: 'Declined', tone: 'plain' },
  kept: { label: 'Kept by the buyer', tone: 'oasis' },
  expired: { label: 'Never sent', tone: 'plain' },
};

export const RETURN_REASONS: Record<ReturnReason, string> = {
  damaged: 'It came damaged',
  'wrong-item': 'The wrong thing came',
  'not-as-described': 'Not as described',
  late: 'It came too late',
  'changed-mind': 'The buyer changed their mind',
  other: 'Another reason',
};

/** What happens at the end of a return's clock if nobody acts. */
export const RETURN_SILENCE: Partial<Record<ReturnStatus, string>> = {
  requested: 'After that it counts as agreed.',
  offered: 'After that it is sent back.',
  approved: 'After that the return is called off.',
  received: 'After that it counts as good, and is given back.',
};
