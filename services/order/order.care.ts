import type { InventoryService } from '../inventory/inventory.service';
import type { PaymentDisputes } from '../payment/payment.disputes';
import { DomainError, NotFoundError } from '../platform/errors';
import type { RefundReason } from '../refund/refund.schema';
import type { RefundService } from '../refund/refund.service';
import { cancelledUnits } from './order.cancelling';
import { allocatedUnits } from './order.contents';
import { soldQuantity } from './order.amounts';
import type { ActedBy, Order } from './order.schema';
import type { OrderService } from './order.service';
import type { DeclinedUnits, Units } from './parcel.schema';
import type { OrderReturn } from './return.schema';

export type OrderCare = ReturnType<typeof createOrderCare>;

/** Which part of an order's money is asked back; all that is left where nothing is said. */
export interface RefundAsked {
  orderId: string;
  refundId: string;
  /** The name of the first refund for the same reason, where this is what is owed after it. */
  first?: string;
  reason: 'lost' | 'cancelled' | 'other';
  /** Only what is in this parcel. */
  parcelId?: string;
  /** Only what this return brought, or what was offered for keeping it. */
  returnId?: string;
  /** Only what was cancelled after a part had left. */
  cancelled?: boolean;
}
export type RefundAnswer =
  | { refundId: string; waitsFor?: 'decision' }
  /** For the bank, or for who decides about what others have asked back. */
  | { waitsFor: 'dispute' | 'decision' }
  | null;

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
/** The seller is to blame: what was paid for sending all of it goes back as well. */
const SELLERS_FAULT: readonly OrderReturn['reason'][] = ['damaged', 'wrong-item', 'not-as-described'];

/** Steps of an order that concern its stock, its money and its seller's promises. Each can be repeated. */
export function createOrderCare({
  orders,
  inventory,
  refunds,
  disputes,
}: {
  orders: OrderService;
  inventory: Pick<InventoryService, 'returnStock' | 'writeOffSold'>;
  refunds: Pick<RefundService, 'requestRest' | 'requestUnits' | 'requestUpTo'>;
  disputes: Pick<PaymentDisputes, 'standing'>;
}) {
  async function load(orderId: string): Promise<Order> {
    const order = await orders.get(orderId);
    if (!order) throw new NotFoundError('order');
    return order;
  }

  /** What was declined goes back on sale, or was never there. */
  async function settleDeclined(order: Order): Promise<void> {
    const declined = (isMissing: boolean) =>
      order.lines
        .filter(
          ({ declinedQuantity, declineReason }) =>
            declinedQuantity && MISSING.has(declineReason) === isMissing,
        )
        .flatMap((line) => {
          const sold = soldQuantity(line);
          return allocatedUnits(order, { lineId: line.id, quantity: line.quantity - sold, skip: sold });
        });
    const key = `${order.id}-declined`;
    await inventory.returnStock({ key, allocations: declined(false) });
    await inventory.writeOffSold({ key, allocations: declined(true) });
  }

  /** Asks as far as something is left. */
  function ask(order: Order, { refundId, first = refundId, reason, ...which }: RefundAsked) {
    const asking = { refundId, family: first, order, by: SYSTEM };
    const units = (
      lines: readonly Units[],
      more: { reason: RefundReason; shipping?: boolean; restock?: boolean },
    ) => refunds.requestUnits({ ...asking, lines, shipping: false, restock: false, ...more });
    if (which.returnId !== undefined) {
      const found = order.returns?.find(({ id }) => id === which.returnId);
      if (!found) throw new NotFoundError('return');
      if (found.status === 'kept') {
        const { offerMinor: amountMinor, reason: why } = found;
        if (!amountMinor) return Promise.resolve({ refund: null, mayBeMore: false });
        return refunds.requestUpTo({ ...asking, amountMinor, reason: why, restock: false });
      }
      return units(found.acceptedLines ?? [], {
        reason: found.reason,
        shipping: SELLERS_FAULT.includes(found.reason) && isAllOf(order, found.acceptedLines ?? []),
        restock: found.receivedAt !== null && found.reason !== 'damaged',
      });
    }
    if (which.cancelled) return units(cancelledUnits(order), { reason: 'cancelled', restock: true });
    if (which.parcelId !== undefined) {
      const parcel = order.parcels?.find(({ id }) => id === which.parcelId);
      return units(parcel?.lines ?? [], { reason });
    }
    return refunds.requestRest({ ...asking, reason });
  }

  return {
    /** The seller will send it, or all but what they decline. */
    async accept(request: {
      orderId: string;
      by: ActedBy;
      shipWithinHours: number;
      declined?: readonly DeclinedUnits[];
    }): Promise<{ shipBy: string | null }> {
      const order = await orders.accept(request.orderId, request);
      if (order.declinedMinor !== undefined) await settleDeclined(order);
      return { shipBy: order.shipBy };
    },

    /** Reminds the seller of a promise, once: the order's event tells them on the channels that they have chosen. */
    async nudge({
      orderId,
      what,
      dueBy,
    }: {
      orderId: string;
      what: 'accept' | 'ship';
      dueBy: string;
    }): Promise<void> {
      await orders.nudge(orderId, { what, dueBy });
    },

    /**
     * Asks for money of an order to be given back. While the buyer's bank is looking into the payment it has to wait, as
     * has what others have asked back until that is decided; null when nothing is left, or the bank has taken the money
     * back already.
     */
    async requestFullRefund(asked: RefundAsked): Promise<RefundAnswer> {
      const { orderId, refundId } = asked;
      const order = await load(orderId);
      const standing = await disputes.standing(order.paymentId, orderId);
      if (standing !== null) return standing === 'open' ? { waitsFor: 'dispute' } : null;
      try {
        const { refund, mayBeMore } = await ask(order, asked);
        if (refund) return { refundId, ...(mayBeMore && { waitsFor: 'decision' as const }) };
        return mayBeMore ? { waitsFor: 'decision' } : null;
      } catch (error) {
        // It was opened this very moment.
        if (error instanceof DomainError && error.code === 'order-disputed') return { waitsFor: 'dispute' };
        throw error;
      }
    },
  };
}

/** Units declined for these reasons are not there any more. */
const MISSING: ReadonlySet<string | undefined> = new Set(['out-of-stock', 'damaged']);

function isAllOf(order: Order, units: readonly Units[]): boolean {
  return order.lines.every(
    (line) => soldQuantity(line) === (units.find(({ lineId }) => lineId === line.id)?.quantity ?? 0),
  );
}
