import { OUTBOXES } from '../../events/outboxes';
import type { World } from './world';

/** What is not part of how things stand: the relay takes events away whenever it comes round. */
const PASSING = new Set(['outbox', 'outboxAt']);

/** Notices go out by themselves, a while after what they are about. */
const KEPT = OUTBOXES.filter(({ service }) => service !== 'notification');
const ALBUM = [...KEPT, { service: 'cart', collection: 'carts' } as const];

/** Everything that the shop and the provider keep, to be compared with a second look. */
export async function photograph({ databases, market }: World): Promise<Record<string, unknown>> {
  const pages = await Promise.all(
    ALBUM.map(async ({ service, collection }) => {
      const documents = await databases
        .of(service)
        .collection(collection)
        .find({})
        .sort({ _id: 1 })
        .toArray();
      return [collection, documents.map(withoutPassing)] as const;
    }),
  );
  const { items } = await market.services.provider.list({ limit: 100 });
  return { ...Object.fromEntries(pages), atTheProvider: items };
}

function withoutPassing(document: object): object {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !PASSING.has(name)));
}
