import type { Fulfilment } from '../services/order/order.fulfilment';
import type { OrderCare } from '../services/order/order.care';
import { unpacked } from '../services/order/order.contents';
import type { ActedBy, Order } from '../services/order/order.schema';
import type { CancelRequest } from '../services/order/order.deciding';
import type { PackRequest, ParcelEnded } from '../services/order/order.packing';
import type { ReturnStep } from '../services/order/order.returning';
import type { OrderService } from '../services/order/order.service';
import type { ReturnRequest } from '../services/order/return.schema';
import { NotFoundError } from '../services/platform/errors';
import type { Address } from '../services/user/user.schema';
import { mappedAll } from './failures';
import { heartbeating } from './heartbeat';

export type FulfilmentActivities = ReturnType<typeof createFulfilmentActivities>;

/** Steps of orders and parcels. Those that ask a carrier or move money are remote, the rest local. */
export function createFulfilmentActivities({
  orders,
  fulfilment,
  orderCare,
}: {
  orders: OrderService;
  fulfilment: Fulfilment;
  orderCare: OrderCare;
}) {
  return mappedAll({
    acceptOrder: orderCare.accept,
    packParcel: async ({ orderId, ...request }: PackRequest & { orderId: string }) => ({
      isAllPacked: unpacked(await orders.pack(orderId, request)).length === 0,
    }),
    changeAddress: async ({ orderId, ...request }: { orderId: string; by: ActedBy; address: Address }) =>
      void (await orders.changeAddress(orderId, request)),
    startShipping: async ({ orderId, by, parcelId }: { orderId: string; by: ActedBy; parcelId?: string }) => {
      const { capturedMinor, status } = await orders.startShipping(orderId, by, parcelId);
      return { status, isTaken: capturedMinor > 0 };
    },
    stopShipping: async ({
      orderId,
      why,
      ...parcel
    }: {
      orderId: string;
      why: string;
      parcelId?: string;
      unpack?: boolean;
    }) => standing(await orders.stopShipping(orderId, why, parcel)),
    shipOrder: async ({ orderId, deliveryId }: { orderId: string; deliveryId: string }) =>
      standing(await orders.ship(orderId, deliveryId)),
    deliverOrder: async ({ orderId, ...request }: Omit<ParcelEnded, 'as'> & { orderId: string }) =>
      standing(await orders.endParcel(orderId, { ...request, as: 'delivered' })),
    closeOrder: fulfilment.close,
    cancelOrder: async ({ orderId, ...request }: CancelRequest & { orderId: string }) =>
      standing(await orders.cancel(orderId, request)),
    loseOrder: async ({
      orderId,
      deliveryId,
      as = 'lost',
      returnWindowHours = 0,
    }: NotDelivered & { as?: 'lost' | 'damaged' }) =>
      standing(await orders.endParcel(orderId, { deliveryId, as, returnWindowHours })),
    takeOrderBack: async ({ orderId, deliveryId, returnWindowHours = 0 }: NotDelivered) =>
      standing(await orders.endParcel(orderId, { deliveryId, as: 'returned', returnWindowHours })),
    nudgeSeller: orderCare.nudge,
    requestReturn: async ({
      orderId,
      ...request
    }: ReturnRequest & { orderId: string; by: ActedBy; returnId: string; dueInHours: number }) =>
      returnOf(await orders.requestReturn(orderId, request), request.returnId),
    stepReturn: async (step: ReturnStep) => returnOf(await orders.stepReturn(step), step.returnId),

    captureOrder: heartbeating(fulfilment.capture),
    releaseOrder: heartbeating(fulfilment.release),
    restockOrder: fulfilment.restock,
    requestFullRefund: orderCare.requestFullRefund,
  });
}

type NotDelivered = { orderId: string; deliveryId: string; returnWindowHours?: number };

/** What the order's workflow has to know of it. */
function standing({ status, returnUntil }: Order) {
  return { status, returnUntil };
}

function returnOf({ returns = [] }: Order, returnId: string) {
  const found = returns.find(({ id }) => id === returnId);
  if (!found) throw new NotFoundError('return');
  return { status: found.status, dueBy: found.dueBy ?? '' };
}
