import type { OutboxEntry } from '../../events/contract';
import * as events from '../../events/contracts/order.events';
import { eventOf } from '../../events/outbox';
import { covers, PARCEL_RANK, parcelHasEnded, statusOfParcels, unpacked } from './order.contents';
import { OrderUnitsError } from './order.errors';
import type { OrderDocument } from './order.model';
import type { ActedBy, Order, OrderStatus } from './order.schema';
import { factsOf, hasBeen, mustBecome, type OrderSteps, told } from './order.steps';
import type { Parcel, ParcelCarrier, ParcelEnd, ParcelStatus, Units } from './parcel.schema';

const HOUR_MS = 3_600_000;
const SYSTEM: ActedBy = { role: 'system', id: 'order' };

export interface PackRequest {
  by: ActedBy;
  parcelId: string;
  /** Absent: all that is not packed yet. */
  lines?: readonly Units[];
  carrier: ParcelCarrier;
  courierId?: string;
}
export interface ParcelEnded {
  deliveryId: string;
  as: ParcelEnd;
  returnWindowHours: number;
}

/** Parcels of an order: packed, on their way, and how they ended. What becomes of the order follows from all of them. */
export function createPacking({ change }: OrderSteps) {
  return {
    /** @throws OrderUnitsError, OrderStateError */
    pack: (orderId: string, { by, parcelId, lines, carrier, courierId }: PackRequest): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const { status, parcels = [] } = current;
        if (parcels.some(({ id }) => id === parcelId)) return null;
        if (status !== 'accepted' && status !== 'partly-shipped') mustBecome(current, 'shipping', 'packed');
        const parcel = packed(current, { id: parcelId, lines, carrier, courierId, nowMs });
        const text = `The seller packed parcel ${parcels.length + 1}: ${wordsOf(current, parcel)}.`;
        return {
          set: { parcels: [...parcels, parcel] },
          push: { timeline: told(nowMs, status, text, by) },
          events: [eventOf(events.orderPacked, { ...factsOf(current, status), deliveryId: parcelId }, nowMs)],
        };
      }),

    /**
     * A parcel is about to leave: of the first one the money is being taken. Where it is not packed yet, it is packed
     * with all that is left.
     */
    startShipping: (orderId: string, by: ActedBy, parcelId = `${orderId}-d1`): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const known = current.parcels?.find(({ id }) => id === parcelId);
        // Of an order with parcels another one may have left before this one was packed.
        const isOldOne = (current.parcels ?? []).length === 0 && hasBeen(current, 'shipping');
        if (known ? PARCEL_RANK[known.status] > 0 : isOldOne) return null;
        const parcel = known ?? packed(current, { id: parcelId, carrier: 'carrier', nowMs });
        const isFirst = statusOfParcels(current) === null;
        if (isFirst) mustBecome(current, 'shipping', 'shipped');
        const status: OrderStatus = isFirst ? 'shipping' : current.status;
        return {
          set: { status, parcels: withParcel(current, { ...parcel, status: 'shipping' }) },
          push: { timeline: told(nowMs, status, 'The seller is handing the parcel over.', by) },
          events: [eventOf(events.orderShipping, factsOf(current, status), nowMs)],
        };
      }),

    /**
     * The money could not be taken: the parcel stays, packed. `unpack` undoes the packing as well, of one that was
     * packed by being shipped; without money the buyer may still cancel what nobody has packed.
     */
    stopShipping: (
      orderId: string,
      why: string,
      { parcelId = `${orderId}-d1`, unpack = false }: { parcelId?: string; unpack?: boolean } = {},
    ): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const known = current.parcels?.find(({ id }) => id === parcelId);
        if (current.status !== 'shipping' && known?.status !== 'shipping') return null;
        const status = statusOfParcels(current) ?? 'accepted';
        return {
          set: {
            status,
            ...(known && !unpack ? { parcels: withParcel(current, { ...known, status: 'packed' }) } : {}),
            ...(known && unpack
              ? { parcels: current.parcels?.filter(({ id }) => id !== parcelId) ?? [] }
              : {}),
          },
          push: { timeline: told(nowMs, status, `Not shipped: ${why}`, SYSTEM) },
          events: [eventOf(events.orderAccepted, factsOf(current, status), nowMs)],
        };
      }),

    /** The parcel is on its way. */
    ship: (orderId: string, deliveryId: string): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const parcel = parcelOf(current, deliveryId, nowMs);
        if (PARCEL_RANK[parcel.status] >= PARCEL_RANK.shipped) return null;
        const at = new Date(nowMs).toISOString();
        const parcels = withParcel(current, { ...parcel, status: 'shipped', shippedAt: at });
        const status = statusOfParcels({ ...current, parcels }) ?? 'shipped';
        if (status !== current.status) mustBecome(current, status, 'shipped');
        const text =
          parcel.carrier === 'courier'
            ? "The parcel is with the seller's courier."
            : 'The parcel is with the carrier.';
        return {
          set: { status, parcels },
          push: { timeline: told(nowMs, status, text, { role: 'carrier', id: deliveryId }) },
          events: [eventOf(events.orderShipped, { ...factsOf(current, status), deliveryId }, nowMs)],
        };
      }),

    /** The parcel arrived, or never will; with the last one it is known what becomes of the order. */
    endParcel: (orderId: string, { deliveryId, as, returnWindowHours }: ParcelEnded): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const parcel = parcelOf(current, deliveryId, nowMs);
        if (parcelHasEnded(parcel)) return null;
        const at = new Date(nowMs).toISOString();
        const parcels = withParcel(current, { ...parcel, status: as, endedAt: at });
        const status = statusOfParcels({ ...current, parcels }) ?? current.status;
        if (status !== current.status) mustBecome(current, status, as);
        const ended = endedWith(current, status, { nowMs, returnWindowHours });
        const facts = { ...factsOf(current, status), deliveryId, as };
        return {
          set: { ...ended.set, status, parcels },
          push: { timeline: told(nowMs, status, ENDED_TEXT[as], { role: 'carrier', id: deliveryId }) },
          events: ended.events.length > 0 ? ended.events : [eventOf(events.orderParcelEnded, facts, nowMs)],
        };
      }),
  };
}

