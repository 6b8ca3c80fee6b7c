import type { CaseService } from '../case/case.service';
import type { InventoryService } from '../inventory/inventory.service';
import type { PaymentDesk } from '../payment/payment-desk.port';
import type { Bookkeeping } from '../ledger/bookkeeping';
import { NotFoundError } from '../platform/errors';
import type { PromotionService } from '../promotion/promotion.service';
import type { RefundService } from '../refund/refund.service';
import { chargeableMinor } from './order.amounts';
import { allocationsOf } from './order.contents';
import type { ActedBy, Order } from './order.schema';
import type { OrderService } from './order.service';

export type Fulfilment = ReturnType<typeof createFulfilment>;

/** The steps of an order's life that reach over several services. Each can be repeated. */
export function createFulfilment({
  orders,
  inventory,
  refunds,
  desk,
  books,
  cases,
  coupons,
}: {
  orders: OrderService;
  inventory: InventoryService;
  refunds: RefundService;
  desk: PaymentDesk;
  books: Pick<Bookkeeping, 'release'>;
  cases: Pick<CaseService, 'clear'>;
  coupons: Pick<PromotionService['claims'], 'giveBackOrder'>;
}) {
  async function load(orderId: string): Promise<Order> {
    const order = await orders.get(orderId);
    if (!order) throw new NotFoundError('order');
    return order;
  }

  return {
    /** Takes the money of the order: all of it without what the seller declined. */
    async capture({ orderId }: { orderId: string }): Promise<{ capturedMinor: number }> {
      const order = await load(orderId);
      await desk.capture({ paymentId: order.paymentId, orderId });
      const capturedMinor = chargeableMinor(order);
      await orders.recordCapture(orderId, capturedMinor);
      return { capturedMinor };
    },

    /**
     * Lets go of the money that was reserved for the order. What was taken early, because the bank would not have held
     * it long enough, is given back: by the refund that the answer names, and by more once it is decided what others have
     * asked for.
     */
    async release({
      orderId,
    }: {
      orderId: string;
    }): Promise<{ refundId: string | null; mayBeMore?: boolean }> {
      const { paymentId } = await load(orderId);
      await desk.release({ paymentId, orderId });
      await cases.clear('authorisation-lapsing', { type: 'order', id: orderId }, SYSTEM);
      const { refund, mayBeMore } = await refunds.requestRest({
        refundId: `${orderId}-r-all`,
        order: await load(orderId),
        reason: 'cancelled',
        by: SYSTEM,
      });
      return { refundId: refund?.id ?? null, ...(mayBeMore && { mayBeMore }) };
    },

    /** Closes the order: its seller may be paid. */
    async close({ orderId }: { orderId: string }): Promise<void> {
      await orders.close(orderId);
      await books.release({ orderId });
    },

    /**
     * Puts all units of a cancelled order back on sale; those that were declined were seen to then. The use of a code
     * that was for this order only can be had by somebody else again.
     */
    async restock({ orderId }: { orderId: string }): Promise<void> {
      const order = await load(orderId);
      await inventory.returnStock({
        key: `${orderId}-cancelled`,
        allocations: allocationsOf(order, 'sold'),
      });
      if (order.discounts?.some(({ code }) => code !== undefined))
        await coupons.giveBackOrder({ checkoutId: order.checkoutId, orderId });
    },
  };
}

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
