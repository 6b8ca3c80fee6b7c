import { ApplicationFailure } from '@temporalio/common';
import type { ActedBy } from '../services/order/order.schema';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { moneyDecidedSignal } from './order.messages';
import {
  approveRefundUpdate,
  moneyReportedSignal,
  type RefundInput,
  refundStatusQuery,
  rejectRefundUpdate,
} from './refund.messages';

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
async function aRefund(
  { automatic, ...more }: { automatic: boolean } & Partial<RefundInput>,
  steps: Partial<Steps> = {},
) {
  const refundId = newId();
  stage.play({
    refundMoney: async () => ({ amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] }),
    ...steps,
  });
  const handle = await stage.client.workflow.start('refund', {
    workflowId: workflowIds.refund(refundId),
    taskQueue: TASK_QUEUES.checkout,
    args: [{ refundId, orderId: newId(), paymentId: newId(), automatic, ...more }],
  });
  return {
    handle,
    approve: (note?: string, by = seller) =>
      handle.executeUpdate(approveRefundUpdate, { args: [{ by, note }] }),
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

/** The bank looks into the payment at so many tries, and what it says then. */
function withBank(tries: number, then: 'won' | 'lost'): Partial<Steps> {
  let left = tries;
  return {
    refundMoney: async () => {
      if (left-- > 0) throw ApplicationFailure.nonRetryable('The bank looks.', 'refund-waits-for-bank');
      if (then === 'lost') throw ApplicationFailure.nonRetryable('The bank took it.', 'order-disputed');
      return { amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] };
    },
  };
}

test('what the shop owes waits while the bank looks into the payment, and goes back if it decides for the shop', async () => {
  const { handle } = await aRefund({ automatic: true }, withBank(3, 'won'));
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('refundMoney')).toMatchObject([{}, { attempt: 2 }, { attempt: 3 }, { attempt: 4 }]);
  expect(stage.names()).not.toContain('parkRefund');
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(335_000);
});

test('what the shop owed is over when the bank gives it to the buyer itself', async () => {
  const { handle } = await aRefund({ automatic: true }, withBank(1, 'lost'));
  expect(await handle.result()).toBe('failed');
  expect(inputsOf('failRefund')).toMatchObject([{ problem: 'The bank took it.' }]);
});

test('a refund that waits for the bank is tried at once when it hears that it has decided', async () => {
  const { handle } = await aRefund({ automatic: true }, withBank(3, 'won'));
  const tries = () => inputsOf('refundMoney').length;
  while (tries() < 3) await stage.env.sleep('31 seconds');
  await handle.signal(moneyDecidedSignal);
  expect(await handle.result()).toBe('refunded');
  const { events } = await handle.fetchHistory();
  const fired = events?.filter((event) => event.timerFiredEventAttributes != null);
  expect(fired).toHaveLength(2);
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
        return { amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] };
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
        return { amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] };
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

const bySeller = (silence: 'consent' | 'support'): RefundInput['approval'] => ({
  by: 'seller',
  withinHours: 72,
  silence,
});

test('who has to agree is reminded a day before the time is over, and silence about a modest amount agrees', async () => {
  const { handle } = await aRefund({ automatic: false, approval: bySeller('consent') });
  const beganMs = await stage.env.currentTimeMs();
  await stage.env.sleep('47 hours');
  expect(stage.names()).toEqual(['askRefundApproval']);
  await stage.env.sleep('2 hours');
  expect(stage.names()).toEqual(['askRefundApproval', 'remindRefund']);
  expect(await handle.result()).toBe('refunded');
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(3 * DAY_MS);
  expect(inputsOf('startRefunding')).toMatchObject([{ by: { role: 'system', id: 'silence' } }]);
});

test('silence about a large amount passes it on to support, who alone decide, and are waited for', async () => {
  const { handle, approve, reject } = await aRefund({ automatic: false, approval: bySeller('support') });
  await stage.env.sleep('73 hours');
  expect(stage.names()).toEqual(['askRefundApproval', 'remindRefund', 'passRefundToSupport']);
  await expect(reject('Too late.')).rejects.toMatchObject({ cause: { type: 'refund-with-support' } });
  await stage.env.sleep('30 days');
  expect(await handle.query(refundStatusQuery)).toBe('awaiting-approval');
  expect(stage.names()).not.toContain('startRefunding');
  await approve('Seen the pictures.', support);
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('startRefunding')).toMatchObject([{ by: support }]);
});

const refused = () =>
  Promise.reject(ApplicationFailure.nonRetryable('The provider refuses.', 'refund-not-accepted'));