/** What the order's end brings with it, where this is its end: the return window, and the event. */
export function endedWith(
  current: OrderDocument,
  status: OrderStatus,
  { nowMs, returnWindowHours }: { nowMs: number; returnWindowHours: number },
): { set: Partial<Order>; events: OutboxEntry[] } {
  const facts = factsOf(current, status);
  if (status === current.status) return { set: {}, events: [] };
  if (status === 'lost') return { set: {}, events: [eventOf(events.orderLost, facts, nowMs)] };
  if (status === 'returned') return { set: {}, events: [eventOf(events.orderReturned, facts, nowMs)] };
  if (status !== 'delivered') return { set: {}, events: [] };
  return {
    set: {
      deliveredAt: new Date(nowMs).toISOString(),
      returnUntil: new Date(nowMs + returnWindowHours * HOUR_MS).toISOString(),
    },
    events: [eventOf(events.orderDelivered, facts, nowMs)],
  };
}

function packed(
  current: OrderDocument,
  {
    id,
    lines,
    carrier,
    courierId,
    nowMs,
  }: { id: string; lines?: readonly Units[]; carrier: ParcelCarrier; courierId?: string; nowMs: number },
): Parcel {
  const left = unpacked(current);
  if (left.length === 0) throw new OrderUnitsError(left, 'Everything is packed already.');
  if (lines && !covers(left, lines))
    throw new OrderUnitsError(left, 'That is more than is left to be packed.');
  return {
    ...{ id, lines: lines ? [...lines] : left, carrier, status: 'packed' as ParcelStatus },
    ...(courierId === undefined ? {} : { courierId }),
    packedAt: new Date(nowMs).toISOString(),
  };
}

/** Orders that earlier versions shipped have no parcels: theirs holds everything. */
function parcelOf(current: OrderDocument, deliveryId: string, nowMs: number): Parcel {
  return (
    current.parcels?.find(({ id }) => id === deliveryId) ??
    packed(current, { id: deliveryId, carrier: 'carrier', nowMs })
  );
}

function withParcel({ parcels = [] }: OrderDocument, parcel: Parcel): Parcel[] {
  return parcels.some(({ id }) => id === parcel.id)
    ? parcels.map((each) => (each.id === parcel.id ? parcel : each))
    : [...parcels, parcel];
}

function wordsOf({ lines }: OrderDocument, parcel: Parcel): string {
  return parcel.lines
    .map(({ lineId, quantity }) => `${quantity} x ${lines.find(({ id }) => id === lineId)?.title ?? lineId}`)
    .join(', ');
}

const ENDED_TEXT: Record<ParcelEnd, string> = {
  delivered: 'The parcel was delivered.',
  lost: 'The carrier lost the parcel. The money is being given back.',
  damaged: 'The parcel was damaged on the way. The money is being given back.',
  returned: 'The parcel went back to the seller. The money is being given back.',
};
