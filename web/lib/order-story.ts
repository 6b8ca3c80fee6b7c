import type { TrailStep } from '../ui/timeline';
import { hasEnded } from './parcel';
import type { Delivery, Order, OrderStatus, Parcel } from './types';

/** How dates are written; the caller knows the reader's locale. */
export interface StoryFormat {
  date: (at: string, style: 'weekday' | 'moment' | 'long') => string;
  dateRange: (from: string, until: string) => string;
}

/** Where an order stands, in a few words and in a sentence or two. */
export interface Story {
  title: string;
  /** What happens next and by when. */
  next: string;
  tone: 'good' | 'plain' | 'warn' | 'bad';
}

const STEPS = ['placed', 'accepted', 'shipped', 'near', 'delivered'] as const;
type Step = (typeof STEPS)[number];

const LABELS: Record<Step, string> = {
  placed: 'Placed',
  accepted: 'Accepted',
  shipped: 'On its way',
  near: 'In your town',
  delivered: 'Delivered',
};

/** What is going on while a step is the next one. */
const AHEAD_LABELS: Record<Step, string> = {
  placed: 'Being placed',
  accepted: 'The shop decides',
  shipped: 'Being packed',
  near: 'On the road',
  delivered: 'Almost there',
};

/** How many of the steps a status has reached. */
const REACHED: Partial<Record<OrderStatus, number>> = {
  placed: 1,
  accepted: 2,
  shipping: 2,
  'partly-shipped': 3,
  shipped: 3,
  delivered: 5,
  closed: 5,
};

const ENDS: Partial<Record<OrderStatus, string>> = {
  cancelled: 'Cancelled',
  lost: 'Lost on the way',
  returned: 'Went back',
};

/** The newest parcel that comes to the buyer. */
export function latestDelivery(deliveries: Delivery[]): Delivery | null {
  return (
    deliveries
      .filter(({ kind }) => kind !== 'return')
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0] ?? null
  );
}

/** The order's way from placed to delivered; an order that ended otherwise shows where it stopped. */
export function trailOf(order: Order, delivery: Delivery | null, format: StoryFormat): TrailStep[] {
  const reached = reachedBy(order, delivery);
  const end = ENDS[order.status];
  return STEPS.slice(0, end ? reached + 1 : STEPS.length).map((step, index): TrailStep => {
    if (end && index === reached)
      return { key: 'end', label: end, state: 'failed', note: noteAt(order, order.status, format) };
    if (index < reached)
      return { key: step, label: LABELS[step], state: 'done', note: doneNote(order, delivery, step, format) };
    const isNow = index === reached;
    // Once it is in the van, the days promised at first only confuse.
    const note = isNow && step === 'delivered' ? undefined : aheadNote(order, step, format);
    return { key: step, label: (isNow ? AHEAD_LABELS : LABELS)[step], state: isNow ? 'now' : 'ahead', note };
  });
}

/** What a buyer wants to know of an order at a glance. */
export function storyOf(order: Order, delivery: Delivery | null, format: StoryFormat): Story {
  const { sellerName: seller } = order;
  const plain = (title: string, next: string): Story => ({ title, next, tone: 'plain' });
  switch (order.status) {
    case 'placed':
      return plain(
        `${seller} has been told`,
        `They have until ${format.date(order.acceptBy, 'moment')} to accept. If they do not, the order is cancelled by itself and nothing is charged.`,
      );
    case 'accepted':
      return plain(
        `${seller} is packing`,
        order.shipBy
          ? `They promised to send it by ${format.date(order.shipBy, 'moment')}. Your card is charged then, not before.`
          : 'Your card is charged when it leaves, not before.',
      );
    case 'shipping':
      return plain(
        'It is being handed over',
        `The carrier takes the parcel, and your card is charged for it. ${arrival(order, format)}`,
      );
    case 'partly-shipped':
      return plain(
        missingNews(order) === null ? 'A part of it is on its way' : 'The rest is being packed',
        [
          missingNews(order),
          order.shipBy
            ? `${seller} promised to send the rest by ${format.date(order.shipBy, 'moment')}.`
            : `${seller} sends the rest as soon as it is packed.`,
        ]
          .filter(Boolean)
          .join(' '),
      );
    case 'shipped':
      return shippedStory(order, delivery, format);
    case 'delivered':
      return arrivedStory(order, format);
    case 'closed':
      return {
        title: 'All done',
        next: 'The time for returns is over. Thank you for buying from a small shop.',
        tone: 'good',
      };
    case 'cancelled':
      return {
        title: 'Cancelled',
        next: moneyBack(order, 'Nothing was charged; the reserved money is let go.'),
        tone: 'warn',
      };
    case 'lost':
      return {
        title: 'The carrier lost the parcel',
        next: moneyBack(order, 'You get your money back.'),
        tone: 'bad',
      };
    case 'returned':
      return {
        title: 'The parcel went back',
        next: moneyBack(order, 'You get your money back.'),
        tone: 'warn',
      };
    case 'needs-attention':
      return {
        title: 'A person is looking into this',
        next: 'Something got stuck on our side. There is nothing for you to do; you see here how it goes on.',
        tone: 'warn',
      };
  }
}

