import type { Case } from '../../services/case/case.schema';
import { CaseResolvedError } from '../../services/case/case.errors';
import { DomainError, StaleVersionError } from '../../services/platform/errors';
import type { Refund } from '../../services/refund/refund.schema';
import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';
import type { StuckWorkflow } from '../workflow-calls';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const aCase: Case = {
  ...{ id: 'reconciliation:payment.p1', kind: 'reconciliation', subject: { type: 'payment', id: 'p1' } },
  ...{ severity: 'high', status: 'open', text: 'It differs.', suggestion: 'Compare.', facts: {} },
  ...{ workflowId: 'payment-p1', openedAt: '2030-01-02T00:00:00.000Z', times: 1, version: 3 },
  ...{ outcome: null, resolvedBy: null, resolvedAt: null, note: null },
};

const aRefund: Refund = {
  ...{
    id: 'o1-r1',
    orderId: 'o1',
    paymentId: 'p1',
    buyerId: 'b1',
    sellerId: 's1',
    status: 'awaiting-approval',
  },
  ...{ currency: 'EUR', amountMinor: 30_000, lines: [], shippingMinor: 0, plainMinor: 30_000 },
  ...{ reason: 'damaged', note: null, restock: false, requestedBy: { role: 'buyer', id: 'b1' } },
  approval: { by: 'support', withinHours: 72, silence: 'support' },
  ...{ decideBy: '2030-01-10T00:00:00.000Z', decidedBy: null, decisionNote: null, attempt: 1 },
  ...{ problem: null, settledBy: null, timeline: [], createdAt: '2030-01-01T00:00:00.000Z', version: 2 },
};

/** What waits for staff when so much is parked, open and undecided. */
async function queueOf(waiting: {
  stuck?: StuckWorkflow[];
  cases?: Case[];
  refunds?: Refund[];
}): Promise<unknown> {
  const { stuck = [], cases = [], refunds = [] } = waiting;
  api = await startApi({
    services: {
      cases: { list: () => Promise.resolve({ items: cases, nextCursor: null }) },
      refund: { list: () => Promise.resolve({ items: refunds, nextCursor: null }) },
    },
    workflows: { listStuck: () => Promise.resolve(stuck) },
  });
  const { status, json } = await api.call('GET', '/v1/attention', { as: people.support });
  expect(status).toBe(200);
  return json.items;
}

const close = (
  running: RunningApi,
  over: { as?: (typeof people)['support']; headers?: Record<string, string> } = {},
) =>
  running.call('POST', '/v1/cases/reconciliation:payment.p1/resolutions', {
    as: over.as ?? people.support,
    body: { outcome: 'mended', note: 'Put right by hand' },
    headers: over.headers ?? { 'if-match': '"3"' },
  });

test('parked workflows and open cases are one list, the most urgent first', async () => {
  const stuck = [
    { workflowId: 'order-o1', type: 'order', problem: 'carrier-refused', since: '2030-01-01T00:00:00.000Z' },
    { workflowId: 'payment-p2', type: 'payment', problem: 'step-failing', since: '2030-01-03T00:00:00.000Z' },
  ];
  expect(await queueOf({ stuck, cases: [aCase] })).toMatchObject([
    { kind: 'workflow', id: 'payment-p2', severity: 'urgent', subject: { type: 'payment', id: 'p2' } },
    {
      ...{ kind: 'workflow', id: 'order-o1', problem: 'carrier-refused', since: '2030-01-01T00:00:00.000Z' },
      links: { resolutions: '/v1/workflows/order-o1/resolutions' },
    },
    {
      ...{ kind: 'case', id: 'reconciliation:payment.p1', problem: 'reconciliation', version: 3 },
      links: { temporal: expect.stringContaining('payment-p1') },
    },
  ]);
});

describe('a refund that support has not decided in time', () => {
  const overdue = {
    workflowId: 'refund-o1-r1',
    type: 'refund',
    problem: 'refund-undecided',
    since: '2029-12-01T00:00:00.000Z',
  };

  test('stands there once, urgent, since its time was over, and leads to its approval and rejection', async () => {
    const items = await queueOf({ stuck: [overdue], refunds: [aRefund] });
    expect(items).toEqual([
      {
        ...{ kind: 'workflow', id: 'refund-o1-r1', subject: { type: 'refund', id: 'o1-r1' }, version: null },
        ...{ problem: 'refund-undecided', severity: 'urgent', since: '2030-01-10T00:00:00.000Z' },
        text: expect.stringContaining('due by 2030-01-10T00:00:00.000Z'),
        suggestion: expect.stringContaining('decline'),
        links: {
          approvals: '/v1/refunds/o1-r1/approvals',
          rejections: '/v1/refunds/o1-r1/rejections',
          temporal: expect.stringContaining('refund-o1-r1'),
        },
      },
    ]);
  });

  test('is not said to have a failing step, also where its record is not at hand', async () => {
    const items = await queueOf({ stuck: [overdue] });
    expect(items).toMatchObject([{ since: overdue.since, text: expect.stringContaining('in time.') }]);
    expect(JSON.stringify(items)).not.toMatch(/keeps failing|resolutions/);
  });
});

