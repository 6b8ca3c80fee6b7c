import { testConfig } from '../../test/servers';
import { connectDatabases, type Databases } from '../platform/mongo';
import { newId } from '../platform/ids';
import { messageModels } from './messaging.model';
import type { Conversation, Side } from './messaging.schema';
import { createMessagingService, type MessagingService } from './messaging.service';

/** As much as one person may write in a minute here. */
const PER_MINUTE = 16;

jest.setTimeout(30_000);

let databases: Databases;
/** Two processes of the shop. */
let messaging: MessagingService;
let others: MessagingService;
let nowMs = Date.now();
const clock = { nowMs: () => nowMs };

beforeAll(async () => {
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `messages_${newId().slice(-8)}_` });
  const create = () =>
    createMessagingService({
      ...{ connection: databases.of('messaging'), clock, settings: { messagesPerMinute: PER_MINUTE } },
      requirePictures: () => Promise.resolve([]),
    });
  messaging = create();
  others = create();
  await messaging.ready();
});
afterAll(() => databases.close());

const aConversation = (over: { buyerId?: string; sellerId?: string } = {}) =>
  messaging.open({
    buyer: { id: over.buyerId ?? newId(), name: 'Ida Sommer' },
    seller: { id: over.sellerId ?? newId(), name: 'Brass & Co' },
    subject: { type: 'product', id: `p-${newId()}`, title: 'Lamp' },
  });
const send = (
  conversation: Conversation,
  from: Side,
  text: string,
  { clientId = newId(), by = messaging }: { clientId?: string; by?: MessagingService } = {},
) => {
  const authorId = from === 'buyer' ? conversation.buyerId : conversation.sellerId;
  const message = { clientId, text, pictures: [] };
  return by.send({ conversation, from, authorId, ownerId: authorId, message });
};
const read = async (id: string) => (await messaging.messages({ id, limit: 100 })).items;

test('a pair has one conversation about one thing, however often it is opened', async () => {
  const first = await aConversation();
  const { buyerId, sellerId, subject } = first;
  const parties = { buyer: { id: buyerId, name: 'x' }, seller: { id: sellerId, name: 'y' } };
  const opened = await Promise.all(
    [messaging, others, messaging].map((each) => each.open({ ...parties, subject })),
  );
  expect(new Set(opened.map(({ id }) => id))).toEqual(new Set([first.id]));
  const another = await messaging.open({ ...parties, subject: { ...subject, type: 'order' } });
  expect(another.id).not.toBe(first.id);
});

test('messages of both sides at once, each sent twice over two processes, are numbered without a gap', async () => {
  const conversation = await aConversation();
  const texts = Array.from({ length: 16 }, (_, n) => `message ${n}`);
  const sent = await Promise.all(
    texts.flatMap((text, n) => {
      const from = n % 2 === 0 ? 'buyer' : 'seller';
      const clientId = newId();
      return [messaging, others].map((by) => send(conversation, from, text, { clientId, by }));
    }),
  );
  const kept = await read(conversation.id);
  expect(kept.map(({ sequence }) => sequence)).toEqual(texts.map((_, index) => index + 1));
  expect(kept.map(({ text }) => text).sort()).toEqual([...texts].sort());
  expect(new Set(sent.map(({ id }) => id)).size).toBe(texts.length);
  expect(await messaging.get(conversation.id)).toMatchObject({ lastSequence: 16 });
});

test('a message that was taken when its process died is there for readers, and sent again it is the same', async () => {
  const conversation = await aConversation();
  const { messages } = messageModels(databases.of('messaging'));
  const clientId = newId();
  const dying = jest.spyOn(messages, 'bulkWrite').mockRejectedValueOnce(new Error('killed'));
  await expect(send(conversation, 'buyer', 'Is it heavy?', { clientId })).rejects.toThrow('killed');
  dying.mockRestore();
  await send(conversation, 'buyer', 'I mean the lamp.');
  expect((await read(conversation.id)).map(({ text }) => text)).toEqual(['Is it heavy?', 'I mean the lamp.']);
  expect(await send(conversation, 'buyer', 'Is it heavy?', { clientId })).toMatchObject({ sequence: 1 });
  expect(await read(conversation.id)).toHaveLength(2);
});

