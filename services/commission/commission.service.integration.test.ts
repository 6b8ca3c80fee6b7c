import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { outcomesOf, tally } from '../user/user.fixture';
import { RATES_FRESH_MS, SOONEST_MS } from './commission.rates';
import { createCommissionService } from './commission.service';

let databases: Databases;
const time = { nowMs: Date.now() };
const service = () =>
  createCommissionService({ connection: databases.of('commission'), clock: { nowMs: () => time.nowMs } });
beforeAll(async () => {
  databases = await connectDatabases(testConfig());
});
afterAll(() => databases.close());

const aSeller = () => ({ subject: { type: 'seller' as const, id: newId() }, name: 'Loom', base: 1200 });
const wanted = (points: number, inMs: number) => ({
  wanted: { points, from: new Date(time.nowMs + inMs).toISOString(), note: 'agreed' },
  by: 'admin-1',
});

test('every process prices by a planned rate from its moment on, whatever it had in memory', async () => {
  const [here, there] = [service(), service()];
  const loom = aSeller();
  const pointsOf = async (at: ReturnType<typeof service>) =>
    (await at.tableAt(time.nowMs)).ofSeller(loom.subject.id, loom.base);
  expect([await pointsOf(here), await pointsOf(there)]).toEqual([1200, 1200]);

  await here.plan({ ...loom, ...wanted(900, SOONEST_MS), expectedVersion: 0 });
  expect([await pointsOf(here), await pointsOf(there)]).toEqual([1200, 1200]);

  time.nowMs += SOONEST_MS - RATES_FRESH_MS;
  expect(await pointsOf(there)).toBe(1200);
  time.nowMs += RATES_FRESH_MS;
  expect([await pointsOf(here), await pointsOf(there)]).toEqual([900, 900]);
});

test('of two admins who plan at once one wins, and the other is told', async () => {
  const loom = aSeller();
  const plans = [800, 700].map((points) =>
    service().plan({ ...loom, ...wanted(points, SOONEST_MS), expectedVersion: 0 }),
  );
  expect(tally(await outcomesOf(plans))).toEqual({ ok: 1, 'stale-version': 1 });
  const [view] = await service().view([loom]);
  expect(view).toMatchObject({ points: 1200, version: 1, history: [] });
});

test('a category that never had a rate gets one beside those of the market', async () => {
  const subject = { type: 'category' as const, id: `c${newId()}` };
  await service().plan({ subject, name: 'C', base: null, ...wanted(700, SOONEST_MS), expectedVersion: 0 });
  time.nowMs += SOONEST_MS;
  expect((await service().tableAt(time.nowMs)).ofCategories).toMatchObject({ [subject.id]: 700, books: 700 });
});
