import { WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Hold, PlacedOrder, Prepared } from '../services/checkout/checkout.placing';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { abandonUpdate, paymentReportedSignal, placeOrderUpdate } from './checkout.messages';

let stage: Stage;
// A server for each test: what a test leaves open would make the server skip years to its timers.
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const authorised = { status: 'authorised', authorisedUntil: '2030-01-01T00:00:00.000Z' } as const;
const declined = { status: 'declined', declineReason: 'insufficient-funds' } as const;
const awaiting = { status: 'awaiting-buyer', redirectUrl: 'https://bank.example/1' } as const;

function placedOrders(checkoutId: string): PlacedOrder[] {
  const promises = {
    acceptWithinHours: 48,
    shipWithinHours: 96,
    returnWindowHours: 336,
    returnHours: { decide: 72, send: 336, inspect: 72 },
    carrierPollSeconds: 3600,
    parcelOverdueDays: 10,
  };
  return [1, 2].map((n) => ({
    orderId: `${checkoutId}-${n}`,
    sellerId: `s${n}`,
    sellerName: `Seller ${n}`,
    totalMinor: 1000,
    acceptBy: '2030-01-01T00:00:00.000Z',
    promises,
  }));
}

/** A purchase whose steps go well unless the test says otherwise. */
function purchase(steps: Partial<Steps> = {}) {
  const checkoutId = newId();
  const prepareCheckout = async ({ holdSeconds }: { holdSeconds: number }): Promise<Prepared> => {
    const hold: Hold = {
      key: `${checkoutId}.1`,
      expiresAt: new Date((await stage.env.currentTimeMs()) + holdSeconds * 1000).toISOString(),
      allocations: [],
    };
    return { kind: 'held', hold, paymentId: checkoutId, totalMinor: 2000, currency: 'EUR', sellers: 2 };
  };
  stage.play({
    prepareCheckout,
    authorisePayment: async () => authorised,
    placeOrders: async () => placedOrders(checkoutId),
    ...steps,
  });
  const handle = stage.client.workflow.getHandle(workflowIds.checkout(checkoutId));
  const pay = (attempt: number) =>
    stage.client.workflow.executeUpdateWithStart(placeOrderUpdate, {
      updateId: `place-${attempt}`,
      args: [{ attempt }],
      startWorkflowOperation: new WithStartWorkflowOperation('checkout', {
        workflowId: workflowIds.checkout(checkoutId),
        taskQueue: TASK_QUEUES.checkout,
        args: [{ checkoutId, holdSeconds: 900, edition: 2 }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  return { checkoutId, handle, pay, prepareCheckout };
}

test('a paid basket becomes one order a seller, and their workflows live on', async () => {
  const { checkoutId, handle, pay } = purchase();
  expect(await pay(1)).toEqual({ status: 'placed', orderIds: [`${checkoutId}-1`, `${checkoutId}-2`] });
  expect(await handle.result()).toBe('placed');
  expect(stage.names()).toEqual(['prepareCheckout', 'authorisePayment', 'placeOrders']);
  for (const id of [workflowIds.order(`${checkoutId}-1`), workflowIds.order(`${checkoutId}-2`)])
    expect((await stage.client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
  await expect(
    stage.client.workflow.getHandle(workflowIds.payment(checkoutId)).describe(),
  ).rejects.toBeInstanceOf(WorkflowNotFoundError);
});

test('a worker that died when the orders were written finds them, and starts them', async () => {
  const placedBefore = newId();
  const holds: unknown[] = [];
  const { checkoutId, pay } = purchase({
    prepareCheckout: async () => ({
      kind: 'placed',
      orderIds: [`${placedBefore}-1`, `${placedBefore}-2`],
      paymentId: placedBefore,
    }),
    placeOrders: async ({ hold }) => {
      holds.push(hold);
      return placedOrders(placedBefore);
    },
  });
  expect(await pay(1)).toEqual({ status: 'placed', orderIds: [`${placedBefore}-1`, `${placedBefore}-2`] });
  await stage.client.workflow.getHandle(workflowIds.checkout(checkoutId)).result();
  for (const id of [workflowIds.order(`${placedBefore}-1`), workflowIds.order(`${placedBefore}-2`)])
    expect((await stage.client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
  expect(holds).toEqual([null]);
});

test('a provider that does not answer at once is asked again under the same attempt', async () => {
  const asked: number[] = [];
  const { pay } = purchase({
    authorisePayment: async ({ attempt }: { attempt: number }) => {
      asked.push(attempt);
      if (asked.length < 3) throw new Error('no answer');
      return authorised;
    },
  });
  expect(await pay(1)).toMatchObject({ status: 'placed' });
  expect(asked).toEqual([1, 1, 1]);
});

test('two tabs that pay the same basket get the one answer of one purchase', async () => {
  const { pay } = purchase();
  const [one, other] = await Promise.all([pay(1), pay(1)]);
  expect(one).toEqual(other);
  expect(stage.names().filter((step) => step === 'authorisePayment')).toHaveLength(1);
});

test('a basket that is sold out is refused before anything is charged', async () => {
  const refusal = { reason: 'out-of-stock', lines: [{ sku: 'TEA-1', wanted: 2, available: 1 }] } as const;
  const { handle, pay } = purchase({
    prepareCheckout: async () => ({ kind: 'refused', refusal: { ...refusal, lines: [...refusal.lines] } }),
  });
  expect(await pay(1)).toEqual({ status: 'refused', refusal });
  expect(await handle.result()).toBe('refused');
  expect(stage.names()).toEqual(['prepareCheckout']);
});

test('a declined buyer tries another card on the same hold', async () => {
  const { pay, handle } = purchase({
    authorisePayment: async ({ attempt }) => (attempt === 1 ? declined : authorised),
  });
  expect(await pay(1)).toMatchObject({ status: 'declined', declineReason: 'insufficient-funds' });
  expect(await pay(2)).toMatchObject({ status: 'placed' });
  expect(await handle.result()).toBe('placed');
  expect(stage.names()).toEqual(['prepareCheckout', 'authorisePayment', 'authorisePayment', 'placeOrders']);
});

test('a hold that nobody pays ends: the money is let go first, then the stock', async () => {
  const { pay, handle } = purchase({ authorisePayment: async () => declined });
  await pay(1);
  expect(await handle.result()).toBe('expired');
  expect(stage.names()).toEqual([
    'prepareCheckout',
    'authorisePayment',
    'voidPayment',
    'releaseHold',
    'endCheckout',
  ]);
});

describe('a press that is lost with the task of a worker that dies', () => {
  const startAlone = (checkoutId: string) =>
    stage.client.workflow.start('checkout', {
      workflowId: workflowIds.checkout(checkoutId),
      taskQueue: TASK_QUEUES.checkout,
      args: [{ checkoutId, holdSeconds: 900, edition: 2 }],
    });

  test('is known from what was written down, and the purchase goes on', async () => {
    const { checkoutId, handle, prepareCheckout } = purchase();
    stage.play({
      prepareCheckout: async (input) => ({ ...(await prepareCheckout(input)), attempt: 2 }) as Prepared,
      authorisePayment: async () => authorised,
      placeOrders: async () => placedOrders(checkoutId),
    });
    await startAlone(checkoutId);
    expect(await handle.result()).toBe('placed');
    const [authorisation] = stage.calls.filter(({ step }) => step === 'authorisePayment');
    expect(authorisation?.input).toEqual({ checkoutId, attempt: 2 });
  });

  test('leaves no money behind where nothing is known of it', async () => {
    const { checkoutId, handle } = purchase();
    await startAlone(checkoutId);
    expect(await handle.result()).toBe('expired');
    expect(stage.names()).toEqual(['prepareCheckout', 'voidPayment', 'releaseHold', 'endCheckout']);
  });
});

test('a buyer who confirms at the bank and closes the tab still gets the order, by the webhook', async () => {
  let confirmed = false;
  const { pay, handle } = purchase({
    authorisePayment: async () => awaiting,
    checkPayment: async () => (confirmed ? authorised : awaiting),
  });
  expect(await pay(1)).toEqual({ status: 'awaiting-buyer', redirectUrl: awaiting.redirectUrl });
  confirmed = true;
  await handle.signal(paymentReportedSignal, { source: 'provider' });
  expect(await handle.result()).toBe('placed');
});

test('a buyer who confirms while every webhook is lost still gets the order, because the shop asks', async () => {
  let asked = 0;
  const { pay, handle } = purchase({
    authorisePayment: async () => awaiting,
    checkPayment: async () => ((asked += 1) > 2 ? authorised : awaiting),
  });
  await pay(1);
  expect(await handle.result()).toBe('placed');
});

test('a buyer who never comes back from the bank pays nothing and holds nothing', async () => {
  const { pay, handle } = purchase({
    authorisePayment: async () => awaiting,
    checkPayment: async () => awaiting,
  });
  await pay(1);
  expect(await handle.result()).toBe('expired');
  expect(stage.names().slice(-3)).toEqual(['voidPayment', 'releaseHold', 'endCheckout']);
});

test('a buyer who gives up gets everything released and no later payment is accepted', async () => {
  const { pay, handle } = purchase({ authorisePayment: async () => declined });
  await pay(1);
  expect(await handle.executeUpdate(abandonUpdate)).toEqual({ status: 'abandoned' });
  expect(await handle.result()).toBe('abandoned');
  expect(stage.names()).toContain('releaseHold');
});

test('a provider that never answers is asked again under the same attempt, then let go before another card', async () => {
  let silences = 0;
  const { pay } = purchase({
    authorisePayment: async ({ attempt }) => {
      if (attempt === 2) return authorised;
      silences += 1;
      throw silences < 3 ? new Error('socket hang up') : ApplicationFailure.nonRetryable('the time is up');
    },
  });
  expect(await pay(1)).toMatchObject({ status: 'declined', declineReason: 'provider-unavailable' });
  expect(stage.names()).toEqual([
    'prepareCheckout',
    'authorisePayment',
    'authorisePayment',
    'authorisePayment',
    'voidPayment',
    'giveUpAttempt',
  ]);
  expect(await pay(2)).toMatchObject({ status: 'placed' });
});

test('an undo that keeps failing waits for staff, and a retry with a note finishes it', async () => {
  let broken = true;
  const { pay, handle } = purchase({
    authorisePayment: async () => declined,
    voidPayment: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('the provider is closed', 'provider-closed');
    },
  });
  await pay(1);
  await stage.env.sleep('16 minutes');
  broken = false;
  const by = { role: 'support', id: 'staff-1' } as const;
  await expect(
    handle.executeUpdate(resolveUpdate, { args: [{ by, action: 'retry', note: ' ' }] }),
  ).rejects.toMatchObject({ cause: { type: 'note-missing' } });
  await handle.executeUpdate(resolveUpdate, {
    args: [{ by, action: 'retry', note: 'The provider is back.' }],
  });
  expect(await handle.result()).toBe('expired');
  expect(stage.names().filter((step) => step === 'voidPayment').length).toBe(2);
  expect(stage.names()).toContain('releaseHold');
});

test('a basket that cannot be prepared ends the checkout, and stock that was held comes free', async () => {
  const { pay, handle } = purchase({
    prepareCheckout: async () => {
      throw ApplicationFailure.nonRetryable('The hold was settled before.', 'hold-settled');
    },
  });
  expect(await pay(1)).toEqual({ status: 'expired' });
  expect(await handle.result()).toBe('expired');
  expect(stage.names()).toEqual(['prepareCheckout', 'voidPayment', 'releaseHold', 'endCheckout']);
});

test('a provider that cannot be asked about the bank does not end the purchase', async () => {
  let closed = true;
  const { pay, handle } = purchase({
    authorisePayment: async () => awaiting,
    checkPayment: async () => {
      if (closed) throw ApplicationFailure.nonRetryable('The provider is closed.', 'provider-closed');
      return authorised;
    },
  });
  await pay(1);
  await stage.env.sleep('1 minute');
  expect(stage.names()).toContain('checkPayment');
  closed = false;
  await handle.signal(paymentReportedSignal, { source: 'provider' });
  expect(await handle.result()).toBe('placed');
});

test('a report that comes while the provider is asked is not lost', async () => {
  let asked = 0;
  const { pay, handle } = purchase({
    authorisePayment: async () => awaiting,
    checkPayment: async () => {
      asked += 1;
      if (asked > 1) return authorised;
      // The bank's answer arrives between the provider's "not yet" and its being read here.
      await handle.signal(paymentReportedSignal, { source: 'provider' });
      return awaiting;
    },
  });
  await pay(1);
  const startedMs = await stage.env.currentTimeMs();
  await handle.signal(paymentReportedSignal, { source: 'buyer' });
  expect(await handle.result()).toBe('placed');
  expect((await stage.env.currentTimeMs()) - startedMs).toBeLessThan(10_000);
});
