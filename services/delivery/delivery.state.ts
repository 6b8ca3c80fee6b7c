import type { TrackingType } from './carrier.port';
import type { DeliveryStatus } from './delivery.schema';

/** A parcel in one of these has arrived for good, or never will. */
const TERMINAL: ReadonlySet<DeliveryStatus> = new Set(['delivered', 'lost', 'returned']);

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
  delivered: 'delivered',
  lost: 'lost',
  returned: 'returned',
  cancelled: 'returned',
};

/**
 * Where a parcel stands after reports arrived in any order, some twice: the report with the highest sequence
 * number decides, and nothing follows a final one.
 */
export function statusAfter(
  tracking: readonly { sequence: number; status: DeliveryStatus }[],
): DeliveryStatus {
  const ordered = [...tracking].sort((a, b) => a.sequence - b.sequence);
  const final = ordered.find((report) => deliveryIsOver(report.status));
  return (final ?? ordered.at(-1))?.status ?? 'booking';
}
