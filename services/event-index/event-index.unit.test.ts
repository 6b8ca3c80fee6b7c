import type { CaravanEvent } from '../../events/contract';
import { expiresAtMs, healthOf, indexed, outcomeOf, passageOf } from './event-index.state';

const ORDER = '01jd8k3m5n7p9q1r3s5t7v9x1z-1';
const anEvent = (data: Record<string, unknown>, over: Partial<CaravanEvent> = {}): CaravanEvent => ({
  ...{ id: 'e1', type: 'order.placed', topic: 'orders', subject: ORDER, version: 1 },
  ...{ time: '2030-01-01T00:00:00.000Z', data, place: { partition: 2, offset: '41' } },
  ...over,
});

test('an event is found by its own id, its subject and every id in its data', () => {
  const { about, partition, offset } = indexed(
    anEvent({ orderIds: ['o1', 'o2'], status: 'paid', lines: [{ sku: 'S-1', quantity: 2 }] }),
  );
  expect(about).toEqual(['S-1', 'e1', 'o1', 'o2', ORDER].sort());
  expect([partition, offset]).toEqual([2, '41']);
});

test('documents of one id are told apart by the service; an event of old does not say it', () => {
  expect(indexed(anEvent({}, { source: 'order' })).source).toBe('order');
  expect(indexed(anEvent({})).source).toBeNull();
});

test('a hold of stock is found by the checkout in its key', () => {
  const checkout = ORDER.slice(0, 26);
  expect(indexed(anEvent({ key: `hold-${checkout}` })).about).toContain(checkout);
});

test('what is personal is not kept, at any depth, and its names say what is missing', () => {
  const { data, leftOut, about } = indexed(
    anEvent({ buyer: { email: 'ada@example.com', id: 'b1' }, visitorId: 'v-secret', text: 'Ring twice' }),
  );
  expect(data).toEqual({ buyer: { id: 'b1' } });
  expect(leftOut).toEqual(['email', 'text', 'visitorId']);
  expect(JSON.stringify([data, about])).not.toMatch(/ada@|v-secret|Ring/);
});

test('what visitors look at is kept for a week, everything else for ninety days', () => {
  const days = (topic: 'orders' | 'behaviour') =>
    (expiresAtMs({ topic, time: '2030-01-01T00:00:00.000Z' }) - Date.parse('2030-01-01T00:00:00.000Z')) /
    86_400_000;
  expect([days('orders'), days('behaviour')]).toEqual([90, 7]);
});

describe('how an event fares with a consumer', () => {
  const event = { offset: '41', time: '2030-01-01T00:00:00.000Z' };
  const passage = (over: Partial<Parameters<typeof passageOf>[0]>) =>
    passageOf({ event, committed: null, outcome: null, beganAt: null, ...over });

  test('it is applied once the consumer has committed an offset behind it', () => {
    expect([passage({ committed: '41' }), passage({ committed: '42' })]).toEqual(['waits', 'applied']);
  });
  test('it waits for a consumer that has read nothing yet', () => {
    expect(passage({})).toBe('waits');
  });
  test('a dead letter wins over the offset, which moves on without it', () => {
    expect(passage({ committed: '99', outcome: 'waiting' })).toBe('set-aside');
    expect(passage({ committed: '99', outcome: 'refused-again' })).toBe('set-aside');
    expect(passage({ committed: '99', outcome: 'put-back' })).toBe('put-back');
    expect(passage({ committed: '0', outcome: 'applied' })).toBe('applied');
  });
  test('a consumer that began later never had it', () => {
    expect(passage({ committed: '99', beganAt: '2030-01-02T00:00:00.000Z' })).toBe('before-its-time');
  });
});

test('what was put back counts as applied only when its consumer has read it and did not refuse it again', () => {
  const outcome = (isRead: boolean, again: boolean) => outcomeOf({ status: 'retried', isRead, again });
  expect([outcome(false, false), outcome(true, false), outcome(true, true)]).toEqual([
    'put-back',
    'applied',
    'refused-again',
  ]);
  expect(outcomeOf({ status: 'waiting', isRead: true, again: false })).toBe('waiting');
});

test('a consumer that nobody runs is away, however little waits; one that set something aside says so', () => {
  expect(healthOf({ members: 0, lag: 0, waitingLetters: 0 })).toBe('away');
  expect(healthOf({ members: 1, lag: 501, waitingLetters: 1 })).toBe('behind');
  expect(healthOf({ members: 1, lag: 3, waitingLetters: 1 })).toBe('setting-aside');
  expect(healthOf({ members: 1, lag: 3, waitingLetters: 0 })).toBe('well');
});
