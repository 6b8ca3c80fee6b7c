import { ApplicationFailure } from '@temporalio/common';
import type { PaymentFacts, PaymentLook } from '../activities/payment.activities';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { createPaymentDesk } from '../workers/payment-desk';
import { acceptOrderUpdate } from './order.messages';
import {
  captureUpdate,
  orderEndedSignal,
  paymentStatusQuery,
  providerReportedSignal,
  refundUpdate,
  releaseUpdate,
} from './payment.messages';
import { refundStatusQuery } from './refund.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

/** A payment of 2000 for orders `a` and `b`, each 1000; its desk keeps the books as the payment service does. */
async function aPayment(steps: Partial<Steps> = {}) {
  const paymentId = newId();
  const facts: PaymentFacts = {
    id: paymentId,
    status: 'authorised',
    authorisedMinor: 2000,
    capturedMinor: 0,
    refundedMinor: 0,
  };
  const taken = new Set<string>();
  stage.play({
    capturePart: async ({ orderId }) => {
      taken.add(orderId);
      facts.capturedMinor = taken.size * 1000;
      facts.status = facts.capturedMinor === 2000 ? 'captured' : 'partly-captured';
      return { ...facts };
    },
    releasePart: async () => ({ ...facts }),
    refundPart: async ({ amountMinor }) => {
      facts.refundedMinor += amountMinor;
      return { ...facts };
    },
    ...steps,
  });
  const handle = await stage.client.workflow.start('payment', {
    workflowId: workflowIds.payment(paymentId),
    taskQueue: TASK_QUEUES.checkout,
    args: [{ paymentId, orderIds: ['a', 'b'], authorisedUntil: null }],
  });
  return {
    paymentId,
    handle,
    capture: (orderId: string) => handle.executeUpdate(captureUpdate, { args: [{ orderId }] }),
    release: (orderId: string) => handle.executeUpdate(releaseUpdate, { args: [{ orderId }] }),
    refund: (orderId: string, amountMinor: number) =>
      handle.executeUpdate(refundUpdate, { args: [{ orderId, refundId: newId(), amountMinor }] }),
    end: async () => {
      for (const orderId of ['a', 'b']) await handle.signal(orderEndedSignal, { orderId });
    },
  };
}

const count = (step: string) => stage.names().filter((name) => name === step).length;

test('each order of a payment is taken or let go for itself, and the payment rests when both are over', async () => {
  const { handle, capture, release, end } = await aPayment();
  expect(await capture('a')).toMatchObject({ status: 'partly-captured', capturedMinor: 1000 });
  await release('b');
  await end();
  expect(await handle.result()).toBe('partly-captured');
  expect(stage.names()).toEqual(['capturePart', 'releasePart']);
});

test('a payment that nobody asked for anything rests as authorised', async () => {
  const { handle, end } = await aPayment();
  await end();
  expect(await handle.result()).toBe('authorised');
  expect(stage.names()).toEqual([]);
});

test('an order that ends twice does not put the payment to rest before the other order ends', async () => {
  const { handle } = await aPayment();
  await handle.signal(orderEndedSignal, { orderId: 'a' });
  await handle.signal(orderEndedSignal, { orderId: 'a' });
  await stage.env.sleep('1 hour');
  expect((await handle.describe()).status.name).toBe('RUNNING');
});

test('requests that come at once are served one after the other', async () => {
  let inside = 0;
  let most = 0;
  const slowly = async (): Promise<PaymentFacts> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 50));
    inside -= 1;
    return { id: 'p', status: 'captured', authorisedMinor: 2000, capturedMinor: 2000, refundedMinor: 0 };
  };
  const { capture, refund } = await aPayment({ capturePart: slowly, refundPart: slowly });
  await Promise.all([capture('a'), capture('b'), refund('a', 100), refund('b', 100)]);
  expect(stage.calls).toHaveLength(4);
  expect(most).toBe(1);
});

