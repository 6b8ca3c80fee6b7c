import { chargeableMinor } from '../../services/order/order.amounts';
import { TASK_QUEUES, workflowIds } from '../../temporal/ids';
import { cutShort, isRefused, press, seen } from './pressing';
import { accept, buy, reaches, sellerOf, type Bought, type Stage, type Story } from './stage';

/** Buyers of these send the first parcel to where it is lost. */
const FIRST_LOST = '99917';
const one = [{ lineId: '1', quantity: 1 }];

/** Stories of orders that are declined in part, shipped in parcels, moved and sent back. */
export const orderStories: readonly Story[] = [
  {
    name: 'a part declined, sent elsewhere, in two parcels of which one is lost',
    async tell(stage) {
      const { buyer, orderId } = await single(stage, { quantity: 3, postcode: FIRST_LOST });
      if (orderId === undefined) return;
      const { shippingAddress } = await buyer.order(orderId);
      await press('move', () => buyer.changeAddress(orderId, { ...shippingAddress, line1: 'Other Way 2' }));
      const seller = await sellerOf(stage, orderId);
      const declined = [{ lineId: '1', quantity: 1, reason: 'out-of-stock' as const }];
      const accepted = await press('accept a part', (key) => seller.acceptPart(orderId, declined, key));
      if (isRefused(accepted)) return;
      await press('pack', (key) => seller.pack(orderId, one, key));
      await press('ship the first', (key) => seller.shipParcel(orderId, `${orderId}-d1`, key));
      await press('ship the rest', (key) => seller.ship(orderId, key));
      await reaches(buyer, orderId, 'delivered', 'closed', 'cancelled');
      stage.log.acknowledged(`order ${orderId} took what was not declined`, async ({ order }) => {
        const stored = await order.get(orderId);
        return stored !== null && stored.capturedMinor === chargeableMinor(stored);
      });
    },
  },
  {
    name: 'a parcel that is sent back while the rest is cancelled',
    async tell(stage) {
      const { buyer, orderId } = await single(stage, { quantity: 2 });
      if (orderId === undefined) return;
      const seller = await sellerOf(stage, orderId);
      await accept(stage, orderId);
      await press('pack', (key) => seller.pack(orderId, one, key));
      await press('ship a part', (key) => seller.shipParcel(orderId, `${orderId}-d1`, key));
      await seen(
        'the part to arrive',
        () => buyer.order(orderId),
        ({ parcels, status }) => status === 'cancelled' || parcels?.[0]?.status === 'delivered',
        ({ status }) => status,
      );
      const request = { lines: one, reason: 'changed-mind' as const };
      await press('ask to return', (key) => buyer.requestReturn(orderId, request, key));
      await press('cancel the rest', (key) => seller.cancel(orderId, 'out-of-stock', key));
      const step = (what: string, body: object) =>
        press(what, (key) => seller.stepReturn(orderId, `${orderId}-ret1`, what, body, key));
      await step('decisions', { decision: 'approve' });
      const { returns } = await seen(
        'the return to arrive',
        () => buyer.order(orderId),
        (order) => !['requested', 'approved'].includes(order.returns?.[0]?.status ?? 'none'),
        (order) => order.returns?.[0]?.status ?? 'none',
      );
      if (returns?.[0]?.status === 'received') await step('inspections', {});
      else cutShort(`the return of order ${orderId} did not arrive`);
      await reaches(buyer, orderId, 'closed', 'cancelled');
    },
  },
  {
    name: 'an order of which its seller is reminded, and which nobody accepts',
    async tell(stage) {
      const { buyer, orderId, checkoutId } = await single(stage, {});
      if (orderId === undefined) return;
      const { client, workflowId } = {
        client: stage.temporal.workflow,
        workflowId: workflowIds.order(orderId),
      };
      await seen(
        'the order to be under way',
        () => client.getHandle(workflowId).describe(),
        () => true,
      );
      await client.getHandle(workflowId).terminate('its promise is made shorter');
      await client.start('order', {
        ...{ workflowId, taskQueue: TASK_QUEUES.fulfilment },
        args: [
          {
            ...{ orderId, paymentId: checkoutId, acceptBy: new Date(Date.now() + 6000).toISOString() },
            ...{ shipWithinHours: 1, returnWindowHours: 0.001, carrierPollSeconds: 5, edition: 3 },
          },
        ],
      });
      await reaches(buyer, orderId, 'cancelled');
    },
  },
];

async function single(
  stage: Stage,
  options: Parameters<typeof buy>[1],
): Promise<Pick<Bought, 'buyer' | 'checkoutId'> & { orderId: string | undefined }> {
  const { buyer, checkoutId, orderIds } = await buy(stage, { ...options, stalls: stage.stalls.slice(0, 1) });
  return { buyer, checkoutId, orderId: orderIds[0] };
}
