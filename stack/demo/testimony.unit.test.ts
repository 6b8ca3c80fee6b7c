import type { CaravanEvent, Topic } from '../../events/contract';
import { askKafka, askTemporal, moneyDifferences } from './testimony';
import type { Story } from './story';

/** A purchase of one order, delivered and partly refunded, with what of it the demo looks at. */
const story = {
  purchase: { checkoutId: 'c1', quote: { totalMinor: 900 } },
  orders: [
    {
      ...{ id: 'c1-1', status: 'delivered', capturedMinor: 900, refundedMinor: 300 },
      allocations: [{ sku: 'CUP', warehouseId: 'w1', quantity: 2 }],
    },
  ],
  payment: {
    ...{ id: 'c1', status: 'captured' },
    ...{ authorisedMinor: 900, capturedMinor: 900, refundedMinor: 300 },
  },
  deliveries: [{ id: 'c1-1-d1', status: 'delivered' }],
  refund: { id: 'c1-1-r1', orderId: 'c1-1', status: 'refunded', amountMinor: 300 },
} as unknown as Story;

const TOLD: [Topic, subject: string, types: string[]][] = [
  ['checkouts', 'c1', ['checkout.opened', 'checkout.held', 'checkout.placed']],
  ['payments', 'c1', ['payment.attempted', 'payment.authorised', 'payment.captured', 'payment.refunded']],
  [
    'orders',
    'c1-1',
    [
      ...['order.placed', 'order.accepted', 'order.shipping', 'order.shipped'],
      ...['order.delivered', 'order.refunded'],
    ],
  ],
  [
    'deliveries',
    'c1-1-d1',
    ['delivery.booked', 'delivery.tracked', 'delivery.tracked', 'delivery.delivered'],
  ],
  ['refunds', 'c1-1-r1', ['refund.requested', 'refund.decided', 'refund.completed']],
];

const event = (topic: Topic, subject: string, type: string, version: number, data = {}): CaravanEvent => ({
  ...{ id: `${type}-${version}`, time: '2026-01-01T00:00:00Z' },
  ...{ topic, subject, type, version, data },
});
const allEvents = () => [
  event('stock', 'CUP@w1', 'stock.held', 7, { key: 'c1.1', quantity: 2 }),
  event('stock', 'CUP@w1', 'stock.held', 8, { key: 'other.1', quantity: 5 }),
  event('stock', 'CUP@w1', 'stock.sold', 9, { key: 'c1.1', quantity: 2 }),
  ...TOLD.flatMap(([topic, subject, types]) =>
    types.map((type, index) => event(topic, subject, type, index + 1)),
  ),
];
const withEvents = (events: CaravanEvent[]) => ({ events: () => Promise.resolve(events) });

test('when everything was told once and in order nothing differs, and events of others are left out', async () => {
  const { events, differences } = await askKafka(withEvents(allEvents()), story);
  expect(differences).toEqual([]);
  expect(events).toHaveLength(allEvents().length - 1);
});

test.each(['checkout.placed', 'payment.captured', 'order.shipped', 'delivery.delivered', 'refund.completed'])(
  'a missing %s differs',
  async (type) => {
    const events = allEvents().filter((one) => one.type !== type);
    expect((await askKafka(withEvents(events), story)).differences.join()).toContain('Kafka tells of c1');
  },
);

test('an event that comes twice differs', async () => {
  const events = allEvents();
  const tracked = events.filter(({ type }) => type === 'delivery.tracked').slice(0, 1);
  events.splice(events.indexOf(tracked[0] as CaravanEvent), 0, ...tracked);
  expect((await askKafka(withEvents(events), story)).differences).toEqual([
    'Kafka tells of c1-1-d1 (deliveries) not once each and in order.',
  ]);
});

test('stock that was held and not sold differs', async () => {
  const events = allEvents().filter(({ type }) => type !== 'stock.sold');
  expect((await askKafka(withEvents(events), story)).differences).toEqual([
    'Kafka tells of 0 units as stock.sold, not 2.',
  ]);
});

test('money that was taken twice differs, wherever it stands', () => {
  expect(moneyDifferences(story)).toEqual([]);
  const taken = { ...story, payment: { ...story.payment, capturedMinor: 1800 } };
  expect(moneyDifferences(taken)).toEqual(['1800 taken at the payment, not 900 (minor units).']);
});

test('a workflow that tells something else than the API differs', async () => {
  const facts = (workflowId: string) => {
    const lives = /^order-/.test(workflowId);
    const [kind = ''] = workflowId.split('-');
    const statuses: Record<string, string> = {
      ...{ checkout: 'placed', payment: 'captured', order: 'delivered' },
      ...{ delivery: 'delivered', refund: 'refunded' },
    };
    const state = lives ? 'RUNNING' : 'COMPLETED';
    return {
      workflowId,
      runId: 'r',
      type: kind,
      state,
      status: statuses[kind] ?? '',
      problem: null,
      events: 1,
    };
  };
  const asked = (workflow: typeof facts) =>
    askTemporal({ workflow: (id) => Promise.resolve(workflow(id)) }, story, 1);
  expect((await asked(facts)).differences).toEqual([]);
  const stuck = (id: string) => ({ ...facts(id), ...(id === 'refund-c1-1-r1' ? { state: 'RUNNING' } : {}) });
  expect((await asked(stuck)).differences).toEqual([
    'Workflow refund-c1-1-r1 should be COMPLETED and refunded; it is RUNNING and refunded.',
  ]);
});
