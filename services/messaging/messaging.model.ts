import type { Connection } from 'mongoose';
import { modelOf } from '../platform/documents';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Conversation, Message, Side } from './messaging.schema';

/** A message as it is kept. `key` is the side and its own id of the message: there once in a conversation. */
export type MessageDocument = Omit<Message, 'id'> & { _id: string; key: string };

/**
 * A message is first written here, into `outgoing`, in the same write that gives it its number, and then moved to the
 * collection of messages; whoever reads moves what is left. `recent` are the keys of the last ones. `place` orders the
 * lists and is there from the first message on.
 */
export type ConversationDocument = Stored<Conversation> & {
  outgoing: MessageDocument[];
  recent: { key: string; sequence: number }[];
  place?: string;
};

const conversationFields = {
  buyerId: { type: String, required: true },
  buyerName: String,
  sellerId: { type: String, required: true },
  sellerName: String,
  subject: Object,
  lastSequence: { type: Number, required: true },
  last: Object,
  read: Object,
  unread: Object,
  reports: [Object],
  isReported: Boolean,
  createdAt: String,
  outgoing: [Object],
  recent: [Object],
  place: String,
};

export const conversationModel = (connection: Connection) =>
  outboxModel<ConversationDocument>(connection, 'Conversation', 'conversations', conversationFields, [
    { buyerId: 1, place: -1 },
    { sellerId: 1, place: -1 },
    { isReported: 1, place: -1 },
  ]);

/** Who of a pair has blocked the other, and since when. */
export interface BlockDocument {
  _id: string;
  buyer: string | null;
  seller: string | null;
}

/** How much somebody has written in one minute; MongoDB forgets it afterwards. */
export interface AllowanceDocument {
  _id: string;
  count: number;
  endsAt: Date;
}

const id = { type: String, required: true };

export const messageModels = (connection: Connection) => ({
  conversations: conversationModel(connection),
  messages: modelOf<MessageDocument>(connection, {
    name: 'Message',
    collection: 'messages',
    fields: {
      _id: id,
      conversationId: { type: String, required: true },
      sequence: { type: Number, required: true },
      key: { type: String, required: true },
      from: String,
      text: String,
      pictures: [Object],
      at: String,
    },
    indexes: [
      [{ conversationId: 1, sequence: 1 }, { unique: true }],
      [{ conversationId: 1, key: 1 }, { unique: true }],
    ],
  }),
  blocks: modelOf<BlockDocument>(connection, {
    name: 'Block',
    collection: 'blocks',
    fields: { _id: id, buyer: String, seller: String },
  }),
  allowances: modelOf<AllowanceDocument>(connection, {
    name: 'Allowance',
    collection: 'allowances',
    fields: { _id: id, count: Number, endsAt: { type: Date, expires: 60 } },
  }),
});

export const keyOf = (from: Side, clientId: string) => `${from}:${clientId}`;
