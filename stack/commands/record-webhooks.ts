import { startReceiver, type Receiver } from '../../services/webhook/webhook.fixture';
import type { WebhookDelivery } from '../../services/webhook/webhook.schema';
import { workflowIds } from '../../temporal/ids';
import type { Market } from '../../test/market';
import { hooksOf } from '../../test/shopper/hooks';
import type { Shop } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';

/** What these stories need of the stage. */
export interface WebhookStage {
  shop: Shop;
  market: Market;
}

interface Helpers<Stage> {
  save(stage: Stage, workflowId: string, name: string): Promise<void>;
}

/** The outcomes of telling a receiver of an event; the tries are one second and five apart. */
export function webhookStories<Stage extends WebhookStage>({ save }: Helpers<Stage>) {
  return [
    async function webhookTakenLater(stage: Stage) {
      await withReceiver(stage, async ({ receiver, hooks, id, until }) => {
        const sent = await answering(receiver, [500, 200], () => hooks.test(id));
        await until(sent, ({ status }) => status === 'delivered');
        await save(stage, workflowIds.webhookDelivery(sent.id), 'webhook-delivered-later');
      });
    },
    async function webhookNeverTaken(stage: Stage) {
      await withReceiver(stage, async ({ receiver, hooks, id, until }) => {
        const sent = await answering(receiver, [500], () => hooks.test(id));
        await until(sent, ({ status }) => status === 'failed');
        await save(stage, workflowIds.webhookDelivery(sent.id), 'webhook-failed');
      });
    },
    async function webhookSwitchedOff(stage: Stage) {
      await withReceiver(stage, async ({ receiver, hooks, id, until }) => {
        const sent = await answering(receiver, [500], () => hooks.test(id));
        await until(sent, ({ attempts }) => attempts.length > 0);
        await hooks.change(id, { enabled: false });
        await until(sent, ({ status }) => status === 'dropped');
        await save(stage, workflowIds.webhookDelivery(sent.id), 'webhook-dropped');
      });
    },
    async function webhookGone(stage: Stage) {
      await withReceiver(stage, async ({ receiver, hooks, id, until }) => {
        const sent = await answering(receiver, [410], () => hooks.test(id));
        await until(sent, ({ status }) => status === 'failed');
        await save(stage, workflowIds.webhookDelivery(sent.id), 'webhook-disabled');
      });
    },
    async function webhookResent(stage: Stage) {
      await withReceiver(stage, async ({ receiver, hooks, id, until }) => {
        const sent = await answering(receiver, [500, 500, 200], () => hooks.test(id));
        // The second pause is the longer one: it is cut short.
        await until(sent, ({ attempts }) => attempts.length === 2);
        await hooks.resend(sent.id);
        await until(sent, ({ status }) => status === 'delivered');
        await save(stage, workflowIds.webhookDelivery(sent.id), 'webhook-sent-now');
      });
    },
  ] as const;
}

/** A receiver of a seller's, which is taken off the list afterwards. */
async function withReceiver(
  { shop, market }: WebhookStage,
  tell: (scene: {
    receiver: Receiver;
    hooks: ReturnType<typeof hooksOf>;
    id: string;
    until(sent: WebhookDelivery, isSo: (now: WebhookDelivery) => boolean): Promise<unknown>;
  }) => Promise<void>,
): Promise<void> {
  const [stall] = market.stalls;
  if (!stall) throw new Error('there is no stall');
  const hooks = hooksOf(shop, await shop.signIn(stall));
  const receiver = await startReceiver();
  const { endpoint } = await hooks.add(receiver.url, ['order.placed']);
  try {
    const until = (sent: WebhookDelivery, isSo: (now: WebhookDelivery) => boolean) =>
      eventually('the webhook', () => hooks.delivery(sent.id), isSo);
    await tell({ receiver, hooks, id: endpoint.id, until });
  } finally {
    await hooks.remove(endpoint.id);
    await receiver.close();
  }
}

/** Has the receiver answer with these, one after the other, and then with the last for ever. */
function answering<T>(receiver: Receiver, statuses: readonly number[], act: () => Promise<T>): Promise<T> {
  receiver.does((_request, response) => {
    const index = Math.min(receiver.received.length, statuses.length) - 1;
    response.writeHead(statuses[index] ?? 500).end();
  });
  return act();
}
