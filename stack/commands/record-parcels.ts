import { workflowIds } from '../../temporal/ids';
import type { Visitor } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';
import { callOffSignal } from '../../workflows/delivery.messages';

/** What the stories of parcels need of the recording. */
interface Tools<Stage> {
  /** An order, paid and shipped to a postcode that drives the carrier, or packed for the shop's own courier. */
  send(
    stage: Stage,
    postcode: string,
    by?: 'courier',
  ): Promise<{ buyer: Visitor; courier: Visitor | null; orderId: string }>;
  staffOf(stage: Stage): Promise<Visitor>;
  reaches(buyer: Visitor, orderId: string, status: string): Promise<void>;
  save(stage: Stage, workflowId: string, name: string): Promise<void>;
  signal(stage: Stage, workflowId: string, name: string): Promise<void>;
}

/** The outcomes of a parcel besides arriving, being lost and being sent back. */
export function parcelStories<Stage>({ send, staffOf, reaches, save, signal }: Tools<Stage>) {
  const saveParcel = (stage: Stage, orderId: string, name: string) =>
    save(stage, workflowIds.delivery(`${orderId}-d1`), name);

  return [
    async function parcelNeverFetched(stage: Stage) {
      const { buyer, orderId } = await send(stage, '99912');
      await reaches(buyer, orderId, 'returned');
      await saveParcel(stage, orderId, 'delivery-held-returned');
    },
    async function parcelDamaged(stage: Stage) {
      const { buyer, orderId } = await send(stage, '99913');
      await reaches(buyer, orderId, 'lost');
      await saveParcel(stage, orderId, 'delivery-damaged');
    },
    async function parcelMoved(stage: Stage) {
      const { buyer, orderId } = await send(stage, '99918');
      await stands(buyer, orderId, 'attempted');
      await buyer.reschedule(`${orderId}-d1`, new Date(Date.now() + 1500).toISOString());
      await stands(buyer, orderId, 'delivered');
      await saveParcel(stage, orderId, 'delivery-moved');
    },
    async function parcelCalledOff(stage: Stage) {
      const { buyer, orderId } = await send(stage, '99919');
      await stands(buyer, orderId, 'booked');
      await signal(stage, workflowIds.delivery(`${orderId}-d1`), callOffSignal.name);
      await reaches(buyer, orderId, 'returned');
      await saveParcel(stage, orderId, 'delivery-called-off');
    },
    async function parcelByCourier(stage: Stage) {
      const { buyer, courier, orderId } = await send(stage, '10115', 'courier');
      if (!courier) return;
      await courier.report(`${orderId}-d1`, { act: 'collected' });
      await courier.report(`${orderId}-d1`, { act: 'attempted', reason: 'nobody-home' });
      await courier.report(`${orderId}-d1`, { act: 'delivered', receiver: 'Ada' });
      await stands(buyer, orderId, 'delivered');
      await saveParcel(stage, orderId, 'delivery-by-courier');
    },
    async function parcelSettled(stage: Stage) {
      const { orderId } = await send(stage, '99914');
      const staff = await staffOf(stage);
      await eventually(
        'the contradiction to be kept',
        () => staff.delivery(`${orderId}-d1`),
        ({ contradictions = [] }) => contradictions.length > 0,
      );
      await staff.settle(`${orderId}-d1`, 'delivered', 'The buyer has it.');
      await saveParcel(stage, orderId, 'delivery-settled');
    },
    async function parcelOverdue(stage: Stage) {
      const { buyer, orderId } = await send(stage, '10115', 'courier');
      const staff = await staffOf(stage);
      await eventually(
        'the parcel to be overdue',
        () => staff.delivery(`${orderId}-d1`),
        ({ overdueAt }) => overdueAt !== undefined,
      );
      await staff.settle(`${orderId}-d1`, 'lost', 'Its courier does not find it.');
      await reaches(buyer, orderId, 'lost');
      await saveParcel(stage, orderId, 'delivery-overdue');
    },
  ];
}

async function stands(buyer: Visitor, orderId: string, status: string): Promise<void> {
  await eventually(
    `the parcel to be ${status}`,
    () => buyer.delivery(`${orderId}-d1`),
    (parcel) => parcel.status === status,
  );
}
