import { startReceiver } from '../../services/webhook/webhook.fixture';
import { hooksOf } from '../shopper/hooks';
import { isRefused, press, seen } from './pressing';
import type { Stage, Story } from './stage';

/** Stories of those who are told of events at an address of theirs. */
export const webhookStories: readonly Story[] = [
  {
    name: 'a webhook that is taken at the second try, and one whose receiver says it is gone',
    async tell(stage) {
      const receiver = await startReceiver();
      try {
        await tellOf(stage, receiver);
      } finally {
        await receiver.close();
      }
    },
  },
];

async function tellOf(stage: Stage, receiver: Awaited<ReturnType<typeof startReceiver>>): Promise<void> {
  const seller = hooksOf(stage.world.shop, await stage.seller(stage.stalls[0]?.sellerId ?? ''));
  // There is room for ten in a shop, and an earlier story may have been told in this one.
  const earlier = await seen('the receivers to be listed', seller.list, () => true);
  for (const each of earlier) await press('remove a receiver', () => seller.remove(each.id));
  const added = await press('add a receiver', (key) => seller.add(receiver.url, ['order.placed'], key));
  if (isRefused(added)) return;
  const { id } = added.endpoint;
  stage.about(id);
  receiver.does((_request, response) => response.writeHead(receiver.received.length === 1 ? 500 : 200).end());
  const first = await press('send a test', (key) => seller.test(id, key));
  if (!isRefused(first)) await over(first.id, 'delivered');
  receiver.does((_request, response) => response.writeHead(410).end());
  const second = await press('send another test', (key) => seller.test(id, key));
  if (isRefused(second)) return;
  await over(second.id, 'failed');
  await seen(
    'the receiver to be switched off',
    () => seller.get(id),
    ({ enabled }) => !enabled,
  );

  async function over(deliveryId: string, wanted: string): Promise<void> {
    await seen(
      `the webhook ${deliveryId} to be ${wanted}`,
      () => seller.delivery(deliveryId),
      ({ status }) => status === wanted,
      ({ status }) => status,
    );
    stage.log.acknowledged(
      `the webhook ${deliveryId} is ${wanted}`,
      async ({ webhook }) => (await webhook.delivery(deliveryId))?.status === wanted,
    );
  }
}
