import { type Connection, trusted } from 'mongoose';
import * as events from '../../events/contracts/case.events';
import { eventOf } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { CaseResolvedError } from './case.errors';
import { type CaseDocument, caseModel } from './case.model';
import type { Case, CaseKind, CaseOutcome, CaseReport, CaseStatus } from './case.schema';
import { CASE_KINDS, caseIdOf, effectOf } from './case.state';

export type CaseService = ReturnType<typeof createCaseService>;

/** Cases: what machines found and people have to decide. */
export function createCaseService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = caseModel(connection);
  const show = (stored: CaseDocument): Case => present<Case>(stored, ['place']);

  async function get(id: string): Promise<Case | null> {
    const stored = (await model.findById(id).lean()) as CaseDocument | null;
    return stored && show(stored);
  }

  /** Closes a case that is open; `decide` may refuse. */
  async function close(
    id: string,
    how: { outcome: CaseOutcome; by: ActedBy; note: string },
    check: (current: CaseDocument) => 'close' | 'leave',
  ): Promise<Case> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'case', id, nowMs, (current) => {
      if (check(current) === 'leave') return null;
      const { outcome, by, note } = how;
      return {
        set: {
          ...{ status: 'resolved', outcome, note },
          resolvedBy: by,
          resolvedAt: new Date(nowMs).toISOString(),
        },
        events: [eventOf(events.caseResolved, { ...factsOf(show(current)), outcome }, nowMs)],
      };
    });
    return show(after);
  }

  return {
    get,

    /**
     * Opens the case of a kind about a subject. While it is open, the same report changes nothing and another one
     * brings its words up to date. A case that was closed opens again, unless staff accepted these very facts.
     */
    async open(report: CaseReport): Promise<Case> {
      const nowMs = clock.nowMs();
      const { kind, subject, text, facts = {}, workflowId = null } = report;
      const id = caseIdOf(kind, subject);
      const severity = report.severity ?? CASE_KINDS[kind].severity;
      const words = { text, facts, workflowId, severity, suggestion: CASE_KINDS[kind].suggestion };
      const openedAt = new Date(nowMs).toISOString();
      const fresh = {
        ...{ _id: id, kind, subject, ...words, status: 'open', openedAt, times: 1 },
        place: placeOf(openedAt, id),
        ...UNRESOLVED,
      };
      const told = eventOf(events.caseOpened, factsOf({ id, kind, subject, severity }), nowMs);
      await insertOnce(model, fresh, nowMs, told);
      const after = await changeDocument(model, 'case', id, nowMs, (current) => {
        const effect = effectOf(show(current), { ...report, facts });
        if (effect === 'none') return null;
        if (effect === 'refresh') return { set: words, events: [] };
        return {
          set: {
            ...words,
            ...UNRESOLVED,
            status: 'open',
            openedAt,
            times: current.times + 1,
            place: placeOf(openedAt, id),
          },
          events: [told],
        };
      });
      return show(after);
    },

    /**
     * Staff close a case that they saw in a version. Of two at once one wins.
     * @throws CaseResolvedError that says who was quicker; StaleVersionError when it was reopened or changed meanwhile
     */
    resolve({
      id,
      expectedVersion,
      ...how
    }: {
      id: string;
      expectedVersion: number;
      outcome: 'mended' | 'accepted';
      by: ActedBy;
      note: string;
    }): Promise<Case> {
      return close(id, how, (current) => {
        if (isOwnDoing(current, how, expectedVersion)) return 'leave';
        if (current.status === 'resolved') throw new CaseResolvedError(show(current));
        if (current.version !== expectedVersion) throw new StaleVersionError('case');
        return 'close';
      });
    },

    /** A look that found nothing any more closes the case; nothing happens where none is open. */
    async clear(kind: CaseKind, subject: Case['subject'], by: ActedBy): Promise<void> {
      const id = caseIdOf(kind, subject);
      if ((await get(id))?.status !== 'open') return;
      const how = { outcome: 'gone', by, note: 'The next look did not find it any more.' } as const;
      await close(id, how, (current) => (current.status === 'open' ? 'close' : 'leave'));
    },

    /** Open cases of a kind, for those who look whether they are still so. */
    async listOpen(kind: CaseKind): Promise<Case[]> {
      const found = (await model.find({ status: 'open', kind }).sort({ _id: 1 }).lean()) as CaseDocument[];
      return found.map(show);
    },

    /** Newest first. @param request.cursor `nextCursor` of the page before */
    async list(request: {
      status?: CaseStatus;
      cursor?: string;
      limit: number;
    }): Promise<{ items: Case[]; nextCursor: string | null }> {
      const { status, cursor, limit } = request;
      const filter = {
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { place: trusted({ $lt: cursor }) }),
      };
      const found = (await model
        .find(filter as never)
        .sort({ place: -1 })
        .limit(limit + 1)
        .lean()) as CaseDocument[];
      const items = found.slice(0, limit).map(show);
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? placeOf(last.openedAt, last.id) : null };
    },
  };
}

const UNRESOLVED = { outcome: null, resolvedBy: null, resolvedAt: null, note: null };

/** The first try closed it and its answer was lost: one event since the version that was seen, and by the same. */
function isOwnDoing(
  current: CaseDocument,
  how: { by: ActedBy; note: string; outcome: CaseOutcome },
  expectedVersion: number,
): boolean {
  const { resolvedBy, status, version, note, outcome } = current;
  return (
    status === 'resolved' &&
    version === expectedVersion + 1 &&
    resolvedBy?.id === how.by.id &&
    note === how.note &&
    outcome === how.outcome
  );
}

function factsOf({ id, kind, subject, severity }: Pick<Case, 'id' | 'kind' | 'subject' | 'severity'>) {
  return { caseId: id, kind, severity, subjectType: subject.type, subjectId: subject.id };
}

/** Where a case stands in the list: newest first, and never two at one place. */
function placeOf(openedAt: string, id: string): string {
  return `${openedAt} ${id}`;
}
