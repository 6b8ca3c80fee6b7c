import type { InventoryService } from '../inventory/inventory.service';
import type { DeliveryService } from '../delivery/delivery.service';
import type { Delivery, TrackingEvent } from '../delivery/delivery.schema';
import type { PaymentDesk } from '../payment/payment-desk.port';
import { NotFoundError } from '../platform/errors';
import type { RefundRequest } from '../refund/refund.schema';
import type { RefundService } from '../refund/refund.service';
import type { Seller } from '../seller/seller.schema';
import type { Order } from './order.schema';
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
}: {
  orders: OrderService;
  inventory: InventoryService;
  deliveries: DeliveryService;
  refunds: RefundService;
  desk: PaymentDesk;
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

    /** Lets go of the money that was reserved for the order. */
    async release({ orderId }: { orderId: string }): Promise<void> {
      const order = await load(orderId);
      await desk.release({ paymentId: order.paymentId, orderId });
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

    /** The parcel never arrived: everything that is left of the order is to be given back. Null when nothing is. */
    async requestFullRefund({
      orderId,
      refundId,
      reason,
    }: {
      orderId: string;
      refundId: string;
      reason: 'lost' | 'other';
    }): Promise<{ refundId: string } | null> {
      const order = await load(orderId);
      if (order.capturedMinor === order.refundedMinor) return null;
      const before = await refunds.listForOrder(orderId);
      const request: RefundRequest = {
        lines: order.lines
          .filter((line) => line.quantity > line.refundedQuantity)
          .map((line) => ({ lineId: line.id, quantity: line.quantity - line.refundedQuantity })),
        shipping: !before.some((refund) => refund.shippingMinor > 0 && refund.status !== 'rejected'),
        reason,
        restock: false,
      };
      await refunds.request({ refundId, order, request, by: { role: 'system', id: 'order' } });
      return { refundId };
    },

    /** Gives the money of a refund back at the provider. */
    async refundMoney({ refundId }: { refundId: string }): Promise<{ amountMinor: number }> {
      const refund = await refunds.get(refundId);
      if (!refund) throw new NotFoundError('refund');
      const { paymentId, orderId, amountMinor } = refund;
      await desk.refund({ paymentId, orderId, refundId, amountMinor });
      return { amountMinor };
    },

    /** Counts a refund in its order, puts goods back where that was asked, and ends it. */
    async completeRefund({ refundId }: { refundId: string }): Promise<void> {
      const refund = await refunds.get(refundId);
      if (!refund) throw new NotFoundError('refund');
      const order = await orders.recordRefund(refund.orderId, {
        refundId,
        amountMinor: refund.amountMinor,
        lines: refund.lines,
      });
      if (refund.restock)
        await inventory.returnStock({
          key: `${refundId}-restocked`,
          allocations: restockOf(order, refund.lines),
        });
      await refunds.complete(refundId);
    },
  };
}

/** From which warehouses the units of refunded lines came. */
function restockOf(order: Order, lines: readonly { lineId: string; quantity: number }[]) {
  return lines.flatMap(({ lineId, quantity }) => {
    const sku = order.lines.find((line) => line.id === lineId)?.sku;
    const from = order.allocations.find((allocation) => allocation.sku === sku);
    return sku && from ? [{ sku, warehouseId: from.warehouseId, quantity }] : [];
  });
}
