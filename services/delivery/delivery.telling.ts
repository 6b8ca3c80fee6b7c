import * as events from '../../events/contracts/delivery.events';
import type { OutboxEntry } from '../../events/contract';
import { eventOf } from '../../events/outbox';
import type { DeliveryDocument } from './delivery.model';
import type { DeliveryEnd, DeliveryStatus, TrackingEvent } from './delivery.schema';
import { deliveryIsOver } from './delivery.state';

/** The event that a parcel is booked; one that a courier takes has no number at a carrier. */
export function bookedEvent(
  current: DeliveryDocument,
  status: DeliveryStatus,
  trackingId: string,
  nowMs: number,
): OutboxEntry {
  return eventOf(events.deliveryBooked, { ...factsOf(current, status), trackingId }, nowMs);
}

/** The event that a parcel has not ended in time. */
export function overdueEvent(current: DeliveryDocument, nowMs: number): OutboxEntry {
  return eventOf(events.deliveryOverdue, factsOf(current, current.status), nowMs);
}

/** The events of new reports, and the one that says how it ended. */
export function toldOf(
  current: DeliveryDocument,
  status: DeliveryStatus,
  news: readonly TrackingEvent[],
  nowMs: number,
): OutboxEntry[] {
  const facts = factsOf(current, status);
  const told = news.map((report) =>
    eventOf(events.deliveryTracked, { ...facts, sequence: report.sequence, text: report.text }, nowMs),
  );
  const ends = deliveryIsOver(status) && !deliveryIsOver(current.status);
  return ends ? [...told, eventOf(ENDED[status as DeliveryEnd], facts, nowMs)] : told;
}

function factsOf({ _id, orderId, buyerId, sellerId, courierId }: DeliveryDocument, status: DeliveryStatus) {
  return {
    ...{ deliveryId: _id, orderId, buyerId, sellerId, status },
    ...(courierId !== undefined && { courierId }),
  };
}

const ENDED = {
  delivered: events.deliveryDelivered,
  lost: events.deliveryLost,
  damaged: events.deliveryDamaged,
  returned: events.deliveryReturned,
} as const satisfies Record<DeliveryEnd, object>;
