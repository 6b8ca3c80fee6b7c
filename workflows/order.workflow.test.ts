import { ApplicationFailure } from '@temporalio/common';
import { actionsOf } from '../bench/temporal-cost';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { eventually } from '../test/shopper/wait';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { anOrder as orderOn, HOUR_MS, refusedAs } from './order.fixture';
import { deliveryReportedSignal, moneyDecidedSignal, orderStatusQuery } from './order.messages';

let stage: Stage;
// A server for each test: what a test leaves open would make the server skip years to its timers.
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const anOrder = (steps: Partial<Steps> = {}, ends: Parameters<typeof orderOn>[2] = {}) =>
  orderOn(stage, steps, ends);
const inputsOf = (step: string) => stage.calls.filter((call) => call.step === step).map(({ input }) => input);
const startedAt = async () => new Date(await stage.env.currentTimeMs()).getTime();
test('an order lives from accepted over shipped and delivered to closed, once the time for returns is over', async () => {
  const { handle, accept, ship } = await anOrder();
  const beganMs = await startedAt();
  expect(await accept()).toEqual({ status: 'accepted' });
  expect(await ship()).toMatchObject({ status: 'shipped' });
  expect(await handle.result()).toBe('closed');
  expect(stage.names()).toEqual([
    'acceptOrder',
    'startShipping',
    'captureOrder',
    'bookDelivery',
    'shipOrder',
    'trackDelivery',
    'deliverOrder',
    'closeOrder',
  ]);
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(336 * HOUR_MS);
  // Parcels, promises and returns are free where nobody needs them: as many as before there were any.
  const { events } = await handle.fetchHistory();
  expect(actionsOf(events ?? [])).toBeLessThanOrEqual(20);
});

test('an order that nobody accepts in time is cancelled, and its money and stock are released', async () => {
  const { handle } = await anOrder();
  const beganMs = await startedAt();
  expect(await handle.result()).toBe('cancelled');
  expect(stage.names()).toEqual(['nudgeSeller', 'cancelOrder', 'releaseOrder', 'restockOrder']);
  expect(inputsOf('cancelOrder')).toMatchObject([{ by: { role: 'system' }, reason: 'not-accepted-in-time' }]);
  expect((await stage.env.currentTimeMs()) - beganMs).toBeLessThan(49 * HOUR_MS);
});

test('an order that is accepted and never shipped is cancelled, and its money and stock are released', async () => {
  const { handle, accept } = await anOrder();
  await accept();
  expect(await handle.result()).toBe('cancelled');
  expect(stage.names()).toEqual([
    'acceptOrder',
    'nudgeSeller',
    'cancelOrder',
    'releaseOrder',
    'restockOrder',
  ]);
  expect(inputsOf('cancelOrder')).toMatchObject([{ reason: 'not-shipped-in-time' }]);
});

test('money that cannot be taken stops the parcel, tells the seller why, and may be tried again', async () => {
  let empty = true;
  const { handle, accept, ship } = await anOrder({
    captureOrder: async () => {
      if (empty) throw ApplicationFailure.nonRetryable('The card has no money left.', 'capture-refused');
      return { capturedMinor: 1000 };
    },
  });
  await accept();
  await expect(ship()).rejects.toMatchObject({ cause: { type: 'capture-refused' } });
  expect(await handle.query(orderStatusQuery)).toBe('accepted');
  expect(stage.names()).toEqual(['acceptOrder', 'startShipping', 'captureOrder', 'stopShipping']);
  // Nobody packed it but the shipment: the buyer may cancel it still.
  expect(stage.calls.at(-1)?.input).toMatchObject({ unpack: true });
  empty = false;
  expect(await ship()).toMatchObject({ status: 'shipped' });
});

