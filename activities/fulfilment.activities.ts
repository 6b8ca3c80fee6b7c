import type { Fulfilment } from '../services/order/order.fulfilment';
import type { ActedBy, CancelReason } from '../services/order/order.schema';
import type { OrderService } from '../services/order/order.service';
import { mappedAll } from './failures';
import { heartbeating } from './heartbeat';

export type FulfilmentActivities = ReturnType<typeof createFulfilmentActivities>;

/** Steps of orders and parcels. Those that ask a carrier or move money are remote, the rest local. */
export function createFulfilmentActivities({
  orders,
  fulfilment,
}: {
  orders: OrderService;
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
    closeOrder: fulfilment.close,
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
  });
}
