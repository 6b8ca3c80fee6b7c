import type { Model } from 'mongoose';
import type { OutboxEntry } from '../../events/contract';
import type { Clock } from '../platform/clock';
import { type Change, changeDocument } from '../platform/guarded';
import { OrderStateError } from './order.errors';
import type { OrderDocument } from './order.model';
import type { ActedBy, Order, OrderStatus, TimelineEntry } from './order.schema';
import { canBecome } from './order.state';

export type OrderSteps = ReturnType<typeof createSteps>;
export type OrderFacts = ReturnType<typeof factsOf>;

/** How the parts of the order service change an order: each change guarded, with its line in the story and its event. */
export function createSteps({
  model,
  clock,
  show,
}: {
  model: Model<OrderDocument>;
  clock: Clock;
  show: (stored: OrderDocument) => Order;
}) {
  /** @param decide null when it is done already; throws the refusal */
  async function change(
    orderId: string,
    decide: (current: OrderDocument, nowMs: number) => Change | null,
  ): Promise<Order> {
    const nowMs = clock.nowMs();
    return show(await changeDocument(model, 'order', orderId, nowMs, (current) => decide(current, nowMs)));
  }

  return {
    clock,
    change,

    /**
     * One step of the status, with its line in the story and its event; nothing when it was taken already. A worker that
     * dies has its workflow repeat several steps at once, so the order may be further on than this one leads.
     */
    step: (
      orderId: string,
      to: OrderStatus,
      act: {
        verb: string;
        text: string;
        by: ActedBy;
        set?: Partial<Order>;
        event: (base: OrderFacts) => OutboxEntry;
      },
    ): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        if (hasBeen(current, to)) return null;
        mustBecome(current, to, act.verb);
        return {
          set: { ...act.set, status: to },
          push: { timeline: told(nowMs, to, act.text, act.by) },
          events: [act.event(factsOf(current, to))],
        };
      }),
  };
}

/** Whether a step to this status was taken already, even if the order has moved on and cannot go there again. */
export function hasBeen(
  { status, timeline }: Pick<OrderDocument, 'status' | 'timeline'>,
  to: OrderStatus,
): boolean {
  return status === to || (!canBecome(status, to) && timeline.some((entry) => entry.status === to));
}

/** @throws OrderStateError */
export function mustBecome({ status }: Pick<OrderDocument, 'status'>, to: OrderStatus, verb: string): void {
  if (!canBecome(status, to)) throw new OrderStateError(verb, status);
}

/** A line of the story. */
export function told(nowMs: number, status: OrderStatus, text: string, by: ActedBy): TimelineEntry {
  return { at: new Date(nowMs).toISOString(), status, text, by };
}

/** What the events of an order tell. */
export function factsOf(
  order: Pick<OrderDocument, '_id' | 'checkoutId' | 'buyerId' | 'sellerId' | 'totalMinor' | 'currency'>,
  status: OrderStatus,
) {
  const { _id, checkoutId, buyerId, sellerId, totalMinor, currency } = order;
  return { orderId: _id, checkoutId, buyerId, sellerId, status, totalMinor, currency };
}
