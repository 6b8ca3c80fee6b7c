import { newId } from '../services/platform/ids';
import type { AttemptRequest, AttemptResult } from '../services/webhook/webhook.sending';
import { DomainError } from '../services/platform/errors';
import { webhookStart } from '../temporal/webhook-start';
import { type Stage, startStage } from '../test/workflows';
import { sendWebhookNowUpdate } from './webhook-delivery.messages';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage.close());
jest.setTimeout(30_000);

const PAUSES = [5, 300, 86_400];

/** A webhook whose tries end as the test says, the last one for all that follow. */
async function aWebhook(...ends: (AttemptResult['outcome'] | 'disabled')[]) {
  const asked: AttemptRequest[] = [];
  const atMs: number[] = [];
  stage.play({
    attemptWebhook: async (request) => {
      const end = ends[Math.min(asked.length, ends.length - 1)] ?? 'again';
      asked.push(request);
      atMs.push(await stage.env.currentTimeMs());
      if (end === 'disabled') return { outcome: 'failed', disabled: true };
      return { outcome: end === 'again' && request.pauseMs === null ? 'failed' : end, disabled: false };
    },
    tellWebhookOwner: async () => undefined,
  });
  const delivery = { id: newId(), sellerId: 's1', type: 'order.placed' };
  const handle = await stage.client.workflow.start('webhookDelivery', webhookStart(delivery, PAUSES));
  return { handle, asked, atMs, pauses: () => atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? 0)) };
}

test('a webhook that is taken at once is sent once', async () => {
  const { handle, asked } = await aWebhook('delivered');
  expect(await handle.result()).toBe('delivered');
  expect(asked).toHaveLength(1);
});

test('a receiver that fails is tried with longer and longer pauses over days, and then no more', async () => {
  const { handle, asked, pauses } = await aWebhook('again');
  expect(await handle.result()).toBe('failed');
  expect(asked.map(({ pauseMs }) => pauseMs)).toEqual([5000, 300_000, 86_400_000, null]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(4);
  for (const [index, pause] of pauses().entries()) {
    expect(pause).toBeGreaterThanOrEqual((PAUSES[index] ?? 0) * 1000 - 50);
    expect(pause).toBeLessThan((PAUSES[index] ?? 0) * 1000 + 30_000);
  }
});

test('a webhook that is asked for in a pause is sent now, and goes on as before', async () => {
  const { handle, asked, atMs } = await aWebhook('again', 'again', 'delivered');
  // Two tries, then the pause of five minutes: it is cut short.
  while (asked.length < 2) await stage.env.sleep('1 second');
  await handle.executeUpdate(sendWebhookNowUpdate);
  expect(await handle.result()).toBe('delivered');
  expect((atMs[2] ?? 0) - (atMs[1] ?? 0)).toBeLessThan(200_000);
});

test('a receiver that is switched off meanwhile is not tried again', async () => {
  const { handle, asked } = await aWebhook('again', 'dropped');
  expect(await handle.result()).toBe('dropped');
  expect(asked).toHaveLength(2);
  expect(stage.names()).not.toContain('tellWebhookOwner');
});

test('the owner is told when this failure has the receiver switched off', async () => {
  const { handle, asked } = await aWebhook('disabled');
  expect(await handle.result()).toBe('failed');
  expect(asked).toHaveLength(1);
  expect(stage.names()).toEqual(['attemptWebhook', 'tellWebhookOwner']);
});

test('where many are under way it waits for its turn, and that is not a failed try', async () => {
  const keys: string[] = [];
  stage.play({
    attemptWebhook: async ({ key }) => {
      keys.push(key);
      if (keys.length < 3) throw new DomainError('unavailable', 'webhooks-busy', 'Busy.');
      return { outcome: 'delivered', disabled: false };
    },
  });
  const delivery = { id: newId(), sellerId: null, type: 'order.placed' };
  const handle = await stage.client.workflow.start('webhookDelivery', webhookStart(delivery, PAUSES));
  expect(await handle.result()).toBe('delivered');
  expect(new Set(keys).size).toBe(1);
});
