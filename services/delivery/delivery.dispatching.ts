import type { CaseService } from '../case/case.service';
import type { ActedBy, Order } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import type { Units } from '../order/parcel.schema';
import { NotFoundError } from '../platform/errors';
import type { Picture } from '../product/product.schema';
import type { Seller } from '../seller/seller.schema';
import type { CarrierAddress } from './carrier.port';
import { expectedAtMs, overdueCase } from './delivery.overdue';
import { contradictionCase } from './delivery.reports';
import { deliveryIsOver } from './delivery.state';
import type {
  Appointment,
  CourierReport,
  Delivery,
  DeliveryKind,
  DeliveryStatus,
  Outcome,
  TrackingEvent,
} from './delivery.schema';
import type { DeliveryService, NewParcel } from './delivery.service';

export type Dispatching = ReturnType<typeof createDispatching>;

const SYSTEM: ActedBy = { role: 'system', id: 'delivery' };
/** Carriers ask for a postcode of the sender, and shops are known by their town only. */
const ANY_POSTCODE = '00000';

interface Booked {
  status: DeliveryStatus;
  carrier: 'carrier' | 'courier';
  /** When it should arrive, or when it was booked; ISO 8601. Absent in what earlier versions answered. */
  expectedAt?: string;
}

/** The steps of a parcel's life, over orders, sellers, the carrier and the cases of staff. Each can be repeated. */
export function createDispatching({
  deliveries,
  orders,
  sellers,
  cases,
}: {
  deliveries: DeliveryService;
  orders: Pick<OrderService, 'get' | 'recordDelivery'>;
  sellers: { get(id: string): Promise<Seller | null> };
  cases: Pick<CaseService, 'open' | 'clear'>;
}) {
  /** Tells staff of what cannot be, and the workflow where the parcel stands. */
  async function standing(delivery: Delivery): Promise<{ status: DeliveryStatus }> {
    const report = contradictionCase(delivery, delivery.contradictions);
    if (report) await cases.open(report);
    await endSearch(delivery, SYSTEM);
    return { status: delivery.status };
  }

  /** Nobody has to ask any more where a parcel is that has ended. */
  async function endSearch({ id, status, overdueAt }: Delivery, by: ActedBy): Promise<void> {
    if (overdueAt !== undefined && deliveryIsOver(status))
      await cases.clear('parcel-overdue', { type: 'delivery', id }, by);
  }

  return {
    /** Books the parcel with the carrier, or leaves it for its courier. */
    async book({
      orderId,
      deliveryId,
      kind,
    }: {
      orderId: string;
      deliveryId: string;
      kind?: DeliveryKind;
    }): Promise<Booked> {
      const order = await orders.get(orderId);
      if (!order) throw new NotFoundError('order');
      const parcel = parcelOf(order, await sellers.get(order.sellerId), deliveryId, kind);
      const booked = await deliveries.book(parcel);
      if (kind !== 'return') await orders.recordDelivery(orderId, deliveryId);
      const { status, carrier = 'carrier' } = booked;
      return { status, carrier, expectedAt: new Date(expectedAtMs(booked)).toISOString() };
    },

    recordTracking: async ({ deliveryId, reports }: { deliveryId: string; reports: TrackingEvent[] }) =>
      standing(await deliveries.record(deliveryId, reports)),

    track: async ({ deliveryId }: { deliveryId: string }) => standing(await deliveries.track(deliveryId)),

    /** Has it brought at another time, once a key. */
    reschedule: async ({ deliveryId, key, ...wanted }: Appointment & { deliveryId: string; key: string }) =>
      standing(await deliveries.reschedule(deliveryId, key, wanted)),

    callOff: async ({ deliveryId }: { deliveryId: string }) => standing(await deliveries.callOff(deliveryId)),

    reportByCourier: async ({
      deliveryId,
      ...said
    }: {
      deliveryId: string;
      reportId: string;
      report: CourierReport;
      picture?: Picture;
    }) => standing(await deliveries.reportByCourier(deliveryId, said)),

    /** Staff have decided how it ended: nothing waits for them any more. */
    async settle({ deliveryId, ...decided }: Outcome & { deliveryId: string; by: ActedBy }) {
      const ended = await deliveries.settle(deliveryId, decided);
      await cases.clear('parcel-contradiction', { type: 'delivery', id: deliveryId }, decided.by);
      await endSearch(ended, decided.by);
      return { status: ended.status };
    },

    /** Tells staff of a parcel that has not ended in time, or the workflow when to look again. */
    async reportOverdue({
      deliveryId,
      overdueDays,
    }: {
      deliveryId: string;
      overdueDays: number;
    }): Promise<{ againAt: string | null }> {
      const { parcel, againAtMs } = await deliveries.markOverdue(deliveryId, overdueDays);
      if (againAtMs !== null) return { againAt: new Date(againAtMs).toISOString() };
      if (deliveryIsOver(parcel.status)) return { againAt: null };
      await cases.open(overdueCase(parcel));
      // Whoever ended it meanwhile may have found no case to close.
      const now = await deliveries.get(deliveryId);
      if (now) await endSearch(now, SYSTEM);
      return { againAt: null };
    },
  };
}

/** What is sent, from where to where. Orders of earlier versions are one parcel, with everything in it. Pure. */
export function parcelOf(
  order: Order,
  seller: Pick<Seller, 'city' | 'country'> | null,
  deliveryId: string,
  kind: DeliveryKind | undefined,
): NewParcel {
  const { name, line1, line2, city, region, postcode, country } = order.shippingAddress;
  const buyer: CarrierAddress = { name, line1, line2, city, region, postcode, country };
  const shop: CarrierAddress = {
    name: order.sellerName,
    city: seller?.city,
    country: seller?.country ?? country,
    postcode: ANY_POSTCODE,
  };
  const isReturn = kind === 'return';
  const packed = order.parcels?.find(({ id }) => id === deliveryId);
  const lines = (isReturn ? order.returns?.find(({ id }) => id === deliveryId) : packed)?.lines;
  const [from, to] = isReturn ? [buyer, shop] : [shop, buyer];
  return {
    ...{ deliveryId, orderId: order.id, buyerId: order.buyerId, sellerId: order.sellerId },
    ...(kind !== undefined && { kind, lane: `${from.country}>${to.country}:${order.shipping.id}` }),
    ...(packed && { carrier: packed.carrier }),
    ...(packed?.carrier === 'courier' && { courierId: packed.courierId }),
    ...(lines && { lines }),
    ...{ from, to, weightGrams: weightOf(order, lines) },
  };
}

function weightOf({ lines }: Order, units: readonly Units[] | undefined): number {
  const quantityOf = (line: Order['lines'][number]) =>
    units === undefined ? line.quantity : (units.find(({ lineId }) => lineId === line.id)?.quantity ?? 0);
  return Math.max(
    1,
    lines.reduce((sum, line) => sum + line.weightGrams * quantityOf(line), 0),
  );
}
