import { z } from 'zod';
import { TOPICS } from './contract';
import { CONTRACTS } from './contracts';

const contracts = [...CONTRACTS.values()];

test('every event is named noun.past and has a topic that exists', () => {
  expect(contracts.length).toBeGreaterThan(20);
  for (const { type, topic } of contracts) {
    expect(type).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(TOPICS).toContain(topic);
  }
});

test('no two contracts share a type', async () => {
  const files = await Promise.all([
    import('./contracts/case.events'),
    import('./contracts/catalogue.events'),
    import('./contracts/checkout.events'),
    import('./contracts/delivery.events'),
    import('./contracts/dispute.events'),
    import('./contracts/order.events'),
    import('./contracts/payment.events'),
    import('./contracts/payout.events'),
    import('./contracts/refund.events'),
    import('./contracts/stock.events'),
  ]);
  const types = files.flatMap((file) => Object.values(file).map((contract) => contract.type));
  expect(new Set(types).size).toBe(types.length);
  expect(types.length).toBe(CONTRACTS.size);
});

test('all events of one noun are in one topic, so a consumer of the topic sees the whole story', () => {
  const topics = new Map<string, Set<string>>();
  for (const { type, topic } of contracts) {
    const noun = type.split('.')[0] ?? '';
    topics.set(noun, (topics.get(noun) ?? new Set()).add(topic));
  }
  for (const ofNoun of topics.values()) expect(ofNoun.size).toBe(1);
});

test('the data of every event can be described as JSON', () => {
  for (const { data } of contracts) expect(() => z.toJSONSchema(data)).not.toThrow();
});
