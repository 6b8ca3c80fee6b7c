import { workflowIds } from '../../temporal/ids';
import type { Visitor } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';

/** What the stories of orders need of the recording. */
interface Tools<Stage> {
  /** An order of three units of one thing, paid. */
  buyThree(stage: Stage, postcode?: string): Promise<{ buyer: Visitor; seller: Visitor; orderId: string }>;
  reaches(buyer: Visitor, orderId: string, status: string): Promise<void>;
  save(stage: Stage, workflowId: string, name: string): Promise<void>;
}

const FIRST_LOST = '99917';
const one = [{ lineId: '1', quantity: 1 }];

/** The outcomes of an order besides those of one that is accepted, shipped and kept as a whole. */
export function orderStories<Stage>({ buyThree, reaches, save }: Tools<Stage>) {
  const saveOrder = (stage: Stage, orderId: string, name: string) =>
    save(stage, workflowIds.order(orderId), name);

  /** Delivered, and asked to be sent back. */
  async function sentBack(stage: Stage) {
    const bought = await buyThree(stage);
    const { buyer, seller, orderId } = bought;
    await seller.accept(orderId);
    await seller.ship(orderId);
    await reaches(buyer, orderId, 'delivered');
    await buyer.requestReturn(orderId, { lines: one, reason: 'changed-mind' });
    const step = (by: Visitor, what: string, body: object) =>
      by.stepReturn(orderId, `${orderId}-ret1`, what, body);
    const arrived = () =>
      eventually(
        'the return to arrive',
        () => buyer.order(orderId),
        ({ returns }) => returns?.[0]?.status === 'received',
        { withinMs: 60_000 },
      );
    return { ...bought, step, arrived };
  }

  return [
    async function partDeclined(stage: Stage) {
      const { seller, orderId } = await buyThree(stage);
      await seller.acceptPart(orderId, [{ lineId: '1', quantity: 1, reason: 'out-of-stock' }]);
      await seller.ship(orderId);
      await saveOrder(stage, orderId, 'order-part-declined');
    },
    async function twoParcels(stage: Stage) {
      const { seller, orderId } = await buyThree(stage);
      await seller.accept(orderId);
      await seller.pack(orderId, one);
      await seller.ship(orderId);
      await seller.ship(orderId);
      await saveOrder(stage, orderId, 'order-two-parcels');
    },
    async function oneParcelLost(stage: Stage) {
      const { seller, orderId } = await buyThree(stage, FIRST_LOST);
      await seller.accept(orderId);
      await seller.pack(orderId, one);
      await seller.ship(orderId);
      await seller.ship(orderId);
      await saveOrder(stage, orderId, 'order-parcel-lost-other-delivered');
    },
    async function restNeverShipped(stage: Stage) {
      const { seller, orderId } = await buyThree(stage);
      await seller.accept(orderId);
      await seller.pack(orderId, one);
      await seller.ship(orderId);
      await saveOrder(stage, orderId, 'order-rest-not-shipped');
    },
    async function addressChanged(stage: Stage) {
      const { buyer, seller, orderId } = await buyThree(stage);
      const { shippingAddress } = await buyer.order(orderId);
      await buyer.changeAddress(orderId, { ...shippingAddress, line1: 'Other Way 2' });
      await seller.accept(orderId);
      await seller.ship(orderId);
      await saveOrder(stage, orderId, 'order-address-changed');
    },
    async function returnedByBuyer(stage: Stage) {
      const { seller, orderId, step, arrived } = await sentBack(stage);
      await step(seller, 'decisions', { decision: 'approve' });
      await arrived();
      await step(seller, 'inspections', {});
      await saveOrder(stage, orderId, 'order-returned-by-buyer');
    },
    async function returnRefused(stage: Stage) {
      const { seller, orderId, step, arrived } = await sentBack(stage);
      await step(seller, 'decisions', { decision: 'approve' });
      await arrived();
      await step(seller, 'inspections', { accepted: [], note: 'It was worn.' });
      await saveOrder(stage, orderId, 'order-return-refused');
    },
    async function keptForLess(stage: Stage) {
      const { buyer, seller, orderId, step } = await sentBack(stage);
      await step(seller, 'decisions', { decision: 'offer', amountMinor: 100 });
      await step(buyer, 'answers', { accept: true });
      await saveOrder(stage, orderId, 'order-kept-for-less');
    },
    async function returnRejected(stage: Stage) {
      const { seller, orderId, step } = await sentBack(stage);
      await step(seller, 'decisions', { decision: 'reject', note: 'It cannot be sent back.' });
      await saveOrder(stage, orderId, 'order-return-rejected');
    },
  ];
}