test('a request that is refused does not stop the next', async () => {
  const { capture } = await aPayment({
    capturePart: async ({ orderId }) => {
      if (orderId === 'a') throw ApplicationFailure.nonRetryable('It was let go.', 'payment-part');
      return { id: 'p', status: 'captured', authorisedMinor: 2000, capturedMinor: 1000, refundedMinor: 0 };
    },
  });
  const [a, b] = await Promise.allSettled([capture('a'), capture('b')]);
  expect([a.status, b.status]).toEqual(['rejected', 'fulfilled']);
});

test('an order that is not in the payment moves nothing', async () => {
  const { capture, release, refund } = await aPayment();
  for (const move of [() => capture('c'), () => release('c'), () => refund('c', 1)])
    await expect(move()).rejects.toMatchObject({ cause: { type: 'unknown-order' } });
  expect(stage.names()).toEqual([]);
});

test.each([0, -1, 0.5, Number.MAX_VALUE * 2])('a refund of %p moves nothing', async (amountMinor) => {
  const { refund } = await aPayment();
  await expect(refund('a', amountMinor)).rejects.toMatchObject({ cause: { type: 'invalid-amount' } });
  expect(stage.names()).toEqual([]);
});

test('a desk that asks twice at once has the money taken once', async () => {
  const { paymentId, handle } = await aPayment();
  const desk = createPaymentDesk(stage.client, () => 'one-step');
  const request = { paymentId, orderId: 'a' };
  const [one, other] = await Promise.all([desk.capture(request), desk.capture(request)]);
  expect(one).toMatchObject({ capturedMinor: 1000 });
  expect(other).toMatchObject({ capturedMinor: 1000 });
  expect(await handle.query(paymentStatusQuery)).toBe('partly-captured');
});

test('a payment at rest is opened for one request, and rests again', async () => {
  const { paymentId, handle, capture, end } = await aPayment();
  await capture('a');
  await end();
  await handle.result();
  const desk = createPaymentDesk(stage.client, newId);
  expect(await desk.refund({ paymentId, orderId: 'a', refundId: 'r', amountMinor: 300 })).toMatchObject({
    refundedMinor: 300,
  });
  const opened = stage.client.workflow.getHandle(workflowIds.payment(paymentId));
  expect(await opened.result()).toBe('partly-captured');
});

/** What a look at the provider brings when nothing is new. */
const aLook = (over: Partial<PaymentLook> = {}): PaymentLook => ({
  id: 'p',
  status: 'captured',
  ...{ authorisedMinor: 2000, capturedMinor: 2000, refundedMinor: 0 },
  ...{ mended: [], refunds: [], lapsedOrderIds: [], warnedOrderIds: [], authorisedUntil: null },
  ...over,
});
/** Opened for one thing, as the API and the desk do. */
const opened = (paymentId: string) => ({
  workflowId: workflowIds.payment(paymentId),
  taskQueue: TASK_QUEUES.checkout,
  args: [{ paymentId, orderIds: [], authorisedUntil: null, edition: 2 as const }],
});

test('a report of the provider has it asked how the payment stands, and the payment rests', async () => {
  stage.play({ rightPayment: async () => aLook() });
  const handle = await stage.client.workflow.signalWithStart('payment', {
    ...opened(newId()),
    signal: providerReportedSignal,
    signalArgs: [{ source: 'provider' }],
  });
  expect(await handle.result()).toBe('captured');
  expect(stage.names()).toEqual(['rightPayment']);
});

test('a refund that came back is opened again, and told once more where it is open', async () => {
  const refundId = newId();
  stage.play({
    rightPayment: async () =>
      aLook({ refunds: [{ refundId, orderId: newId(), attempt: 1, status: 'failed' }] }),
    parkRefund: async () => ({ isOwed: true }),
  });
  const desk = createPaymentDesk(stage.client, newId);
  const paymentId = newId();
  await desk.reconcile({ paymentId });
  await desk.reconcile({ paymentId });
  const refund = stage.client.workflow.getHandle(workflowIds.refund(refundId));
  await stage.env.sleep('1 minute');
  expect(await refund.query(refundStatusQuery)).toBe('needs-attention');
  expect((await refund.describe()).status.name).toBe('RUNNING');
});

