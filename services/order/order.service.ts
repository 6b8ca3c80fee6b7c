import mongoose, { type Connection } from 'mongoose';
import * as events from '../../events/contracts/order.events';
import type { OutboxEntry } from '../../events/contract';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { changeDocument, insertEachOnce, present } from '../platform/guarded';
import { OrderStateError } from './order.errors';
import { type OrderDocument, orderModel } from './order.model';
import type { ActedBy, CancelReason, Order, OrderStatus } from './order.schema';
import { canBecome } from './order.state';

export type OrderService = ReturnType<typeof createOrderService>;
export interface OrderPage {
  items: Order[];
  nextCursor: string | null;
}

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
const HOUR_MS = 3_600_000;

/** The record of orders. What happens next is decided by each order's workflow; this keeps it and refuses nonsense. */
export function createOrderService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = orderModel(connection);
  const show = (stored: OrderDocument): Order => present<Order>(stored, ['refundIds', 'noteKeys']);

  /**
   * One step of the status, with its line in the story and its event; nothing when it was taken already. A worker that
   * dies has its workflow repeat several steps at once, so the order may be further on than this one leads.
   */
  async function step(
    orderId: string,
    to: OrderStatus,
    act: {
      verb: string;
      text: string;
      by: ActedBy;
      set?: Partial<Order>;
      event: (base: OrderFacts) => OutboxEntry;
    },
  ): Promise<Order> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'order', orderId, nowMs, (current) => {
      if (current.status === to) return null;
      if (!canBecome(current.status, to)) {
        if (current.timeline.some(({ status }) => status === to)) return null;
        throw new OrderStateError(act.verb, current.status);
      }
      return {
        set: { ...act.set, status: to },
        push: { timeline: { at: new Date(nowMs).toISOString(), status: to, text: act.text, by: act.by } },
        events: [act.event(factsOf(current, to))],
      };
    });
    return show(after);
  }

  const list = async (
    filter: Record<string, unknown>,
    cursor: string | undefined,
    limit: number,
  ): Promise<OrderPage> => {
    const from = cursor ? { ...filter, _id: mongoose.trusted({ $lt: cursor }) } : filter;
    const found = (await model
      .find(from)
      .sort({ _id: -1 })
      .limit(limit + 1)
      .lean()) as OrderDocument[];
    const items = found.slice(0, limit).map(show);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  };

  return {
    /** Writes the orders of a checkout; those that are there already stay as they are. */
    async insert(orders: readonly Order[]): Promise<void> {
      const nowMs = clock.nowMs();
      await insertEachOnce(
        model,
        orders.map(({ id, ...rest }) => ({
          document: { ...rest, _id: id, refundIds: [] },
          event: eventOf(
            events.orderPlaced,
            { ...factsOf({ ...rest, _id: id }, 'placed'), lines: rest.lines.map(lineFacts) },
            nowMs,
          ),
        })),
        nowMs,
      );
    },

    async get(id: string): Promise<Order | null> {
      const stored = (await model.findById(id).lean()) as OrderDocument | null;
      return stored && show(stored);
    },

    async listForCheckout(checkoutId: string): Promise<Order[]> {
      const ids = Array.from({ length: 50 }, (_, index) => `${checkoutId}-${index + 1}`);
      const found = (await model.find({ _id: mongoose.trusted({ $in: ids }) }).lean()) as OrderDocument[];
      return found.map(show);
    },

    /** Newest first. `cursor` is the id of the last one seen. */
    listForBuyer: ({ buyerId, cursor, limit }: { buyerId: string; cursor?: string; limit: number }) =>
      list({ buyerId }, cursor, limit),
    listForSeller: ({
      sellerId,
      status,
      cursor,
      limit,
    }: {
      sellerId: string;
      status?: OrderStatus;
      cursor?: string;
      limit: number;
    }) => list(status ? { sellerId, status } : { sellerId }, cursor, limit),
    listAll: ({ status, cursor, limit }: { status?: OrderStatus; cursor?: string; limit: number }) =>
      list(status ? { status } : {}, cursor, limit),

    accept: (orderId: string, { by, shipWithinHours }: { by: ActedBy; shipWithinHours: number }) => {
      const shipBy = new Date(clock.nowMs() + shipWithinHours * HOUR_MS).toISOString();
      return step(orderId, 'accepted', {
        verb: 'accepted',
        text: 'The seller accepted the order and is packing it.',
        by,
        set: { shipBy },
        event: (base) => eventOf(events.orderAccepted, base, clock.nowMs()),
      });
    },

    /** The money is being taken, the parcel booked. */
    startShipping: (orderId: string, by: ActedBy) =>
      step(orderId, 'shipping', {
        verb: 'shipped',
        text: 'The seller is handing the parcel over.',
        by,
        event: (base) => eventOf(events.orderShipping, base, clock.nowMs()),
      }),

    /** The money could not be taken: the parcel stays. */
    stopShipping: (orderId: string, why: string) =>
      step(orderId, 'accepted', {
        verb: 'taken back',
        text: `Not shipped: ${why}`,
        by: SYSTEM,
        event: (base) => eventOf(events.orderAccepted, base, clock.nowMs()),
      }),

    async recordCapture(orderId: string, capturedMinor: number): Promise<void> {
      await model.updateOne({ _id: orderId }, { $set: { capturedMinor } });
    },

    /** Writes a line into the order's story, once a key; its status stays. */
    async note(
      orderId: string,
      { key, text, by }: { key: string; text: string; by: ActedBy },
    ): Promise<void> {
      const nowMs = clock.nowMs();
      await changeDocument(model, 'order', orderId, nowMs, (current) => {
        if (current.noteKeys?.includes(key)) return null;
        const line = { at: new Date(nowMs).toISOString(), status: current.status, text, by };
        return {
          push: { timeline: line, noteKeys: key },
          events: [eventOf(events.orderNoted, factsOf(current, current.status), nowMs)],
        };
      });
    },

    async recordDelivery(orderId: string, deliveryId: string): Promise<void> {
      await model.updateOne({ _id: orderId }, { $addToSet: { deliveryIds: deliveryId } });
    },

    ship: (orderId: string, deliveryId: string) =>
      step(orderId, 'shipped', {
        verb: 'shipped',
        text: 'The parcel is with the carrier.',
        by: { role: 'carrier', id: deliveryId },
        event: (base) => eventOf(events.orderShipped, { ...base, deliveryId }, clock.nowMs()),
      }),

    deliver: (
      orderId: string,
      { deliveryId, returnWindowHours }: { deliveryId: string; returnWindowHours: number },
    ) => {
      const nowMs = clock.nowMs();
      return step(orderId, 'delivered', {
        verb: 'delivered',
        text: 'The parcel was delivered.',
        by: { role: 'carrier', id: deliveryId },
        set: {
          deliveredAt: new Date(nowMs).toISOString(),
          returnUntil: new Date(nowMs + returnWindowHours * HOUR_MS).toISOString(),
        },
        event: (base) => eventOf(events.orderDelivered, base, nowMs),
      });
    },

    close: (orderId: string) =>
      step(orderId, 'closed', {
        verb: 'closed',
        text: 'The time for returns is over. The order is closed.',
        by: SYSTEM,
        event: (base) => eventOf(events.orderClosed, base, clock.nowMs()),
      }),

    cancel: (orderId: string, { by, reason, note }: { by: ActedBy; reason: CancelReason; note?: string }) =>
      step(orderId, 'cancelled', {
        verb: 'cancelled',
        text: `Cancelled: ${CANCEL_TEXT[reason]}${note ? ` (${note})` : ''}. The money that was reserved is released.`,
        by,
        set: { cancelReason: reason },
        event: (base) => eventOf(events.orderCancelled, { ...base, reason }, clock.nowMs()),
      }),

    lose: (orderId: string, deliveryId: string) =>
      step(orderId, 'lost', {
        verb: 'lost',
        text: 'The carrier lost the parcel. The money is being given back.',
        by: { role: 'carrier', id: deliveryId },
        event: (base) => eventOf(events.orderLost, base, clock.nowMs()),
      }),

    comeBack: (orderId: string, deliveryId: string) =>
      step(orderId, 'returned', {
        verb: 'returned',
        text: 'The parcel went back to the seller. The money is being given back.',
        by: { role: 'carrier', id: deliveryId },
        event: (base) => eventOf(events.orderReturned, base, clock.nowMs()),
      }),

    /** The bank sent a refund back that was counted: it is owed again. Nothing where it was not counted. */
    async uncountRefund(
      orderId: string,
      refund: { refundId: string; amountMinor: number; lines: { lineId: string; quantity: number }[] },
    ): Promise<void> {
      const nowMs = clock.nowMs();
      await changeDocument(model, 'order', orderId, nowMs, (current) => {
        if (!current.refundIds.includes(refund.refundId)) return null;
        const lines = current.lines.map((line) => {
          const back = refund.lines.find((entry) => entry.lineId === line.id)?.quantity ?? 0;
          return { ...line, refundedQuantity: line.refundedQuantity - back };
        });
        return {
          set: {
            lines,
            refundedMinor: current.refundedMinor - refund.amountMinor,
            refundIds: current.refundIds.filter((id) => id !== refund.refundId),
          },
          push: {
            timeline: {
              at: new Date(nowMs).toISOString(),
              status: current.status,
              text: 'The money that was given back did not arrive. We look after it.',
              by: { role: 'system', id: 'refund' },
            },
          },
          events: [
            eventOf(
              events.orderNeedsAttention,
              { ...factsOf(current, current.status), problem: 'refund-failed' },
              nowMs,
            ),
          ],
        };
      });
    },

    /** Counts a refund once: the amounts and the quantities of the lines. */
    async recordRefund(
      orderId: string,
      refund: { refundId: string; amountMinor: number; lines: { lineId: string; quantity: number }[] },
    ): Promise<Order> {
      const nowMs = clock.nowMs();
      const after = await changeDocument(model, 'order', orderId, nowMs, (current) => {
        if (current.refundIds.includes(refund.refundId)) return null;
        const lines = current.lines.map((line) => {
          const back = refund.lines.find((entry) => entry.lineId === line.id)?.quantity ?? 0;
          return { ...line, refundedQuantity: line.refundedQuantity + back };
        });
        return {
          set: { lines, refundedMinor: current.refundedMinor + refund.amountMinor },
          push: {
            refundIds: refund.refundId,
            timeline: {
              at: new Date(nowMs).toISOString(),
              status: current.status,
              text: 'Money was given back.',
              by: { role: 'system', id: 'refund' },
            },
          },
          events: [
            eventOf(
              events.orderRefunded,
              {
                ...factsOf(current, current.status),
                refundId: refund.refundId,
                amountMinor: refund.amountMinor,
              },
              nowMs,
            ),
          ],
        };
      });
      return show(after);
    },
  };
}

type OrderFacts = ReturnType<typeof factsOf>;

function factsOf(
  order: Pick<OrderDocument, '_id' | 'checkoutId' | 'buyerId' | 'sellerId' | 'totalMinor' | 'currency'>,
  status: OrderStatus,
) {
  const { _id, checkoutId, buyerId, sellerId, totalMinor, currency } = order;
  return { orderId: _id, checkoutId, buyerId, sellerId, status, totalMinor, currency };
}

function lineFacts({ sku, productId, quantity, totalMinor }: Order['lines'][number]) {
  return { sku, productId, quantity, totalMinor };
}

const CANCEL_TEXT: Record<CancelReason, string> = {
  'changed-mind': 'the buyer changed their mind',
  'ordered-by-mistake': 'it was ordered by mistake',
  'found-elsewhere': 'the buyer found it elsewhere',
  'out-of-stock': 'the seller has none left',
  'cannot-ship': 'the seller cannot ship it',
  'not-accepted-in-time': 'the seller did not accept it in time',
  'not-shipped-in-time': 'the seller did not ship it in time',
  'authorisation-expired': 'the bank no longer holds the money for it',
  other: 'another reason was given',
};