test('a parcel that gets lost ends the order and gives everything back', async () => {
  const { handle, refund, accept, ship } = await anOrder({}, { d1: 'lost' });
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  expect(await refund().result()).toBe('refunded');
  expect(inputsOf('requestFullRefund')).toMatchObject([{ reason: 'lost' }]);
  expect(inputsOf('refundMoney')).toHaveLength(1);
});

test('a refund that was written long ago and runs already is the one that the order wanted', async () => {
  const { handle, refund, accept, ship } = await anOrder(
    {
      // As the sweeper does, when the order's workflow was kept from it.
      requestFullRefund: async ({ refundId, orderId }) => {
        await stage.client.workflow.start('refund', {
          workflowId: workflowIds.refund(refundId),
          taskQueue: TASK_QUEUES.checkout,
          args: [{ refundId, orderId, paymentId: orderId, automatic: true }],
        });
        return { refundId };
      },
      refundMoney: async () => ({ amountMinor: 1000, status: 'pending' as const, askAfterHours: [1] }),
    },
    { d1: 'lost' },
  );
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  expect((await refund().describe()).status.name).toBe('RUNNING');
  expect(inputsOf('requestFullRefund')).toHaveLength(1);
});

test('a parcel that comes back ends the order and gives everything back', async () => {
  const { handle, refund, accept, ship } = await anOrder({}, { d1: 'returned' });
  await accept();
  await ship();
  expect(await handle.result()).toBe('returned');
  expect(await refund().result()).toBe('refunded');
  expect(stage.names()).toContain('takeOrderBack');
});

test('an order that owes money hears at once that the bank has decided, and asks by itself where nobody tells it', async () => {
  let isDecided = false;
  const asks = () => inputsOf('requestFullRefund').length;
  const { handle, refund, accept, ship } = await anOrder(
    { requestFullRefund: async ({ refundId }) => (isDecided ? { refundId } : { waitsFor: 'dispute' }) },
    { d1: 'lost' },
  );
  await accept();
  await ship();
  // At once, after 5 and 35 seconds and after 6 minutes; then not for an hour.
  for (let hour = 1; hour < 6 && asks() < 4; hour += 1) await stage.env.sleep('50 minutes');
  const before = asks();
  expect(before).toBeGreaterThanOrEqual(4);
  isDecided = true;
  await handle.signal(moneyDecidedSignal);
  await eventually(
    'it to ask again',
    () => Promise.resolve(asks()),
    (count) => count === before + 1,
  );
  expect(await handle.result()).toBe('lost');
  expect(await refund().result()).toBe('refunded');
});

test('what others are refused after a parcel was lost goes back by a second refund', async () => {
  const asked: string[] = [];
  const { handle, accept, ship } = await anOrder(
    {
      requestFullRefund: async ({ refundId }) => {
        asked.push(refundId.slice(refundId.indexOf('-r-')));
        if (asked.length === 2) return { waitsFor: 'decision' };
        return { refundId, ...(asked.length === 1 && { waitsFor: 'decision' as const }) };
      },
    },
    { d1: 'lost' },
  );
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  expect(asked).toEqual(['-r-all', '-r-all-2', '-r-all-2']);
});

test('of a cancelled order whose money was taken early, what others are refused goes back as well', async () => {
  const asked: string[] = [];
  const { handle, accept, cancel } = await anOrder({
    releaseOrder: async ({ orderId }) => ({ refundId: `${orderId}-r-all`, mayBeMore: true }),
    requestFullRefund: async ({ refundId }) => {
      asked.push(refundId.slice(refundId.indexOf('-r-')));
      return { refundId };
    },
  });
  await accept();
  await cancel();
  expect(await handle.result()).toBe('cancelled');
  expect(asked).toEqual(['-r-all-2']);
});

test('a lost parcel whose money was given back before starts no second refund', async () => {
  const { handle, refund, accept, ship } = await anOrder(
    { requestFullRefund: async () => null },
    { d1: 'lost' },
  );
  await accept();
  await ship();
  expect(await handle.result()).toBe('lost');
  await expect(refund().describe()).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
});

