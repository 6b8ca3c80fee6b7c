import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/message.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { changeDocument, insertOnce, type Change } from '../platform/guarded';
import { createTurns } from '../platform/turns';
import type { NamedPicture } from '../media/media.schema';
import type { Picture } from '../product/product.schema';
import type { NewReport } from '../review/review.schema';
import { createMessageAllowance } from './messaging.allowance';
import { BlockedError } from './messaging.errors';
import { createMessageLists, shown, shownMessage } from './messaging.lists';
import { type ConversationDocument, keyOf, messageModels, type MessageDocument } from './messaging.model';
import type { Conversation, Message, NewMessage, Side } from './messaging.schema';

interface MessagingDeps {
  /** The conversations' own database. */
  connection: Connection;
  clock: Clock;
  settings: { messagesPerMinute: number };
  /** The pictures of one owner by their ids. @throws DomainError where one is not theirs */
  requirePictures(request: { ownerId: string; wanted: readonly NamedPicture[] }): Promise<Picture[]>;
}

export type MessagingService = ReturnType<typeof createMessagingService>;

type Pair = Pick<Conversation, 'buyerId' | 'sellerId'>;

/** So many keys of the last messages tell a repeat from a new message before it stands among all messages. */
const RECENT = 50;
const PREVIEW_LENGTH = 120;
/** More reports of one conversation than this say nothing new. */
const MOST_REPORTS = 20;

/**
 * Conversations between a buyer and a seller about one order or product. Messages are numbered without a gap, and
 * written once however often they are sent.
 */
