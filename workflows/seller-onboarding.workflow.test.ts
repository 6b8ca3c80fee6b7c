import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Question } from '../services/onboarding/onboarding.schema';
import type { Standing } from '../services/onboarding/onboarding.state';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import {
  applicationStatusQuery,
  approveApplicationUpdate,
  askBackUpdate,
  beginApplicationUpdate,
  lookAtDomainSignal,
  refuseApplicationUpdate,
  reinstateUpdate,
  stepUpdates,
  submitApplicationUpdate,
  suspendUpdate,
} from './onboarding.messages';

let stage: Stage;
// One for all: nothing that a test begins is open when it ends.
beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage.close());
jest.setTimeout(30_000);

const DAY_MS = 86_400_000;
const ann = { role: 'support', id: 'ann' } as const;
const bob = { role: 'support', id: 'bob' } as const;
const refused = (type: string) => ({ cause: { type } });
const question: Question = { step: 'documents', text: 'The page with your address is missing.' };
const inputsOf = (step: string) => stage.calls.filter((call) => call.step === step).map(({ input }) => input);
const letters = () => inputsOf('tellApplicant').map((input) => (input as { news: string }).news);

/** The record of one application, as the services keep it: five days' patience, a reminder after two and three. */
async function anApplication(steps: Partial<Steps> = {}, atBank?: Promise<void>) {
  const sellerId = newId();
  const kept = { status: 'open' as Standing['status'], left: 2, reminders: 0, heardMs: 0 };
  const heard = async () => {
    kept.heardMs = await stage.env.currentTimeMs();
    kept.reminders = 0;
  };
  const standing = async (): Promise<Standing> => {
    const at = (days: number) => new Date(kept.heardMs + days * DAY_MS).toISOString();
    const waits = kept.status === 'open' || kept.status === 'questions';
    const remind = [2, 3][kept.reminders];
    return {
      status: kept.status,
      missing: (['tax', 'profile'] as const).slice(0, kept.left),
      remindAt: waits && remind ? at(remind) : null,
      expireAt: waits ? at(5) : null,
    };
  };
  const become = async (status: Standing['status']) => {
    kept.status = status;
    await heard();
    return standing();
  };
  stage.play({
    openApplication: async () =>
      kept.status === 'expired' || kept.heardMs === 0 ? become('open') : standing(),
    takeStep: async () => {
      kept.left -= 1;
      await heard();
      return standing();
    },
    submitApplication: () => become('submitted'),
    takeBankStep: async () => {
      await atBank;
      return become('submitted');
    },
    askApplicant: () => become('questions'),
    decideApplication: ({ as }) => become(as),
    remindApplicant: async () => {
      kept.reminders += 1;
      return standing();
    },
    expireApplication: () => become('expired'),
    ...steps,
  });
  const starting = () =>
    new WithStartWorkflowOperation('sellerOnboarding', {
      workflowId: workflowIds.seller(sellerId),
      taskQueue: TASK_QUEUES.fulfilment,
      args: [{ sellerId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  const begin = () =>
    stage.client.workflow.executeUpdateWithStart(beginApplicationUpdate, {
      startWorkflowOperation: starting(),
    });
  const give = (step: keyof typeof stepUpdates) =>
    stage.client.workflow.executeUpdateWithStart(stepUpdates[step], {
      args: [{ draftId: newId() }],
      startWorkflowOperation: starting(),
    });
  const handle = stage.client.workflow.getHandle(workflowIds.seller(sellerId));
  return {
    ...{ sellerId, kept, handle, begin, give },
    submit: () => handle.executeUpdate(submitApplicationUpdate),
    ask: (questions = [question]) => handle.executeUpdate(askBackUpdate, { args: [{ questions, by: ann }] }),
    approve: (by: typeof ann | typeof bob = ann) =>
      handle.executeUpdate(approveApplicationUpdate, { args: [{ note: '', by }] }),
    refuse: (note: string, by: typeof ann | typeof bob = bob) =>
      handle.executeUpdate(refuseApplicationUpdate, { args: [{ note, by }] }),
    resolve: () =>
      handle.executeUpdate(resolveUpdate, { args: [{ by: ann, action: 'retry', note: 'Mended.' }] }),
  };
}

test('steps in any order, questions back and an answer: approved, and the shop opens once', async () => {
  const { handle, begin, give, submit, ask, approve, kept } = await anApplication();
  expect(await begin()).toMatchObject({ status: 'open', missing: ['tax', 'profile'] });
  await expect(submit()).rejects.toMatchObject(refused('application-incomplete'));
  await Promise.all([give('profile'), give('tax')]);
  await expect(approve()).rejects.toMatchObject(refused('application-state'));
  expect(await submit()).toMatchObject({ status: 'submitted' });
  await expect(give('tax')).rejects.toMatchObject(refused('application-state'));
  await expect(ask([{ step: 'tax', text: ' ' }])).rejects.toMatchObject(refused('note-missing'));
  expect(await ask()).toMatchObject({ status: 'questions' });
  kept.left = 1;
  await give('documents');
  await submit();
  expect(await approve()).toMatchObject({ status: 'approved' });
  expect(await handle.result()).toBe('approved');
  expect(inputsOf('openShop')).toHaveLength(1);
  expect(letters()).toEqual(['questions', 'approved']);
});

test('of two staff who decide at once one does, and the other is told; a refusal needs its reason', async () => {
  const { handle, give, submit, approve, refuse } = await anApplication();
  await give('tax');
  await give('profile');
  await submit();
  await expect(refuse(' ')).rejects.toMatchObject(refused('note-missing'));
  const answers = await Promise.allSettled([refuse('The documents are not yours.'), approve(ann)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(inputsOf('decideApplication')).toHaveLength(1);
  const outcome = await handle.result();
  expect(letters()).toEqual([outcome]);
  expect(inputsOf('openShop')).toHaveLength(outcome === 'approved' ? 1 : 0);
});

test('of two decisions that waited for the same step one is taken', async () => {
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  const { handle, give } = await anApplication({}, held);
  const step = give('payout');
  while (!stage.names().includes('takeBankStep')) await sleep(10);
  const waitForStage = 'ACCEPTED';
  const decisions = [
    await handle.startUpdate(refuseApplicationUpdate, { args: [{ note: 'No.', by: bob }], waitForStage }),
    await handle.startUpdate(approveApplicationUpdate, { args: [{ note: '', by: ann }], waitForStage }),
  ];
  letThrough();
  await step;
  const answers = await Promise.allSettled(decisions.map((decision) => decision.result()));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await handle.result()).toBe('refused');
  expect(letters()).toEqual(['refused']);
});

test('silence is reminded of twice, then the application is closed, and a step weeks later takes it up again', async () => {
  const { handle, begin, give, sellerId } = await anApplication();
  await begin();
  await give('tax');
  expect(await handle.result()).toBe('expired');
  expect(letters()).toEqual(['reminder', 'reminder', 'expired']);
  await stage.env.sleep('20 days');

  expect(await give('profile')).toMatchObject({ status: 'open', missing: [] });
  const again = stage.client.workflow.getHandle(workflowIds.seller(sellerId));
  expect(await again.query(applicationStatusQuery)).toBe('open');
  await again.executeUpdate(submitApplicationUpdate);
  await again.executeUpdate(refuseApplicationUpdate, { args: [{ note: 'No.', by: bob }] });
  expect(await again.result()).toBe('refused');
});

test('an applicant who is heard in time is not reminded, and staff may take as long as they like', async () => {
  const { begin, give, submit, handle, refuse } = await anApplication();
  await begin();
  await stage.env.sleep('47 hours');
  await give('tax');
  await stage.env.sleep('47 hours');
  await give('profile');
  await submit();
  await stage.env.sleep('60 days');
  await refuse('Closed for the season.');
  expect(await handle.result()).toBe('refused');
  expect(letters()).toEqual(['refused']);
});

test('a step that is refused, here or by the provider, changes nothing', async () => {
  const { begin, give, handle } = await anApplication({
    takeStep: async () => {
      throw ApplicationFailure.create({
        type: 'tax-refused',
        message: 'A digit is wrong.',
        nonRetryable: true,
      });
    },
    takeBankStep: async () => {
      throw ApplicationFailure.nonRetryable('There is no such account.', 'bank-token-refused');
    },
  });
  await begin();
  await expect(give('tax')).rejects.toMatchObject(refused('tax-refused'));
  await expect(give('payout')).rejects.toMatchObject(refused('bank-token-refused'));
  expect(await handle.query(applicationStatusQuery)).toBe('open');
  await handle.terminate();
});

test('a shop that cannot be opened waits for staff, who have it tried again', async () => {
  let broken = true;
  const { give, submit, approve, handle, resolve } = await anApplication({
    openShop: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('Taken.', 'slug-taken');
    },
  });
  await give('tax');
  await give('profile');
  await submit();
  expect(await approve()).toMatchObject({ status: 'approved' });
  broken = false;
  await resolve();
  expect(await handle.result()).toBe('approved');
});

test('a message to an application that was decided is refused, and opens nothing anew', async () => {
  const { give, kept, handle } = await anApplication();
  Object.assign(kept, { status: 'refused', heardMs: 1, left: 0 });
  await expect(give('tax')).rejects.toMatchObject(refused('application-state'));
  expect(await handle.result()).toBe('refused');
  expect(stage.names()).toEqual(['openApplication']);
});

test('a shop is hidden with a reason until staff show it again, and its seller is told of both', async () => {
  const sellerId = newId();
  stage.play({});
  const suspend = (reason: string) =>
    stage.client.workflow.executeUpdateWithStart(suspendUpdate, {
      args: [{ reason, by: ann }],
      startWorkflowOperation: new WithStartWorkflowOperation('sellerSuspension', {
        workflowId: workflowIds.seller(sellerId),
        taskQueue: TASK_QUEUES.fulfilment,
        args: [{ sellerId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  expect(await suspend('Parcels do not arrive.')).toEqual({ status: 'suspended' });
  await expect(suspend('Once more.')).rejects.toMatchObject(refused('seller-suspended'));
  const handle = stage.client.workflow.getHandle(workflowIds.seller(sellerId));
  await stage.env.sleep('90 days');
  await handle.executeUpdate(reinstateUpdate, { args: [{ note: 'Put right.', by: bob }] });
  expect(await handle.result()).toBe('reinstated');
  expect(letters()).toEqual(['suspended', 'reinstated']);
});

describe('the domain of a shop', () => {
  /** A domain that is looked for during fourteen days, once a minute at first. */
  async function aDomain() {
    const sellerId = newId();
    const until = new Date((await stage.env.currentTimeMs()) + 14 * DAY_MS).toISOString();
    const found = { status: 'waiting' as 'waiting' | 'proven' | 'failed' | 'none' };
    stage.play({
      checkDomain: async () => ({ ...found, host: 'oleiro.example', until, pollSeconds: 60 }),
      giveUpDomain: async () => void (found.status = 'failed'),
    });
    const look = () =>
      stage.client.workflow.signalWithStart('shopDomain', {
        workflowId: workflowIds.shopDomain(sellerId),
        taskQueue: TASK_QUEUES.fulfilment,
        args: [{ sellerId }],
        signal: lookAtDomainSignal,
      });
    return { found, look, handle: await look() };
  }

  test('is looked for until its record is there, and at once when the seller says so', async () => {
    const { found, look, handle } = await aDomain();
    await stage.env.sleep('1 day');
    const seldom = inputsOf('checkDomain').length;
    expect(seldom).toBeGreaterThan(20);
    expect(seldom).toBeLessThan(40);
    found.status = 'proven';
    await look();
    expect(await handle.result()).toBe('proven');
    expect(inputsOf('checkDomain')).toHaveLength(seldom + 1);
  });

  test('is given up after fourteen days', async () => {
    const { handle } = await aDomain();
    expect(await handle.result()).toBe('failed');
    expect(inputsOf('giveUpDomain')).toHaveLength(1);
    expect(inputsOf('checkDomain').length).toBeLessThan(400);
  });

  test('is no longer looked for when the seller drops it', async () => {
    const { found, look, handle } = await aDomain();
    found.status = 'none';
    await look();
    expect(await handle.result()).toBe('none');
    expect(stage.names()).not.toContain('giveUpDomain');
  });
});
