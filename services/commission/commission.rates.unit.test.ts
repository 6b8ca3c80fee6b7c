import { NOTICE_MS, planRate, plannedAt, pointsAt, SOONEST_MS } from './commission.rates';
import type { CommissionRate } from './commission.schema';

const NOW = Date.parse('2030-01-10T12:00:00.000Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();
const rate = (points: number | null, ms: number): CommissionRate => ({
  ...{ points, from: at(ms), note: 'agreed', by: 'admin', setAt: at(0) },
});
const plan = (points: number | null, ms: number, over: Partial<Parameters<typeof planRate>[0]> = {}) =>
  planRate({
    subject: { type: 'seller', id: 'loom' },
    ...{ rates: [], base: 1200, by: 'admin', nowMs: NOW },
    wanted: { points, from: at(ms), note: 'agreed' },
    ...over,
  });
const refused = (code: string) => expect.objectContaining({ code }) as Error;

test('a rate counts from its moment on, and the first one before', () => {
  const rates = [rate(1000, -60_000), rate(800, 60_000)];
  expect([-60_001, -60_000, 59_999, 60_000].map((ms) => pointsAt(rates, 1200, NOW + ms))).toEqual([
    1200, 1000, 1000, 800,
  ]);
  expect(plannedAt(rates, NOW)?.points).toBe(800);
});

test('a lower rate begins as soon as every process knows it', () => {
  expect(plan(800, SOONEST_MS)).toMatchObject([{ points: 800 }]);
  expect(() => plan(800, SOONEST_MS - 1)).toThrow(refused('commission-too-soon'));
});

test('sellers know of a higher rate fifteen days before it begins', () => {
  expect(() => plan(1300, NOTICE_MS - 1)).toThrow(refused('commission-notice'));
  expect(plan(1300, NOTICE_MS)).toMatchObject([{ points: 1300 }]);
});

test('taking a category its own rate makes it dearer, and giving it one cheaper', () => {
  const tea = { subject: { type: 'category' as const, id: 'tea' } };
  expect(() => plan(null, SOONEST_MS, { ...tea, base: 800 })).toThrow(refused('commission-notice'));
  expect(plan(900, SOONEST_MS, { ...tea, base: null })).toHaveLength(1);
});

test('a seller always has a rate of their own', () => {
  expect(() => plan(null, NOTICE_MS)).toThrow(refused('commission-missing'));
});

test('a plan takes the place of the one before it, and what has begun stays', () => {
  const rates = [rate(1000, -1), rate(900, NOTICE_MS)];
  expect(plan(950, SOONEST_MS, { rates }).map(({ points }) => points)).toEqual([1000, 950]);
});

test('a rate that is about to begin is not called back: an order may have it already', () => {
  expect(() => plan(700, SOONEST_MS, { rates: [rate(900, 30_000)] })).toThrow(refused('commission-begins'));
});
