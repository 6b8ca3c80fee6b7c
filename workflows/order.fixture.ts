import { newId } from '../services/platform/ids';
import { parcelHasEnded, statusOfParcels, unpacked, unshipped } from '../services/order/order.contents';
import type { ActedBy, Order, OrderLine, OrderStatus } from '../services/order/order.schema';
import type { Parcel, ParcelStatus } from '../services/order/parcel.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import type { Stage, Steps } from '../test/workflows';
import { eventually } from '../test/shopper/wait';
import { resolveUpdate } from './attention.messages';
import * as messages from './order.messages';

export const HOUR_MS = 3600 * 1000;
export const seller: ActedBy = { role: 'seller', id: 's1' };
export const buyer: ActedBy = { role: 'buyer', id: 'b1' };
export const support: ActedBy = { role: 'support', id: 'staff-1' };

/** The record that an order's steps write, as far as its workflow depends on what they answer. */
function aBook(inHours: (hours: number) => Promise<string>) {
  const lines = [
    { id: '1', quantity: 2 },
    { id: '2', quantity: 1 },
  ] as OrderLine[];
  let parcels: Parcel[] = [];
  let status: OrderStatus = 'placed';
  let returnUntil: string | null = null;
  let isTaken = false;
  const put = (id: string, next: ParcelStatus) => {
    const known = parcels.find((parcel) => parcel.id === id);
    const parcel = known ?? { id, lines: unpacked({ lines, parcels }), carrier: 'carrier', packedAt: '' };
    parcels = [...parcels.filter((each) => each.id !== id), { ...parcel, status: next } as Parcel];
  };
  const standing = async (hours: number) => {
    status = statusOfParcels({ lines, parcels }) ?? status;
    if (status === 'delivered') returnUntil ??= await inHours(hours);
    return { status, returnUntil };
  };
  const steps: Partial<Steps> = {
    acceptOrder: async ({ shipWithinHours, declined = [] }) => {
      status = 'accepted';
      for (const { lineId, quantity } of declined)
        Object.assign(lines.find(({ id }) => id === lineId) ?? {}, { declinedQuantity: quantity });
      return { shipBy: await inHours(shipWithinHours) };
    },
    packParcel: async ({ parcelId, lines: units, carrier }) => {
      const all = { lines, parcels };
      parcels.push({
        ...{ id: parcelId, lines: [...(units ?? unpacked(all))], carrier, packedAt: '', status: 'packed' },
      });
      return { isAllPacked: unpacked({ lines, parcels }).length === 0 };
    },
    startShipping: async ({ parcelId = '' }) => {
      if (statusOfParcels({ lines, parcels }) === null) status = 'shipping';
      put(parcelId, 'shipping');
      return { status, isTaken };
    },
    captureOrder: async () => {
      isTaken = true;
      return { capturedMinor: 1000 };
    },
    stopShipping: async ({ parcelId = '', unpack }) => {
      if (unpack) parcels = parcels.filter(({ id }) => id !== parcelId);
      else put(parcelId, 'packed');
      status = 'accepted';
      return { status, returnUntil };
    },
    shipOrder: async ({ deliveryId }) => {
      put(deliveryId, 'shipped');
      return standing(0);
    },
    deliverOrder: async ({ deliveryId, returnWindowHours }) => {
      put(deliveryId, 'delivered');
      return standing(returnWindowHours);
    },
    loseOrder: async ({ deliveryId, as = 'lost', returnWindowHours = 0 }) => {
      put(deliveryId, as);
      return standing(returnWindowHours);
    },
    takeOrderBack: async ({ deliveryId, returnWindowHours = 0 }) => {
      put(deliveryId, 'returned');
      return standing(returnWindowHours);
    },
    cancelOrder: async ({ returnWindowHours = 0 }) => {
      if (statusOfParcels({ lines, parcels }) === null) {
        status = 'cancelled';
        return { status, returnUntil };
      }
      for (const { lineId, quantity } of unshipped({ lines, parcels }))
        Object.assign(lines.find(({ id }) => id === lineId) ?? {}, { cancelledQuantity: quantity });
      parcels = parcels.filter((parcel) => parcel.status !== 'packed' || parcelHasEnded(parcel));
      return standing(returnWindowHours);
    },
    requestReturn: async ({ dueInHours }) => ({ status: 'requested', dueBy: await inHours(dueInHours) }),
    stepReturn: async ({ to, dueInHours = 0 }) => ({ status: to, dueBy: await inHours(dueInHours) }),
    releaseOrder: async () => ({ refundId: null }),
    requestFullRefund: async ({ refundId }) => ({ refundId }),
  };
  return steps;
}

const opened: string[] = [];

