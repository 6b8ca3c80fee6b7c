import type { Case } from '../../services/case/case.schema';
import { CaseResolvedError } from '../../services/case/case.errors';
import { DomainError, StaleVersionError } from '../../services/platform/errors';
import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';

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
  api = await startApi({
    services: { cases: { list: () => Promise.resolve({ items: [aCase], nextCursor: null }) } },
    workflows: {
      listStuck: () =>
        Promise.resolve([
          {
            workflowId: 'order-o1',
            type: 'order',
            problem: 'carrier-refused',
            since: '2030-01-01T00:00:00.000Z',
          },
          {
            workflowId: 'payment-p2',
            type: 'payment',
            problem: 'step-failing',
            since: '2030-01-03T00:00:00.000Z',
          },
        ]),
    },
  });
  const { status, json } = await api.call('GET', '/v1/attention', { as: people.support });
  expect(status).toBe(200);
  expect(json.items).toMatchObject([
    { kind: 'workflow', id: 'payment-p2', severity: 'urgent', subject: { type: 'payment', id: 'p2' } },
    { kind: 'workflow', id: 'order-o1', problem: 'carrier-refused', since: '2030-01-01T00:00:00.000Z' },
    {
      ...{ kind: 'case', id: 'reconciliation:payment.p1', problem: 'reconciliation', version: 3 },
      links: { temporal: expect.stringContaining('payment-p1') },
    },
  ]);
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
