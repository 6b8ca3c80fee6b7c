import { ApplicationFailure } from '@temporalio/common';
import type { ActedBy } from '../services/order/order.schema';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { approveRefundUpdate, refundStatusQuery, rejectRefundUpdate } from './refund.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const DAY_MS = 24 * 3600 * 1000;
const seller: ActedBy = { role: 'seller', id: 's1' };
const support: ActedBy = { role: 'support', id: 'staff-1' };

/** A refund whose steps go well unless the test says otherwise. */
async function aRefund({ automatic }: { automatic: boolean }, steps: Partial<Steps> = {}) {
  const refundId = newId();
  stage.play({ refundMoney: async () => ({ amountMinor: 700 }), ...steps });
  const handle = await stage.client.workflow.start('refund', {
    workflowId: workflowIds.refund(refundId),
    taskQueue: TASK_QUEUES.checkout,
    args: [{ refundId, orderId: newId(), paymentId: newId(), automatic }],
  });
  return {
    handle,
    approve: (note?: string) => handle.executeUpdate(approveRefundUpdate, { args: [{ by: seller, note }] }),
    reject: (note: string) => handle.executeUpdate(rejectRefundUpdate, { args: [{ by: seller, note }] }),
    resolve: (action: 'retry' | 'skip') =>
      handle.executeUpdate(resolveUpdate, { args: [{ by: support, action, note: 'Called the provider.' }] }),
  };
}

const inputsOf = (step: string) => stage.calls.filter((call) => call.step === step).map(({ input }) => input);

test('a small refund needs nobody: the money goes back and is counted', async () => {
  const { handle } = await aRefund({ automatic: true });
  expect(await handle.result()).toBe('refunded');
  expect(stage.names()).toEqual(['startRefunding', 'refundMoney', 'completeRefund']);
});

test('a larger refund waits for the seller, and goes back once they agree', async () => {
  const { handle, approve } = await aRefund({ automatic: false });
  expect(await approve('The cup was broken.')).toEqual({ status: 'refunding' });
  expect(await handle.result()).toBe('refunded');
  expect(stage.names()).toEqual(['askRefundApproval', 'startRefunding', 'refundMoney', 'completeRefund']);
  expect(inputsOf('startRefunding')).toMatchObject([{ by: seller, note: 'The cup was broken.' }]);
});

test('a seller who refuses has to say why, and then nothing is given back', async () => {
  const { handle, reject } = await aRefund({ automatic: false });
  await expect(reject('  ')).rejects.toMatchObject({ cause: { type: 'note-missing' } });
  expect(await reject('It works as described.')).toEqual({ status: 'rejected' });
  expect(await handle.result()).toBe('rejected');
  expect(inputsOf('rejectRefund')).toMatchObject([{ by: seller, note: 'It works as described.' }]);
  expect(stage.names()).not.toContain('refundMoney');
});

test('a seller who says nothing for three days has agreed', async () => {
  const { handle } = await aRefund({ automatic: false });
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('refunded');
  const tookMs = (await stage.env.currentTimeMs()) - beganMs;
  expect(tookMs).toBeGreaterThanOrEqual(3 * DAY_MS);
  expect(tookMs).toBeLessThan(3.1 * DAY_MS);
  expect(inputsOf('startRefunding')).toMatchObject([{ by: { role: 'system', id: 'silence' } }]);
});

test('a seller who answers after silence has decided is told so, and the refund still ends', async () => {
  const late: Promise<unknown>[] = [];
  const { handle, reject } = await aRefund(
    { automatic: false },
    {
      refundMoney: async () => {
        late.push(reject('Too late.').catch((error: unknown) => error));
        await Promise.all(late);
        return { amountMinor: 700 };
      },
    },
  );
  expect(await handle.result()).toBe('refunded');
  expect(await Promise.all(late)).toMatchObject([{ cause: { type: 'refund-decided' } }]);
});

test('of two answers to one request the second is refused', async () => {
  const { handle, approve, reject } = await aRefund({ automatic: false });
  const answers = await Promise.allSettled([approve(), reject('It works as described.')]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const accepted = answers[0].status === 'fulfilled' ? 'refunded' : 'rejected';
  expect(await handle.result()).toBe(accepted);
});

test('a payment that refuses ends the refund as failed, and nothing is counted', async () => {
  const { handle } = await aRefund(
    { automatic: true },
    {
      refundMoney: async () => {
        throw ApplicationFailure.nonRetryable(
          'More was asked back than was paid.',
          'refund-exceeds-captured',
        );
      },
    },
  );
  expect(await handle.result()).toBe('failed');
  expect(inputsOf('failRefund')).toMatchObject([{ problem: 'More was asked back than was paid.' }]);
  expect(stage.names()).not.toContain('completeRefund');
});

test('a provider that is silent for a moment is asked again, and the money goes back', async () => {
  let silences = 0;
  const { handle } = await aRefund(
    { automatic: true },
    {
      refundMoney: async () => {
        silences += 1;
        if (silences === 1) throw new Error('socket hang up');
        return { amountMinor: 700 };
      },
    },
  );
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('refundMoney')).toHaveLength(2);
});

test('a refund that cannot be counted waits for staff, and is counted when they retry', async () => {
  let broken = true;
  const { handle, resolve } = await aRefund(
    { automatic: true },
    {
      completeRefund: async () => {
        if (broken) throw ApplicationFailure.nonRetryable('The database refuses.', 'database-refuses');
      },
    },
  );
  await stage.env.sleep('1 minute');
  expect(await handle.query(refundStatusQuery)).toBe('refunding');
  broken = false;
  await resolve('retry');
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('refundMoney')).toHaveLength(1);
});