export function createMessagingService({ connection, clock, settings, requirePictures }: MessagingDeps) {
  const { conversations, messages, blocks, allowances } = messageModels(connection);
  const inTurn = createTurns();
  const allowance = createMessageAllowance({ allowances, clock, perMinute: settings.messagesPerMinute });
  const lists = createMessageLists({ conversations, messages });

  const change = (id: string, decide: (current: ConversationDocument, nowMs: number) => Change | null) => {
    const nowMs = clock.nowMs();
    return inTurn(id, () =>
      changeDocument(conversations, 'conversation', id, nowMs, (current) => decide(current, nowMs)),
    );
  };

  /** Who of the two has blocked the other. */
  async function blocksBetween(pair: Pair): Promise<Record<Side, boolean>> {
    const found = await blocks.findById(pairId(pair)).lean();
    return { buyer: Boolean(found?.buyer), seller: Boolean(found?.seller) };
  }

  async function refuseBlocked(pair: Pair, from: Side): Promise<void> {
    const blocked = await blocksBetween(pair);
    const other: Side = from === 'buyer' ? 'seller' : 'buyer';
    if (blocked[other]) throw new BlockedError(other, from);
    if (blocked[from]) throw new BlockedError(from, from);
  }

  return {
    ...lists,
    blocksBetween,

    /** The conversation of these two about this; made when it is asked for the first time. */
    async open(request: {
      buyer: { id: string; name: string };
      seller: { id: string; name: string };
      subject: Conversation['subject'];
    }): Promise<Conversation> {
      const { buyer, seller, subject } = request;
      const id = conversationIdOf({ buyerId: buyer.id, sellerId: seller.id, subject });
      const nowMs = clock.nowMs();
      const fresh = {
        ...{
          _id: id,
          buyerId: buyer.id,
          buyerName: buyer.name,
          sellerId: seller.id,
          sellerName: seller.name,
        },
        ...{ subject, lastSequence: 0, last: null },
        ...{ read: { buyer: 0, seller: 0 }, unread: { buyer: 0, seller: 0 } },
        ...{ reports: [], isReported: false, outgoing: [], recent: [] },
        createdAt: new Date(nowMs).toISOString(),
      };
      const about = { subjectType: subject.type, subjectId: subject.id };
      const facts = { conversationId: id, buyerId: buyer.id, sellerId: seller.id, ...about };
      await insertOnce(conversations, fresh, nowMs, eventOf(events.conversationOpened, facts, nowMs));
      return shown((await conversations.findById(id).lean()) as ConversationDocument);
    },

    /**
     * Writes a message; sent again under the same client's id it is the same message.
     * @throws BlockedError, TooManyMessagesError, NotFoundError
     */
    async send(request: {
      conversation: Pair & { id: string };
      from: Side;
      /** Who writes, for the allowance; and whose pictures they are. */
      authorId: string;
      ownerId: string;
      message: NewMessage;
    }): Promise<Message> {
      const { conversation, from, authorId, ownerId, message } = request;
      const { id } = conversation;
      const key = keyOf(from, message.clientId);
      const known = await lists.findByKey(id, key);
      if (known) return known;
      await refuseBlocked(conversation, from);
      await allowance.take(authorId);
      const pictures = await requirePictures({ ownerId, wanted: message.pictures });
      const after = await change(id, (current, nowMs) => {
        if (current.recent.some((one) => one.key === key)) return null;
        const sequence = current.lastSequence + 1;
        const at = new Date(nowMs).toISOString();
        const { text } = message;
        const written: MessageDocument = {
          ...{ _id: `${id}.${sequence}`, conversationId: id, sequence, key, from, text, pictures, at },
        };
        const other: Side = from === 'buyer' ? 'seller' : 'buyer';
        return {
          set: {
            lastSequence: sequence,
            last: { from, at, text: text.slice(0, PREVIEW_LENGTH) },
            // Who writes has read what stands above.
            read: { ...current.read, [from]: sequence },
            unread: { ...current.unread, [from]: 0, [other]: current.unread[other] + 1 },
            place: `${at}.${id}`,
          },
          push: { outgoing: written, recent: { $each: [{ key, sequence }], $slice: -RECENT } },
          events: [eventOf(events.messageSent, { ...factsOf(current), sequence, from }, nowMs)],
        };
      });
      const sequence = after.recent.find((one) => one.key === key)?.sequence ?? after.lastSequence;
      const waiting = after.outgoing.find((one) => one.sequence === sequence);
      await lists.moveOut(after);
      if (waiting) return shownMessage(waiting);
      const moved = await lists.findByKey(id, key);
      if (!moved) throw new Error(`message ${id}.${sequence} is gone`);
      return moved;
    },

    /** One side has read everything up to a message; what was read stays read. */
    async markRead(request: { id: string; side: Side; sequence: number }): Promise<Conversation> {
      const { id, side } = request;
      const after = await change(id, (current, nowMs) => {
        const sequence = Math.min(request.sequence, current.lastSequence);
        if (sequence <= current.read[side]) return null;
        // Writing is reading too, so whatever comes after the last one read is the other side's.
        const unread = current.lastSequence - sequence;
        return {
          set: { read: { ...current.read, [side]: sequence }, unread: { ...current.unread, [side]: unread } },
          events: [eventOf(events.messageRead, { ...factsOf(current), sequence, by: side }, nowMs)],
        };
      });
      return shown(after);
    },

    /** One of the two does not want to hear from the other any more, or does again. In all their conversations. */
    async block({ pair, by, blocked }: { pair: Pair; by: Side; blocked: boolean }): Promise<void> {
      const since = blocked ? new Date(clock.nowMs()).toISOString() : null;
      await blocks.updateOne({ _id: pairId(pair) }, { $set: { [by]: since } }, { upsert: true });
    },

    /** Asks staff to look at a conversation; from then on they may read it. */
    async report({ id, by, report }: { id: string; by: Side; report: NewReport }): Promise<void> {
      await change(id, (current, nowMs) => {
        const isTold = current.reports.some(
          (one) => one.by === by && one.reason === report.reason && one.note === report.note,
        );
        if ((isTold && current.isReported) || current.reports.length >= MOST_REPORTS) return null;
        const { reason } = report;
        return {
          set: { isReported: true },
          push: { reports: { ...report, by, at: new Date(nowMs).toISOString() } },
          events: [eventOf(events.conversationReported, { ...factsOf(current), by, reason }, nowMs)],
        };
      });
    },

    /** Staff have looked at what was reported. */
    async closeReports(id: string): Promise<Conversation> {
      const after = await change(id, (current, nowMs) => {
        if (!current.isReported) return null;
        return {
          set: { isReported: false },
          events: [eventOf(events.conversationLookedAt, factsOf(current), nowMs)],
        };
      });
      return shown(after);
    },

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await Promise.all([conversations, messages, blocks, allowances].map((model) => model.init()));
    },
  };
}

/** A buyer and a seller have one conversation about one thing. */
export function conversationIdOf({
  buyerId,
  sellerId,
  subject,
}: Pair & Pick<Conversation, 'subject'>): string {
  return `cv-${hashOf(buyerId, sellerId, subject.type, subject.id)}`;
}

const pairId = ({ buyerId, sellerId }: Pair) => hashOf(buyerId, sellerId);

function hashOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32);
}

function factsOf({ _id, buyerId, sellerId }: ConversationDocument) {
  return { conversationId: _id, buyerId, sellerId };
}
