import mongoose, { type Connection } from 'mongoose';
import * as events from '../../events/contracts/order.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { changeDocument, insertEachOnce, present } from '../platform/guarded';
import { createDeciding } from './order.deciding';
import { type OrderDocument, orderModel } from './order.model';
import { createPacking } from './order.packing';
import { createReturning } from './order.returning';
import type { ActedBy, Order, OrderStatus } from './order.schema';
import { createSteps, factsOf } from './order.steps';
import { returnStatusSchema } from './return.schema';
import { returnIsOver } from './return.state';

export type OrderService = ReturnType<typeof createOrderService>;
/** Which of everybody's orders are looked for. */
export interface AskedOfAll {
  id?: string;
  status?: OrderStatus;
  email?: string;
}
export interface OrderPage {
  items: Order[];
  nextCursor: string | null;
}

/** The record of orders. What happens next is decided by each order's workflow; this keeps it and refuses nonsense. */
export function createOrderService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = orderModel(connection);
  const show = (stored: OrderDocument): Order => present<Order>(stored, ['refundIds', 'noteKeys']);
  const steps = createSteps({ model, clock, show });

  const list = async (
    filter: Record<string, unknown>,
    cursor: string | undefined,
    limit: number,
  ): Promise<OrderPage> => {
    const from = cursor ? { $and: [filter, { _id: mongoose.trusted({ $lt: cursor }) }] } : filter;
    const found = (await model
      .find(from)
      .sort({ _id: -1 })
      .limit(limit + 1)
      .lean()) as OrderDocument[];
    const items = found.slice(0, limit).map(show);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  };

  return {
    ...createDeciding(steps),
    ...createPacking(steps),
    ...createReturning(steps),

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
            Date.parse(rest.placedAt),
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
    /** Everybody's. @param asked which: all that is named has to fit; `email` as `emailSchema` writes it */
    listAll: ({ id, cursor, limit, ...asked }: AskedOfAll & { cursor?: string; limit: number }) =>
      list(named({ _id: id, ...asked }), cursor, limit),

    /** Returns of a seller's orders, those of the newest orders first. */
    async listReturns(request: { sellerId: string; onlyOpen: boolean; cursor?: string; limit: number }) {
      const { sellerId, onlyOpen, cursor, limit } = request;
      const states = returnStatusSchema.options.filter((status) => !onlyOpen || !returnIsOver(status));
      const found = await list(
        { sellerId, 'returns.status': mongoose.trusted({ $in: states }) },
        cursor,
        limit,
      );
      return {
        ...found,
        items: found.items.flatMap(({ id: orderId, buyerId, currency, returns = [] }) =>
          returns
            .filter(({ status }) => states.includes(status))
            .map((one) => ({ orderId, sellerId, buyerId, currency, return: one })),
        ),
      };
    },

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

    /** Counts a refund once under that name: the amounts and the quantities of the lines. */
    async recordRefund(
      orderId: string,
      refund: {
        refundId: string;
        amountMinor: number;
        lines: { lineId: string; quantity: number }[];
        countedAs?: string;
      },
    ): Promise<Order> {
      const nowMs = clock.nowMs();
      const { countedAs = refund.refundId } = refund;
      const after = await changeDocument(model, 'order', orderId, nowMs, (current) => {
        if (current.refundIds.includes(countedAs)) return null;
        const lines = current.lines.map((line) => {
          const back = refund.lines.find((entry) => entry.lineId === line.id)?.quantity ?? 0;
          return { ...line, refundedQuantity: line.refundedQuantity + back };
        });
        return {
          set: { lines, refundedMinor: current.refundedMinor + refund.amountMinor },
          push: {
            refundIds: countedAs,
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

/** What was named of a filter: the database would take an absent value for null. */
function named(filter: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function lineFacts({ sku, productId, quantity, totalMinor }: Order['lines'][number]) {
  return { sku, productId, quantity, totalMinor };
}
