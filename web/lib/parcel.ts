import type { Tone } from '@/ui/chip';
import type { Delivery, OrderView } from './types';

/**
 * True once a part of an order has left: from then on only the rest of it can be cancelled. Whether it was charged does
 * not say so, for what a seller has promised may be charged before it leaves.
 */
export function hasPartLeft({ status, parcels = [] }: Pick<OrderView, 'status' | 'parcels'>): boolean {
  return status === 'partly-shipped' || parcels.some((parcel) => !STILL_HERE.includes(parcel.status));
}

type OrderParcel = NonNullable<OrderView['parcels']>[number];
const STILL_HERE: readonly OrderParcel['status'][] = ['packed', 'shipping'];

/** Where a parcel is, in a word or two. */
export const PARCEL_WORDS: Record<Delivery['status'], { label: string; tone: Tone }> = {
  booking: { label: 'Being booked', tone: 'amber' },
  booked: { label: 'Waits to be collected', tone: 'dusk' },
  'in-transit': { label: 'On the road', tone: 'oasis' },
  'out-for-delivery': { label: 'In the van', tone: 'oasis' },
  attempted: { label: 'Nobody was in', tone: 'amber' },
  held: { label: 'At a pick-up point', tone: 'amber' },
  delivered: { label: 'Delivered', tone: 'oasis' },
  lost: { label: 'Lost', tone: 'alarm' },
  damaged: { label: 'Damaged', tone: 'alarm' },
  returned: { label: 'Sent back', tone: 'amber' },
  'needs-attention': { label: 'Needs attention', tone: 'alarm' },
};

const ENDS: readonly Delivery['status'][] = ['delivered', 'lost', 'damaged', 'returned'];

/** True when a parcel has arrived for good, or never will. */
export function hasEnded({ status }: Pick<Delivery, 'status'>): boolean {
  return ENDS.includes(status);
}

/**
 * When a parcel should arrive: from what earlier parcels took, or when that is past or its time was moved, as the
 * carrier expects. Null when it has ended, is overdue, or nobody knows.
 */
export function expectedOf(
  parcel: Pick<Delivery, 'status' | 'estimated' | 'estimatedAt' | 'moves' | 'overdueAt'>,
  nowMs: number,
): { from: string; until: string } | null {
  if (hasEnded(parcel) || parcel.overdueAt !== undefined) return null;
  const { estimated, estimatedAt, moves = 0 } = parcel;
  if (estimated && moves === 0 && Date.parse(estimated.until) > nowMs) return estimated;
  return estimatedAt === null ? null : { from: estimatedAt, until: estimatedAt };
}

/** What is in a parcel, as `2 × Bowl`; everything of the order where the parcel does not say. */
export function contentsOf(parcel: Pick<Delivery, 'lines'>, { lines }: Pick<OrderView, 'lines'>): string[] {
  return lines.flatMap(({ id, title, quantity }) => {
    const inside = parcel.lines
      ? (parcel.lines.find(({ lineId }) => lineId === id)?.quantity ?? 0)
      : quantity;
    return inside > 0 ? [`${inside} × ${title}`] : [];
  });
}

/** What a parcel is called among all of its order: `Parcel`, or `Parcel 2 of 3`. */
export function nameOf(parcel: Pick<Delivery, 'id' | 'kind'>, all: readonly Pick<Delivery, 'id' | 'kind'>[]) {
  const same = all.filter(({ kind = 'parcel' }) => kind === (parcel.kind ?? 'parcel'));
  const name = parcel.kind === 'return' ? 'Return' : 'Parcel';
  if (same.length < 2) return name;
  return `${name} ${same.findIndex(({ id }) => id === parcel.id) + 1} of ${same.length}`;
}
