import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/delivery.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import type { Carrier, CarrierAddress, Shipment, TrackingEvent as CarrierTracking } from './carrier.port';
import { type DeliveryDocument, deliveryModel } from './delivery.model';
import type { Delivery, DeliveryStatus, TrackingEvent } from './delivery.schema';
import { DELIVERY_STATUS_OF, deliveryIsOver, statusAfter } from './delivery.state';

export type DeliveryService = ReturnType<typeof createDeliveryService>;

export interface ParcelRequest {
  deliveryId: string;
  orderId: string;
  buyerId: string;
  sellerId: string;
  from: CarrierAddress;
  to: CarrierAddress;
  weightGrams: number;
}

/** Parcels: booked with the carrier once, and followed by what it reports, in whatever order the reports come. */
export function createDeliveryService({
  connection,
  clock,
  carrier,
}: {
  connection: Connection;
  clock: Clock;
  carrier: Carrier;
}) {
  const model = deliveryModel(connection);
  const show = (stored: DeliveryDocument): Delivery => present<Delivery>(stored);

  /** Adds the reports that are new; the status follows from all of them. */
  async function record(
    deliveryId: string,
    reports: readonly TrackingEvent[],
    estimatedAt?: string,
  ): Promise<Delivery> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'delivery', deliveryId, nowMs, (current) => {
      const news = reports.filter(
        (report, index) => isNew(report, current.tracking) && isNew(report, reports.slice(0, index)),
      );
      if (news.length === 0) return null;
      const tracking = [...current.tracking, ...news].sort((a, b) => a.sequence - b.sequence);
      const status = statusAfter(tracking);
      const facts = factsOf(current, status);
      const told = news.map((report) =>
        eventOf(events.deliveryTracked, { ...facts, sequence: report.sequence, text: report.text }, nowMs),
      );
      const ended =
        deliveryIsOver(status) && !deliveryIsOver(current.status)
          ? [eventOf(ENDED[status as keyof typeof ENDED], facts, nowMs)]
          : [];
      return {
        set: { tracking, status, ...(estimatedAt ? { estimatedAt } : {}) },
        events: [...told, ...ended],
      };
    });
    return show(after);
  }

  return {
    async get(id: string): Promise<Delivery | null> {
      const stored = (await model.findById(id).lean()) as DeliveryDocument | null;
      return stored && show(stored);
    },
    async listForOrder(orderId: string): Promise<Delivery[]> {
      const found = (await model.find({ orderId }).sort({ _id: 1 }).lean()) as DeliveryDocument[];
      return found.map(show);
    },
    async findByTracking(trackingId: string): Promise<Delivery | null> {
      const stored = (await model.findOne({ trackingId }).lean()) as DeliveryDocument | null;
      return stored && show(stored);
    },

    /**
     * Books the parcel with the carrier, once.
     * @throws ProviderUnavailableError when the carrier did not answer; DomainError `address-not-served`
     */
    async book(request: ParcelRequest): Promise<Delivery> {
      const nowMs = clock.nowMs();
      const { deliveryId, orderId, buyerId, sellerId } = request;
      const fresh = {
        _id: deliveryId,
        orderId,
        buyerId,
        sellerId,
        status: 'booking',
        trackingId: null,
        labelUrl: null,
        estimatedAt: null,
        tracking: [],
        createdAt: new Date(nowMs).toISOString(),
      };
      await insertOnce(model, fresh, nowMs);
      const shipment = await carrier.book({
        key: `${deliveryId}-book`,
        deliveryId,
        from: request.from,
        to: request.to,
        weightGrams: request.weightGrams,
        parcels: 1,
      });
      const after = await changeDocument(model, 'delivery', deliveryId, nowMs, (current) => {
        if (current.trackingId !== null) return null;
        const status = current.status === 'booking' ? 'booked' : current.status;
        return {
          set: {
            status,
            trackingId: shipment.trackingId,
            labelUrl: shipment.labelUrl ?? null,
            estimatedAt: shipment.estimatedAt,
          },
          events: [
            eventOf(
              events.deliveryBooked,
              { ...factsOf(current, status), trackingId: shipment.trackingId },
              nowMs,
            ),
          ],
        };
      });
      return show(after);
    },

    record,

    /** Asks the carrier, for when its reports stay away. */
    async track(deliveryId: string): Promise<Delivery> {
      const stored = (await model.findById(deliveryId).lean()) as DeliveryDocument | null;
      if (!stored?.trackingId) throw new NotFoundError('parcel');
      const shipment: Shipment = await carrier.track(stored.trackingId);
      return record(
        deliveryId,
        shipment.events.map((report) => reportOf(shipment.trackingId, report)),
        shipment.estimatedAt,
      );
    },
  };
}

/** A carrier's report in the shop's words. The same report has the same id, however it arrived. */
export function reportOf(trackingId: string, report: CarrierTracking): TrackingEvent {
  return {
    id: `${trackingId}-${report.sequence}`,
    sequence: report.sequence,
    status: DELIVERY_STATUS_OF[report.type],
    at: report.occurredAt,
    text: report.description,
  };
}

function isNew(report: TrackingEvent, known: readonly TrackingEvent[]): boolean {
  return known.every((entry) => entry.sequence !== report.sequence);
}

function factsOf({ _id, orderId, buyerId, sellerId }: DeliveryDocument, status: DeliveryStatus) {
  return { deliveryId: _id, orderId, buyerId, sellerId, status };
}

const ENDED = {
  delivered: events.deliveryDelivered,
  lost: events.deliveryLost,
  returned: events.deliveryReturned,
} as const;
