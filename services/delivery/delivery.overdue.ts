import type { CaseReport } from '../case/case.schema';
import { SAID } from './delivery.reports';
import type { Delivery, TrackingEvent } from './delivery.schema';

const DAY_MS = 24 * 3_600_000;

type Dated = Pick<
  Delivery,
  'createdAt' | 'estimatedAt' | 'estimated' | 'heldUntil' | 'kind' | 'status' | 'tracking'
>;

/** The latest day that was named for a parcel, in ms: when it should arrive, or until when it is kept; else its booking. */
export function expectedAtMs(parcel: Dated): number {
  const { createdAt, estimatedAt, estimated, heldUntil } = parcel;
  const named = [createdAt, estimatedAt, estimated?.until, heldUntil, setOutAt(parcel)];
  return Math.max(...named.flatMap((at) => (at ? [Date.parse(at)] : [])));
}

/** When a parcel that has not ended is overdue, in ms. */
export function overdueAtMs(parcel: Dated, overdueDays: number, nowMs: number): number {
  return (waitsForItsBuyer(parcel) ? nowMs : expectedAtMs(parcel)) + overdueDays * DAY_MS;
}

/** A return is booked when it is agreed to, and its buyer has a deadline of their own to send it. */
function waitsForItsBuyer({ kind, status }: Dated): boolean {
  return kind === 'return' && (status === 'booking' || status === 'booked');
}

/** The carrier counts a return's days from its booking, which may be long before it is sent. */
function setOutAt({ kind, tracking }: Dated): string | undefined {
  if (kind !== 'return') return undefined;
  return tracking.find(({ status, isMove }) => status !== 'booked' && !isMove)?.at;
}

/** What staff are told of a parcel that is overdue. */
export function overdueCase(parcel: Delivery): CaseReport {
  const { id, orderId, status, carrier, trackingId, courierId, createdAt } = parcel;
  const expectedAt = new Date(expectedAtMs(parcel)).toISOString();
  const since =
    expectedAt === createdAt
      ? `It was booked on ${dayOf(createdAt)}`
      : `It was expected by ${dayOf(expectedAt)}`;
  const who = carrier === 'courier' ? 'its courier' : 'the carrier';
  return {
    kind: 'parcel-overdue',
    subject: { type: 'delivery', id },
    text: `A parcel ${SAID[status]} and is overdue. ${since}, and ${who} does not say what became of it.`,
    facts: { orderId, status, expectedAt, ...(courierId === undefined ? { trackingId } : { courierId }) },
  };
}

/** What people read of a parcel's way: its reports, and between them what the shop itself did about it. */
export function storyOf(
  parcel: Pick<Delivery, 'id' | 'tracking' | 'overdueAt' | 'settled'>,
): TrackingEvent[] {
  const { id, tracking, overdueAt, settled } = parcel;
  if (overdueAt === undefined) return tracking;
  const later = tracking.findIndex(({ at }) => Date.parse(at) > Date.parse(overdueAt));
  const place = later === -1 ? tracking.length : later;
  const { status = 'booked', sequence = 0 } = tracking[place - 1] ?? {};
  const text = 'It is overdue. We are asking where it is.';
  const line = { id: `${id}-overdue`, sequence, status, at: overdueAt, text, isOurs: true };
  const story = tracking.toSpliced(place, 0, line);
  if (!settled || settled.by.role === 'system') return story;
  const found = `We found out that it ${SAID[settled.status]}.`;
  return [...story, { ...line, id: `${id}-found`, status: settled.status, at: settled.at, text: found }];
}

function dayOf(at: string): string {
  return at.slice(0, 10);
}