function arrivedStory(order: Order, format: StoryFormat): Story {
  const missing = missingNews(order);
  const next = order.returnUntil
    ? `If something is not right, tell us until ${format.date(order.returnUntil, 'long')}.`
    : 'If something is not right, tell us.';
  if (missing === null) return { title: 'It has arrived', next, tone: 'good' };
  return { title: 'A part of it has arrived', next: `${missing} ${next}`, tone: 'warn' };
}

const MISSING: Partial<Record<Parcel['status'], string>> = {
  lost: 'was lost on the way',
  damaged: 'was damaged on the way',
  returned: 'went back to the shop',
};

/** What became of parcels that never come, and of their money; null when all come. */
function missingNews({ parcels = [] }: Order): string | null {
  const gone = parcels.filter(({ status }) => MISSING[status] !== undefined);
  const [first] = gone;
  if (!first) return null;
  if (gone.length > 1) return `${gone.length} parcels do not come. Their money goes back to your card.`;
  return `One parcel ${MISSING[first.status]}. Its money goes back to your card.`;
}

function shippedStory(order: Order, delivery: Delivery | null, format: StoryFormat): Story {
  if (delivery?.status === 'out-for-delivery') {
    return { title: 'In the van, in your town', next: 'It should be at your door today.', tone: 'good' };
  }
  if (delivery?.status === 'attempted') {
    return {
      title: 'Nobody was at home',
      next: 'The carrier rang at your door and tries again. You need not do anything.',
      tone: 'warn',
    };
  }
  if (delivery?.overdueAt !== undefined && !hasEnded(delivery)) {
    return {
      title: 'It is overdue',
      next: 'We are asking where it is. If it is lost, you get your money back.',
      tone: 'warn',
    };
  }
  const missing = missingNews(order);
  const next = arrival(order, format, delivery);
  if (missing !== null) return { title: 'The rest is on its way', next: `${missing} ${next}`, tone: 'warn' };
  return { title: 'On its way to you', next, tone: 'plain' };
}

function arrival(order: Order, format: StoryFormat, delivery?: Delivery | null): string {
  if (delivery?.estimatedAt)
    return `The carrier expects to bring it on ${format.date(delivery.estimatedAt, 'weekday')}.`;
  return `It arrives ${format.dateRange(order.promisedFrom, order.promisedUntil)}.`;
}

function moneyBack(order: Order, otherwise: string): string {
  if (order.capturedMinor === 0) return 'Nothing was charged; the reserved money is let go.';
  return order.refundedMinor >= order.capturedMinor ? 'Your money was given back in full.' : otherwise;
}

/** For an order that has left the way, how far it had come tells its timeline. */
function reachedBy(order: Order, delivery: Delivery | null): number {
  const own = REACHED[order.status];
  const past = Math.max(1, ...order.timeline.map((entry) => REACHED[entry.status] ?? 0));
  const reached = own ?? Math.min(past, 4);
  const near = delivery?.status === 'out-for-delivery' || delivery?.status === 'attempted';
  return reached === 3 && near ? 4 : reached;
}

function doneNote(
  order: Order,
  delivery: Delivery | null,
  step: Step,
  format: StoryFormat,
): string | undefined {
  if (step === 'placed') return format.date(order.placedAt, 'moment');
  if (step === 'near') {
    const event = delivery?.tracking.find((one) => one.status === 'out-for-delivery');
    return event && format.date(event.at, 'moment');
  }
  return noteAt(order, step, format);
}

function noteAt(order: Order, status: OrderStatus, format: StoryFormat): string | undefined {
  const entry = order.timeline.find((one) => one.status === status);
  return entry && format.date(entry.at, 'moment');
}

function aheadNote(order: Order, step: Step, format: StoryFormat): string | undefined {
  if (ENDS[order.status] || order.status === 'needs-attention') return undefined;
  if (step === 'delivered') return format.dateRange(order.promisedFrom, order.promisedUntil);
  if (step === 'accepted') return `by ${format.date(order.acceptBy, 'weekday')}`;
  if (step === 'shipped' && order.shipBy) return `by ${format.date(order.shipBy, 'weekday')}`;
  return undefined;
}
