import type { CaseReport } from '../case/case.schema';
import type { TrackingEvent as CarrierTracking } from './carrier.port';
import type { Contradiction, CourierReport, Delivery, FailedReason, TrackingEvent } from './delivery.schema';
import { DELIVERY_STATUS_OF, deliveryIsOver, standingAfter, STATUS_OF_ACT } from './delivery.state';

/** A carrier's report in the shop's words. The same report has the same id, however it arrived. */
export function reportOf(trackingId: string, report: CarrierTracking): TrackingEvent {
  const { heldUntil, pickUpPoint } = report;
  return {
    id: `${trackingId}-${report.sequence}`,
    sequence: report.sequence,
    status: DELIVERY_STATUS_OF[report.type],
    at: report.occurredAt,
    text: report.description,
    ...(report.type === 'rescheduled' && { isMove: true }),
    ...(heldUntil !== undefined && { heldUntil }),
    ...(pickUpPoint !== undefined && { pickUpPoint }),
  };
}

type Followed = Pick<
  Delivery,
  | 'status'
  | 'tracking'
  | 'settled'
  | 'contradictions'
  | 'attempts'
  | 'moves'
  | 'heldUntil'
  | 'pickUpPoint'
  | 'estimated'
>;

/**
 * What new reports make of a parcel; null when all of them are known. An end stays the end: whatever comes after it is
 * kept, and told to staff where it cannot be. Pure.
 */
export function withReports(current: Followed, reports: readonly TrackingEvent[]) {
  const news = reports.filter(
    (report, index) => isNew(report, current.tracking) && isNew(report, reports.slice(0, index)),
  );
  if (news.length === 0) return null;
  const tracking = [...current.tracking, ...news].sort((a, b) => a.sequence - b.sequence);
  const { status, contradictions } = standingAfter(tracking);
  const held = tracking.filter((report) => report.status === 'held').at(-1);
  const fields = {
    tracking,
    status: deliveryIsOver(current.status) ? current.status : status,
    attempts: tracking.filter((report) => report.status === 'attempted').length,
    moves: tracking.filter(({ isMove }) => isMove).length,
    ...(contradictions.length > 0 && { contradictions }),
    ...(held?.heldUntil !== undefined && { heldUntil: held.heldUntil }),
    ...(held?.pickUpPoint !== undefined && { pickUpPoint: held.pickUpPoint }),
  };
  return { news, fields };
}

function isNew(report: TrackingEvent, known: readonly TrackingEvent[]): boolean {
  return known.every((entry) => entry.sequence !== report.sequence);
}

/** What staff are told of a parcel whose reports contradict each other; undefined where none do. */
export function contradictionCase(
  delivery: Pick<Delivery, 'id' | 'orderId' | 'trackingId'>,
  contradictions: readonly Contradiction[] = [],
): CaseReport | undefined {
  const last = contradictions.at(-1);
  if (!last) return undefined;
  return {
    kind: 'parcel-contradiction',
    subject: { type: 'delivery', id: delivery.id },
    text: `The carrier reported that a parcel ${SAID[last.reported]}, ${WHEN[last.after]}. It stays as it was.`,
    facts: { orderId: delivery.orderId, trackingId: delivery.trackingId, contradictions },
  };
}

/** The same for a report that came when nobody followed the parcel any more. */
export function lateContradiction(delivery: Delivery, report: TrackingEvent): CaseReport | undefined {
  const before = standingAfter(delivery.tracking).contradictions;
  const { contradictions } = standingAfter([...delivery.tracking, report]);
  return contradictions.length > before.length ? contradictionCase(delivery, contradictions) : undefined;
}

/** A courier's act as an event of the tracking. */
export function courierEvent(
  report: CourierReport,
  { id, sequence, at }: { id: string; sequence: number; at: string },
): TrackingEvent {
  return { id, sequence, at, status: STATUS_OF_ACT[report.act], text: textOf(report) };
}

function textOf(report: CourierReport): string {
  switch (report.act) {
    case 'collected':
      return 'The courier has the parcel and is on the way.';
    case 'attempted':
      return `The parcel could not be handed over: ${FAILED[report.reason]}. The courier tries again.`;
    case 'delivered':
      return report.receiver === undefined
        ? 'The parcel was left where the picture shows.'
        : `The parcel was handed to ${report.receiver}.`;
    case 'brought-back':
      return 'The courier brought the parcel back to the shop.';
    case 'damaged':
      return 'The parcel was damaged on the way.';
    case 'lost':
      return 'The parcel was lost on the way.';
  }
}

const FAILED: Record<FailedReason, string> = {
  'nobody-home': 'nobody was in',
  'no-access': 'the door could not be reached',
  refused: 'it was refused at the door',
  'wrong-address': 'nobody of that name was found there',
  other: 'something came in between',
};

/** What is said of a parcel that stands there, after `a parcel`. */
export const SAID: Record<Delivery['status'], string> = {
  booking: 'is being booked',
  booked: 'was booked',
  'in-transit': 'is on its way',
  'out-for-delivery': 'is in the van',
  attempted: 'was brought in vain',
  held: 'waits at a pick-up point',
  delivered: 'was delivered',
  lost: 'is lost',
  damaged: 'was damaged',
  returned: 'went back',
  'needs-attention': 'needs attention',
};

const WHEN: Record<Delivery['status'], string> = {
  booking: 'before it was booked',
  booked: 'before it was collected',
  'in-transit': 'while it was on its way',
  'out-for-delivery': 'while it was in the van',
  attempted: 'after it was brought in vain',
  held: 'while it waited at a pick-up point',
  delivered: 'after it was delivered',
  lost: 'after it was lost',
  damaged: 'after it was damaged',
  returned: 'after it went back',
  'needs-attention': 'while staff were looking into it',
};