/** Ends what a test left open: the server would skip years to its timers in the next one. */
export async function endWhatIsOpen(stage: Stage): Promise<void> {
  for (const workflowId of opened.splice(0))
    await stage.client.workflow
      .getHandle(workflowId)
      .terminate()
      .catch(() => undefined);
}

/**
 * An order of two lines to be accepted within 48 h and shipped within 96 h, whose steps go well unless the test says
 * otherwise. What the carrier says of a parcel when it is asked is decided by `ends`, by the end of its id.
 */
export async function anOrder(
  stage: Stage,
  steps: Partial<Steps> = {},
  ends: Record<string, 'delivered' | 'lost' | 'damaged' | 'returned' | 'in-transit'> = {},
  edition: 2 | 3 = 3,
) {
  const orderId: Order['id'] = newId();
  const inHours = async (hours: number) =>
    new Date((await stage.env.currentTimeMs()) + hours * HOUR_MS).toISOString();
  stage.play({
    ...aBook(inHours),
    bookDelivery: async () => ({ status: 'booked', carrier: 'carrier' }),
    reportOverdue: async () => ({ againAt: null }),
    trackDelivery: async ({ deliveryId }) => ({
      status: ends[deliveryId.slice(orderId.length + 1)] ?? 'delivered',
    }),
    refundMoney: async () => ({ status: 'succeeded' as const, askAfterHours: [1, 6], amountMinor: 1000 }),
    ...steps,
  } as Partial<Steps>);
  const handle = await stage.client.workflow.start('order', {
    workflowId: workflowIds.order(orderId),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [
      {
        ...{ orderId, paymentId: newId(), acceptBy: await inHours(48), shipWithinHours: 96 },
        ...{ returnWindowHours: 336, carrierPollSeconds: 3600, parcelOverdueDays: 5, edition },
        returnHours: { decide: 72, send: 336, inspect: 72 },
      } satisfies messages.OrderInput,
    ],
    // As its checkout starts it.
    typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: seller.id }],
  });
  const parts = ['d1', 'd2', 'ret1'].map((part) => workflowIds.delivery(`${orderId}-${part}`));
  opened.push(workflowIds.order(orderId), ...parts);
  const one = (returnId: string) => ({ returnId, by: seller });
  return {
    ...{ handle, orderId },
    refund: (part = 'all') => stage.client.workflow.getHandle(workflowIds.refund(`${orderId}-r-${part}`)),
    accept: (declined?: { lineId: string; quantity: number; reason: 'damaged' }[]) =>
      handle.executeUpdate(messages.acceptOrderUpdate, { args: [{ by: seller, declined }] }),
    pack: (lines?: { lineId: string; quantity: number }[]) =>
      handle.executeUpdate(messages.packParcelUpdate, { args: [{ by: seller, lines, carrier: 'carrier' }] }),
    ship: (parcelId?: string) =>
      handle.executeUpdate(messages.shipOrderUpdate, { args: [{ by: seller, parcelId }] }),
    cancel: (by = buyer) =>
      handle.executeUpdate(messages.cancelOrderUpdate, { args: [{ by, reason: 'changed-mind' }] }),
    moveTo: (city: string) =>
      handle.executeUpdate(messages.changeAddressUpdate, {
        args: [{ by: buyer, address: { name: 'B', line1: 'Way 1', city, postcode: '10115', country: 'DE' } }],
      }),
    sendBack: (lines = [{ lineId: '1', quantity: 1 }]) =>
      handle.executeUpdate(messages.requestReturnUpdate, {
        args: [{ by: buyer, lines, reason: 'changed-mind' }],
      }),
    decide: (returnId: string, decision: 'approve' | 'reject' | 'offer') =>
      handle.executeUpdate(messages.decideReturnUpdate, {
        args: [{ ...one(returnId), decision, note: 'Because.', amountMinor: 100 }],
      }),
    answer: (returnId: string, accept: boolean) =>
      handle.executeUpdate(messages.answerOfferUpdate, { args: [{ returnId, by: buyer, accept }] }),
    receive: (returnId: string) =>
      handle.executeUpdate(messages.receiveReturnUpdate, { args: [one(returnId)] }),
    inspect: (returnId: string, accepted?: { lineId: string; quantity: number }[]) =>
      handle.executeUpdate(messages.inspectReturnUpdate, {
        args: [{ ...one(returnId), accepted, note: 'Looked at.' }],
      }),
    /** As soon as the order waits for staff. */
    resolve: (action: 'retry' | 'skip') =>
      eventually(
        'the order to wait for staff',
        () =>
          handle
            .executeUpdate(resolveUpdate, { args: [{ by: support, action, note: 'Looked after it.' }] })
            .catch(() => null),
        (answer) => answer !== null,
      ),
  };
}

export const refusedAs = (status: string) => ({
  cause: { type: 'order-state', details: [{ details: { status } }] },
});
