import { fromMessage, PoisonError, toMessage } from './cloud-event';
import { fromDeadLetter } from './dead-letters';
import { requestsOf, type Outgoing } from './publisher';
import { messagesOf, restAfter } from './relay';
import { topicName, topicOf } from './kafka';
import { createTurns } from './turns';

const time = '2026-01-02T03:04:05.678Z';
const data = { sellerId: 's1', name: 'Mill', slug: 'mill' };
const entry = { id: 'e1', type: 'seller.opened', time, data };
const source = { service: 'seller', collection: 'sellers' } as const;

test('an event arrives as it was sent', () => {
  const { topic, message } = toMessage({ entry, subject: 's1', version: 12, service: 'seller' });
  expect(topic).toBe('sellers');
  expect(message.key).toBe('s1');
  expect(fromMessage({ value: Buffer.from(message.value), headers: message.headers })).toEqual({
    id: 'e1',
    type: 'seller.opened',
    topic: 'sellers',
    subject: 's1',
    time,
    version: 12,
    data,
    source: 'seller',
    traceparent: expect.stringMatching(/^00-/),
  });
});

test('the message is a CloudEvent whose sequence sorts as text', () => {
  const { message } = toMessage({ entry, subject: 's1', version: 12, service: 'seller' });
  expect(message.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
  expect(JSON.parse(message.value)).toMatchObject({
    specversion: '1.0',
    source: '/services/seller',
    dataschema: '/events/seller.opened/1',
    sequence: '0000000012',
  });
});

test('fields that a contract does not know are cut off on arrival', () => {
  const grown = { ...entry, data: { ...data, mood: 'good' } };
  const { message } = toMessage({ entry: grown, subject: 's1', version: 1, service: 'seller' });
  expect(fromMessage({ value: message.value, headers: message.headers }).data).toEqual(data);
});

test.each([
  ['unknown type', { ...entry, type: 'seller.sang' }],
  ['break the contract', { ...entry, data: { sellerId: 7 } }],
  ['not an outbox entry', { ...entry, id: undefined }],
  ['longer than', { ...entry, data: { ...data, name: 'x'.repeat(600_000) } }],
])('an entry that cannot be an event becomes a dead letter in its place: %s', (reason, poison) => {
  const document = { _id: 's1', version: 3, outbox: [entry, poison as typeof entry, entry], taken: 3 };
  const messages = messagesOf(document, source, Date.parse(time));
  expect(messages.map(({ topic }) => topic)).toEqual(['sellers', 'dead-letters', 'sellers']);
  const letter = fromDeadLetter({ value: Buffer.from(messages[1]?.message.value ?? '') });
  expect(letter).toMatchObject({ by: 'relay', from: 'seller', subject: 's1', at: time });
  expect(letter.reason).toContain(reason);
  expect(JSON.parse(messages[2]?.message.value ?? '')).toMatchObject({ sequence: '0000000003' });
});

test('a dead letter says what was wrong without repeating what was in it', () => {
  const poison = { ...entry, data: { ...data, name: { secret: 'hidden' } } } as unknown as typeof entry;
  const [outgoing] = messagesOf({ _id: 's1', version: 1, outbox: [poison], taken: 1 }, source, 0);
  const reason = outgoing?.message.headers.reason;
  expect(reason).toContain('name invalid_type');
  expect(reason).not.toContain('hidden');
});

test.each([
  ['no JSON', { value: '{', headers: { 'content-type': 'application/cloudevents+json' } }],
  ['no CloudEvent', { value: '{}', headers: {} }],
  ['nothing', { value: null, headers: { 'content-type': 'application/cloudevents+json' } }],
  [
    'no sequence',
    {
      value:
        '{"id":"1","type":"seller.opened","time":"2026-01-01T00:00:00Z","source":"/","specversion":"1.0"}',
      headers: { 'content-type': 'application/cloudevents+json' },
    },
  ],
])('a message that is no event is poison: %s', (_, message) => {
  expect(() => fromMessage(message)).toThrow(PoisonError);
});

test('requests stay below what a broker takes and keep the order', () => {
  const outgoing = (n: number, length: number): Outgoing => ({
    topic: 'orders',
    message: { key: String(n), value: 'x'.repeat(length), headers: {} },
  });
  const all = [
    outgoing(1, 400_000),
    outgoing(2, 150_000),
    outgoing(3, 200_000),
    outgoing(4, 499_000),
    outgoing(5, 1),
  ];
  const requests = requestsOf(all);
  expect(requests.map((request) => request.map(({ message }) => message.key))).toEqual([
    ['1', '2'],
    ['3'],
    ['4', '5'],
  ]);
  expect(requests.flat()).toEqual(all);
});

test('the relay rests longer the more work there is, within bounds', () => {
  expect([0, 11, 20, 30, 60_000].map((workMs) => restAfter(workMs, 100))).toEqual([100, 100, 180, 270, 400]);
});

test('topics carry the prefix, and names of others are not ours', () => {
  const config = { KAFKA_BROKERS: '', KAFKA_TOPIC_PREFIX: 'shop.' };
  expect(topicName(config, 'orders')).toBe('shop.orders');
  expect(topicOf(config, 'shop.orders')).toBe('orders');
  expect(topicOf(config, 'other.orders')).toBeNull();
});

test('quiet places are looked at more seldom, and together', () => {
  const turns = createTurns(['a', 'b', 'c']);
  const look = () => {
    const now = turns.next();
    turns.report([]);
    return now.length;
  };
  expect(Array.from({ length: 10 }, look)).toEqual(Array(10).fill(3));
  expect(Array.from({ length: 8 }, look).sort()).toEqual([0, 0, 0, 0, 0, 0, 3, 3]);
});

test('a find in a quiet place wakes all, a find in a busy one only keeps that awake', () => {
  const turns = createTurns(['a', 'b', 'c']);
  const look = (found: string[]) => {
    const now = turns.next();
    turns.report(now.filter((place) => found.includes(place)));
    return now;
  };
  for (let n = 0; n < 20; n += 1) look(['a']);
  const busy = Array.from({ length: 8 }, () => look(['a']));
  expect(busy.filter((now) => now.length === 1)).toHaveLength(6);
  for (let n = 0; n < 8; n += 1) look(['b']);
  expect(look([])).toEqual(['a', 'b', 'c']);
});

test('a place asleep for long is still looked at', () => {
  const turns = createTurns(['a', 'b']);
  for (let n = 0; n < 500; n += 1) {
    turns.next();
    turns.report([]);
  }
  const looked = Array.from({ length: 8 }, () => {
    const now = turns.next();
    turns.report([]);
    return now;
  });
  expect(looked.flat().sort()).toEqual(['a', 'b']);
});
