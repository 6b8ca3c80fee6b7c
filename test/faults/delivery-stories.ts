import { workflowIds } from '../../temporal/ids';
import { newId } from '../../services/platform/ids';
import type { Visitor } from '../shopper/shopper';
import { cutShort, press, seen } from './pressing';
import { accept, acceptAndShip, buy, reaches, sellerOf, ship, type Stage, type Story } from './stage';

const POSTCODE = { unseen: '99914', waitsForBuyer: '99918', collectedLate: '99919' };

/** Stories of parcels that do not simply arrive. Each ends with its order closed, or its money given back. */
export const deliveryStories: readonly Story[] = [
  {
    name: 'a parcel that its buyer has brought at another time',
    async tell(stage) {
      const { buyer, orderId, deliveryId } = await sent(stage, POSTCODE.waitsForBuyer);
      await standsAt(buyer, deliveryId, 'attempted');
      await press('choose another time', (key) =>
        buyer.reschedule(deliveryId, new Date(Date.now() + 2000).toISOString(), 'door', key),
      );
      await reaches(buyer, orderId, 'closed');
    },
  },
  {
    name: 'a parcel that is called off before it is collected',
    async tell(stage) {
      const { buyer, orderId, deliveryId } = await sent(stage, POSTCODE.collectedLate);
      await standsAt(buyer, deliveryId, 'booked');
      await press('call off', () =>
        stage.temporal.workflow.getHandle(workflowIds.delivery(deliveryId)).signal('callOff'),
      );
      const { status } = await reaches(buyer, orderId, 'returned', 'closed');
      if (status === 'closed') cutShort(`delivery ${deliveryId} was not called off`);
    },
  },
  {
    name: 'a parcel that the shop has brought by its own courier',
    async tell(stage) {
      const { buyer, courier, orderId, deliveryId } = await sentByCourier(stage);
      await standsAt(buyer, deliveryId, 'booked');
      await press('collect', (key) => courier.report(deliveryId, { act: 'collected' }, key));
      await press('deliver', (key) => courier.report(deliveryId, { act: 'delivered', receiver: 'Ada' }, key));
      await reaches(buyer, orderId, 'closed');
    },
  },
  {
    name: 'a parcel of which staff say how it ended',
    async tell(stage) {
      const { buyer, orderId, deliveryId } = await sent(stage, POSTCODE.unseen);
      const staff = await stage.staff();
      await seen(
        'the contradiction to be kept',
        () => staff.delivery(deliveryId),
        ({ contradictions = [] }) => contradictions.length > 0,
      );
      await press('say how it ended', (key) =>
        staff.settle(deliveryId, 'delivered', 'The buyer says that it is there.', key),
      );
      await reaches(buyer, orderId, 'closed');
    },
  },
  {
    name: 'a parcel that falls silent until staff say that it is lost',
    slow: true,
    async tell(stage) {
      const { buyer, orderId, deliveryId } = await sentByCourier(stage);
      const staff = await stage.staff();
      await caseIs(stage, deliveryId, 'open');
      await press('say how it ended', (key) =>
        staff.settle(deliveryId, 'lost', 'Its courier does not find it.', key),
      );
      await reaches(buyer, orderId, 'lost');
      await caseIs(stage, deliveryId, 'resolved');
    },
  },
];

/** One order, shipped to a postcode that drives the carrier. */
async function sent(stage: Stage, postcode: string) {
  const { buyer, orderIds } = await buy(stage, { postcode, stalls: stage.stalls.slice(0, 1) });
  const [orderId = ''] = orderIds;
  await acceptAndShip(stage, orderId);
  return { buyer, orderId, deliveryId: `${orderId}-d1` };
}

/** One order, with a courier of the shop who has not said anything yet. */
async function sentByCourier(stage: Stage) {
  const { buyer, orderIds } = await buy(stage, { stalls: stage.stalls.slice(0, 1) });
  const [orderId = ''] = orderIds;
  await accept(stage, orderId);
  const courier = await courierOf(stage, orderId);
  const seller = await sellerOf(stage, orderId);
  await press('pack', (key) => seller.packForCourier(orderId, courier.actor.id, key));
  await ship(stage, orderId);
  return { buyer, courier, orderId, deliveryId: `${orderId}-d1` };
}

async function caseIs(stage: Stage, deliveryId: string, status: 'open' | 'resolved'): Promise<void> {
  await seen(
    `the overdue parcel to be a case that is ${status}`,
    () => stage.world.market.services.cases.get(`parcel-overdue:delivery.${deliveryId}`),
    (found) => found?.status === status,
    (found) => found?.status ?? 'none',
  );
}

async function standsAt(buyer: Visitor, deliveryId: string, status: string): Promise<void> {
  await seen(
    `the parcel to be ${status}`,
    () => buyer.delivery(deliveryId),
    (parcel) => parcel.status === status,
    (parcel) => parcel.status,
  );
}

/** Somebody new who brings parcels for the shop that sold this. */
async function courierOf(stage: Stage, orderId: string): Promise<Visitor> {
  const { services } = stage.world.market;
  const sellerId = (await services.order.get(orderId))?.sellerId ?? '';
  const account = { email: `${newId()}@people.example`, password: 'a long enough password' };
  await services.user.createDemoAccount({ ...account, name: 'Karim', role: 'courier', sellerId });
  return stage.world.shop.signIn(account);
}
