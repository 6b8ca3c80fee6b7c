import type { CaravanEvent } from '../events/contract';

/** The names of what is sent to browsers. */
export const LIVE_MESSAGES = [
  'order.changed',
  'checkout.changed',
  'delivery.changed',
  'refund.changed',
  'dispute.changed',
  'payout.changed',
  'message.sent',
  'message.read',
  'inbox',
] as const;

/** What is sent to browsers: enough to know what to load again, nothing that is not theirs. */
interface LiveMessage {
  name: (typeof LIVE_MESSAGES)[number];
  rooms: string[];
  payload: { id: string; status: string | null; version: number; orderId?: string; sequence?: number };
}

export const rooms = {
  order: (id: string) => `order:${id}`,
  delivery: (id: string) => `delivery:${id}`,
  courier: (id: string) => `courier:${id}`,
  checkout: (id: string) => `checkout:${id}`,
  seller: (id: string) => `seller:${id}`,
  buyer: (id: string) => `buyer:${id}`,
  conversation: (id: string) => `conversation:${id}`,
  /** Everybody who looks at figures: they are only told that something moved. */
  figures: 'figures',
};

/** Which browsers an event concerns, or null for none. */
export function liveMessageOf(event: CaravanEvent): LiveMessage | null {
  const { subject: id, version } = event;
  const status = text(event, 'status');
  const orderId = text(event, 'orderId');
  switch (event.topic) {
    case 'orders':
      return {
        name: 'order.changed',
        rooms: [rooms.order(id), ...parties(event)],
        payload: { id, status, version },
      };
    case 'checkouts':
      return {
        name: 'checkout.changed',
        rooms: [rooms.checkout(id)],
        payload: { id, status: CHECKOUT_STATUS[event.type] ?? status ?? text(event, 'as'), version },
      };
    case 'deliveries':
    case 'refunds': {
      const name = event.topic === 'deliveries' ? 'delivery.changed' : 'refund.changed';
      if (orderId === null) return null;
      const courierId = text(event, 'courierId');
      const followers = event.topic === 'deliveries' ? [rooms.delivery(id)] : [];
      return {
        name,
        rooms: [
          rooms.order(orderId),
          ...followers,
          ...parties(event),
          ...(courierId === null ? [] : [rooms.courier(courierId)]),
        ],
        payload: { id, status, version, orderId },
      };
    }
    case 'disputes':
      return {
        name: 'dispute.changed',
        rooms: [
          ...listed(event, 'orderIds').map(rooms.order),
          ...listed(event, 'sellerIds').map(rooms.seller),
        ],
        payload: { id, status, version },
      };
    case 'messages': {
      const { type, data } = event;
      if (type !== 'message.sent' && type !== 'message.read') return null;
      const sequence = typeof data.sequence === 'number' ? data.sequence : 0;
      return {
        name: type,
        rooms: [rooms.conversation(id), ...parties(event)],
        // Who wrote it, or who has read it.
        payload: { id, status: text(event, 'from') ?? text(event, 'by'), version, sequence },
      };
    }
    case 'notices': {
      const personId = text(event, 'personId');
      const kind = text(event, 'kind');
      return personId === null
        ? null
        : { name: 'inbox', rooms: [rooms.buyer(personId)], payload: { id, status: kind, version } };
    }
    case 'payouts': {
      const reached = PAYOUT_STATUS[event.type];
      if (!reached) return null;
      return { name: 'payout.changed', rooms: parties(event), payload: { id, status: reached, version } };
    }
    default:
      return null;
  }
}

/** The status that a checkout's event leads to, where the event's name says it. */
const CHECKOUT_STATUS: Readonly<Record<string, string>> = {
  'checkout.opened': 'open',
  'checkout.held': 'paying',
  'checkout.attempted': 'paying',
  'checkout.placed': 'placed',
};

/** What a payout's event leads to. */
const PAYOUT_STATUS: Readonly<Record<string, string>> = {
  'payout.started': 'set-aside',
  'payout.sent': 'in-transit',
  'payout.paid': 'paid',
  'payout.returned': 'returned',
  'payout.refused': 'refused',
};

function parties(event: CaravanEvent): string[] {
  const buyerId = text(event, 'buyerId');
  const sellerId = text(event, 'sellerId');
  return [...(buyerId ? [rooms.buyer(buyerId)] : []), ...(sellerId ? [rooms.seller(sellerId)] : [])];
}

function listed(event: CaravanEvent, field: string): string[] {
  const value = event.data[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function text(event: CaravanEvent, field: string): string | null {
  const value = event.data[field];
  return typeof value === 'string' ? value : null;
}
