import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/refund.events';
import type { OutboxEntry } from '../../events/contract';
import { eventOf } from '../../events/outbox';
import type { ActedBy, Order } from '../order/order.schema';
import type { Units } from '../order/parcel.schema';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, insertOnce } from '../platform/guarded';
import { planAsked } from './refund.asking';
import { createClaims } from './refund.claims';
import { RefundDecidedError, RefundRefusedError } from './refund.errors';
import type { Claim, RefundDocument } from './refund.model';
import { giveCancelled, giveOwed, isUndecided, sortClaims, type CancelGift } from './refund.owed';
import { approvalFor, type RefundRules } from './refund.rules';
import type { Refund, RefundRequest, RefundStatus } from './refund.schema';
import {
  NEXT_REFUND_STATUS,
  planAmount,
  planOwed,
  planRefund,
  planRest,
  planUnits,
  type RefundPlan,
  type RefundShare,
  type RefundWish,
} from './refund.state';
import { createRefundStore, UNTOLD } from './refund.store';

export type RefundService = ReturnType<typeof createRefundService>;

const HOUR_MS = 3_600_000;
/** A claim without a refund is younger than this while its request is still under way. */
const ORPHANED_AFTER_MS = 10 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Refunds: what was asked, who agreed, and how it ended. The money itself is the payment's. */
export function createRefundService({
  connection,
  clock,
  rules,
  isDisputed = () => Promise.resolve(false),
}: {
  connection: Connection;
  clock: Clock;
  rules: RefundRules;
  /** Whether the bank looks into the payment of an order, or has taken the money. */
  isDisputed?: (orderId: string) => Promise<boolean>;
}) {
  const { model, get, show, ...lists } = createRefundStore({ connection, clock });
  const { listForOrder } = lists;
  const claims = createClaims({ connection, clock });

  /** What live refunds claim of an order that was written before claims were kept. */
  const written = (orderId: string) => async (): Promise<Claim[]> =>
    (await listForOrder(orderId))
      .filter(({ status }) => status !== 'rejected' && status !== 'failed')
      .map(claimOf);
  const claimsOf = async (orderId: string) => (await claims.of(orderId)) ?? (await written(orderId)());

  async function plan(order: Order, request: RefundAsked, by = planRefund): Promise<RefundPlan> {
    const found = by(order, request, await claimsOf(order.id));
    if (found.ok && (await isDisputed(order.id)))
      return { ok: false, reason: 'order-disputed', leftMinor: 0 };
    return found;
  }

  /** One step of the status, with its line in the story and its event; nothing when it was taken already. */
  async function become(
    id: string,
    to: RefundStatus,
    act: {
      text: string;
      set?: Partial<Refund>;
      event: (facts: RefundFacts) => OutboxEntry;
      /** True when this very step was taken before, even if the refund has moved on since. */
      isDone?: (current: RefundDocument) => boolean;
    },
  ): Promise<Refund> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'refund', id, nowMs, (current) => {
      if (current.status === to || act.isDone?.(current)) return null;
      if (!NEXT_REFUND_STATUS[current.status].includes(to)) throw new RefundDecidedError(current.status);
      return {
        set: { ...act.set, status: to },
        push: { timeline: { at: new Date(nowMs).toISOString(), status: to, text: act.text } },
        events: [act.event(factsOf(current))],
      };
    });
    return show(after);
  }

  const decided = (status: RefundStatus) => (facts: RefundFacts) =>
    eventOf(events.refundDecided, { ...facts, status }, clock.nowMs());
  const inHours = (hours: number) => new Date(clock.nowMs() + hours * HOUR_MS).toISOString();

  /** Claims what `decide` plans by what others have claimed, and writes the refund down. */
  async function open(
    { refundId, order, by, reason, note, restock }: RefundOpening,
    decide: (others: readonly Claim[]) => RefundPlan,
  ): Promise<Refund> {
    const nowMs = clock.nowMs();
    const before = await get(refundId);
    if (before) return before;
    if (await isDisputed(order.id)) throw new RefundRefusedError('order-disputed', 0);
    const claim = await claims.take(order.id, refundId, written(order.id), (others) => {
      const found = decide(others);
      if (!found.ok) throw new RefundRefusedError(found.reason, found.leftMinor);
      const { ok: _ok, ...share } = found;
      const approval = approvalOf(order, share.amountMinor, others, by);
      return { refundId, ...share, small: approval.by === 'nobody' && approval.why === 'small' };
    });
    const { id: orderId, paymentId, buyerId, sellerId, currency } = order;
    const others = (await claimsOf(orderId)).filter((other) => other.refundId !== refundId);
    const { small, ...share } = claim;
    const approval = small
      ? ({ by: 'nobody', why: 'small' } as const)
      : approvalOf(order, share.amountMinor, others, by);
    const at = new Date(nowMs).toISOString();
    const fresh: Omit<Refund, 'id' | 'version'> & { _id: string } = {
      ...UNTOLD,
      ...share,
      ...{ _id: refundId, orderId, paymentId, buyerId, sellerId, currency, approval, reason },
      status: 'requested',
      note: note ?? null,
      // An amount is of no thing that could be put back on sale.
      restock: restock && share.plainMinor === 0,
      requestedBy: by,
      decidedBy: null,
      decisionNote: null,
      timeline: [{ at, status: 'requested', text: 'The refund was asked for.' }],
      createdAt: at,
    };
    const facts = { refundId, orderId, buyerId, sellerId, amountMinor: share.amountMinor, currency };
    await insertOnce(model, fresh, nowMs, eventOf(events.refundRequested, facts, nowMs));
    const stored = await get(refundId);
    if (!stored) throw new NotFoundError('refund');
    return stored;
  }

  /** The refunds of an order that are not waiting to be agreed to. */
  const decidedOf = async (orderId: string): Promise<ReadonlySet<string>> =>
    new Set((await listForOrder(orderId)).filter(({ status }) => !isUndecided(status)).map(({ id }) => id));

  /** Asks for what the shop owes by itself, as far as it can be given now. */
  async function requestOwed(
    opening: RefundOwed,
    wanted: (before: readonly RefundShare[]) => RefundWish | null,
  ): Promise<OwedAnswer> {
    const { order, refundId, family = refundId } = opening;
    const isDecided = await decidedOf(order.id);
    const sorted = (all: readonly Claim[]) => sortClaims(all, family, isDecided);
    const planNow = (others: readonly Claim[]) => {
      const { plan: found } = giveOwed(order, wanted, sorted(others));
      if (found === null) throw new NothingOwed();
      return found;
    };
    const refund = await open(opening, planNow).catch((error: unknown) => {
      if (error instanceof NothingOwed) return null;
      throw error;
    });
    const { laterMinor } = planOwed(order, wanted, sorted(await claimsOf(order.id)));
    return { refund, mayBeMore: laterMinor > 0 };
  }

  function approvalOf(order: Order, amountMinor: number, others: readonly Claim[], by: ActedBy) {
    const smallBeforeMinor = others.reduce((sum, claim) => sum + (claim.small ? claim.amountMinor : 0), 0);
    return approvalFor({ order, amountMinor, smallBeforeMinor, by, rules });
  }

  /** It will not be: what it claimed can be asked for again. */
  async function freed(ended: Promise<Refund>): Promise<Refund> {
    const refund = await ended;
    await claims.free(refund.orderId, refund.id);
    return refund;
  }

  return {
    get,
    ...lists,

    /** What would be given back; the amounts are those of the act. Changes nothing. */
    plan: ({ order, request: asked }: { order: Order; request: RefundAsked }) => plan(order, asked),

    /** The same for what a person asks with `request`. */
    planRequest: ({ order, request: asked }: { order: Order; request: RefundAsked }) =>
      plan(order, asked, planAsked),

    /**
     * What an order that is cancelled would give back: by the planner of `requestRest` and `requestUnits`, which are
     * asked when it is. Changes nothing.
     * @param cancelled the order as cancelling would leave it
     * @throws RefundRefusedError
     */
    async planCancelled(cancelled: Order): Promise<CancelGift> {
      if (await isDisputed(cancelled.id)) throw new RefundRefusedError('order-disputed', 0);
      const isDecided = await decidedOf(cancelled.id);
      return giveCancelled(cancelled, await claimsOf(cancelled.id), isDecided);
    },

    /**
     * Writes down a request with its amounts and who has to agree. The same id again is the same refund.
     * @throws RefundRefusedError
     */
    request: ({ request: asked, ...asking }: RefundAsking): Promise<Refund> => {
      const { reason, note, restock } = asked;
      return open({ ...asking, reason, note, restock }, (others) => planAsked(asking.order, asked, others));
    },

    /** Asks for all that is left of an order. */
    requestRest: (opening: Omit<RefundOwed, 'restock'>): Promise<OwedAnswer> =>
      requestOwed({ ...opening, restock: false }, (before) => planRest(opening.order, before)),

    /** Asks for these units, as far as nobody has before. */
    requestUnits: ({
      lines,
      shipping,
      ...opening
    }: RefundOwed & { lines: readonly Units[]; shipping: boolean }): Promise<OwedAnswer> =>
      requestOwed(opening, (before) => planUnits(opening.order, { lines, shipping }, before)),

    /** Asks for an amount, as far as it is left. */
    requestUpTo: ({ amountMinor, ...opening }: RefundOwed & { amountMinor: number }): Promise<OwedAnswer> =>
      requestOwed(opening, (before) => planAmount(opening.order, amountMinor, before)),

    /** Whoever has to agree is asked, and has until `decideBy`. */
    async askApproval(id: string): Promise<Refund> {
      const refund = await get(id);
      if (!refund) throw new NotFoundError('refund');
      const { approval } = refund;
      const hours = approval.by === 'nobody' ? rules.decideWithinHours : approval.withinHours;
      const who = approval.by === 'support' ? 'Support has' : 'The seller has';
      return become(id, 'awaiting-approval', {
        text: `${who} been asked to agree.`,
        set: { decideBy: inHours(hours) },
        event: decided('awaiting-approval'),
        isDone: ({ status }) => status !== 'requested',
      });
    },

    /** Whoever has to agree is reminded, each once. */
    async remind(id: string): Promise<void> {
      const nowMs = clock.nowMs();
      await changeDocument(model, 'refund', id, nowMs, (current) => {
        const { approval, decideBy, timeline } = show(current);
        const words = `${approval.by === 'support' ? 'Support was' : 'The seller was'} reminded that an answer is due.`;
        if (current.status !== 'awaiting-approval' || timeline.some(({ text }) => text === words))
          return null;
        const line = { at: new Date(nowMs).toISOString(), status: current.status, text: words };
        const facts = { ...factsOf(current), decider: approval.by, decideBy: decideBy ?? '' };
        return {
          push: { timeline: line },
          events: [eventOf(events.refundDecisionDue, facts, nowMs)],
        };
      });
    },

    /** The seller was silent about a large refund: support decide. */
    async passToSupport(id: string): Promise<Refund> {
      const nowMs = clock.nowMs();
      const after = await changeDocument(model, 'refund', id, nowMs, (current) => {
        const { approval } = show(current);
        if (current.status !== 'awaiting-approval' || approval.by !== 'seller') return null;
        const decideBy = inHours(approval.withinHours);
        const text = 'The seller did not answer in time. Support decides.';
        return {
          set: { approval: { ...approval, by: 'support' }, decideBy },
          push: { timeline: { at: new Date(nowMs).toISOString(), status: current.status, text } },
          events: [
            eventOf(events.refundDecisionDue, { ...factsOf(current), decider: 'support', decideBy }, nowMs),
          ],
        };
      });
      return show(after);
    },

    /** Agreed, or tried again by staff: the money is being sent. `attempt` counts the tries from 1. */
    startRefunding: (
      id: string,
      { by, note, attempt = 1 }: { by: ActedBy; note: string | null; attempt?: number },
    ) =>
      become(id, 'refunding', {
        text: attempt > 1 ? 'The money is being sent again.' : 'Agreed. The money is being sent.',
        set:
          attempt > 1
            ? { attempt, problem: null }
            : { decidedBy: by, decisionNote: note, decideBy: null, attempt },
        event: decided('refunding'),
        isDone: (current) => hasStarted(current, attempt),
      }),

    reject: (id: string, decision: { by: ActedBy; note: string }) =>
      freed(
        become(id, 'rejected', {
          text: `Declined: ${decision.note}`,
          set: { decidedBy: decision.by, decisionNote: decision.note, decideBy: null },
          event: decided('rejected'),
        }),
      ),

    /** The money arrived. One that the bank has sent back meanwhile stays as it is. */
    complete: (id: string) =>
      become(id, 'refunded', {
        text: 'The money was given back.',
        set: { problem: null },
        event: (facts) => eventOf(events.refundCompleted, facts, clock.nowMs()),
        isDone: ({ status }) => status === 'needs-attention',
      }),

    /** The payment refused before anything moved. */
    fail: (id: string, problem: string) =>
      freed(
        become(id, 'failed', {
          text: `Not given back: ${problem}`,
          set: { problem, decisionNote: problem },
          event: (facts) => eventOf(events.refundFailed, { ...facts, problem }, clock.nowMs()),
        }),
      ),

    /** The money of one try did not reach the buyer: it is still owed, and staff have to help. */
    comeBack: (id: string, { attempt, problem }: { attempt: number; problem: string }) =>
      become(id, 'needs-attention', {
        text: `The money did not reach the buyer: ${problem}`,
        set: { problem },
        event: (facts) => eventOf(events.refundFailed, { ...facts, problem }, clock.nowMs()),
        isDone: (current) => (current.attempt ?? 1) > attempt || current.settledBy != null,
      }),

    /** Staff gave the money back another way. */
    settle: (id: string, { by, note }: { by: ActedBy; note: string }) =>
      become(id, 'refunded', {
        text: 'Staff gave the money back another way.',
        set: { settledBy: by, decisionNote: note, problem: null },
        event: (facts) => eventOf(events.refundCompleted, facts, clock.nowMs()),
      }),

    /** Frees what was claimed by requests that broke off before their refund was written. Answers with how many. */
    async freeOrphans(): Promise<number> {
      const nowMs = clock.nowMs();
      let count = 0;
      for (const { orderId, refundIds } of await claims.claimedBetween(
        nowMs - DAY_MS,
        nowMs - ORPHANED_AFTER_MS,
      )) {
        const known = new Set((await listForOrder(orderId)).map(({ id }) => id));
        for (const refundId of refundIds.filter((id) => !known.has(id))) {
          await claims.free(orderId, refundId);
          count += 1;
        }
      }
      return count;
    },
  };
}

