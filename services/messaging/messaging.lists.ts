import { type Model, trusted } from 'mongoose';
import { NotFoundError } from '../platform/errors';
import { present } from '../platform/guarded';
import type { ConversationDocument, MessageDocument } from './messaging.model';
import type { Conversation, Message, Side } from './messaging.schema';

interface PageRequest {
  /** `nextCursor` of the page before. */
  cursor?: string;
  limit: number;
}

/** A conversation as callers see it. */
export const shown = (stored: ConversationDocument): Conversation =>
  present<Conversation>(stored, ['outgoing', 'recent', 'place']);

/** A message as callers see it. */
export function shownMessage({ _id, key: _, ...message }: MessageDocument): Message {
  return { id: _id, ...message };
}

/** Reading conversations and what stands in them. */
export function createMessageLists(models: {
  conversations: Model<ConversationDocument>;
  messages: Model<MessageDocument>;
}) {
  const { conversations, messages } = models;

  /** Moves what a conversation has taken to the collection of all messages. Harmless to repeat. */
  async function moveOut({ _id, outgoing }: ConversationDocument): Promise<void> {
    if (outgoing.length === 0) return;
    const puts = outgoing.map(({ _id: id, ...message }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: message }, upsert: true },
    }));
    await messages.bulkWrite(puts as never, { ordered: false });
    const moved = outgoing.map(({ sequence }) => sequence);
    await conversations.updateOne({ _id }, {
      $pull: { outgoing: { sequence: trusted({ $in: moved }) } },
    } as never);
  }

  /** The conversation, once everything written in it stands among the messages. */
  async function settled(id: string): Promise<ConversationDocument> {
    const stored = (await conversations.findById(id).lean()) as ConversationDocument | null;
    if (!stored) throw new NotFoundError('conversation');
    await moveOut(stored);
    return stored;
  }

  async function page(filter: Record<string, unknown>, { cursor, limit }: PageRequest) {
    const found = (await conversations
      .find({ ...filter, place: trusted(cursor === undefined ? { $gt: '' } : { $lt: cursor }) } as never)
      .sort({ place: -1 })
      .limit(limit + 1)
      .lean()) as ConversationDocument[];
    const items = found.slice(0, limit);
    const nextCursor = found.length > limit ? (items.at(-1)?.place ?? null) : null;
    return { items: items.map(shown), nextCursor };
  }

  return {
    moveOut,

    async get(id: string): Promise<Conversation | null> {
      const stored = (await conversations.findById(id).lean()) as ConversationDocument | null;
      return stored && shown(stored);
    },

    /** Where something was written, the latest first. */
    listForBuyer: ({ buyerId, ...rest }: PageRequest & { buyerId: string }) => page({ buyerId }, rest),
    listForSeller: ({ sellerId, ...rest }: PageRequest & { sellerId: string }) => page({ sellerId }, rest),
    /** What staff were asked to look at. */
    listReported: (rest: PageRequest) => page({ isReported: true }, rest),

    /** How many conversations have something unread for somebody as a buyer, and as a seller. */
    async countWaiting(who: {
      buyerId: string;
      sellerId?: string | undefined;
    }): Promise<Record<Side, number>> {
      const waiting = trusted({ $gt: 0 });
      const [buyer, seller] = await Promise.all([
        conversations.countDocuments({ buyerId: who.buyerId, 'unread.buyer': waiting } as never),
        who.sellerId === undefined
          ? 0
          : conversations.countDocuments({ sellerId: who.sellerId, 'unread.seller': waiting } as never),
      ]);
      return { buyer, seller };
    },

    /**
     * Messages of a conversation, in their order: those after a number, or the last ones before one.
     * @throws NotFoundError
     */
    async messages(request: {
      id: string;
      after?: number | undefined;
      before?: number | undefined;
      limit: number;
    }): Promise<{ items: Message[]; hasMore: boolean }> {
      const { id, after, before, limit } = request;
      await settled(id);
      const forward = after !== undefined;
      const range = forward ? { $gt: after } : { $lt: before ?? Number.MAX_SAFE_INTEGER };
      const found = (await messages
        .find({ conversationId: id, sequence: trusted(range) } as never)
        .sort({ sequence: forward ? 1 : -1 })
        .limit(limit + 1)
        .lean()) as MessageDocument[];
      const items = found.slice(0, limit).map(shownMessage);
      return { items: forward ? items : items.reverse(), hasMore: found.length > limit };
    },

    /** The message that its writer has sent under a key, if it is there. */
    async findByKey(conversationId: string, key: string): Promise<Message | null> {
      const found = (await messages.findOne({ conversationId, key }).lean()) as MessageDocument | null;
      return found && shownMessage(found);
    },
  };
}
