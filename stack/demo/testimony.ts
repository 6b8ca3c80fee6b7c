import type { CaravanEvent, Topic } from '../../events/contract';
import { stockSubject, type WorkflowFacts, type Witnesses } from '../../test/shopper/witnesses';
import { eventually } from '../../test/shopper/wait';
import { sum, type Story } from './story';

const TOPICS: readonly Topic[] = ['stock', 'checkouts', 'payments', 'orders', 'deliveries', 'refunds'];
/** Everything ever published is read, so this grows with what the shop has sold. */
const KAFKA_MS = 120_000;
const REST_MS = 30_000;

/** Ids of the workflows of a story, by the thing they are about. */
export const workflowOf = {
  checkout: ({ purchase }: Pick<Story, 'purchase'>) => `checkout-${purchase.checkoutId}`,
  payment: ({ id }: { id: string }) => `payment-${id}`,
  order: ({ id }: { id: string }) => `order-${id}`,
  delivery: ({ id }: { id: string }) => `delivery-${id}`,
  refund: ({ id }: { id: string }) => `refund-${id}`,
};

/** The story once more as the API tells it now, when everything has come to rest. */
export async function askApi(story: Story): Promise<Story> {
  const { buyer } = story.purchase;
  const orders = await Promise.all(
    story.orders.map(({ id }) =>
      eventually(
        `order ${id} to count its refund`,
        () => buyer.order(id),
        (order) => order.refundedMinor === (id === story.refund.orderId ? story.refund.amountMinor : 0),
        { withinMs: REST_MS, show: ({ refundedMinor }) => `${refundedMinor} given back (minor units)` },
      ),
    ),
  );
  return {
    ...story,
    orders,
    payment: await buyer.payment(story.payment.id),
    deliveries: await Promise.all(story.deliveries.map(({ id }) => buyer.delivery(id))),
    refund: await buyer.refund(story.refund.id),
  };
}

/** Where the money is not where it should be. */
export function moneyDifferences({ purchase, orders, payment, refund }: Story): string[] {
  const totalMinor = purchase.quote.totalMinor;
  const refundedMinor = refund.amountMinor;
  const rows: [string, number, number][] = [
    ['reserved at the payment', payment.authorisedMinor, totalMinor],
    ['taken at the payment', payment.capturedMinor, totalMinor],
    ['given back by the payment', payment.refundedMinor, refundedMinor],
    ['taken of the orders', sum(orders.map((order) => order.capturedMinor)), totalMinor],
    ['given back of the orders', sum(orders.map((order) => order.refundedMinor)), refundedMinor],
  ];
  return rows
    .filter(([, is, should]) => is !== should)
    .map(([what, is, should]) => `${is} ${what}, not ${should} (minor units).`);
}

/** Asks each workflow; they end a moment after the API shows the last change. */
export async function askTemporal(
  witnesses: Pick<Witnesses, 'workflow'>,
  story: Story,
  withinMs: number = REST_MS,
): Promise<{ workflows: WorkflowFacts[]; differences: string[] }> {
  const { orders, payment, deliveries, refund } = story;
  const expected: [workflowId: string, state: string, status: string][] = [
    [workflowOf.checkout(story), 'COMPLETED', 'placed'],
    [workflowOf.payment(payment), 'COMPLETED', payment.status],
    // They live on until nothing can be sent back any more.
    ...orders.map((order): [string, string, string] => [workflowOf.order(order), 'RUNNING', order.status]),
    ...deliveries.map((one): [string, string, string] => [workflowOf.delivery(one), 'COMPLETED', one.status]),
    [workflowOf.refund(refund), 'COMPLETED', refund.status],
  ];
  const heard = await Promise.all(
    expected.map(async ([workflowId, state, status]) => {
      const isRight = (facts: WorkflowFacts) =>
        facts.state === state && facts.status === status && facts.problem === null;
      const facts = await untilRight(() => witnesses.workflow(workflowId), isRight, withinMs);
      return { facts, isRight: isRight(facts), should: `${state} and ${status}` };
    }),
  );
  return {
    workflows: heard.map(({ facts }) => facts),
    differences: heard
      .filter(({ isRight }) => !isRight)
      .map(
        ({ facts, should }) =>
          `Workflow ${facts.workflowId} should be ${should}; it is ${facts.state} and ${facts.status}${facts.problem ? `, stuck with ${facts.problem}` : ''}.`,
      ),
  };
}

