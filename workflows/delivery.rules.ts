import type { CourierReport, DeliveryKind, DeliveryStatus } from '../services/delivery/delivery.schema';
import {
  canBeMoved,
  courierActs,
  deliveryIsOver,
  LONGEST_MOVE_MS,
  MOST_MOVES,
} from '../services/delivery/delivery.state';
import { notYet, refusal } from './attention';

const DAY_MS = 24 * 3_600_000;

/** What of a parcel decides which acts it takes. */
interface Parcel {
  status: DeliveryStatus;
  carrier: 'carrier' | 'courier';
  kind: DeliveryKind | undefined;
  /** How often its time was moved. */
  moves: number;
  /** The carrier is being asked for another time right now. */
  isMoving: boolean;
}

/** Where a parcel is and who is waited for, in a sentence or two. */
export function whereIs({
  status,
  carrier,
  isSearched,
}: Pick<Parcel, 'status' | 'carrier'> & { isSearched: boolean }): string {
  if (deliveryIsOver(status)) return `Over: ${status}.`;
  const whom = carrier === 'courier' ? 'its courier' : "the carrier's next report";
  return isSearched
    ? `The parcel is ${status}, and overdue. Waits for staff to say how it ended, or for ${whom}.`
    : `The parcel is ${status}. Waits for ${whom}.`;
}

/** When a parcel is overdue, in ms; never in a run that began before there was such a deadline. */
export function overdueAfter(expectedMs: number, overdueDays: number | undefined): number {
  return overdueDays === undefined ? Infinity : expectedMs + overdueDays * DAY_MS;
}

/** @throws the refusal of another time that is asked for, ISO 8601 */
export function mustBeMovable({ isMoving, ...parcel }: Parcel, notBefore: string): void {
  const { status, moves } = parcel;
  if (isMoving) throw notYet('delivery-busy', 'Its time is being moved right now. Please look in a moment.');
  if (moves >= MOST_MOVES)
    throw refusal('moved-too-often', `A parcel can be moved ${MOST_MOVES} times. Nothing was changed.`);
  if (!canBeMoved(parcel))
    throw refusal('delivery-state', `A parcel that is ${status} cannot be moved. Nothing was changed.`);
  const aheadMs = Date.parse(notBefore) - Date.now();
  if (!(aheadMs > 0 && aheadMs <= LONGEST_MOVE_MS))
    throw refusal('time-not-offered', 'Choose a time within the next two weeks. Nothing was changed.');
}

/** @throws the refusal of what a courier says */
export function mustBeCouriers(
  { status, carrier }: Pick<Parcel, 'status' | 'carrier'>,
  { act }: CourierReport,
): void {
  if (status === 'booking')
    throw notYet('delivery-busy', 'This parcel is being set up. Nothing was changed; try again in a moment.');
  if (carrier !== 'courier')
    throw refusal('not-by-courier', 'This parcel goes by the carrier. Nothing was changed.');
  if (!courierActs(status).includes(act))
    throw refusal('delivery-state', `A parcel that is ${status} cannot be ${act}. Nothing was changed.`);
}

/** @throws the refusal of an end that staff decide */
export function mustBeUnderWay(status: DeliveryStatus): void {
  if (status === 'booking')
    throw refusal('delivery-state', 'This parcel is not booked yet. Nothing was changed.');
  if (deliveryIsOver(status))
    throw refusal('delivery-state', `This parcel has ended: ${status}. Nothing was changed.`);
}