test('what the provider does not take is owed, and staff have it tried again under the next number', async () => {
  let tries = 0;
  const { handle, resolve } = await aRefund(
    { automatic: true },
    {
      refundMoney: async () => {
        tries += 1;
        return tries === 1
          ? refused()
          : { amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] };
      },
    },
  );
  await stage.env.sleep('1 minute');
  expect(await handle.query(refundStatusQuery)).toBe('needs-attention');
  expect(inputsOf('parkRefund')).toMatchObject([{ attempt: 1, problem: 'The provider refuses.' }]);
  expect(stage.names()).not.toContain('failRefund');
  await resolve('retry');
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('startRefunding')).toMatchObject([{}, { attempt: 2 }]);
  expect(inputsOf('refundMoney')).toMatchObject([{}, { attempt: 2 }]);
});

test('staff who paid another way end a refund with their note', async () => {
  const { handle, resolve } = await aRefund({ automatic: true }, { refundMoney: refused });
  await stage.env.sleep('1 minute');
  await resolve('skip');
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('settleRefund')).toMatchObject([{ by: support, note: 'Called the provider.' }]);
  expect(stage.names()).not.toContain('completeRefund');
});

const pending = async () => ({ amountMinor: 700, status: 'pending' as const, askAfterHours: [1, 6] });

test('money that is on its way is done when the bank has taken it', async () => {
  const { handle } = await aRefund({ automatic: true }, { refundMoney: pending });
  await stage.env.sleep('10 minutes');
  expect(await handle.query(refundStatusQuery)).toBe('refunding');
  await handle.signal(moneyReportedSignal, { attempt: 1, status: 'succeeded' });
  expect(await handle.result()).toBe('refunded');
  expect(stage.names()).toEqual(['startRefunding', 'refundMoney', 'completeRefund']);
});

test('a bank that stays silent is asked about, ever more rarely', async () => {
  const { handle } = await aRefund({ automatic: true }, { refundMoney: pending });
  await stage.env.sleep('8 hours');
  expect(inputsOf('askRefundMoney')).toHaveLength(2);
  await handle.signal(moneyReportedSignal, { attempt: 1, status: 'succeeded' });
  expect(await handle.result()).toBe('refunded');
});

test('money that comes back on its way waits for staff', async () => {
  const { handle, resolve } = await aRefund({ automatic: true }, { refundMoney: pending });
  await stage.env.sleep('1 minute');
  await handle.signal(moneyReportedSignal, { attempt: 1, status: 'failed' });
  await stage.env.sleep('1 minute');
  expect(await handle.query(refundStatusQuery)).toBe('needs-attention');
  await resolve('skip');
  expect(await handle.result()).toBe('refunded');
});

test('a refund that was done and came back is opened for staff, and sent once more when they retry', async () => {
  const { handle, resolve } = await aRefund(
    { automatic: true, cameBack: { attempt: 1 } },
    { parkRefund: async () => ({ isOwed: true }) },
  );
  await stage.env.sleep('1 minute');
  expect(stage.names()).toEqual(['parkRefund']);
  expect(await handle.query(refundStatusQuery)).toBe('needs-attention');
  await resolve('retry');
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('refundMoney')).toMatchObject([{ attempt: 2 }]);
});

test('a refund that staff settled while the provider was asked about it is not opened again', async () => {
  const { handle } = await aRefund(
    { automatic: true, cameBack: { attempt: 2 } },
    { parkRefund: async () => ({ isOwed: false }) },
  );
  expect(await handle.result()).toBe('refunded');
  expect(inputsOf('parkRefund')).toMatchObject([{ attempt: 2 }]);
  expect(stage.names()).toEqual(['parkRefund']);
});

test('money that comes back while it is counted is not called given back', async () => {
  const { handle } = await aRefund(
    { automatic: true },
    {
      completeRefund: async () => {
        await handle.signal(moneyReportedSignal, { attempt: 1, status: 'failed' });
      },
    },
  );
  await stage.env.sleep('1 minute');
  expect(await handle.query(refundStatusQuery)).toBe('needs-attention');
});

test('the sweeper starts what was never started, and leaves alone what runs', async () => {
  const { handle } = await aRefund({ automatic: false });
  const running = handle.workflowId.replace('refund-', '');
  const lost = newId();
  const approval = { by: 'nobody', why: 'small' } as const;
  stage.play({
    findUnstartedRefunds: async () =>
      [running, lost].map((refundId) => ({
        ...{ refundId, orderId: newId(), paymentId: newId(), sellerId: 's1', approval },
      })),
    refundMoney: async () => ({ amountMinor: 700, status: 'succeeded' as const, askAfterHours: [1, 6] }),
  });
  const swept = await stage.client.workflow.execute('refundSweeper', {
    workflowId: `sweeper-${newId()}`,
    taskQueue: TASK_QUEUES.checkout,
  });
  expect(swept).toEqual({ started: 1 });
  expect(await stage.client.workflow.getHandle(workflowIds.refund(lost)).result()).toBe('refunded');
});
