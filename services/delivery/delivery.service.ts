import { type Connection, trusted } from 'mongoose';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { type Change, changeDocument, insertOnce, present } from '../platform/guarded';
import type { Picture } from '../product/product.schema';
import type { Carrier, CarrierAddress, Shipment } from './carrier.port';
import { createLanes } from './delivery.lanes';
import { type DeliveryDocument, deliveryModel } from './delivery.model';
import { overdueAtMs } from './delivery.overdue';
import { courierEvent, reportOf, withReports } from './delivery.reports';
import type { Appointment, CourierReport, Delivery, Outcome, TrackingEvent } from './delivery.schema';
import { deliveryIsOver } from './delivery.state';
import { bookedEvent, overdueEvent, toldOf } from './delivery.telling';

export type DeliveryService = ReturnType<typeof createDeliveryService>;

/** A parcel as it is when it sets out. */
export type NewParcel = Pick<Delivery, 'orderId' | 'buyerId' | 'sellerId'> &
  Partial<Pick<Delivery, 'kind' | 'carrier' | 'courierId' | 'lines' | 'lane'>> & {
    deliveryId: string;
    from: CarrierAddress;
    to: CarrierAddress;
    weightGrams: number;
  };

/** How long its courier still sees a parcel that has ended, in ms. */
const SEEN_AFTER_MS = 24 * 3_600_000;
const MOST_OF_A_COURIER = 200;

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
  const lanes = createLanes({ connection });
  const show = (stored: DeliveryDocument): Delivery => present<Delivery>(stored, ['acts']);
  const read = async (id: string) => (await model.findById(id).lean()) as DeliveryDocument | null;

  const change = async (
    deliveryId: string,
    decide: (current: DeliveryDocument, nowMs: number) => Change | null,
  ): Promise<Delivery> => {
    const nowMs = clock.nowMs();
    return show(
      await changeDocument(model, 'delivery', deliveryId, nowMs, (current) => decide(current, nowMs)),
    );
  };

  /** Adds the reports that are new; the status follows from all of them. */
  async function record(
    deliveryId: string,
    reports: readonly TrackingEvent[],
    estimatedAt?: string,
  ): Promise<Delivery> {
    const after = await change(deliveryId, (current, nowMs) => {
      const known = withReports(current, reports);
      if (!known) return null;
      const moved = estimatedAt !== undefined && estimatedAt !== current.estimatedAt;
      return {
        set: { ...known.fields, ...(moved && { estimatedAt }) },
        events: toldOf(current, known.fields.status, known.news, nowMs),
      };
    });
    await lanes.learn(after);
    return after;
  }

  /** Takes over what the carrier answers of a parcel. */
  function recordShipment(deliveryId: string, shipment: Shipment): Promise<Delivery> {
    const reports = shipment.events.map((report) => reportOf(shipment.trackingId, report));
    return record(deliveryId, reports, shipment.estimatedAt);
  }

  async function trackingIdOf(deliveryId: string): Promise<string> {
    const stored = await read(deliveryId);
    if (!stored?.trackingId) throw new NotFoundError('parcel');
    return stored.trackingId;
  }

  return {
    async get(id: string): Promise<Delivery | null> {
      const stored = await read(id);
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

    /** The parcels of a courier, longest waiting first: those under way, and those that ended within a day. */
    async listForCourier(courierId: string): Promise<Delivery[]> {
      const found = (await model
        .find({ courierId })
        .sort({ _id: -1 })
        .limit(MOST_OF_A_COURIER)
        .lean()) as DeliveryDocument[];
      return found
        .map(show)
        .filter((parcel) => isSeenByCourier(parcel, clock.nowMs()))
        .reverse();
    },

    /**
     * Books the parcel with the carrier, once; one that a courier takes waits for its courier.
     * @throws ProviderUnavailableError when the carrier did not answer; DomainError `address-not-served`
     */
    async book({ deliveryId, from, to, weightGrams, ...facts }: NewParcel): Promise<Delivery> {
      const nowMs = clock.nowMs();
      const fresh = {
        _id: deliveryId,
        ...facts,
        status: 'booking',
        trackingId: null,
        labelUrl: null,
        estimatedAt: null,
        tracking: [],
        createdAt: new Date(nowMs).toISOString(),
      };
      await insertOnce(model, fresh, nowMs);
      if (facts.carrier === 'courier')
        return change(deliveryId, (current) => {
          if (current.status !== 'booking') return null;
          return {
            set: { status: 'booked' },
            events: [bookedEvent(current, 'booked', '', nowMs)],
          };
        });
      const key = `${deliveryId}-book`;
      const shipment = await carrier.book({ key, deliveryId, from, to, weightGrams, parcels: 1 });
      const estimated = facts.lane === undefined ? undefined : await lanes.estimate(facts.lane, nowMs);
      return change(deliveryId, (current) => {
        if (current.trackingId !== null) return null;
        const status = current.status === 'booking' ? 'booked' : current.status;
        const { trackingId, labelUrl = null, estimatedAt } = shipment;
        return {
          set: { status, trackingId, labelUrl, estimatedAt, ...(estimated && { estimated }) },
          events: [bookedEvent(current, status, trackingId, nowMs)],
        };
      });
    },

    record,

    /** Asks the carrier, for when its reports stay away. */
    async track(deliveryId: string): Promise<Delivery> {
      return recordShipment(deliveryId, await carrier.track(await trackingIdOf(deliveryId)));
    },

    /** @throws ProviderUnavailableError; DomainError `parcel-finished` when it cannot be moved any more */
    async reschedule(deliveryId: string, key: string, wanted: Appointment): Promise<Delivery> {
      const trackingId = await trackingIdOf(deliveryId);
      return recordShipment(deliveryId, await carrier.reschedule({ key, trackingId, ...wanted }));
    },

    /** Calls a booking off. @throws ProviderUnavailableError; DomainError `parcel-under-way` */
    async callOff(deliveryId: string): Promise<Delivery> {
      const trackingId = await trackingIdOf(deliveryId);
      return recordShipment(deliveryId, await carrier.cancel({ key: `${deliveryId}-call-off`, trackingId }));
    },

    /** The label as the carrier prints it, a PDF. @throws ProviderUnavailableError, NotFoundError */
    label: async (deliveryId: string): Promise<Uint8Array> => carrier.label(await trackingIdOf(deliveryId)),

    /** What the courier did, once a `reportId`. */
    reportByCourier: (
      deliveryId: string,
      { reportId, report, picture }: { reportId: string; report: CourierReport; picture?: Picture },
    ): Promise<Delivery> =>
      change(deliveryId, (current, nowMs) => {
        if (current.acts?.includes(reportId)) return null;
        const sequence = (current.tracking.at(-1)?.sequence ?? 0) + 1;
        const at = new Date(nowMs).toISOString();
        const event = courierEvent(report, { id: `${deliveryId}-${sequence}`, sequence, at });
        // The booking is no report of a courier: it stands before the first.
        const before = { id: `${deliveryId}-0`, sequence: 0, status: 'booked', at, text: '' } as const;
        const known = withReports({ ...current, tracking: [before, ...current.tracking] }, [event]);
        if (!known) return null;
        const tracking = known.fields.tracking.filter(({ sequence: place }) => place > 0);
        const receiver = report.act === 'delivered' ? report.receiver : undefined;
        const proof = { ...(receiver !== undefined && { receiver }), ...(picture && { picture }) };
        return {
          set: { ...known.fields, tracking, ...(report.act === 'delivered' && { proof }) },
          push: { acts: reportId },
          events: toldOf(current, known.fields.status, known.news, nowMs),
        };
      }),

    /**
     * Writes down that it is overdue, once; nothing where it has ended, or has time still.
     * @returns the parcel, and when it is to be looked at again, in ms; null when that is never
     */
    async markOverdue(
      deliveryId: string,
      overdueDays: number,
    ): Promise<{ parcel: Delivery; againAtMs: number | null }> {
      let againAtMs: number | null = null;
      const parcel = await change(deliveryId, (current, nowMs) => {
        againAtMs = null;
        if (deliveryIsOver(current.status) || current.overdueAt !== undefined) return null;
        const dueMs = overdueAtMs(current, overdueDays, nowMs);
        if (dueMs > nowMs) {
          againAtMs = dueMs;
          return null;
        }
        return {
          set: { overdueAt: new Date(nowMs).toISOString() },
          events: [overdueEvent(current, nowMs)],
        };
      });
      return { parcel, againAtMs };
    },

    /** Staff say how it ended; nothing where it has ended. */
    settle: (deliveryId: string, { status, note, by }: Outcome & { by: ActedBy }): Promise<Delivery> =>
      change(deliveryId, (current, nowMs) => {
        if (deliveryIsOver(current.status)) return null;
        const at = new Date(nowMs).toISOString();
        return {
          set: { status, settled: { status, by, note, at } },
          events: toldOf(current, status, [], nowMs),
        };
      }),

    /** How many parcels a courier has under way. */
    countOpen: (courierId: string): Promise<number> =>
      model.countDocuments({
        courierId,
        status: trusted({ $nin: ['delivered', 'lost', 'damaged', 'returned'] }),
      }),
  };
}

/** True while the courier of a parcel may see where it goes. */
export function isSeenByCourier(parcel: Delivery, nowMs: number): boolean {
  if (!deliveryIsOver(parcel.status)) return true;
  const endedAt = parcel.settled?.at ?? parcel.tracking.at(-1)?.at ?? parcel.createdAt;
  return nowMs - Date.parse(endedAt) < SEEN_AFTER_MS;
}