test('what is unread is counted for each side, and reading is never undone', async () => {
  const conversation = await aConversation();
  const { id, buyerId, sellerId } = conversation;
  for (const text of ['One', 'Two', 'Three']) await send(conversation, 'buyer', text);
  expect((await messaging.get(id))?.unread).toEqual({ buyer: 0, seller: 3 });
  expect(await messaging.countWaiting({ buyerId, sellerId })).toEqual({ buyer: 0, seller: 1 });
  await messaging.markRead({ id, side: 'seller', sequence: 2 });
  expect((await messaging.get(id))?.unread).toEqual({ buyer: 0, seller: 1 });
  await messaging.markRead({ id, side: 'seller', sequence: 99 });
  await messaging.markRead({ id, side: 'seller', sequence: 1 });
  expect(await messaging.get(id)).toMatchObject({ unread: { seller: 0 }, read: { seller: 3 } });
  await send(conversation, 'seller', 'Yes');
  expect(await messaging.countWaiting({ buyerId, sellerId })).toEqual({ buyer: 1, seller: 0 });
});

test('history is read backwards, and what was missed forwards, without a gap or a repeat', async () => {
  const conversation = await aConversation();
  const { id } = conversation;
  for (let n = 1; n <= 7; n += 1) await send(conversation, 'seller', `${n}`);
  const numbers = async (range: { before?: number; after?: number }) => {
    const { items, hasMore } = await messaging.messages({ id, ...range, limit: 3 });
    return [items.map(({ sequence }) => sequence), hasMore];
  };
  expect(await numbers({})).toEqual([[5, 6, 7], true]);
  expect(await numbers({ before: 5 })).toEqual([[2, 3, 4], true]);
  expect(await numbers({ before: 2 })).toEqual([[1], false]);
  expect(await numbers({ after: 3 })).toEqual([[4, 5, 6], true]);
  expect(await numbers({ after: 7 })).toEqual([[], false]);
});

test('a block holds in all conversations of the two, is said plainly, and can be taken back', async () => {
  const conversation = await aConversation();
  const { buyerId, sellerId } = conversation;
  const another = await aConversation({ buyerId, sellerId });
  await messaging.block({ pair: conversation, by: 'seller', blocked: true });
  await expect(send(another, 'buyer', 'Hello')).rejects.toMatchObject({
    ...{ kind: 'conflict', code: 'blocked', details: { by: 'seller' } },
    message: expect.stringContaining('Nothing was sent') as string,
  });
  await expect(send(another, 'seller', 'Hello')).rejects.toMatchObject({ details: { by: 'seller' } });
  expect(await read(another.id)).toEqual([]);
  await messaging.block({ pair: conversation, by: 'seller', blocked: false });
  await send(another, 'buyer', 'Hello');
});

test('who writes more than a person does waits for the next minute, and a repeat costs nothing', async () => {
  const conversation = await aConversation();
  nowMs = Math.ceil(nowMs / 60_000) * 60_000;
  const clientId = newId();
  for (let n = 1; n < PER_MINUTE; n += 1) await send(conversation, 'buyer', `${n}`);
  await send(conversation, 'buyer', 'last', { clientId });
  await send(conversation, 'buyer', 'last', { clientId, by: others });
  const elsewhere = await aConversation({ buyerId: conversation.buyerId });
  await expect(send(elsewhere, 'buyer', 'spam', { by: others })).rejects.toMatchObject({
    code: 'too-many-requests',
  });
  nowMs += 60_000;
  await send(elsewhere, 'buyer', 'thanks');
});

test('lists have what was written in, the latest first; staff see what was reported until they looked', async () => {
  const buyerId = newId();
  const [empty, first, second] = [
    await aConversation({ buyerId }),
    await aConversation({ buyerId }),
    await aConversation({ buyerId }),
  ];
  await send(second, 'seller', 'One');
  nowMs += 1000;
  await send(first, 'buyer', 'Two');
  const listed = await messaging.listForBuyer({ buyerId, limit: 1 });
  expect(listed.items).toMatchObject([{ id: first.id, last: { from: 'buyer', text: 'Two' } }]);
  const next = await messaging.listForBuyer({ buyerId, limit: 5, cursor: listed.nextCursor ?? '' });
  expect(next.items.map(({ id }) => id)).toEqual([second.id]);
  expect(next.items).not.toContainEqual(expect.objectContaining({ id: empty.id }));

  const reported = async () => (await messaging.listReported({ limit: 100 })).items.map(({ id }) => id);
  const report = { reason: 'insult', note: '' } as const;
  await messaging.report({ id: second.id, by: 'buyer', report });
  await messaging.report({ id: second.id, by: 'buyer', report });
  expect(await reported()).toEqual([second.id]);
  expect((await messaging.closeReports(second.id)).reports).toHaveLength(1);
  expect(await reported()).toEqual([]);
});
