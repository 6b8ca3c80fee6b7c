import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import { createIdempotencyStore, IN_FLIGHT_MS, KEPT_MS, type IdempotencyStore } from './idempotency';
import { connectDatabases, type Databases } from './mongo';

let databases: Databases;
let store: IdempotencyStore;
const time = { nowMs: Date.now() };
beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  store = createIdempotencyStore({
    connection: databases.of('platform'),
    clock: { nowMs: () => time.nowMs },
  });
});
afterAll(() => databases.close());

const newScope = () => ({ owner: randomUUID(), key: randomUUID() });
const begin = (scope: { owner: string; key: string }, fingerprint = 'POST /v1/checkouts') =>
  store.begin({ ...scope, fingerprint });
/** Begins a run that must be a new one. */
const beginNew = async (scope: { owner: string; key: string }) => {
  const begun = await begin(scope);
  if (begun.state !== 'new') throw new Error('this key was used before');
  return { ...scope, run: begun.run };
};

test('of thirty equal requests at once one runs and the others hear that it does', async () => {
  const scope = newScope();
  const settled = await Promise.allSettled(Array.from({ length: 30 }, () => begin(scope)));
  const ran = settled.filter((result) => result.status === 'fulfilled');
  expect(ran.map(({ value }) => value.state)).toEqual(['new']);
  const refusals = settled.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(refusals).toHaveLength(29);
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'idempotency-in-flight' });
});

test('a repeat gets the first status, body and headers again', async () => {
  const run = await beginNew(newScope());
  const body = { 'a.b': 1, $set: { name: 'Ghent é' }, list: [null, { z: 1, a: 2 }] };
  await store.complete({ ...run, status: 201, body, headers: { location: '/v1/orders/1' } });
  const repeats = await Promise.all(Array.from({ length: 5 }, () => begin(run)));
  for (const repeat of repeats) {
    expect(repeat).toEqual({ state: 'replay', status: 201, body, headers: { location: '/v1/orders/1' } });
    expect(JSON.stringify(repeat.state === 'replay' && repeat.body)).toBe(JSON.stringify(body));
  }
});

test('an answer without a body is replayed without one', async () => {
  const run = await beginNew(newScope());
  await store.complete({ ...run, status: 204, body: undefined });
  expect(await begin(run)).toEqual({ state: 'replay', status: 204, body: null, headers: {} });
});

test('a key with another request is refused, in flight and afterwards', async () => {
  const run = await beginNew(newScope());
  const reused = { kind: 'invalid', code: 'idempotency-key-reused' };
  await expect(begin(run, 'POST /v1/refunds')).rejects.toMatchObject(reused);
  await store.complete({ ...run, status: 200, body: {} });
  await expect(begin(run, 'POST /v1/refunds')).rejects.toMatchObject(reused);
});

test('one key of two people is two keys, however the parts are written', async () => {
  expect((await begin({ owner: 'a:b', key: `c${time.nowMs}` })).state).toBe('new');
  expect((await begin({ owner: 'a', key: `b:c${time.nowMs}` })).state).toBe('new');
});

test('a key that was given back may run again, once', async () => {
  const run = await beginNew(newScope());
  await store.abandon(run);
  const settled = await Promise.allSettled(Array.from({ length: 10 }, () => begin(run)));
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('an answer that is kept cannot be given back', async () => {
  const run = await beginNew(newScope());
  await store.complete({ ...run, status: 200, body: 'kept' });
  await store.abandon(run);
  expect(await begin(run)).toMatchObject({ state: 'replay', body: 'kept' });
});

test('the mark of a crashed run lapses after a minute, for one of those that wait', async () => {
  const run = await beginNew(newScope());
  time.nowMs += IN_FLIGHT_MS - 1;
  await expect(begin(run)).rejects.toMatchObject({ code: 'idempotency-in-flight' });
  time.nowMs += 1;
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => begin(run)));
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a run that lost its mark can neither answer nor give back for the one that has it', async () => {
  const late = await beginNew(newScope());
  time.nowMs += IN_FLIGHT_MS;
  const current = await beginNew(late);
  await store.complete({ ...late, status: 200, body: 'late' });
  await store.abandon(late);
  await expect(begin(late)).rejects.toMatchObject({ code: 'idempotency-in-flight' });
  await store.complete({ ...current, status: 200, body: 'current' });
  expect(await begin(late)).toMatchObject({ state: 'replay', body: 'current' });
});

test('after a day a key is as good as new, even before the database has swept it', async () => {
  const run = await beginNew(newScope());
  await store.complete({ ...run, status: 200, body: {} });
  time.nowMs += KEPT_MS;
  expect((await begin(run, 'something else')).state).toBe('new');
});
