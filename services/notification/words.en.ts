import { placedRows, soldRows } from './words.rows';
import type { Words } from './notification.words';
import { PAGES } from './words.pages';
import { PARCELS_EN } from './words.parcels.en';

const CANCELLED: Record<string, string> = {
  'changed-mind': 'the buyer does not want it any more',
  'ordered-by-mistake': 'it was ordered by mistake',
  'found-elsewhere': 'it was found elsewhere',
  'out-of-stock': 'it is sold out',
  'cannot-ship': 'it cannot be sent',
  'not-accepted-in-time': 'the shop did not accept it in time',
  'not-shipped-in-time': 'the shop did not send it in time',
  'authorisation-expired': 'the bank let go of the money',
};
const why = (reason: string) => CANCELLED[reason];
const because = (reason: string) => (why(reason) ? ` because ${why(reason)}` : '');

const RETURNS: Record<string, string> = {
  offered: 'The shop offers you a part of the money if you keep it. Answer, or send it back.',
  approved: 'The shop agrees. The label is on the page of your order: print it and send the parcel.',
  accepted: 'The shop has looked at what you sent, and your money is on its way back.',
  refused: 'The shop has looked at what you sent and gives no money back.',
  rejected: 'The shop does not agree to your return. You can write to them, or to us.',
  kept: 'You keep it, and the agreed part of the money is on its way back.',
  expired: 'The time to send it back is over.',
};