test('a refund that support decides about is in the queue from when they were asked', async () => {
  expect(await queueOf({ refunds: [aRefund] })).toMatchObject([
    {
      ...{ kind: 'workflow', id: 'refund-o1-r1', problem: 'refund-to-decide', severity: 'high' },
      since: '2030-01-07T00:00:00.000Z',
      text: expect.stringContaining('until 2030-01-10T00:00:00.000Z'),
      links: { approvals: '/v1/refunds/o1-r1/approvals', rejections: '/v1/refunds/o1-r1/rejections' },
    },
  ]);
});

test('a refund one of whose steps keeps failing is helped with that step, also while support decides', async () => {
  const since = '2030-01-08T00:00:00.000Z';
  const stuck = [{ workflowId: 'refund-o1-r1', type: 'refund', problem: 'step-failing', since }];
  expect(await queueOf({ stuck, refunds: [aRefund] })).toMatchObject([
    { problem: 'step-failing', since, links: { resolutions: '/v1/workflows/refund-o1-r1/resolutions' } },
  ]);
});

describe('an order whose money the bank soon lets go of', () => {
  const ending = {
    workflowId: 'order-o1',
    type: 'order',
    problem: 'authorisation-ending',
    since: '2029-12-01T00:00:00.000Z',
  };
  const warning: Case = {
    ...aCase,
    ...{ id: 'authorisation-lapsing:order.o1', kind: 'authorisation-lapsing', workflowId: 'order-o1' },
    ...{ subject: { type: 'order', id: 'o1' }, facts: { until: '2030-01-04T00:00:00.000Z' } },
    severity: 'low',
  };

  test('leads to the order, and says until when, since the guardian warned', async () => {
    const items = await queueOf({ stuck: [ending], cases: [warning] });
    expect(items).toMatchObject([
      {
        ...{ id: 'order-o1', problem: 'authorisation-ending', since: warning.openedAt, severity: 'high' },
        text: expect.stringContaining('at 2030-01-04T00:00:00.000Z'),
        suggestion: expect.stringContaining('accept it'),
      },
      { id: warning.id },
    ]);
    expect(items).toHaveProperty('0.links', {
      order: '/v1/orders/o1',
      temporal: expect.stringContaining('order-o1'),
    });
  });

  test('is told of without a time where the warning was closed', async () => {
    const items = await queueOf({ stuck: [ending], cases: [{ ...warning, subject: aCase.subject }] });
    expect(items).toMatchObject([{ since: ending.since, text: expect.stringContaining('soon') }, {}]);
  });
});

test.each(['guest', 'buyer', 'seller'] as const)('a %s sees nothing of what waits for staff', async (who) => {
  api = await startApi();
  for (const path of ['/v1/attention', '/v1/cases', '/v1/audit-log', '/v1/reconciliation', '/v1/audits'])
    expect((await api.call('GET', path, { as: people[who] })).status).toBe(403);
});

test('a case is closed in the name of who is signed in, for the version they saw', async () => {
  const asked: unknown[] = [];
  api = await startApi({
    services: {
      cases: {
        resolve: (request) => {
          asked.push(request);
          return Promise.resolve({ ...aCase, status: 'resolved', version: 4 });
        },
      },
    },
  });
  const answer = await close(api);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('etag')).toBe('"4"');
  expect(asked).toEqual([
    {
      ...{ id: aCase.id, expectedVersion: 3, outcome: 'mended', note: 'Put right by hand' },
      by: { role: 'support', id: 'user-h' },
    },
  ]);
});

test('who closes a case that somebody else has closed is told who it was', async () => {
  const resolvedBy = { role: 'support', id: 'user-quick' } as const;
  api = await startApi({
    services: { cases: { resolve: () => Promise.reject(new CaseResolvedError({ ...aCase, resolvedBy })) } },
  });
  const answer = await close(api);
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ type: '/problems/case-resolved', resolvedBy });
});

test('who closes a case that was opened again meanwhile is told to look first', async () => {
  api = await startApi({
    services: { cases: { resolve: () => Promise.reject(new StaleVersionError('case')) } },
  });
  expect((await close(api)).status).toBe(412);
});

test('a case is not closed without saying which version was seen', async () => {
  api = await startApi();
  expect((await close(api, { headers: {} })).status).toBe(428);
});

