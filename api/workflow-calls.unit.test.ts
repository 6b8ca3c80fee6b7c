import type { Client } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { createWorkflowCalls, isEnded } from './workflow-calls';

type Place = Client['workflow']['executeUpdateWithStart'];

function calls(executeUpdateWithStart: unknown) {
  const client = {
    workflow: { executeUpdateWithStart: executeUpdateWithStart as Place },
  } as unknown as Client;
  return createWorkflowCalls(client, { holdSeconds: 900, webhookPausesSeconds: [5] });
}

test('a purchase that takes longer than one waits answers with null and goes on', async () => {
  let finish: (result: unknown) => void = () => undefined;
  const { placeOrder } = calls(() => new Promise((resolve) => (finish = resolve)));
  expect(await placeOrder('checkout-1', 1, 20)).toBeNull();
  finish({ status: 'placed', orderIds: [] });
});

test('a failure that comes after one stopped waiting brings nothing down', async () => {
  let fail: (error: Error) => void = () => undefined;
  const { placeOrder } = calls(() => new Promise((_resolve, reject) => (fail = reject)));
  expect(await placeOrder('checkout-1', 1, 20)).toBeNull();
  fail(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});

test('two tabs name the same workflow, attempt and update', async () => {
  const seen: unknown[] = [];
  const { placeOrder } = calls(
    (
      _update: unknown,
      options: {
        updateId: string;
        args: unknown;
        startWorkflowOperation: { options: { workflowId: string; workflowIdConflictPolicy: string } };
      },
    ) => {
      const { workflowId, workflowIdConflictPolicy } = options.startWorkflowOperation.options;
      seen.push([options.updateId, options.args, workflowId, workflowIdConflictPolicy]);
      return Promise.resolve({ status: 'paying' });
    },
  );
  await placeOrder('checkout-1', 2, 1000);
  expect(seen).toEqual([['place-2', [{ attempt: 2 }], 'checkout-checkout-1', 'USE_EXISTING']]);
});

test('what a workflow refused comes back as the refusal of the domain', async () => {
  const failure = ApplicationFailure.create({
    type: 'payment-in-progress',
    message: 'A payment is being decided.',
    nonRetryable: true,
    details: [{ kind: 'conflict', details: { attempt: 1 } }],
  });
  const { placeOrder } = calls(() => Promise.reject(failure));
  await expect(placeOrder('checkout-1', 1, 1000)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'payment-in-progress',
    details: { attempt: 1 },
  });
});

test('a workflow that is over is told apart', async () => {
  const { placeOrder } = calls(() =>
    Promise.reject(new WorkflowNotFoundError('none', 'checkout-1', undefined)),
  );
  const error: unknown = await placeOrder('checkout-1', 1, 1000).catch((reason: unknown) => reason);
  expect(isEnded(error)).toBe(true);
});
