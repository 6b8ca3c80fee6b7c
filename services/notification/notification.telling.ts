import type { CaravanEvent } from '../../events/contract';
import { linesOf, placedFacts, titlesOf } from './notification.orders';
import { cameBack, tracked } from './notification.parcels';
import {
  buyerOf,
  cancelled,
  listed,
  lost,
  ofDispute,
  ofOrder,
  ofParcel,
  ofRefund,
  paidOut,
  text,
  toDecide,
  type Facts,
  type Teller,
  type Told,
} from './notification.tellers';

/** What is told of each kind of event, and to whom. What is not here is told to nobody. */
export const TELLERS: Readonly<Record<string, Teller>> = {
  async 'checkout.placed'({ data }, { order }) {
    const orders = await Promise.all(listed(data.orderIds).map(order));
    const found = orders.filter((one) => one !== null);
    const [first] = found;
    return first ? [{ to: buyerOf(first), kind: 'order-placed', facts: placedFacts(found) }] : [];
  },

  'order.placed': ofOrder((order) => {
    const { id: orderId, totalMinor, currency, acceptBy } = order;
    const facts = { orderId, totalMinor, currency, acceptBy, lines: linesOf(order) };
    return [{ to: { seller: order.sellerId }, kind: 'new-order', facts }];
  }),

  'order.accepted': ofOrder((order) => {
    const { id: orderId, sellerName, promisedFrom: from, promisedUntil: until, currency } = order;
    const declined = order.lines.filter((line) => (line.declinedQuantity ?? 0) > 0).map(({ title }) => title);
    const facts = {
      orderId,
      sellerName,
      from,
      until,
      declined,
      amountMinor: order.declinedMinor ?? 0,
      currency,
    };
    return [{ to: buyerOf(order), kind: 'order-accepted', facts }];
  }),

  'order.shipped': ofOrder(async (order, { data }, { delivery }) => {
    const { id: orderId, sellerName } = order;
    const parcelId = text(data.deliveryId);
    const parcel = parcelId === null ? null : await delivery(parcelId);
    const until = parcel?.estimated?.until ?? parcel?.estimatedAt ?? order.promisedUntil;
    const facts = {
      orderId,
      sellerName,
      trackingId: parcel?.trackingId ?? null,
      until,
      items: titlesOf(order, parcelId),
    };
    return [{ to: buyerOf(order), kind: 'order-shipped', facts }];
  }),

  'order.cancelled': ofOrder((order, { data }) => cancelled(order, text(data.reason) ?? 'other', false)),
  'order.partly-cancelled': ofOrder((order, { data }) =>
    cancelled(order, text(data.reason) ?? 'other', true),
  ),

  'order.seller-nudged': ofOrder(({ id: orderId, sellerId }, { data }) => {
    const what = data.what === 'ship' ? 'ship' : 'accept';
    const facts = { orderId, what, dueBy: text(data.dueBy) ?? '' } as const;
    return [{ to: { seller: sellerId }, kind: 'order-due', facts }];
  }),

  'order.return-changed': ofOrder((order, { data }) => {
    const { id: orderId, sellerId, currency } = order;
    const status = text(data.returnStatus) ?? '';
    const found = order.returns?.find(({ id }) => id === data.returnId);
    const dueBy = found?.dueBy ?? null;
    if (status === 'requested' || status === 'received') {
      const what = status === 'requested' ? 'answer' : 'look';
      return [{ to: { seller: sellerId }, kind: 'return-to-handle', facts: { orderId, what, dueBy } }];
    }
    const amountMinor = found?.offerMinor ?? null;
    const offer = amountMinor === null ? null : { amountMinor, currency };
    const facts = { orderId, status, dueBy, note: found?.decisionNote ?? null, offer };
    return [{ to: buyerOf(order), kind: 'return-changed', facts }];
  }),

  'order.needs-attention': ofOrder(({ id: orderId }, { data }) => [
    { to: { staff: true }, kind: 'order-stuck', facts: { orderId, problem: text(data.problem) ?? '' } },
  ]),

  async 'delivery.booked'({ data, subject }, { order }) {
    const courierId = text(data.courierId);
    if (courierId === null) return [];
    const found = await order(text(data.orderId) ?? '');
    const facts = { deliveryId: subject, city: found?.shippingAddress.city ?? null };
    return [{ to: { person: courierId }, kind: 'parcel-assigned', facts }];
  },
  'delivery.tracked': ofParcel(tracked),
  'delivery.delivered': ofParcel((order, { id }) => {
    const { id: orderId, sellerName } = order;
    const facts = { orderId, sellerName, items: titlesOf(order, id) };
    return [{ to: buyerOf(order), kind: 'parcel-delivered', facts }];
  }),
  'delivery.lost': ofParcel((order) => lost(order, 'lost')),
  'delivery.damaged': ofParcel((order) => lost(order, 'damaged')),
  'delivery.returned': ofParcel(cameBack),

  'refund.requested': ofRefund((refund) => (refund.approval.by === 'nobody' ? [] : [toDecide(refund)])),
  'refund.decision-due': ofRefund((refund, _, { data }) => [
    toDecide({ ...refund, decideBy: text(data.decideBy) }, data.decider === 'support'),
  ]),
  'refund.decided': ofRefund((refund, order, { data }) => {
    if (data.status !== 'refunding' && data.status !== 'rejected') return [];
    const { orderId, decisionNote: note, amountMinor, currency } = refund;
    const facts = { orderId, agreed: data.status === 'refunding', note, amountMinor, currency };
    return [{ to: buyerOf(order), kind: 'refund-decided', facts }];
  }),
  'refund.completed': ofRefund(({ orderId, amountMinor, currency }, order) => [
    { to: buyerOf(order), kind: 'refund-paid', facts: { orderId, amountMinor, currency } },
  ]),

  'dispute.opened': ofDispute('dispute-opened'),
  'dispute.reminded': ofDispute('dispute-due'),
  'dispute.won': ofDispute('dispute-ended'),
  'dispute.lost': ofDispute('dispute-ended'),

  'payout.paid': async (event) => [paidOut('payout-paid', event)],
  'payout.returned': async (event) => [paidOut('payout-returned', event)],
  'payout.refused': async (event) => [paidOut('payout-returned', event)],

  async 'stock.low'({ data }, { item }) {
    const sku = text(data.sku) ?? '';
    const found = await item(sku);
    const facts = {
      sku,
      title: found?.title ?? sku,
      available: Number(data.available),
      productId: found?.productId ?? null,
    };
    return [{ to: { seller: text(data.sellerId) ?? '' }, kind: 'stock-low', facts }];
  },

  async 'review.written'({ subject }, { review }) {
    const found = await review(subject);
    if (!found) return [];
    const { productTitle, stars, sellerId } = found;
    return [
      {
        to: { seller: sellerId },
        kind: 'review-received',
        facts: { reviewId: subject, productTitle, stars },
      },
    ];
  },
  async 'review.answered'({ subject }, { review, order, sellerName }) {
    const found = await review(subject);
    if (!found) return [];
    const { productId, productTitle, sellerId, buyerId, orderId } = found;
    const email = (await order(orderId))?.email ?? null;
    const facts = { productId, productTitle, orderId, sellerName: await sellerName(sellerId) };
    return [{ to: { buyer: { id: buyerId, email } }, kind: 'review-answered', facts }];
  },

  async 'message.sent'({ subject, data }, { conversation, order }) {
    const found = await conversation(subject);
    if (!found) return [];
    const { buyerId, sellerId, buyerName, sellerName } = found;
    const facts = { conversationId: subject, sequence: Number(data.sequence), subject: found.subject.title };
    if (data.from === 'buyer')
      return [
        {
          to: { seller: sellerId },
          kind: 'message-received',
          facts: { ...facts, from: buyerName, side: 'seller' },
        },
      ];
    const email = found.subject.type === 'order' ? ((await order(found.subject.id))?.email ?? null) : null;
    return [
      {
        to: { buyer: { id: buyerId, email } },
        kind: 'message-received',
        facts: { ...facts, from: sellerName, side: 'buyer' },
      },
    ];
  },

  async 'case.opened'({ subject }, facts) {
    const found = await facts.case(subject);
    if (!found) return [];
    const { id: caseId, text: words, suggestion, severity } = found;
    return [
      { to: { staff: true }, kind: 'case-opened', facts: { caseId, text: words, suggestion, severity } },
    ];
  },
};

/** Who is told what about an event. */
export async function toldAbout(event: CaravanEvent, facts: Facts): Promise<Told[]> {
  return (await TELLERS[event.type]?.(event, facts)) ?? [];
}
