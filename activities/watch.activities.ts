import { Context } from '@temporalio/activity';
import type { CaseService } from '../services/case/case.service';
import type { PageResult, Reconciliation } from '../services/reconciliation/reconciliation';
import type { WatchReport } from '../services/reconciliation/reconciliation.schema';
import type { WatchReports } from '../services/reconciliation/reports';
import { mappedAll } from './failures';

export type WatchActivities = ReturnType<typeof createWatchActivities>;

/** What a batch of pages came to; the findings are the first of them only. */
export type BatchResult = PageResult;

interface AuditFinding {
  what: string;
  ids: string[];
}

const PAGE = 50;
/** What a report and a history carry of what was found; all of it is in the cases. */
const MOST_FINDINGS = 20;
const BEAT_MS = 2_000;
const AUDITOR = { role: 'system', id: 'audit' } as const;

/** Steps of those who look after the whole: reconciliation and audit. They may take minutes, and tell how far they are. */
export function createWatchActivities({
  reconciliation,
  audit,
  cases,
  reports,
}: {
  reconciliation: Reconciliation;
  /** Reads everything and judges; changes nothing. */
  audit: () => Promise<{ findings: { invariant: string; ids: string[] }[]; seen: Record<string, number> }>;
  cases: Pick<CaseService, 'open' | 'clear' | 'listOpen'>;
  reports: Pick<WatchReports, 'save'>;
}) {
  const batch = async (
    { cursor, pages }: { cursor: string | null; pages: number },
    compare: Reconciliation['payments'],
  ): Promise<BatchResult> => {
    const context = Context.current();
    // A batch whose worker died goes on at the page that it had come to.
    const before = context.info.heartbeatDetails as { result: BatchResult; pages: number } | undefined;
    let result = before?.result ?? { ...NOTHING, nextCursor: cursor };
    let done = before?.pages ?? 0;
    return beating(
      () => ({ result, pages: done }),
      async () => {
        for (; done < pages && (done === 0 || result.nextCursor !== null); done += 1)
          result = added(result, await compare({ cursor: result.nextCursor, limit: PAGE }));
        return result;
      },
    );
  };

  return mappedAll({
    reconcilePayments: (request: { cursor: string | null; pages: number }) =>
      batch(request, reconciliation.payments),
    reconcilePayouts: (request: { cursor: string | null; pages: number }) =>
      batch(request, reconciliation.payouts),

    /** Opens a case for each invariant that does not hold, and closes those of invariants that hold again. */
    auditEverything: async (): Promise<{ findings: AuditFinding[]; seen: Record<string, number> }> =>
      beating(
        () => null,
        async () => {
          const { findings, seen } = await audit();
          for (const { invariant, ids } of findings) {
            await cases.open({
              ...{ kind: 'audit-finding', subject: subjectOf(invariant) },
              text: `This does not hold for ${ids.length}: ${invariant}.`,
              facts: { invariant, ids: ids.slice(0, 100), count: ids.length },
            });
          }
          const broken = new Set(findings.map(({ invariant }) => subjectOf(invariant).id));
          for (const { subject } of await cases.listOpen('audit-finding'))
            if (!broken.has(subject.id)) await cases.clear('audit-finding', subject, AUDITOR);
          return {
            seen,
            findings: findings
              .slice(0, MOST_FINDINGS)
              .map(({ invariant, ids }) => ({ what: invariant, ids: ids.slice(0, MOST_FINDINGS) })),
          };
        },
      ),

    keepWatchReport: async (report: WatchReport) => void (await reports.save(report)),
  });
}

const NOTHING: BatchResult = {
  nextCursor: null,
  ...{ compared: 0, found: 0, mended: 0, opened: 0 },
  left: [],
  heldMinor: {},
};

function added(one: BatchResult, other: PageResult): BatchResult {
  const heldMinor = { ...one.heldMinor };
  for (const [currency, minor] of Object.entries(other.heldMinor))
    heldMinor[currency] = (heldMinor[currency] ?? 0) + minor;
  return {
    nextCursor: other.nextCursor,
    compared: one.compared + other.compared,
    found: one.found + other.found,
    mended: one.mended + other.mended,
    opened: one.opened + other.opened,
    left: [...one.left, ...other.left].slice(0, MOST_FINDINGS),
    heldMinor,
  };
}

/** An invariant has one case, called after its words. */
function subjectOf(invariant: string) {
  const id = invariant.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return { type: 'invariant', id: id.slice(0, 150) } as const;
}

/** Tells while it works that its worker lives, and how far it is. */
async function beating<Result>(progress: () => unknown, work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(progress()), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
