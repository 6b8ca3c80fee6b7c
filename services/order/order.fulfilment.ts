import type { CaseService } from '../case/case.service';
import type { InventoryService } from '../inventory/inventory.service';
import type { DeliveryService } from '../delivery/delivery.service';
import type { Delivery, TrackingEvent } from '../delivery/delivery.schema';
import type { PaymentDesk } from '../payment/payment-desk.port';
import type { Bookkeeping } from '../ledger/bookkeeping';
import type { PaymentDisputes } from '../payment/payment.disputes';
import { DomainError, NotFoundError } from '../platform/errors';
import type { RefundService } from '../refund/refund.service';
import type { Seller } from '../seller/seller.schema';
import type { ActedBy, Order } from './order.schema';
import type { OrderService } from './order.service';

export type Fulfilment = ReturnType<typeof createFulfilment>;

/** The steps of an order's life that reach over several services. Each can be repeated. */
export function createFulfilment({
  orders,
  inventory,
  deliveries,
  refunds,
  desk,
  sellers,
  books,
  cases,
  disputes,
}: {
  orders: OrderService;
  inventory: InventoryService;
  deliveries: DeliveryService;
  refunds: RefundService;
  desk: PaymentDesk;
  books: Pick<Bookkeeping, 'release'>;
  cases: Pick<CaseService, 'clear'>;
  disputes: Pick<PaymentDisputes, 'standing'>;
  sellers: { get(id: string): Promise<Seller | null> };
}) {
  async function load(orderId: string): Promise<Order> {
    const order = await orders.get(orderId);
    if (!order) throw new NotFoundError('order');
    return order;
  }

  return {
    /** Takes the money of the order. */
    async capture({ orderId }: { orderId: string }): Promise<{ capturedMinor: number }> {
      const order = await load(orderId);
      await desk.capture({ paymentId: order.paymentId, orderId });
      await orders.recordCapture(orderId, order.totalMinor);
      return { capturedMinor: order.totalMinor };
    },

    /**
     * Lets go of the money that was reserved for the order. What was taken early, because the bank would not have held
     * it long enough, is given back: by the refund that the answer names.
     */
    async release({ orderId }: { orderId: string }): Promise<{ refundId: string | null }> {
      const { paymentId } = await load(orderId);
      await desk.release({ paymentId, orderId });
      await cases.clear('authorisation-lapsing', { type: 'order', id: orderId }, SYSTEM);
      const refund = await refunds.requestRest({
        refundId: `${orderId}-r-all`,
        order: await load(orderId),
        reason: 'cancelled',
        by: SYSTEM,
      });
      return { refundId: refund?.id ?? null };
    },

    /** Closes the order: its seller may be paid. */
    async close({ orderId }: { orderId: string }): Promise<void> {
      await orders.close(orderId);
      await books.release({ orderId });
    },

    /** Puts all units of a cancelled order back on sale. */
    async restock({ orderId }: { orderId: string }): Promise<void> {
      const { allocations } = await load(orderId);
      await inventory.returnStock({ key: `${orderId}-cancelled`, allocations });
    },

    /** Books the parcel of an order with the carrier. */
    async book({
      orderId,
      deliveryId,
    }: {
      orderId: string;
      deliveryId: string;
    }): Promise<{ status: Delivery['status'] }> {
      const order = await load(orderId);
      const seller = await sellers.get(order.sellerId);
      const { name, line1, line2, city, region, postcode, country } = order.shippingAddress;
      const delivery = await deliveries.book({
        deliveryId,
        orderId,
        buyerId: order.buyerId,
        sellerId: order.sellerId,
        from: {
          name: order.sellerName,
          city: seller?.city,
          country: seller?.country ?? country,
          postcode: '00000',
        },
        to: { name, line1, line2, city, region, postcode, country },
        weightGrams: order.lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0),
      });
      await orders.recordDelivery(orderId, deliveryId);
      return { status: delivery.status };
    },

    async recordTracking({
      deliveryId,
      reports,
    }: {
      deliveryId: string;
      reports: TrackingEvent[];
    }): Promise<{ status: Delivery['status'] }> {
      return { status: (await deliveries.record(deliveryId, reports)).status };
    },

    async track({ deliveryId }: { deliveryId: string }): Promise<{ status: Delivery['status'] }> {
      return { status: (await deliveries.track(deliveryId)).status };
    },

    /**
     * Asks for all that is left of an order to be given back. While the buyer's bank is looking into the payment it has
     * to wait; null when nothing is left, or the bank has taken the money back already.
     */
    async requestFullRefund({
      orderId,
      refundId,
      reason,
    }: {
      orderId: string;
      refundId: string;
      reason: 'lost' | 'other';
    }): Promise<{ refundId: string } | { waitsFor: 'dispute' } | null> {
      const order = await load(orderId);
      const standing = await disputes.standing(order.paymentId, orderId);
      if (standing !== null) return standing === 'open' ? { waitsFor: 'dispute' } : null;
      try {
        const asked = await refunds.requestRest({ refundId, order, reason, by: SYSTEM });
        return asked && { refundId };
      } catch (error) {
        // It was opened this very moment.
        if (error instanceof DomainError && error.code === 'order-disputed') return { waitsFor: 'dispute' };
        throw error;
      }
    },
  };
}

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
