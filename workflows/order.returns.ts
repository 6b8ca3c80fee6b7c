import {
  condition,
  getExternalWorkflowHandle,
  type ParentClosePolicy,
  proxyLocalActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { ReturnStep } from '../services/order/order.returning';
import type { ActedBy } from '../services/order/order.schema';
import type { ReturnStatus } from '../services/order/return.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { type Attention, notYet, refusal } from './attention';
import { callOffSignal } from './delivery.messages';
import { delivery } from './delivery.workflow';
import {
  answerOfferUpdate,
  decideReturnUpdate,
  type DeliveryReport,
  inspectReturnUpdate,
  receiveReturnUpdate,
  requestReturnUpdate,
  type ReturnAnswer,
  type ReturnHours,
} from './order.messages';
import { markedAsMine } from './seller-mark';
import { INSIDE } from './steps';
import { msUntil, queue } from './turns';

const { requestReturn, stepReturn } = proxyLocalActivities<FulfilmentActivities>({
  ...INSIDE,
  summary: 'Write down where the return stands',
});

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
const ABANDON: ParentClosePolicy = 'ABANDON';

/** A return that is not over. */
interface Case {
  returnId: string;
  status: ReturnStatus;
  dueBy: string;
  /** How its parcel ended. */
  arrival: DeliveryReport['status'] | null;
  turn: ReturnType<typeof queue>;
  waiting: number;
}
type Move = Omit<ReturnStep, 'orderId' | 'returnId'>;

/**
 * The returns of an order: asked for, agreed to (or silently so), sent, looked at, given back. `open` counts those that
 * are not over; the order does not close before they are.
 */
export function returnsOf({
  orderId,
  hours,
  pollSeconds,
  overdueDays,
  staff,
  mayAsk,
  giveBack,
}: {
  orderId: string;
  hours: ReturnHours;
  pollSeconds: number;
  overdueDays: number;
  staff: Attention;
  /** Throws the refusal when nothing can be sent back now. */
  mayAsk: () => void;
  giveBack: (returnId: string) => Promise<void>;
}): { open(): number; hear(report: DeliveryReport): void } {
  const cases = new Map<string, Case>();
  let count = 0;

  setHandler(
    requestReturnUpdate,
    async ({ by, ...asked }) => {
      count += 1;
      const returnId = `${orderId}-ret${count}`;
      const one: Case = {
        ...{ returnId, status: 'requested', dueBy: '', arrival: null, turn: queue(), waiting: 0 },
      };
      cases.set(returnId, one);
      try {
        const written = await requestReturn({ orderId, returnId, by, ...asked, dueInHours: hours.decide });
        one.dueBy = written.dueBy;
      } catch (error) {
        cases.delete(returnId);
        throw error;
      }
      void story(one);
      return answerOf(one);
    },
    { description: 'The buyer wants to send something back.', validator: (_request) => mayAsk() },
  );
  setHandler(
    decideReturnUpdate,
    ({ returnId, by, decision, note, amountMinor }) =>
      personally(
        returnId,
        ['requested'],
        {
          approve: { to: 'approved' as const, by, note, dueInHours: hours.send },
          reject: { to: 'rejected' as const, by, note },
          offer: { to: 'offered' as const, by, note, offerMinor: amountMinor ?? 0, dueInHours: hours.decide },
        }[decision],
      ),
    {
      description: 'The seller agrees to the return or not, or offers money if the buyer keeps it.',
      validator: ({ returnId }) => mustBe(returnId, ['requested']),
    },
  );
  setHandler(
    answerOfferUpdate,
    ({ returnId, by, accept }) =>
      personally(
        returnId,
        ['offered'],
        accept ? { to: 'kept', by } : { to: 'approved', by, dueInHours: hours.send },
      ),
    {
      description: 'The buyer keeps it for the offered money, or sends it back.',
      validator: ({ returnId }) => mustBe(returnId, ['offered']),
    },
  );
  setHandler(
    receiveReturnUpdate,
    ({ returnId, by }) =>
      personally(returnId, ['approved'], { to: 'received', by, dueInHours: hours.inspect }),
    {
      description: 'The seller has the goods.',
      validator: ({ returnId }) => mustBe(returnId, ['approved']),
    },
  );
  setHandler(
    inspectReturnUpdate,
    ({ returnId, by, accepted, note }) =>
      personally(returnId, ['received'], {
        to: accepted?.length === 0 ? 'refused' : 'accepted',
        ...{ by, note, accepted },
      }),
    {
      description: 'The seller has looked at the goods: all of them good, a part, or none.',
      validator: ({ returnId }) => mustBe(returnId, ['received']),
    },
  );

  return {
    open: () => cases.size,
    hear({ deliveryId, status }) {
      const one = cases.get(deliveryId);
      if (one && ENDS.has(status)) one.arrival ??= status;
    },
  };

  /** From the request to the money; silence never stops it. */
  async function story(one: Case): Promise<void> {
    if (!(await left(one, 'requested', 'Silence of the seller agrees to the return')))
      await silently(one, 'requested', { to: 'approved', dueInHours: hours.send });
    if (one.status === 'offered' && !(await left(one, 'offered', 'Silence of the buyer sends it back')))
      await silently(one, 'offered', { to: 'approved', dueInHours: hours.send });
    if (one.status === 'approved') await travel(one);
    if (one.status === 'received' && !(await left(one, 'received', 'Silence of the seller finds it good')))
      await silently(one, 'received', { to: 'accepted' });
    if (one.status === 'accepted' || one.status === 'kept') await giveBack(one.returnId);
    cases.delete(one.returnId);
  }

  /** The label is booked. What was never sent is called off; what is under way then goes on. */
  async function travel(one: Case): Promise<void> {
    const { returnId } = one;
    await startChild(delivery, {
      workflowId: workflowIds.delivery(returnId),
      taskQueue: TASK_QUEUES.fulfilment,
      parentClosePolicy: ABANDON,
      args: [{ deliveryId: returnId, orderId, pollSeconds, overdueDays, kind: 'return', edition: 3 }],
      staticSummary: 'Goods on their way back',
      typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.status, value: 'booking' }, ...markedAsMine()],
    });
    const isThere = () => one.arrival !== null || hasLeft(one, 'approved');
    if (!(await condition(isThere, msUntil(one.dueBy), { summary: 'The buyer has to send it by then' }))) {
      await getExternalWorkflowHandle(workflowIds.delivery(returnId))
        .signal(callOffSignal)
        .catch(() => undefined);
      await condition(isThere);
    }
    if (one.arrival === 'delivered')
      await silently(one, 'approved', { to: 'received', dueInHours: hours.inspect });
    else if (one.arrival === 'returned') await silently(one, 'approved', { to: 'expired' });
    // What the carrier loses or damages is not the buyer's loss.
    else if (one.arrival !== null) await silently(one, 'approved', { to: 'accepted' });
  }

  /** False when nobody acted in time. */
  async function left(one: Case, from: ReturnStatus, summary: string): Promise<boolean> {
    return condition(() => hasLeft(one, from), msUntil(one.dueBy), { summary });
  }

  function hasLeft(one: Case, from: ReturnStatus): boolean {
    return one.status !== from && one.waiting === 0;
  }

  /** A clock's or the carrier's step, unless a person was quicker. It cannot be told no: staff help. */
  async function silently(one: Case, from: ReturnStatus, move: Omit<Move, 'by'>): Promise<void> {
    await one.turn(async () => {
      if (one.status === from)
        await staff.insist('Write down the return', () => take(one, { ...move, by: SYSTEM }), {
          canSkip: false,
        });
    });
  }

  /** A person's step. The second of two who act at once is told that the other was quicker. */
  async function personally(
    returnId: string,
    from: readonly ReturnStatus[],
    move: Move,
  ): Promise<ReturnAnswer> {
    const one = mustBe(returnId, from);
    one.waiting += 1;
    try {
      return await one.turn(async () => {
        mustBe(returnId, from);
        await take(one, move);
        return answerOf(one);
      });
    } finally {
      one.waiting -= 1;
    }
  }

  async function take(one: Case, move: Move): Promise<void> {
    const { status, dueBy } = await stepReturn({ orderId, returnId: one.returnId, ...move });
    one.status = status;
    one.dueBy = dueBy;
  }

  function mustBe(returnId: string, from: readonly ReturnStatus[]): Case {
    const one = cases.get(returnId);
    if (one && from.includes(one.status)) return one;
    // The record may be ahead of this run, when a worker died before its step counted.
    if (one?.status === 'approved' && one.arrival !== null)
      throw notYet('return-arriving', 'This return is just arriving. Nothing was changed; please try again.');
    throw refusal('return-state', 'This return does not wait for that. Nothing was changed.', {
      status: one?.status ?? 'over',
    });
  }
}

const ENDS: ReadonlySet<string> = new Set(['delivered', 'lost', 'damaged', 'returned']);

function answerOf({ returnId, status }: Case): ReturnAnswer {
  return { returnId, status };
}
