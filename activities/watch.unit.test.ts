import { MockActivityEnvironment } from '@temporalio/testing';
import type { PageResult } from '../services/reconciliation/reconciliation';
import { createWatchActivities } from './watch.activities';

const page = (over: Partial<PageResult> = {}): PageResult => ({
  nextCursor: null,
  ...{ compared: 50, found: 0, mended: 0, opened: 0 },
  left: [],
  heldMinor: {},
  ...over,
});

/** The steps with a provider of so many pages. */
function aWatch(pages: number) {
  const asked: (string | null)[] = [];
  const opened: unknown[] = [];
  const cleared: string[] = [];
  const steps = createWatchActivities({
    reconciliation: {
      payments: ({ cursor }) => {
        asked.push(cursor);
        const at = Number(cursor ?? 0);
        return Promise.resolve(page({ nextCursor: at === pages - 1 ? null : String(at + 1) }));
      },
      payouts: () => Promise.resolve(page()),
    },
    audit: () =>
      Promise.resolve({
        findings: [{ invariant: 'Stock is never negative', ids: ['a'] }],
        seen: { orders: 1 },
      }),
    cases: {
      open: (report) => {
        opened.push(report.subject);
        return Promise.resolve({} as never);
      },
      clear: (_kind, subject) => {
        cleared.push(subject.id);
        return Promise.resolve();
      },
      listOpen: () =>
        Promise.resolve([
          { subject: { type: 'invariant', id: 'stock-is-never-negative' } },
          { subject: { type: 'invariant', id: 'an-order-has-a-workflow' } },
        ] as never),
    },
    reports: { save: () => Promise.resolve() },
  });
  return { steps, asked, opened, cleared };
}

test('a batch ends where the list ends', async () => {
  const { steps, asked } = aWatch(3);
  const result = await new MockActivityEnvironment().run(steps.reconcilePayments, {
    cursor: null,
    pages: 20,
  });
  expect(asked).toEqual([null, '1', '2']);
  expect(result).toMatchObject({ compared: 150, nextCursor: null });
});

test('a batch ends after its pages and says where the next one begins', async () => {
  const { steps, asked } = aWatch(10);
  const result = await new MockActivityEnvironment().run(steps.reconcilePayments, { cursor: '4', pages: 2 });
  expect(asked).toEqual(['4', '5']);
  expect(result).toMatchObject({ compared: 100, nextCursor: '6' });
});

test('a batch whose worker died goes on at the page it had come to, and counts nothing twice', async () => {
  const { steps, asked } = aWatch(4);
  const heartbeatDetails = { result: page({ compared: 100, nextCursor: '2' }), pages: 2 };
  const environment = new MockActivityEnvironment({ heartbeatDetails });
  const result = await environment.run(steps.reconcilePayments, { cursor: null, pages: 20 });
  expect(asked).toEqual(['2', '3']);
  expect(result).toMatchObject({ compared: 200, nextCursor: null });
});

test('an audit opens a case for each invariant that is broken and closes those that hold again', async () => {
  const { steps, opened, cleared } = aWatch(1);
  const result = await new MockActivityEnvironment().run(steps.auditEverything);
  expect(result).toMatchObject({ findings: [{ what: 'Stock is never negative', ids: ['a'] }] });
  expect(opened).toEqual([{ type: 'invariant', id: 'stock-is-never-negative' }]);
  expect(cleared).toEqual(['an-order-has-a-workflow']);
});