export const EN: Words = {
  'order-placed': (facts, write) => {
    const total = write.money({ amountMinor: facts.totalMinor, currency: facts.currency });
    return {
      title: facts.orderIds.length === 1 ? 'We have your order' : 'We have your orders',
      lines: [
        `Thank you. Your order of ${total} is placed, and ${facts.sellers.length === 1 ? 'the shop was told' : 'each shop was told'}.`,
        ...facts.sellers.map(
          ({ name, from, until }) => `${name} brings it between ${write.day(from)} and ${write.day(until)}.`,
        ),
        'Your bank keeps the money ready; it is taken when the shop sends your things.',
      ],
      rows: placedRows(facts, write, { shipping: 'Delivery', discount: 'Discount', total: 'Total' }),
      action: { label: 'See your order', path: PAGES.placed(facts.orderIds) },
    };
  },
  'order-accepted': ({ orderId, sellerName, from, until, declined, ...money }, write) => ({
    title: `${sellerName} prepares your order`,
    lines: [
      `${sellerName} has accepted your order and brings it between ${write.day(from)} and ${write.day(until)}.`,
      ...(declined.length > 0
        ? [`It cannot send ${write.list(declined)}. ${write.money(money)} less is taken from you.`]
        : []),
    ],
    action: { label: 'See your order', path: PAGES.order(orderId) },
  }),
  'order-shipped': ({ orderId, sellerName, trackingId, until, items }, write) => ({
    title: `Your parcel from ${sellerName} is on its way`,
    lines: [
      `${write.list(items)} left ${sellerName} and should arrive by ${write.day(until)}.`,
      ...(trackingId === null ? [] : [`The number of the parcel is ${trackingId}.`]),
    ],
    action: { label: 'Follow the parcel', path: PAGES.order(orderId) },
  }),
  ...PARCELS_EN,
  'order-cancelled': ({ orderId, sellerName, reason, wasTaken, partly }) => ({
    title: partly
      ? `A part of your order at ${sellerName} is cancelled`
      : `Your order at ${sellerName} is cancelled`,
    lines: [
      `${partly ? 'What had not left yet' : 'Your order'} was cancelled${because(reason)}.`,
      wasTaken
        ? 'What was taken for it is given back.'
        : 'Nothing was taken; your bank lets go of the money.',
    ],
    action: { label: 'See your order', path: PAGES.order(orderId) },
  }),
  'refund-decided': ({ orderId, agreed, note, ...money }, write) => ({
    title: agreed ? `You get ${write.money(money)} back` : 'Your money is not given back',
    lines: [
      agreed
        ? `${write.money(money)} is on its way to you. Your bank may take a few days.`
        : `The shop does not give ${write.money(money)} back. Nothing was changed.`,
      ...(note === null ? [] : [`It says: ${note}`]),
      ...(agreed ? [] : ['You can write to the shop, or to us.']),
    ],
    action: { label: 'See your order', path: PAGES.order(orderId) },
  }),
  'refund-paid': ({ orderId, ...money }, write) => ({
    title: `${write.money(money)} was given back`,
    lines: [
      `We have sent ${write.money(money)} to the card that you paid with. Your bank may take a few days.`,
    ],
    action: { label: 'See your order', path: PAGES.order(orderId) },
  }),
  'return-changed': ({ orderId, status, dueBy, note, offer }, write) => ({
    title: 'Your return',
    lines: [
      RETURNS[status] ?? 'There is news about your return.',
      ...(offer !== null && (status === 'offered' || status === 'kept')
        ? [`It is ${write.money(offer)}.`]
        : []),
      ...(note === null ? [] : [`The shop says: ${note}`]),
      ...(dueBy === null ? [] : [`You have time until ${write.moment(dueBy)}.`]),
    ],
    action: { label: 'See your return', path: PAGES.order(orderId) },
  }),
  'review-answered': ({ orderId, productTitle, sellerName }) => ({
    title: `${sellerName} answered your review`,
    lines: [`${sellerName} answered what you wrote about ${productTitle}.`],
    action: { label: 'Read the answer', path: PAGES.order(orderId) },
  }),
  'message-received': ({ conversationId, from, subject, side }) => ({
    title: `${from} wrote to you`,
    lines: [
      `There is a message from ${from} about ${subject}.`,
      'Please answer in Caravan: this address is not read.',
    ],
    action: { label: 'Read and answer', path: PAGES.conversation(conversationId, side) },
  }),
  'new-order': ({ orderId, lines, acceptBy, ...money }, write) => ({
    title: `A new order of ${write.money({ amountMinor: money.totalMinor, currency: money.currency })}`,
    lines: [
      `Somebody bought ${write.list(lines.map(({ title, quantity }) => `${quantity} × ${title}`))}.`,
      `Accept it by ${write.moment(acceptBy)}. After that it is cancelled by itself.`,
    ],
    rows: soldRows(lines, money.currency, write),
    action: { label: 'Look at the order', path: PAGES.order(orderId, 'seller') },
  }),
  'order-due': ({ orderId, what, dueBy }, write) => ({
    title: what === 'accept' ? 'An order waits to be accepted' : 'An order waits to be sent',
    lines: [`Do it by ${write.moment(dueBy)}. After that the order is cancelled by itself.`],
    action: { label: 'Look at the order', path: PAGES.order(orderId, 'seller') },
  }),
  'order-withdrawn': ({ orderId, reason, partly }) => ({
    title: partly ? 'A part of an order is cancelled' : 'An order is cancelled',
    lines: [
      `It was cancelled${because(reason)}. Do not send ${partly ? 'what had not left yet' : 'it'}.`,
      'Its goods are for sale again.',
    ],
    action: { label: 'Look at the order', path: PAGES.order(orderId, 'seller') },
  }),
  'refund-to-decide': ({ orderId, decideBy, side, ...money }, write) => ({
    title: `${write.money(money)} are asked back`,
    lines: [
      `Somebody has to decide whether ${write.money(money)} of an order are given back.`,
      ...(decideBy === null ? [] : [`Please decide by ${write.moment(decideBy)}.`]),
    ],
    action: { label: 'Decide', path: PAGES.refunds(orderId, side) },
  }),
  'return-to-handle': ({ what, dueBy }, write) => ({
    title: what === 'answer' ? 'Somebody wants to send something back' : 'A return has arrived',
    lines: [
      what === 'answer'
        ? 'Agree, offer a part of the money, or say why not.'
        : 'Look at it and say whether it is good.',
      ...(dueBy === null ? [] : [`After ${write.moment(dueBy)} silence counts as yes.`]),
    ],
    action: { label: 'See the return', path: PAGES.returns },
  }),
  'dispute-opened': ({ disputeId, evidenceDueAt, side, ...money }, write) => ({
    title: `A bank disputes ${write.money(money)}`,
    lines: [
      `The amount is set aside until the bank decides. Evidence is due ${write.moment(evidenceDueAt)}.`,
    ],
    action: { label: 'See the dispute', path: PAGES.dispute(disputeId, side) },
  }),
  'dispute-due': ({ disputeId, evidenceDueAt, side, ...money }, write) => ({
    title: 'A dispute waits for an answer',
    lines: [`It is about ${write.money(money)}. Evidence is due ${write.moment(evidenceDueAt)}.`],
    action: { label: 'Answer', path: PAGES.dispute(disputeId, side) },
  }),
  'dispute-ended': ({ disputeId, won, side, ...money }, write) => ({
    title: won ? 'A dispute was won' : 'A dispute was lost',
    lines: [won ? `${write.money(money)} stay here.` : `The bank has taken ${write.money(money)} back.`],
    action: { label: 'See the dispute', path: PAGES.dispute(disputeId, side) },
  }),
  'payout-paid': (money, write) => ({
    title: `${write.money(money)} are paid out`,
    lines: [`Your bank has ${write.money(money)}.`],
    action: { label: 'See your payouts', path: PAGES.payouts },
  }),
  'payout-returned': (money, write) => ({
    title: 'A payout did not arrive',
    lines: [
      `Your bank did not take ${write.money(money)}. We owe it to you still.`,
      'Name your bank account anew, and it is sent again.',
    ],
    action: { label: 'Name the account', path: PAGES.payouts },
  }),
  'stock-low': ({ title, available }) => ({
    title: `${title}: ${available} left`,
    lines: [`There are ${available} left of ${title}. You wanted to know.`],
    action: { label: 'See your stock', path: PAGES.stock },
  }),
  'review-received': ({ productTitle, stars }) => ({
    title: `${stars} of 5 stars for ${productTitle}`,
    lines: ['Somebody has written what they think of it. You can answer.'],
    action: { label: 'Read the review', path: PAGES.reviews },
  }),
  'webhook-disabled': ({ host, side = 'seller' }) => ({
    title: 'A webhook is switched off',
    lines: [
      `${host} has not answered for days, so nothing is sent there any more.`,
      'Put it right and switch it on again. What was missed can be sent again.',
    ],
    action: { label: 'See your webhooks', path: PAGES.webhooks(side) },
  }),
  'case-opened': ({ text, suggestion, severity }) => ({
    title: severity === 'urgent' ? 'An urgent case' : 'A new case',
    lines: [text, suggestion],
    action: { label: 'See what waits', path: PAGES.cases },
  }),
  'order-stuck': ({ orderId, problem }) => ({
    title: 'An order needs help',
    lines: [`It cannot go on by itself: ${problem}.`],
    action: { label: 'See the order', path: PAGES.order(orderId, 'staff') },
  }),
  names: {
    'order-placed': 'Your order is placed',
    'order-accepted': 'A shop accepts your order',
    'order-shipped': 'A parcel leaves',
    'parcel-attempted': 'A parcel could not be handed over',
    'parcel-held': 'A parcel waits to be picked up',
    'parcel-delivered': 'A parcel arrives',
    'parcel-lost': 'A parcel is lost or damaged',
    'parcel-returned': 'A parcel goes back to its shop',
    'order-cancelled': 'Your order is cancelled',
    'refund-decided': 'A refund is decided',
    'refund-paid': 'Money is given back',
    'return-changed': 'News about a return of yours',
    'review-answered': 'A shop answers your review',
    'message-received': 'Somebody writes to you',
    'new-order': 'A new order',
    'order-due': 'An order is due soon',
    'order-withdrawn': 'An order is cancelled',
    'refund-to-decide': 'A refund to decide',
    'return-to-handle': 'A return to answer or look at',
    'dispute-opened': 'A bank disputes a payment',
    'dispute-due': 'A dispute waits for an answer',
    'dispute-ended': 'A dispute is decided',
    'payout-paid': 'Money is paid out',
    'payout-returned': 'A payout did not arrive',
    'stock-low': 'Something runs low',
    'review-received': 'A new review',
    'webhook-disabled': 'A webhook is switched off',
    'parcel-assigned': 'A parcel to bring',
    'case-opened': 'A new case',
    'order-stuck': 'An order needs help',
  },
  digest: (count) => ({
    title: count === 1 ? 'One thing from your day at Caravan' : `${count} things from your day at Caravan`,
    intro: 'This is what you wanted to hear of once a day:',
    action: 'See all of it',
  }),
  mail: {
    greeting: 'Hello,',
    why: 'You have this mail because of what you do at Caravan.',
    choose: 'Choose what you hear of',
  },
};
