import type { Dashboard } from '../../services/analytics/analytics.schema';
import type { Asked } from '../../services/analytics/analytics.service';
import { FiguresAwayError } from '../../services/analytics/stores/remote';
import { startApi, type RunningApi } from '../api.fixture';

const STAFF = { id: 'staff-1', role: 'support' } as const;
const SELLER = { id: 'user-1', role: 'seller', sellerId: 'seller-a' } as const;

const asked: Asked[] = [];
let isAway = false;
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({
    services: {
      analytics: {
        dashboard(request) {
          asked.push(request);
          if (isAway) return Promise.reject(new FiguresAwayError());
          return Promise.resolve({ isEmpty: true } as Dashboard);
        },
        table: ((report: string) =>
          Promise.resolve(
            report === 'searches' ? [{ text: '=HYPERLINK("x")', visits: 2, lastDay: '2026-11-03' }] : [],
          )) as never,
      },
    },
  });
});
afterAll(() => api.close());

test('staff see the market and every shop, sellers their own shop only', async () => {
  expect((await api.call('GET', '/v1/analytics?days=7', { as: STAFF })).status).toBe(200);
  expect((await api.call('GET', '/v1/sellers/seller-b/analytics', { as: STAFF })).status).toBe(200);
  expect((await api.call('GET', '/v1/sellers/seller-a/analytics?days=90', { as: SELLER })).status).toBe(200);
  expect(asked).toEqual([
    { sellerId: null, days: 7 },
    { sellerId: 'seller-b', days: 30 },
    { sellerId: 'seller-a', days: 90 },
  ]);
  expect((await api.call('GET', '/v1/sellers/seller-b/analytics', { as: SELLER })).status).toBe(404);
  expect((await api.call('GET', '/v1/sellers/seller-b/analytics/days', { as: SELLER })).status).toBe(404);
  expect((await api.call('GET', '/v1/analytics', { as: SELLER })).status).toBe(403);
});

test('a period or report that there is not is refused by name', async () => {
  const period = await api.call('GET', '/v1/analytics?days=8', { as: STAFF });
  expect([period.status, period.text]).toEqual([400, expect.stringContaining('days')]);
  const report = await api.call('GET', '/v1/analytics/everything', { as: STAFF });
  expect([report.status, report.text]).toEqual([400, expect.stringContaining('report')]);
});

test('a file is CSV in which no search is a formula', async () => {
  const file = await api.call('GET', '/v1/analytics/searches?days=7', { as: STAFF });
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="searches-7-days.csv"');
  expect(file.text).toBe('text,visits,lastDay\r\n"\'=HYPERLINK(""x"")",2,2026-11-03\r\n');
});

test('while the figures are away it says so, and that nothing is lost', async () => {
  isAway = true;
  const answer = await api.call('GET', '/v1/analytics', { as: STAFF });
  expect([answer.status, answer.json.type]).toEqual([503, '/problems/figures-away']);
  expect(answer.text).toContain('Nothing of them is lost');
});
