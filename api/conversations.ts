import { OwnShopError } from '../services/messaging/messaging.errors';
import type { Conversation, ConversationView, Side } from '../services/messaging/messaging.schema';
import { DomainError, NotFoundError } from '../services/platform/errors';
import type { Actor } from '../services/user/user.schema';
import { isBuyerOf, isSellerOf, isStaff, mine } from './access';
import type { ApiServices } from './deps';

type Services = Pick<ApiServices, 'messaging' | 'order' | 'product' | 'seller' | 'user'>;

/** A conversation as somebody stands to it. */
export interface Standing {
  conversation: Conversation;
  side: Side | 'staff';
  /** Who of the two has blocked the other; not known in lists. */
  blocks?: Record<Side, boolean>;
}

/**
 * The conversation for one of its two sides; for staff only where it was reported.
 * @throws NotFoundError
 */
export async function conversationFor(
  services: Pick<Services, 'messaging'>,
  actor: Actor,
  id: string,
): Promise<Standing> {
  const conversation = await services.messaging.get(id);
  const side = conversation && sideOf(actor, conversation);
  if (!conversation || !side) throw new NotFoundError('conversation');
  return { conversation, side, blocks: await services.messaging.blocksBetween(conversation) };
}

function sideOf(actor: Actor, conversation: Conversation): Standing['side'] | null {
  if (isBuyerOf(actor, conversation)) return 'buyer';
  if (isSellerOf(actor, conversation)) return 'seller';
  return isStaff(actor) && conversation.reports.length > 0 ? 'staff' : null;
}

/** Who may write in it. @throws DomainError `forbidden` for staff, who only read */
export function writerOf({ conversation, side }: Standing): { conversation: Conversation; side: Side } {
  if (side !== 'staff') return { conversation, side };
  throw new DomainError(
    'forbidden',
    'staff-only-read',
    'This is between the buyer and the seller; staff only read it. Nothing was done.',
  );
}

/** What somebody is shown of a conversation. */
export function viewOf({ conversation, side, blocks }: Standing): ConversationView {
  const { read, unread, reports, isReported, version: _version, ...rest } = conversation;
  if (side === 'staff')
    return { ...rest, side, unread: 0, readByMe: 0, readByOther: 0, blockedBy: null, isReported, reports };
  const other: Side = side === 'buyer' ? 'seller' : 'buyer';
  return {
    ...rest,
    side,
    unread: unread[side],
    readByMe: read[side],
    readByOther: read[other],
    blockedBy: blocks?.[side] ? 'me' : blocks?.[other] ? 'other' : null,
    isReported: isReported && reports.some(({ by }) => by === side),
  };
}

/**
 * Between whom a conversation about something is.
 * @throws NotFoundError where it is not theirs to talk about; OwnShopError
 */
export async function partiesOf(
  services: Services,
  actor: Actor,
  { type, id }: Pick<Conversation['subject'], 'type' | 'id'>,
): Promise<Parameters<Services['messaging']['open']>[0]> {
  if (type === 'order') {
    const order = mine(actor, await services.order.get(id), 'order');
    // Staff see every order, and are not who it is between.
    if (!isBuyerOf(actor, order) && !isSellerOf(actor, order)) throw new NotFoundError('order');
    return {
      buyer: { id: order.buyerId, name: order.shippingAddress.name },
      seller: { id: order.sellerId, name: order.sellerName },
      subject: {
        type,
        id,
        title: order.lines
          .map(({ title }) => title)
          .join(', ')
          .slice(0, 160),
      },
    };
  }
  if (actor.role === 'guest')
    throw new DomainError(
      'forbidden',
      'account-needed',
      'Sign in to ask a shop something, so that the answer finds you. Nothing was sent.',
    );
  const product = await services.product.get(id);
  if (!product || product.status !== 'active') throw new NotFoundError('product');
  if (isSellerOf(actor, product)) throw new OwnShopError();
  const [seller, user] = await Promise.all([
    services.seller.get(product.sellerId),
    services.user.get(actor.id),
  ]);
  if (!seller || seller.status !== 'active') throw new NotFoundError('product');
  return {
    buyer: { id: actor.id, name: user?.name ?? '' },
    seller: { id: seller.id, name: seller.name },
    subject: { type, id: product.id, title: product.title },
  };
}