/** What it is in the end, right or not. */
async function untilRight<T>(
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
  withinMs: number,
): Promise<T> {
  try {
    return await eventually('it', read, isRight, { withinMs });
  } catch {
    return read();
  }
}

/** Reads the events of the story: of each thing all of them, once each and in their order. */
export async function askKafka(
  witnesses: Pick<Witnesses, 'events'>,
  story: Story,
): Promise<{ events: CaravanEvent[]; differences: string[] }> {
  const expected = expectedEvents(story);
  const stock = story.orders.flatMap(({ allocations }) => allocations.map(stockSubject));
  const ofStory = (events: readonly CaravanEvent[]) =>
    events.filter(({ topic, data }) => topic !== 'stock' || isHoldOf(story, data));
  const subjects = [...new Set(expected.map(({ subject }) => subject)), ...stock];
  const request = { topics: TOPICS, subjects, timeoutMs: KAFKA_MS };
  const isTold = (events: readonly CaravanEvent[]) =>
    expected.every(({ topic, subject, last }) =>
      events.some((event) => event.topic === topic && event.subject === subject && event.type === last),
    );
  const events = ofStory(
    // When something never comes, what did come still says what is missing.
    await witnesses.events({ ...request, until: isTold }).catch(() => witnesses.events(request)),
  );
  return { events, differences: [...eventDifferences(events, expected), ...stockDifferences(events, story)] };
}

/** The events of one thing: a checkout and its payment share an id, so its topic belongs to its name. */
interface Expected {
  topic: Topic;
  subject: string;
  /** The types in their order, separated by spaces. */
  types: RegExp;
  last: string;
}

function expectedEvents({ purchase, orders, payment, deliveries, refund }: Story): Expected[] {
  /** A type may stand with how often it comes, such as `delivery.tracked+`. */
  const of = (topic: Topic, subject: string, types: readonly string[]): Expected => ({
    ...{ topic, subject, types: patternOf(types) },
    last: types.at(-1) ?? '',
  });
  const captures = orders.map(() => 'payment.captured');
  const life = ['order.placed', 'order.accepted', 'order.shipping', 'order.shipped', 'order.delivered'];
  return [
    of('checkouts', purchase.checkoutId, ['checkout.opened', 'checkout.held', 'checkout.placed']),
    of('payments', payment.id, ['payment.attempted', 'payment.authorised', ...captures, 'payment.refunded']),
    ...orders.map(({ id }) => of('orders', id, id === refund.orderId ? [...life, 'order.refunded'] : life)),
    ...deliveries.map(({ id }) =>
      of('deliveries', id, ['delivery.booked', 'delivery.tracked+', 'delivery.delivered']),
    ),
    // Where a person has to agree, that is a decision of its own.
    of('refunds', refund.id, ['refund.requested', 'refund.decided+', 'refund.completed']),
  ];
}

function patternOf(types: readonly string[]): RegExp {
  const parts = types.map((type) => `${type.replace(/^([^+]+)(\+?)$/, '(?:$1 )$2')}`);
  return new RegExp(`^${parts.join('')}$`);
}

function eventDifferences(events: readonly CaravanEvent[], expected: readonly Expected[]): string[] {
  return expected.flatMap(({ topic, subject, types }) => {
    const own = events.filter((event) => event.topic === topic && event.subject === subject);
    const told = own.map(({ type }) => `${type} `).join('');
    const inOrder = own.every(({ version }, index) => version === index + 1);
    return [
      ...(types.test(told) ? [] : [`Kafka tells of ${subject} (${topic}): ${told || 'nothing'}.`]),
      ...(inOrder ? [] : [`Kafka tells of ${subject} (${topic}) not once each and in order.`]),
    ];
  });
}

/** What was held for this checkout was sold, all of it and once. */
function stockDifferences(events: readonly CaravanEvent[], story: Story): string[] {
  const wanted = sum(story.orders.flatMap(({ allocations }) => allocations.map(({ quantity }) => quantity)));
  return ['stock.held', 'stock.sold'].flatMap((type) => {
    const units = sum(
      events.filter((event) => event.type === type).map(({ data }) => Number(data['quantity'] ?? 0)),
    );
    return units === wanted ? [] : [`Kafka tells of ${units} units as ${type}, not ${wanted}.`];
  });
}

/** A hold's key is the checkout's id with the number of its opening. */
function isHoldOf({ purchase }: Story, data: Record<string, unknown>): boolean {
  return String(data['key']).startsWith(`${purchase.checkoutId}.`);
}
