import mongoose, { type Connection } from 'mongoose';
import * as events from '../../events/contracts/dispute.events';
import type { EventContract } from '../../events/contract';
import { eventOf } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { type Change, changeDocument, insertOnce, present } from '../platform/guarded';
import { DisputeStateError, TooManyStatementsError } from './dispute.errors';
import { type DisputeDocument, disputeModel } from './dispute.model';
import {
  type Dispute,
  type DisputeStatus,
  type Fact,
  MAX_STATEMENTS,
  type Statement,
  type Verdict,
} from './dispute.schema';
import { disputeIsOver } from './dispute.state';
import { factsOf, moneyParts } from './dispute.told';

export type DisputeService = ReturnType<typeof createDisputeService>;
export interface DisputePage {
  items: Dispute[];
  nextCursor: string | null;
}
/** A dispute as it is written first. */
export type NewDispute = Omit<
  Dispute,
  'status' | 'submission' | 'concession' | 'decidedAt' | 'timeline' | 'version'
>;

const SYSTEM: ActedBy = { role: 'system', id: 'dispute' };
const BANK: ActedBy = { role: 'system', id: 'bank' };

/** The record of disputes. What happens next is decided by each one's workflow; this keeps it and refuses nonsense. */
export function createDisputeService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = disputeModel(connection);
  const show = (stored: DisputeDocument): Dispute => present<Dispute>(stored);
  const nowIso = () => new Date(clock.nowMs()).toISOString();

  const change = async (id: string, decide: (current: DisputeDocument) => Change | null): Promise<Dispute> =>
    show(await changeDocument(model, 'dispute', id, clock.nowMs(), decide));

  /** A change with its line in the story and its event. */
  function told(
    current: DisputeDocument,
    set: Partial<Dispute>,
    line: { text: string; by: ActedBy; orderId?: string },
    contract: EventContract,
    more: Record<string, unknown> = {},
  ): Change {
    const facts = { ...factsOf({ ...current, ...set }), ...more };
    return {
      set,
      push: { timeline: { at: nowIso(), ...line } },
      events: [eventOf(contract, facts, clock.nowMs())],
    };
  }

  async function get(id: string): Promise<Dispute | null> {
    const stored = (await model.findById(id).lean()) as DisputeDocument | null;
    return stored && show(stored);
  }

  return {
    get,

    /** Writes a dispute down; one that is there stays as it is. */
    async open({ id, ...rest }: NewDispute): Promise<Dispute> {
      const fresh = {
        ...rest,
        _id: id,
        status: 'open' as const,
        submission: null,
        concession: null,
        decidedAt: null,
        timeline: [
          { at: rest.openedAt, text: `The buyer's bank takes the money back: ${rest.reason}`, by: BANK },
        ],
      };
      const nowMs = clock.nowMs();
      await insertOnce(model, fresh, nowMs, eventOf(events.disputeOpened, factsOf(fresh), nowMs));
      const stored = await get(id);
      if (!stored) throw new NotFoundError('dispute');
      return stored;
    },

    /** What our records say, by order; replaces what they said before. Does nothing once evidence was sent. */
    recordFacts: (id: string, facts: Readonly<Record<string, Fact[]>>): Promise<Dispute> =>
      change(id, (current) => {
        if (current.submission !== null || disputeIsOver(current.status)) return null;
        const parts = current.parts.map((part) => ({ ...part, facts: facts[part.orderId] ?? part.facts }));
        return { set: { parts }, events: [] };
      }),

    /** @throws DisputeStateError, TooManyStatementsError; NotFoundError when the order is not part of it */
    addStatement: (
      id: string,
      { orderId, statementId, text, by }: { orderId: string; statementId: string; text: string; by: ActedBy },
    ): Promise<Dispute> =>
      change(id, (current) => {
        const part = current.parts.find((entry) => entry.orderId === orderId);
        if (!part) throw new NotFoundError('order in this dispute');
        if (part.statements.some((statement) => statement.id === statementId)) return null;
        if (current.status !== 'open' || current.submission !== null)
          throw new DisputeStateError(current.status === 'open' ? 'submitted' : current.status);
        if (part.statements.length >= MAX_STATEMENTS) throw new TooManyStatementsError(MAX_STATEMENTS);
        const statement: Statement = { id: statementId, at: nowIso(), by, text };
        const parts = current.parts.map((entry) =>
          entry.orderId === orderId ? { ...entry, statements: [...entry.statements, statement] } : entry,
        );
        const line = { text: 'The seller added a statement.', by, orderId };
        return told(current, { parts }, line, events.disputeStatementAdded, { orderId });
      }),

    /** Nobody has answered yet: written down once for each moment. */
    recordReminder: (id: string, at: string): Promise<Dispute> =>
      change(id, (current) => {
        if (current.status !== 'open' || !current.remindAt.includes(at)) return null;
        const remindAt = current.remindAt.filter((moment) => moment !== at);
        const line = {
          text: `Nobody has answered yet. Evidence is due ${current.evidenceDueAt}.`,
          by: SYSTEM,
        };
        return told(current, { remindAt }, line, events.disputeReminded);
      }),

    /** Written before the provider is asked, so that a repeated try sends the same text under the same key. */
    recordSubmitting: (
      id: string,
      { attempt, text, by }: { attempt: number; text: string; by: ActedBy },
    ): Promise<Dispute> =>
      change(id, (current) => {
        if (current.submission?.attempt === attempt) return null;
        if (current.status !== 'open') throw new DisputeStateError(current.status);
        return { set: { submission: { attempt, text, by, submittedAt: null } }, events: [] };
      }),

    /** The provider refused the text: another may be sent. */
    dropSubmission: (id: string, attempt: number): Promise<Dispute> =>
      change(id, (current) => {
        const pending = current.submission?.attempt === attempt && current.submission.submittedAt === null;
        return pending ? { set: { submission: null }, events: [] } : null;
      }),

    recordSubmitted: (id: string): Promise<Dispute> =>
      change(id, (current) => {
        if (current.status !== 'open' || current.submission === null) return null;
        const submission = { ...current.submission, submittedAt: nowIso() };
        const line = { text: 'The evidence was sent to the bank.', by: submission.by };
        return told(current, { status: 'submitted', submission }, line, events.disputeSubmitted);
      }),

    recordConcession: (id: string, { note, by }: { note: string; by: ActedBy }): Promise<Dispute> =>
      change(id, (current) => {
        if (current.concession !== null) return null;
        if (current.status !== 'open') throw new DisputeStateError(current.status);
        const concession = { by, note, at: nowIso() };
        const line = { text: 'The loss was accepted; the bank is being told.', by };
        return told(current, { status: 'conceded', concession }, line, events.disputeConceded);
      }),

    settle: (id: string, verdict: Verdict): Promise<Dispute> =>
      change(id, (current) => {
        if (current.status === verdict) return null;
        if (disputeIsOver(current.status)) throw new DisputeStateError(current.status);
        const line = { text: VERDICT_TEXT[verdict], by: BANK };
        const set = { status: verdict, decidedAt: nowIso() };
        return verdict === 'won'
          ? told(current, set, line, events.disputeWon)
          : told(current, set, line, events.disputeLost, { parts: moneyParts(current) });
      }),

    async listForPayment(paymentId: string): Promise<Dispute[]> {
      const found = (await model.find({ paymentId }).sort({ _id: 1 }).lean()) as DisputeDocument[];
      return found.map(show);
    },

    /** Newest first; those of one seller or order where one is named. `cursor` is `nextCursor` of the page before. */
    async list({
      sellerId,
      orderId,
      status,
      cursor,
      limit,
    }: {
      sellerId?: string;
      orderId?: string;
      status?: DisputeStatus;
      cursor?: string;
      limit: number;
    }): Promise<DisputePage> {
      const filter = {
        ...(sellerId === undefined ? {} : { 'parts.sellerId': sellerId }),
        ...(orderId === undefined ? {} : { 'parts.orderId': orderId }),
        ...(status === undefined ? {} : { status }),
        ...after(cursor),
      };
      const found = (await model
        .find(filter)
        .sort({ openedAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean()) as DisputeDocument[];
      const items = found.slice(0, limit).map(show);
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? `${last.openedAt}~${last.id}` : null };
    },
  };
}

const VERDICT_TEXT: Record<Verdict, string> = {
  won: 'The bank decided for the shop. The money stays here.',
  lost: 'The bank decided for the buyer. The money is gone back.',
};

function after(cursor: string | undefined): Record<string, unknown> {
  if (cursor === undefined) return {};
  const [openedAt = '', id = ''] = cursor.split('~');
  return {
    $or: [
      { openedAt: mongoose.trusted({ $lt: openedAt }) },
      { openedAt, _id: mongoose.trusted({ $lt: id }) },
    ],
  };
}