test('an order whose money the bank let go of is cancelled, and nothing of it can be shipped', async () => {
  const orderId = newId();
  const inHours = async (hours: number) =>
    new Date((await stage.env.currentTimeMs()) + hours * 3_600_000).toISOString();
  stage.play({
    acceptOrder: async () => ({ shipBy: await inHours(96) }),
    rightPayment: async () => aLook({ lapsedOrderIds: [orderId, 'one-that-is-over'] }),
  });
  const order = await stage.client.workflow.start('order', {
    workflowId: workflowIds.order(orderId),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [
      {
        edition: 2,
        ...{ orderId, paymentId: newId(), acceptBy: await inHours(48), shipWithinHours: 96 },
        ...{ returnWindowHours: 336, carrierPollSeconds: 3600 },
      },
    ],
  });
  await order.executeUpdate(acceptOrderUpdate, { args: [{ by: { role: 'seller', id: 's' } }] });
  await createPaymentDesk(stage.client, newId).reconcile({ paymentId: newId() });
  expect(await order.result()).toBe('cancelled');
  const cancelled = stage.calls.find(({ step }) => step === 'cancelOrder');
  expect(cancelled?.input).toMatchObject({ reason: 'authorisation-expired', by: { role: 'system' } });
});

test('a capture that finds the reservation closed has everybody told who counted on it', async () => {
  stage.play({
    capturePart: async () => {
      throw ApplicationFailure.nonRetryable('It is voided.', 'authorisation-closed');
    },
    rightPayment: async () => aLook(),
  });
  const desk = createPaymentDesk(stage.client, newId);
  await expect(desk.capture({ paymentId: newId(), orderId: 'a' })).rejects.toThrow();
  expect(stage.names()).toEqual(['capturePart', 'rightPayment']);
});

test('the guardian has every payment looked after, and goes on when one cannot be', async () => {
  const ids = Array.from({ length: 51 }, (_, n) => `p${String(n).padStart(2, '0')}`);
  stage.play({
    findPaymentsToGuard: async ({ after, limit }) => ids.filter((id) => id > (after ?? '')).slice(0, limit),
    guardPayment: async ({ paymentId }) => {
      if (paymentId === 'p07') throw ApplicationFailure.nonRetryable('Not there.', 'not-found');
    },
  });
  const run = { workflowId: `guardian-${newId()}`, taskQueue: TASK_QUEUES.checkout };
  expect(await stage.client.workflow.execute('paymentGuardian', run)).toEqual({ guarded: 50 });
  expect(count('guardPayment')).toBe(51);
});

test('a provider that is silent for a moment is asked again for the same order', async () => {
  let silences = 0;
  const { capture } = await aPayment({
    capturePart: async () => {
      silences += 1;
      if (silences === 1) throw new Error('socket hang up');
      return { id: 'p', status: 'captured', authorisedMinor: 2000, capturedMinor: 1000, refundedMinor: 0 };
    },
  });
  expect(await capture('a')).toMatchObject({ capturedMinor: 1000 });
  expect(count('capturePart')).toBe(2);
});

test('a capture that the provider refused can be asked for again, and is then taken', async () => {
  let refused = true;
  const { paymentId } = await aPayment({
    capturePart: async () => {
      if (refused) throw ApplicationFailure.nonRetryable('No money left.', 'capture-refused');
      return { id: 'p', status: 'captured', authorisedMinor: 2000, capturedMinor: 1000, refundedMinor: 0 };
    },
  });
  const desk = createPaymentDesk(stage.client, newId);
  const request = { paymentId, orderId: 'a' };
  await expect(desk.capture(request)).rejects.toThrow();
  refused = false;
  expect(await desk.capture(request)).toMatchObject({ capturedMinor: 1000 });
});
