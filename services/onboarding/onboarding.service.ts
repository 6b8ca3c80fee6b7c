import mongoose, { type Connection } from 'mongoose';
import { applicationChanged } from '../../events/contracts/seller.events';
import { eventOf, withoutOutbox } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { type Change, changeDocument, insertOnce, present } from '../platform/guarded';
import { newId } from '../platform/ids';
import { ApplicationIncompleteError, ApplicationStateError } from './onboarding.errors';
import { type ApplicationRecord, applicationModel, draftModel } from './onboarding.model';
import type { Application, ApplicationStatus, Question, Step } from './onboarding.schema';
import { isEditable, missingSteps } from './onboarding.state';

export type OnboardingService = ReturnType<typeof createOnboardingService>;

export interface ApplicationPage {
  items: Application[];
  nextCursor: string | null;
}

const SYSTEM: ActedBy = { role: 'system', id: 'onboarding' };
const DRAFT_MS = 86_400_000;

/**
 * The record of those who apply to sell. What happens next is decided by each one's workflow; this keeps it and
 * refuses nonsense. What applicants send waits as a draft here, so that nothing personal is in a message.
 */
export function createOnboardingService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = applicationModel(connection);
  const drafts = draftModel(connection);
  const show = (stored: ApplicationRecord): Application => present<Application>(stored, ['lastDraft']);
  const nowIso = () => new Date(clock.nowMs()).toISOString();

  async function get(id: string): Promise<Application | null> {
    const stored = await model.findById(id, withoutOutbox).lean<ApplicationRecord>();
    return stored && show(stored);
  }

  async function change(
    id: string,
    decide: (current: ApplicationRecord) => Change | null,
  ): Promise<Application> {
    return show(await changeDocument(model, 'application', id, clock.nowMs(), decide));
  }

  /** A change with its line in the story and its event. */
  function told(
    current: ApplicationRecord,
    set: Partial<ApplicationRecord>,
    line: { text: string; by: ActedBy },
  ): Change {
    const { status } = { ...current, ...set };
    return {
      set,
      push: { timeline: { at: nowIso(), ...line } },
      events: [eventOf(applicationChanged, { sellerId: current._id, status }, clock.nowMs())],
    };
  }

  return {
    get,

    /** Begins an application; the one that is there stays as it is. */
    async begin({ userId, email }: { userId: string; email: string }): Promise<Application> {
      const nowMs = clock.nowMs();
      const at = nowIso();
      const fresh = {
        ...{ _id: userId, status: 'open', email: { address: email, confirmedAt: null } },
        ...{ business: null, tax: null, documents: [], payout: null, profile: null, questions: [] },
        ...{ decision: null, startedAt: at, heardAt: at, submittedAt: null, reminders: 0 },
        timeline: [{ at, text: 'The application was begun.', by: { role: 'buyer', id: userId } }],
      };
      const event = eventOf(applicationChanged, { sellerId: userId, status: 'open' }, nowMs);
      await insertOnce(model, fresh, nowMs, event);
      const stored = await get(userId);
      if (!stored) throw new NotFoundError('application');
      return stored;
    },

    /** Goes on with one that has expired; any other stays as it is. */
    resume: (id: string): Promise<Application> =>
      change(id, (current) => {
        if (current.status !== 'expired') return null;
        const set = { status: 'open' as const, heardAt: nowIso(), reminders: 0 };
        return told(current, set, { text: 'The application was taken up again.', by: byApplicant(id) });
      }),

    /** Keeps what an applicant sent until the workflow has had it taken; for a day at most. */
    async keepDraft(draft: { sellerId: string; step: Step; content: object }): Promise<string> {
      const nowMs = clock.nowMs();
      const _id = newId(nowMs);
      await drafts.create({ _id, ...draft, expiresAt: new Date(nowMs + DRAFT_MS) });
      return _id;
    },

    async draft(id: string): Promise<{ sellerId: string; step: Step; content: object } | null> {
      return drafts.findById(id).lean();
    },

    async dropDraft(id: string): Promise<void> {
      await drafts.deleteOne({ _id: id });
    },

    /** Whether a draft was the last that was taken, so that taking it again does nothing. */
    async wasTaken(id: string, draftId: string): Promise<boolean> {
      return (await model.findOne({ _id: id, lastDraft: draftId }, { _id: 1 }).lean()) !== null;
    },

    /** Writes a step down. @throws ApplicationStateError when it is not the applicant's turn */
    recordStep: (
      id: string,
      { draftId, set, text }: { draftId: string; set: Partial<Application>; text: string },
    ): Promise<Application> =>
      change(id, (current) => {
        if (current.lastDraft === draftId) return null;
        if (!isEditable(current.status)) throw new ApplicationStateError(current.status);
        const heard = { heardAt: nowIso(), reminders: 0, lastDraft: draftId };
        return told(current, { ...set, ...heard }, { text, by: byApplicant(id) });
      }),

    /** @throws ApplicationIncompleteError, ApplicationStateError */
    submit: (id: string): Promise<Application> =>
      change(id, (current) => {
        if (current.status === 'submitted') return null;
        if (!isEditable(current.status)) throw new ApplicationStateError(current.status);
        const missing = missingSteps(current);
        if (missing.length > 0) throw new ApplicationIncompleteError(missing);
        const at = nowIso();
        const set = { status: 'submitted' as const, submittedAt: at, heardAt: at, questions: [] };
        return told(current, set, { text: 'The application was submitted.', by: byApplicant(id) });
      }),

    /** Staff ask back. @throws ApplicationStateError when it is not with staff, or somebody else was quicker */
    askBack: (
      id: string,
      { questions, by }: { questions: readonly Question[]; by: ActedBy },
    ): Promise<Application> =>
      change(id, (current) => {
        const isSame = JSON.stringify(current.questions) === JSON.stringify(questions);
        if (current.status === 'questions' && isSame) return null;
        if (current.status !== 'submitted') throw new ApplicationStateError(current.status);
        const set = {
          status: 'questions' as const,
          questions: [...questions],
          heardAt: nowIso(),
          reminders: 0,
        };
        return told(current, set, { text: 'Caravan asked back.', by });
      }),

    /** @throws ApplicationStateError when it is not with staff, or somebody else was quicker */
    decide: (
      id: string,
      { as, note, by }: { as: 'approved' | 'refused'; note: string; by: ActedBy },
    ): Promise<Application> =>
      change(id, (current) => {
        if (current.status === as && current.decision?.by.id === by.id) return null;
        if (current.status !== 'submitted') throw new ApplicationStateError(current.status);
        const set = { status: as, decision: { as, note, by, at: nowIso() } };
        const text = as === 'approved' ? 'The application was approved.' : 'The application was refused.';
        return told(current, set, { text, by });
      }),

    /** Written down once for each reminder: nothing happens when the applicant was heard since. */
    recordReminder: (
      id: string,
      { heardAt, count }: { heardAt: string; count: number },
    ): Promise<Application> =>
      change(id, (current) => {
        if (!isEditable(current.status) || current.heardAt !== heardAt || current.reminders !== count)
          return null;
        return told(current, { reminders: count + 1 }, { text: 'A reminder was sent.', by: SYSTEM });
      }),

    /** Nothing happens when the applicant was heard since. */
    expire: (id: string, heardAt: string): Promise<Application> =>
      change(id, (current) => {
        if (!isEditable(current.status) || current.heardAt !== heardAt) return null;
        const text = 'Nothing was heard for a long time, so the application is closed for now.';
        return told(current, { status: 'expired' }, { text, by: SYSTEM });
      }),

    /** Heard last first. `cursor` is `nextCursor` of the page before. */
    async list({
      status,
      cursor,
      limit,
    }: {
      status?: ApplicationStatus;
      cursor?: string;
      limit: number;
    }): Promise<ApplicationPage> {
      const found = await model
        .find({ ...(status === undefined ? {} : { status }), ...after(cursor) }, withoutOutbox)
        .sort({ heardAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean<ApplicationRecord[]>();
      const items = found.slice(0, limit).map(show);
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? `${last.heardAt}~${last.id}` : null };
    },
  };
}

const byApplicant = (id: string): ActedBy => ({ role: 'buyer', id });

function after(cursor: string | undefined): Record<string, unknown> {
  if (cursor === undefined) return {};
  const [heardAt = '', id = ''] = cursor.split('~');
  return {
    $or: [{ heardAt: mongoose.trusted({ $lt: heardAt }) }, { heardAt, _id: mongoose.trusted({ $lt: id }) }],
  };
}
