import { ApplicationFailure } from '@temporalio/common';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { anOrder as orderOn, refusedAs, seller } from './order.fixture';
import { orderStatusQuery } from './order.messages';

let stage: Stage;
// A server for each test: what a test leaves open would make the server skip years to its timers.
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const anOrder = (steps: Partial<Steps> = {}, ends: Parameters<typeof orderOn>[2] = {}, edition: 2 | 3 = 3) =>
  orderOn(stage, steps, ends, edition);
const inputsOf = (step: string) => stage.calls.filter((call) => call.step === step).map(({ input }) => input);
const one = [{ lineId: '1', quantity: 1 }];

test('two parcels are shipped with one capture, and the order is delivered with the second', async () => {
  const { handle, accept, pack, ship } = await anOrder({}, { d1: 'delivered', d2: 'in-transit' });
  await accept();
  const { parcelId } = await pack(one);
  expect(await ship(parcelId)).toMatchObject({ status: 'partly-shipped' });
  expect(await ship()).toMatchObject({ status: 'shipped' });
  expect(inputsOf('captureOrder')).toHaveLength(1);
  expect(inputsOf('startShipping')).toMatchObject([
    { parcelId: expect.stringMatching(/-d1$/) },
    { parcelId: expect.stringMatching(/-d2$/) },
  ]);
  await stage.env.sleep('3 hours');
  expect(await handle.query(orderStatusQuery)).toBe('shipped');
  expect(inputsOf('deliverOrder')).toHaveLength(1);
});

test('a parcel of which nothing comes is overdue after the days that were promised when it was ordered', async () => {
  const { handle, accept, ship } = await anOrder({}, { d1: 'in-transit' });
  await accept();
  await ship();
  await stage.env.sleep('6 days');
  expect(inputsOf('reportOverdue')).toMatchObject([
    { deliveryId: expect.stringMatching(/-d1$/), overdueDays: 5 },
  ]);
  expect(await handle.query(orderStatusQuery)).toBe('shipped');
});

test('of two parcels the lost one is given back, and the order lives on with the other', async () => {
  const { handle, refund, accept, pack, ship } = await anOrder({}, { d1: 'lost' });
  await accept();
  await ship((await pack(one)).parcelId);
  await ship();
  expect(await handle.result()).toBe('closed');
  expect(await refund('d1').result()).toBe('refunded');
  expect(inputsOf('requestFullRefund')).toMatchObject([
    { parcelId: expect.stringMatching(/-d1$/), reason: 'lost' },
  ]);
});

test('what an order starts is found by its seller: a parcel, and a refund that the shop gives by itself', async () => {
  const { handle, orderId, refund, accept, ship } = await anOrder({}, { d1: 'lost' });
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  const parcel = stage.client.workflow.getHandle(workflowIds.delivery(`${orderId}-d1`));
  for (const started of [parcel, refund()]) {
    const { typedSearchAttributes } = await started.describe();
    expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.seller)).toBe(seller.id);
  }
});

test('a damaged parcel that was all of the order ends it as lost, and everything goes back', async () => {
  const { handle, refund, accept, ship } = await anOrder({}, { d1: 'damaged' });
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  expect(await refund().result()).toBe('refunded');
  expect(inputsOf('loseOrder')).toMatchObject([{ as: 'damaged' }]);
});

test('when the time to ship ends after a partial shipment, only the rest is cancelled and given back', async () => {
  const { handle, refund, accept, pack, ship } = await anOrder();
  await accept();
  await ship((await pack(one)).parcelId);
  expect(await handle.result()).toBe('closed');
  expect(inputsOf('cancelOrder')).toMatchObject([{ reason: 'not-shipped-in-time' }]);
  expect(inputsOf('requestFullRefund')).toMatchObject([{ cancelled: true, reason: 'cancelled' }]);
  expect(await refund('rest').result()).toBe('refunded');
  expect(stage.names()).not.toContain('releaseOrder');
});

test('a seller who is late is reminded once at two thirds of each promise, and keeps the order by acting then', async () => {
  const { handle, accept, ship } = await anOrder();
  await stage.env.sleep('33 hours');
  expect(inputsOf('nudgeSeller')).toMatchObject([{ what: 'accept' }]);
  await accept();
  await stage.env.sleep('65 hours');
  expect(inputsOf('nudgeSeller')).toMatchObject([{ what: 'accept' }, { what: 'ship' }]);
  await ship();
  expect(await handle.result()).toBe('closed');
});

test('a reminder that cannot be written does not keep a promise from ending', async () => {
  const { handle } = await anOrder({
    nudgeSeller: async () => {
      throw new Error('not today');
    },
  });
  expect(await handle.result()).toBe('cancelled');
});

test('an order is accepted without what the seller declines', async () => {
  const { handle, accept, ship } = await anOrder();
  const declined = [{ lineId: '2', quantity: 1, reason: 'damaged' as const }];
  expect(await accept(declined)).toEqual({ status: 'accepted' });
  expect(inputsOf('acceptOrder')).toMatchObject([{ declined }]);
  await ship();
  expect(await handle.result()).toBe('closed');
});

test('which of several packed parcels leaves has to be said, and one that is not packed is refused', async () => {
  const { accept, pack, ship, orderId } = await anOrder();
  await accept();
  await pack(one);
  const { parcelId } = await pack();
  await expect(ship()).rejects.toMatchObject({ cause: { type: 'parcel-unknown' } });
  await expect(ship(`${orderId}-d9`)).rejects.toMatchObject({ cause: { type: 'parcel-unknown' } });
  expect(await ship(parcelId)).toMatchObject({ status: 'partly-shipped', deliveryId: parcelId });
});

test('a parcel whose money could not be taken waits packed, and is the one that leaves next', async () => {
  let empty = true;
  const { accept, ship } = await anOrder({
    captureOrder: async () => {
      if (empty) throw ApplicationFailure.nonRetryable('The card has no money left.', 'capture-refused');
      return { capturedMinor: 1000 };
    },
  });
  await accept();
  await expect(ship()).rejects.toMatchObject({ cause: { type: 'capture-refused' } });
  empty = false;
  const { deliveryId } = await ship();
  expect(deliveryId).toMatch(/-d1$/);
});

test('an order of an earlier edition says that it cannot be packed in parcels, and goes on', async () => {
  const { accept, pack, ship } = await anOrder({}, {}, 2);
  await expect(accept([{ lineId: '1', quantity: 1, reason: 'damaged' }])).rejects.toMatchObject({
    cause: { type: 'order-edition' },
  });
  await accept();
  await expect(pack()).rejects.toMatchObject({ cause: { type: 'order-edition' } });
  expect(await ship()).toMatchObject({ status: 'shipped' });
});

test('the address can be changed until the order ships', async () => {
  const { accept, ship, moveTo } = await anOrder();
  expect(await moveTo('Bonn')).toEqual({ status: 'placed' });
  await accept();
  await moveTo('Berlin');
  await ship();
  await expect(moveTo('Ulm')).rejects.toMatchObject(refusedAs('shipped'));
  expect(inputsOf('changeAddress')).toMatchObject([
    { address: { city: 'Bonn' } },
    { address: { city: 'Berlin' } },
  ]);
});
