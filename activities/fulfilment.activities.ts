import type { Fulfilment } from '../services/order/order.fulfilment';
import type { ActedBy, CancelReason } from '../services/order/order.schema';
import type { OrderService } from '../services/order/order.service';
import type { RefundService } from '../services/refund/refund.service';
import { mappedAll } from './failures';
import { heartbeating } from './heartbeat';

export type FulfilmentActivities = ReturnType<typeof createFulfilmentActivities>;

/** Steps of orders, parcels and refunds. Those that ask a carrier or move money are remote, the rest local. */
export function createFulfilmentActivities({
  orders,
  refunds,
  fulfilment,
}: {
  orders: OrderService;
  refunds: RefundService;
  fulfilment: Fulfilment;
}) {
  return mappedAll({
    acceptOrder: async (request: { orderId: string; by: ActedBy; shipWithinHours: number }) => ({
      shipBy: (await orders.accept(request.orderId, request)).shipBy,
    }),
    startShipping: async ({ orderId, by }: { orderId: string; by: ActedBy }) =>
      void (await orders.startShipping(orderId, by)),
    stopShipping: async ({ orderId, why }: { orderId: string; why: string }) =>
      void (await orders.stopShipping(orderId, why)),
    shipOrder: async ({ orderId, deliveryId }: { orderId: string; deliveryId: string }) =>
      void (await orders.ship(orderId, deliveryId)),
    deliverOrder: async (request: { orderId: string; deliveryId: string; returnWindowHours: number }) => ({
      returnUntil: (await orders.deliver(request.orderId, request)).returnUntil,
    }),
    closeOrder: async ({ orderId }: { orderId: string }) => void (await orders.close(orderId)),
    cancelOrder: async (request: { orderId: string; by: ActedBy; reason: CancelReason; note?: string }) =>
      void (await orders.cancel(request.orderId, request)),
    loseOrder: async ({ orderId, deliveryId }: { orderId: string; deliveryId: string }) =>
      void (await orders.lose(orderId, deliveryId)),
    takeOrderBack: async ({ orderId, deliveryId }: { orderId: string; deliveryId: string }) =>
      void (await orders.comeBack(orderId, deliveryId)),

    captureOrder: heartbeating(fulfilment.capture),
    releaseOrder: heartbeating(fulfilment.release),
    restockOrder: fulfilment.restock,
    bookDelivery: fulfilment.book,
    recordTracking: fulfilment.recordTracking,
    trackDelivery: fulfilment.track,
    requestFullRefund: fulfilment.requestFullRefund,

    askRefundApproval: async ({ refundId }: { refundId: string }) =>
      void (await refunds.askApproval(refundId)),
    startRefunding: async (request: { refundId: string; by: ActedBy; note: string | null }) =>
      void (await refunds.startRefunding(request.refundId, request)),
    rejectRefund: async (request: { refundId: string; by: ActedBy; note: string }) =>
      void (await refunds.reject(request.refundId, request)),
    failRefund: async ({ refundId, problem }: { refundId: string; problem: string }) =>
      void (await refunds.fail(refundId, problem)),
    refundMoney: heartbeating(fulfilment.refundMoney),
    completeRefund: fulfilment.completeRefund,
  });
}