/**
 * Whether a try was started before. Steps of a worker that died are repeated together, the early ones when the later
 * ones have taken effect, so this is asked of wherever the refund stands now.
 */
function hasStarted({ status, attempt: reached }: RefundDocument, attempt: number): boolean {
  if (status === 'requested' || status === 'awaiting-approval' || status === 'rejected') return false;
  return (reached ?? 1) >= attempt;
}

type RefundAsked = Omit<RefundRequest, 'reason' | 'note' | 'restock'>;
interface RefundAsking {
  refundId: string;
  order: Order;
  request: RefundRequest;
  by: ActedBy;
}
type RefundOpening = Omit<RefundAsking, 'request'> & Pick<RefundRequest, 'reason' | 'note' | 'restock'>;
/** `family` is what all refunds for the same reason begin their names with. */
type RefundOwed = Omit<RefundOpening, 'note'> & { family?: string };

/** The refund, or null when nothing could be asked for now; whether more may be owed once others have decided. */
export interface OwedAnswer {
  refund: Refund | null;
  mayBeMore: boolean;
}

class NothingOwed extends Error {}

type RefundFacts = ReturnType<typeof factsOf>;

function factsOf({ _id, orderId, buyerId, sellerId, amountMinor, currency }: RefundDocument) {
  return { refundId: _id, orderId, buyerId, sellerId, amountMinor, currency };
}

function claimOf({ id, amountMinor, lines, shippingMinor, plainMinor, approval }: Refund): Claim {
  const small = approval.by === 'nobody' && approval.why === 'small';
  return { refundId: id, amountMinor, lines, shippingMinor, plainMinor, small };
}
