import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CaravanEvent } from '../events/contract';
import { AwayError } from '../events/projection';
import type { WebhookDelivery, WebhookEndpoint } from '../services/webhook/webhook.schema';
import type { Temporal } from '../temporal/connection';
import { createWebhookProjection } from './webhook-projection';

const event = (id: string, type = 'order.placed'): CaravanEvent => ({
  ...{ id, type, topic: 'orders', subject: 'o1', time: '2030-01-01T00:00:00.000Z', version: 1 },
  data: { sellerId: 's1' },
});

/** A projection with one receiver; `planned` says which events wait for it. */
async function aRun(planned: readonly string[], start: () => Promise<unknown> = () => Promise.resolve()) {
  const started: string[] = [];
  let looks = 0;
  const projection = createWebhookProjection({
    webhooks: {
      listening: () => {
        looks += 1;
        return Promise.resolve([{ id: 'e1' } as WebhookEndpoint]);
      },
      planFor: (_endpoint, { id, type }) =>
        Promise.resolve(
          planned.includes(id) ? ({ id: `e1-${id}`, sellerId: 's1', type } as WebhookDelivery) : null,
        ),
    },
    connect: () => ({
      client: {
        workflow: {
          start: (_name: string, { workflowId }: { workflowId: string }) => {
            started.push(workflowId);
            return start();
          },
        },
      } as unknown as Temporal['client'],
      close: () => Promise.resolve(),
    }),
    pausesSeconds: [5],
  });
  const run = await projection.open(1);
  return { run, started, looks: () => looks, projection };
}

test('a workflow is started for what waits, under the endpoint and the event', async () => {
  const { run, started, projection } = await aRun(['a']);
  await run.apply([event('a'), event('b')]);
  expect(started).toEqual(['webhook-e1-a']);
  expect(projection.rebuilds).toBe(false);
});

test('events that nobody can listen for ask nobody', async () => {
  const { run, looks } = await aRun([]);
  await run.apply([event('a', 'payment.captured'), event('b', 'stock.held')]);
  expect(looks()).toBe(0);
});

test('a workflow that was started before is not an error', async () => {
  const known = () =>
    Promise.reject(new WorkflowExecutionAlreadyStartedError('known', 'webhook-e1-a', 'webhook'));
  const { run } = await aRun(['a'], known);
  await expect(run.apply([event('a')])).resolves.toBeUndefined();
});

test('while Temporal is away the events wait, however long', async () => {
  const { run } = await aRun(['a'], () => Promise.reject(new Error('14 UNAVAILABLE')));
  await expect(run.apply([event('a')])).rejects.toBeInstanceOf(AwayError);
});
