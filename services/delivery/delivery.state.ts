import type { TrackingType } from './carrier.port';
import type { Contradiction, CourierAct, DeliveryStatus, TrackingEvent } from './delivery.schema';

/** Where a parcel may be after where it was. Nothing follows an end. */
export const NEXT_DELIVERY_STATUS: Record<DeliveryStatus, readonly DeliveryStatus[]> = {
  booking: ['booked', 'in-transit', 'returned'],
  // A parcel that nobody has collected can neither arrive nor be brought in vain. Carriers do find out only at their
  // depot that it was never there.
  booked: ['in-transit', 'out-for-delivery', 'lost', 'damaged', 'returned'],
  'in-transit': [
    ...(['in-transit', 'out-for-delivery', 'attempted', 'held'] as const),
    ...(['delivered', 'lost', 'damaged', 'returned'] as const),
  ],
  'out-for-delivery': [
    ...(['in-transit', 'out-for-delivery', 'attempted', 'held'] as const),
    ...(['delivered', 'lost', 'damaged', 'returned'] as const),
  ],
  attempted: [
    ...(['in-transit', 'out-for-delivery', 'attempted', 'held'] as const),
    ...(['delivered', 'lost', 'damaged', 'returned'] as const),
  ],
  held: [
    ...(['in-transit', 'out-for-delivery', 'held'] as const),
    ...(['delivered', 'lost', 'damaged', 'returned'] as const),
  ],
  delivered: [],
  lost: [],
  damaged: [],
  returned: [],
  'needs-attention': [],
};

/** A parcel in one of these has arrived for good, or never will. */
const TERMINAL: ReadonlySet<DeliveryStatus> = new Set(['delivered', 'lost', 'damaged', 'returned']);

export function deliveryIsOver(status: DeliveryStatus): boolean {
  return TERMINAL.has(status);
}

/** What the shop calls what a carrier reports. A booking that was called off counts as a parcel that came back. */
export const DELIVERY_STATUS_OF: Record<TrackingType, DeliveryStatus> = {
  booked: 'booked',
  collected: 'in-transit',
  'in-transit': 'in-transit',
  'out-for-delivery': 'out-for-delivery',
  attempted: 'attempted',
  rescheduled: 'in-transit',
  held: 'held',
  delivered: 'delivered',
  lost: 'lost',
  damaged: 'damaged',
  returned: 'returned',
  cancelled: 'returned',
};

type Report = Pick<TrackingEvent, 'sequence' | 'status' | 'isMove'>;

/**
 * Where a parcel stands after reports that arrived in any order, some twice: each is taken in the order of its sequence
 * number. What cannot follow is a contradiction and does not count. Where reports are missing in between, what they
 * would have said is not held against the next one.
 */
export function standingAfter(tracking: readonly Report[]): {
  status: DeliveryStatus;
  contradictions: Contradiction[];
} {
  const contradictions: Contradiction[] = [];
  let status: DeliveryStatus = 'booking';
  let known = 0;
  for (const report of [...tracking].sort((a, b) => a.sequence - b.sequence)) {
    const hasGap = report.sequence > known + 1;
    known = report.sequence;
    const follows = NEXT_DELIVERY_STATUS[status].includes(report.status);
    if (deliveryIsOver(status) || (!follows && !hasGap && !report.isMove)) {
      contradictions.push({ sequence: report.sequence, reported: report.status, after: status });
    } else if (!report.isMove) status = report.status;
  }
  return { status, contradictions };
}

/** Where a parcel stands after these reports. */
export function statusAfter(tracking: readonly Report[]): DeliveryStatus {
  return standingAfter(tracking).status;
}

/** What a courier's act makes of a parcel. */
export const STATUS_OF_ACT: Record<CourierAct, DeliveryStatus> = {
  collected: 'out-for-delivery',
  attempted: 'attempted',
  delivered: 'delivered',
  'brought-back': 'returned',
  damaged: 'damaged',
  lost: 'lost',
};

const COURIER_ACTS: Partial<Record<DeliveryStatus, readonly CourierAct[]>> = {
  booked: ['collected'],
  'out-for-delivery': ['delivered', 'attempted', 'brought-back', 'damaged', 'lost'],
  attempted: ['delivered', 'collected', 'attempted', 'brought-back', 'damaged', 'lost'],
};

/** What the courier of a parcel can say of it now. */
export function courierActs(status: DeliveryStatus): readonly CourierAct[] {
  return COURIER_ACTS[status] ?? [];
}

/** While a parcel is in one of these its buyer can ask for another time. */
const MOVABLE: ReadonlySet<DeliveryStatus> = new Set(['in-transit', 'attempted', 'held']);
export const MOST_MOVES = 3;
/** How far ahead a parcel can be moved, in ms. */
export const LONGEST_MOVE_MS = 14 * 24 * 3_600_000;

/** True when the buyer of a parcel can have it brought at another time. */
export function canBeMoved(parcel: {
  status: DeliveryStatus;
  kind?: string;
  carrier?: string;
  moves?: number;
}): boolean {
  return (
    MOVABLE.has(parcel.status) &&
    parcel.kind !== 'return' &&
    parcel.carrier !== 'courier' &&
    (parcel.moves ?? 0) < MOST_MOVES
  );
}
