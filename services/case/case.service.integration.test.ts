import { testConfig } from '../../test/servers';
import { connectDatabases, type Databases } from '../platform/mongo';
import { newId } from '../platform/ids';
import { createAuditLogService } from '../audit-log/audit-log.service';
import type { Case, CaseReport } from './case.schema';
import { createCaseService, type CaseService } from './case.service';

let databases: Databases;
let cases: CaseService;
const clock = { nowMs: () => Date.now() };
beforeAll(async () => {
  const mark = newId().slice(-8);
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `cases_${mark}_` });
  cases = createCaseService({ connection: databases.of('case'), clock });
});
afterAll(() => databases.close());

const aReport = (over: Partial<CaseReport> = {}): CaseReport => ({
  ...{ kind: 'reconciliation', subject: { type: 'payment', id: newId() }, text: 'It differs.' },
  ...over,
});
const ann = { role: 'support', id: 'ann' } as const;
const bob = { role: 'support', id: 'bob' } as const;
const closing = ({ id, version }: Case, by: typeof ann | typeof bob, note = 'Put right') =>
  cases.resolve({ id, expectedVersion: version, outcome: 'mended', by, note });

test('a thing that is reported ten times at once has one case, opened once', async () => {
  const report = aReport();
  const found = await Promise.all(Array.from({ length: 10 }, () => cases.open(report)));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
  expect(await cases.get(found[0]?.id ?? '')).toMatchObject({ times: 1, version: 1, status: 'open' });
});

test('of two who close one case one wins, and the other is told who it was', async () => {
  const opened = await cases.open(aReport());
  const answers = await Promise.allSettled([closing(opened, ann), closing(opened, bob)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const resolvedBy = answers[0]?.status === 'fulfilled' ? ann : bob;
  const lost = answers.find((answer) => answer.status === 'rejected');
  expect(lost?.reason).toMatchObject({ code: 'case-resolved', details: { resolvedBy } });
});

test('closing that is repeated because its answer was lost is the same closing', async () => {
  const opened = await cases.open(aReport());
  const closed = await closing(opened, ann);
  expect(await closing(opened, ann)).toEqual(closed);
});

test('a case that comes again is open again, and who saw it before has to look first', async () => {
  const report = aReport();
  const opened = await cases.open(report);
  await closing(opened, ann);
  const again = await cases.open(report);
  expect(again).toMatchObject({ status: 'open', times: 2, resolvedBy: null, note: null });
  await expect(closing(opened, bob)).rejects.toMatchObject({ code: 'stale-version' });
});

test('what staff accepted stays closed while it is found again as it was', async () => {
  const report = aReport({ facts: { amount: 1 } });
  const { id, version } = await cases.open(report);
  await cases.resolve({ id, expectedVersion: version, outcome: 'accepted', by: ann, note: 'Known' });
  expect(await cases.open(report)).toMatchObject({ status: 'resolved' });
  expect(await cases.open({ ...report, facts: { amount: 2 } })).toMatchObject({ status: 'open' });
});

test('a look that finds nothing any more closes the case, and one that is closed stays as staff left it', async () => {
  const report = aReport();
  const opened = await cases.open(report);
  const machine = { role: 'system', id: 'reconciliation' } as const;
  await cases.clear('reconciliation', report.subject, machine);
  expect(await cases.get(opened.id)).toMatchObject({
    status: 'resolved',
    outcome: 'gone',
    resolvedBy: machine,
  });
  const other = await cases.open(aReport());
  await closing(other, ann);
  await cases.clear('reconciliation', other.subject, machine);
  expect(await cases.get(other.id)).toMatchObject({ outcome: 'mended', resolvedBy: ann });
});

test('the list has every case once, the newest first, page by page', async () => {
  const kind = 'payout-returned';
  for (let n = 0; n < 5; n += 1) await cases.open(aReport({ kind }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await cases.list({ status: 'open', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ openedAt, id }) => `${openedAt} ${id}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect((await cases.listOpen(kind)).length).toBe(5);
});

test('a line of the audit log is ended once, and is found by what it is about and by who did it', async () => {
  const log = createAuditLogService({ connection: databases.of('audit-log'), clock });
  const line = { by: ann, act: 'POST /refunds/{id}/approvals', note: null, requestId: 'q' };
  const id = await log.begin({ ...line, about: 'r-1' });
  await log.begin({ ...line, about: 'r-2', by: bob });
  await log.finish(id, { status: 200, refusal: null });
  await log.finish(id, { status: 500, refusal: 'internal-error' });
  const { items } = await log.list({ about: 'r-1', limit: 10 });
  expect(items).toMatchObject([{ id, status: 200, refusal: null, by: ann }]);
  expect((await log.list({ actor: 'bob', limit: 10 })).items).toMatchObject([{ about: 'r-2', status: null }]);
  const first = await log.list({ limit: 1 });
  expect(first.items).toMatchObject([{ about: 'r-2' }]);
  expect((await log.list({ limit: 1, cursor: first.nextCursor ?? '' })).items).toMatchObject([
    { about: 'r-1' },
  ]);
});
