import type { ActedBy } from '../services/order/order.schema';
import type { PayoutStatus } from '../services/payout/payout.schema';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { type PayoutInput, payoutReportedSignal, payoutStatusQuery } from './payout.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const POLL_SECONDS = 6 * 3600;
const support: ActedBy = { role: 'support', id: 'staff-1' };

const aside = (status: PayoutStatus | 'nothing', reason: string | null = null) => ({
  setPayoutAside: async () => ({ status, amountMinor: 5000, reason, pollSeconds: POLL_SECONDS }),
});
/** Answers with one status after the other, and with the last ever after. */
const answering = (...statuses: PayoutStatus[]) => {
  const left = [...statuses];
  return async () => ({ status: (left.length > 1 ? left.shift() : left[0]) ?? 'in-transit' });
};

/** A payout that is sent and paid unless the test says otherwise. */
async function aPayout(steps: Partial<Steps> = {}) {
  const sellerId = newId();
  const input: PayoutInput = { payoutId: `${sellerId}-eur-1`, sellerId, currency: 'EUR' };
  stage.play({
    ...aside('set-aside'),
    sendPayout: answering('in-transit'),
    checkPayout: answering('paid'),
    ...steps,
  });
  const options = { workflowId: workflowIds.payout(input.payoutId), taskQueue: TASK_QUEUES.checkout };
  const start = () => stage.client.workflow.start('payout', { ...options, args: [input] });
  const report = () =>
    stage.client.workflow.signalWithStart('payout', {
      ...options,
      args: [input],
      signal: payoutReportedSignal,
      signalArgs: [{ eventId: newId() }],
    });
  return { input, start, report };
}

test('a payout is set aside, sent, and over when the bank has it', async () => {
  const { start, report } = await aPayout();
  const handle = await start();
  await report();
  expect(await handle.result()).toBe('paid');
  expect(stage.names()).toEqual(['setPayoutAside', 'sendPayout', 'checkPayout']);
});

test('where nothing is payable nobody is asked to send anything', async () => {
  const { start } = await aPayout(aside('nothing', 'below-minimum'));
  expect(await (await start()).result()).toBe('nothing');
  expect(stage.names()).toEqual(['setPayoutAside']);
});

test('a provider that stays silent is asked, and asked again until the bank has answered', async () => {
  const { start } = await aPayout({ checkPayout: answering('in-transit', 'in-transit', 'paid') });
  const handle = await start();
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('paid');
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(3 * POLL_SECONDS * 1000);
  expect(stage.names().filter((name) => name === 'checkPayout')).toHaveLength(3);
});

test('a payout that the bank returns is over as returned', async () => {
  const { start } = await aPayout({ checkPayout: answering('returned') });
  expect(await (await start()).result()).toBe('returned');
});

test('a return after days opens the payout again, and only asks what is true', async () => {
  const { start, report } = await aPayout();
  await (await start()).result();
  stage.play({ ...aside('paid'), checkPayout: answering('returned') });
  const again = await report();
  expect(await again.result()).toBe('returned');
  expect(stage.names()).toEqual(['setPayoutAside', 'checkPayout']);
});

test('the same report once more changes nothing', async () => {
  const { start, report } = await aPayout();
  await (await start()).result();
  stage.play({ ...aside('paid'), checkPayout: answering('paid') });
  expect(await (await report()).result()).toBe('paid');
  expect(stage.names()).not.toContain('sendPayout');
});

test('a payout that the provider refuses for good is over, and not asked about', async () => {
  const { start } = await aPayout({ sendPayout: answering('refused') });
  expect(await (await start()).result()).toBe('refused');
  expect(stage.names()).toEqual(['setPayoutAside', 'sendPayout']);
});

test('a provider that cannot be reached is asked again with patience', async () => {
  let tries = 0;
  const { start } = await aPayout({
    sendPayout: async () => {
      tries += 1;
      if (tries < 4) throw new Error('The payment provider did not answer.');
      return { status: 'in-transit' };
    },
  });
  expect(await (await start()).result()).toBe('paid');
  expect(tries).toBe(4);
});

test('a provider that is away for longer than its keys are kept parks the payout, and staff cannot leave it out', async () => {
  let isAway = true;
  const { start } = await aPayout({
    sendPayout: async () => {
      if (isAway) throw new Error('The payment provider did not answer.');
      return { status: 'in-transit' };
    },
  });
  const handle = await start();
  await stage.env.sleep('90 minutes');
  const resolve = (action: 'retry' | 'skip') =>
    handle.executeUpdate(resolveUpdate, { args: [{ by: support, action, note: 'It is back.' }] });
  await expect(resolve('skip')).rejects.toMatchObject({ cause: { type: 'cannot-skip' } });
  expect(await handle.query(payoutStatusQuery)).toBe('set-aside');
  isAway = false;
  await resolve('retry');
  expect(await handle.result()).toBe('paid');
});

test('a run starts a payout for each seller who can be paid, and they go on without it', async () => {
  const names = ['one', 'two', 'three'].map((sellerId) => ({
    ...{ sellerId: `${sellerId}-${newId()}`, currency: 'EUR' },
    payoutId: `${sellerId}-${newId()}-eur-1`,
  }));
  await aPayout({
    findPayable: async ({ after }) =>
      after === null
        ? { items: names.slice(0, 2), next: 'two' }
        : { items: [...names.slice(2), ...names.slice(0, 1)], next: null },
  });
  const run = await stage.client.workflow.start('payoutRun', {
    workflowId: `payout-run-${newId()}`,
    taskQueue: TASK_QUEUES.checkout,
    args: [{}],
  });
  expect(await run.result()).toMatchObject({ started: expect.any(Number) });
  for (const { payoutId } of names) {
    const handle = stage.client.workflow.getHandle(workflowIds.payout(payoutId));
    expect(await handle.result()).toBe('paid');
  }
  expect(stage.calls.filter(({ step }) => step === 'findPayable').map(({ input }) => input)).toEqual([
    { after: null, limit: 50 },
    { after: 'two', limit: 50 },
  ]);
});

test('a payout that is under way is not started a second time by the next run', async () => {
  const { input, start } = await aPayout({ checkPayout: answering('in-transit') });
  await start();
  stage.play({
    ...aside('in-transit'),
    checkPayout: answering('in-transit'),
    findPayable: async () => ({ items: [input], next: null }),
  });
  const run = await stage.client.workflow.start('payoutRun', {
    workflowId: `payout-run-${newId()}`,
    taskQueue: TASK_QUEUES.checkout,
    args: [{}],
  });
  expect(await run.result()).toEqual({ started: 0 });
});