test('any parked workflow is decided about by its own id', async () => {
  const asked: unknown[] = [];
  api = await startApi({
    workflows: {
      resolve: (...request) => {
        asked.push(request);
        return Promise.resolve({ status: 'paid' });
      },
    },
  });
  const body = { action: 'retry', note: 'The bank is back' };
  const answer = await api.call('POST', '/v1/workflows/payout-s1-eur-1/resolutions', {
    as: people.admin,
    body,
  });
  expect(answer.json).toEqual({ status: 'paid' });
  expect(asked).toEqual([['payout-s1-eur-1', { by: { role: 'admin', id: 'user-a' }, ...body }]]);
});

describe('the audit log', () => {
  function aLog() {
    const lines: Record<string, unknown>[] = [];
    const auditLog: NonNullable<Fakes['services']>['auditLog'] = {
      begin: (act) => Promise.resolve(String(lines.push({ ...act }) - 1)),
      finish: (id, end) => {
        Object.assign(lines[Number(id)] ?? {}, end);
        return Promise.resolve();
      },
    };
    return { lines, auditLog };
  }
  const body = { action: 'retry', note: 'The bank is back' };
  const resolve = (running: RunningApi, as: (typeof people)['support' | 'buyer']) =>
    running.call('POST', '/v1/refunds/r-1/resolutions', { as, body });

  test('has a line for every act of staff: who, what, to what, why and how it ended', async () => {
    const { lines, auditLog } = aLog();
    api = await startApi({
      services: { auditLog },
      workflows: { resolve: () => Promise.resolve({ status: 'refunding' }) },
    });
    await resolve(api, people.support);
    expect(lines).toEqual([
      {
        ...{ by: { role: 'support', id: 'user-h' }, act: 'POST /refunds/{id}/resolutions', about: 'r-1' },
        ...{ note: 'The bank is back', requestId: expect.any(String), status: 200, refusal: null },
      },
    ]);
  });

  test('has the line of an act that was refused, with the reason', async () => {
    const { lines, auditLog } = aLog();
    const refuse = () => Promise.reject(new DomainError('conflict', 'already-resolved', 'Too late.'));
    api = await startApi({ services: { auditLog }, workflows: { resolve: refuse } });
    expect((await resolve(api, people.support)).status).toBe(409);
    expect(lines).toMatchObject([{ status: 409, refusal: 'already-resolved' }]);
  });

  test('is written first: where it cannot be, nothing is done', async () => {
    let done = 0;
    api = await startApi({
      services: { auditLog: { begin: () => Promise.reject(new Error('no database')) } },
      workflows: {
        resolve: () => {
          done += 1;
          return Promise.resolve({ status: 'refunding' });
        },
      },
    });
    expect((await resolve(api, people.support)).status).toBe(500);
    expect(done).toBe(0);
  });

  test('has no line of what a caller may not do, nor of looking', async () => {
    const { lines, auditLog } = aLog();
    api = await startApi({ services: { auditLog, cases: { get: () => Promise.resolve(aCase) } } });
    expect((await resolve(api, people.buyer)).status).toBe(403);
    await api.call('GET', '/v1/cases/reconciliation:payment.p1', { as: people.support });
    expect(lines).toEqual([]);
  });

  test('has one line of an act that is sent twice under one key', async () => {
    const { lines, auditLog } = aLog();
    api = await startApi({
      services: { auditLog },
      workflows: { resolve: () => Promise.resolve({ status: 'refunding' }) },
    });
    const options = { as: people.support, body, headers: { 'idempotency-key': 'once' } };
    await api.call('POST', '/v1/refunds/r-1/resolutions', options);
    await api.call('POST', '/v1/refunds/r-1/resolutions', options);
    expect(lines).toHaveLength(1);
  });
});

test('the same press about a stuck step is the same decision, and another press another', async () => {
  const decisions: (string | undefined)[] = [];
  api = await startApi({
    workflows: {
      resolve: (_workflowId, _resolution, decisionId) => {
        decisions.push(decisionId);
        return Promise.resolve({ status: 'refunding' });
      },
    },
  });
  const { call } = api;
  const help = (headers: Record<string, string>) =>
    call('POST', '/v1/refunds/refund-1/resolutions', {
      as: people.support,
      body: { action: 'retry', note: 'The bank answers again.' },
      headers,
    });
  expect((await help({ 'idempotency-key': 'press-1' })).status).toBe(200);
  expect((await help({ 'idempotency-key': 'press-2' })).status).toBe(200);
  expect((await help({})).status).toBe(200);
  const { id } = people.support;
  expect(decisions).toEqual([`${id}-press-1`, `${id}-press-2`, undefined]);
});
