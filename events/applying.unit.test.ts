import { createLogger } from '../services/platform/logger';
import { applyAll } from './applying';
import type { CaravanEvent } from './contract';
import type { Arrival } from './order-keeper';
import { AwayError, PoisonEvent } from './projection';

const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
const arrivals = ['a', 'b', 'c'].map((id): Arrival => ({
  event: { id, subject: id } as CaravanEvent,
  ...{ topic: 'orders', partition: 0 },
  offset: 0n,
  content: '',
}));

// Nobody waits here.
jest.mock('./pause', () => ({ backoffMs: () => 0, pause: () => Promise.resolve() }));

/** Applies all with an effect that fails as it is told, and says what came of it. */
async function outcome(effect: (id: string, call: number) => void) {
  const applied = new Set<string>();
  const aside: [string, string, number][] = [];
  let call = 0;
  const applying = applyAll(arrivals, {
    logger,
    signal: new AbortController().signal,
    run: {
      apply: async (events) => {
        call += 1;
        for (const { id } of events) {
          effect(id, call);
          applied.add(id);
        }
      },
    },
    setAside: async ({ event }, reason, attempts) => {
      aside.push([event.id, reason, attempts]);
      return true;
    },
  });
  expect(await applying).toBe(true);
  return { applied: [...applied], aside, call };
}

test('an error that passes is waited out', async () => {
  const { applied, aside } = await outcome((id, call) => {
    if (id === 'b' && call < 3) throw new Error('not now');
  });
  expect(applied).toEqual(['a', 'b', 'c']);
  expect(aside).toEqual([]);
});

test('an event that always fails is set aside after eight attempts of its own, and costs no other', async () => {
  const { applied, aside } = await outcome((id) => {
    if (id === 'b') throw new Error('never');
  });
  expect(applied).toEqual(['a', 'c']);
  expect(aside).toEqual([['b', 'never', 8]]);
});

test('an event that is called poison is set aside at once', async () => {
  const { applied, aside, call } = await outcome((id) => {
    if (id === 'b') throw new PoisonEvent('b', 'says nothing');
  });
  expect(applied).toEqual(['a', 'c']);
  expect(aside).toEqual([['b', 'says nothing', 1]]);
  expect(call).toBe(2);
});

test.each([
  ['said so', () => new AwayError('the provider is away')],
  ['a refused connection', () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a database that is down', () => new Error('x', { cause: named('MongoServerSelectionError') })],
])('while a store is away (%s) nothing is set aside, however long it takes', async (_, error) => {
  const { applied, aside } = await outcome((_id, call) => {
    if (call < 100) throw error();
  });
  expect(applied).toEqual(['a', 'b', 'c']);
  expect(aside).toEqual([]);
});

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