test('of two people who act at once one is told that the other was first', async () => {
  const { accept, cancel } = await anOrder();
  const [one, other] = await Promise.allSettled([accept(), accept()]);
  expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
  expect(inputsOf('acceptOrder')).toHaveLength(1);
  await cancel();
  expect(inputsOf('cancelOrder')).toHaveLength(1);
});

test('while the money is being taken nobody can cancel, and the order goes on', async () => {
  const late: Promise<unknown>[] = [];
  const { accept, ship, cancel } = await anOrder({
    captureOrder: async () => {
      late.push(cancel().catch((error: unknown) => error));
      await Promise.all(late);
      return { capturedMinor: 1000 };
    },
  });
  await accept();
  expect(await ship()).toMatchObject({ status: 'shipped' });
  expect(await Promise.all(late)).toMatchObject([refusedAs('shipping')]);
  expect(stage.names()).not.toContain('cancelOrder');
});

test('an order that is shipped can be neither cancelled nor shipped again', async () => {
  const { accept, ship, cancel } = await anOrder();
  await accept();
  await ship();
  await expect(cancel()).rejects.toMatchObject(refusedAs('shipped'));
  await expect(ship()).rejects.toMatchObject(refusedAs('shipped'));
  expect(inputsOf('captureOrder')).toHaveLength(1);
});

test('a buyer who cancels an accepted order gets money and stock released', async () => {
  const { handle, accept, cancel } = await anOrder();
  await accept();
  expect(await cancel()).toEqual({ status: 'cancelled' });
  expect(await handle.result()).toBe('cancelled');
  expect(stage.names()).toEqual(['acceptOrder', 'cancelOrder', 'releaseOrder', 'restockOrder']);
});

test('a cancelled order whose money cannot be released waits for staff, who may skip what they did by hand', async () => {
  const { handle, cancel, resolve } = await anOrder({
    releaseOrder: async () => {
      throw ApplicationFailure.nonRetryable('The provider is closed.', 'provider-closed');
    },
  });
  await cancel();
  await stage.env.sleep('1 minute');
  expect(stage.names()).not.toContain('restockOrder');
  await resolve('skip');
  expect(await handle.result()).toBe('cancelled');
  expect(stage.names()).toContain('restockOrder');
});

test('a deadline whose cancellation cannot be written waits for staff instead of losing the order', async () => {
  let broken = true;
  const { handle, resolve } = await anOrder({
    cancelOrder: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('The database refuses.', 'database-refuses');
      return { status: 'cancelled', returnUntil: null };
    },
  });
  await stage.env.sleep('49 hours');
  broken = false;
  await resolve('retry');
  expect(await handle.result()).toBe('cancelled');
  expect(stage.names()).toEqual([
    'nudgeSeller',
    'cancelOrder',
    'cancelOrder',
    'releaseOrder',
    'restockOrder',
  ]);
});

test('a shipment that cannot be written down waits for staff, and then goes on to its end', async () => {
  let broken = true;
  const { handle, accept, ship, resolve } = await anOrder({
    shipOrder: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('The database refuses.', 'database-refuses');
      return { status: 'shipped', returnUntil: null };
    },
  });
  await accept();
  const shipped = ship();
  await stage.env.sleep('1 minute');
  broken = false;
  await resolve('retry');
  expect(await shipped).toMatchObject({ status: 'shipped' });
  expect(await handle.result()).toBe('closed');
});

test('a late report that the parcel is on its way does not hide that it arrived', async () => {
  const { handle, accept, ship } = await anOrder({}, { d1: 'in-transit' });
  await accept();
  const { deliveryId } = await ship();
  await handle.signal(deliveryReportedSignal, { deliveryId, status: 'delivered' });
  await handle.signal(deliveryReportedSignal, { deliveryId, status: 'in-transit' });
  await stage.env.sleep('1 minute');
  expect(await handle.query(orderStatusQuery)).toBe('delivered');
});
