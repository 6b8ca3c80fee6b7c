import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  type ParentClosePolicy,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { PaymentActivities, PaymentFacts, PaymentLook } from '../activities/payment.activities';
import type { RefundEnd } from '../services/payment/payment.care';
import type { PaymentStatus } from '../services/payment/payment.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { attention, refusal, refusalWithin } from './attention';
import { authorisationEndingSignal, authorisationLapsedSignal } from './order.messages';
import {
  captureUpdate,
  guardUpdate,
  orderEndedSignal,
  type PaymentInput,
  paymentStatusQuery,
  providerReportedSignal,
  reconcileUpdate,
  refundUpdate,
  releaseUpdate,
} from './payment.messages';
import { moneyReportedSignal } from './refund.messages';
import { refund } from './refund.workflow';
import { OUTSIDE } from './steps';
import { queue } from './turns';

const { capturePart } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Take the money of an order',
});
const { releasePart } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Let go of the money of an order',
});
const { refundPart } = proxyActivities<PaymentActivities>({ ...OUTSIDE, summary: 'Give money back' });
const { rightPayment } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Ask the provider how the payment stands, and write down what we lack',
});
const { guardParts } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Look after money that is reserved for a short time only',
});

/**
 * The money of one checkout: each order's part is captured or released, refunds go back. It is the only one who moves
 * it, one request at a time. It is opened for what there is to do, and rests when that is done.
 */
export async function payment({
  orderIds,
  paymentId,
  authorisedUntil,
  edition,
}: PaymentInput): Promise<PaymentStatus> {
  let facts: PaymentFacts | null = null;
  let served = 0;
  const ended = new Set<string>();
  const turn = queue();
  attention(() => facts?.status ?? 'authorised');

  const serve = <Facts extends PaymentFacts>(what: string, move: () => Promise<Facts>) =>
    turn(async () => {
      try {
        const moved = await move();
        facts = moved;
        const { capturedMinor, refundedMinor, authorisedMinor } = moved;
        setCurrentDetails(
          `${what} Taken ${capturedMinor}, given back ${refundedMinor} of ${authorisedMinor} (minor units).`,
        );
        return moved;
      } finally {
        served += 1;
      }
    });

  /** Looks at the provider, and tells whom it concerns. */
  const look = (what: string, ask: () => Promise<PaymentLook>) =>
    serve(what, async () => {
      const seen = await ask();
      await tell(paymentId, seen);
      return seen;
    });
  const right = () => look('Asked the provider how it stands.', () => rightPayment({ paymentId }));

  setHandler(paymentStatusQuery, () => facts?.status ?? 'authorised');
  setHandler(providerReportedSignal, async () => {
    if (edition === undefined && !patched('provider-reports')) return;
    // Nobody waits for the answer: what cannot be asked now is asked again by the next report or reconciliation.
    await right().catch(() => log.warn('the provider could not be asked'));
  });
  setHandler(orderEndedSignal, ({ orderId }) => void ended.add(orderId));
  setHandler(captureUpdate, ({ orderId }) => serve('Took the money of an order.', () => take(orderId)), {
    description: 'Take the part of one order.',
    validator: ({ orderId }) => knowsOrder(orderIds, orderId),
  });
  setHandler(
    releaseUpdate,
    ({ orderId }) => serve('Let go of the money of an order.', () => releasePart({ paymentId, orderId })),
    {
      description: 'Let go of the part of one order.',
      validator: ({ orderId }) => knowsOrder(orderIds, orderId),
    },
  );
  setHandler(
    refundUpdate,
    (request) => serve('Gave money back.', () => refundPart({ paymentId, ...request })),
    {
      description: 'Give money of one order back.',
      validator: ({ orderId, amountMinor }) => {
        knowsOrder(orderIds, orderId);
        if (!Number.isInteger(amountMinor) || amountMinor <= 0)
          throw refusal(
            'invalid-amount',
            'A refund is a whole number of minor units above zero. Nothing was refunded.',
          );
      },
    },
  );

  setHandler(guardUpdate, () => look('Looked after the reservation.', () => guardParts({ paymentId })), {
    description: 'Take what sellers have promised before the reservation ends, and warn about the rest.',
  });
  setHandler(reconcileUpdate, right, {
    description: 'Ask the provider how the payment stands, and write down what we lack.',
  });

  setCurrentDetails(
    `The money is reserved${authorisedUntil ? ` until ${authorisedUntil}` : ''}. Waits for sellers to ship.`,
  );
  if (orderIds.length === 0) await condition(() => served > 0, '1 minute');
  else await condition(() => ended.size === orderIds.length);
  await condition(allHandlersFinished);
  return facts === null ? 'authorised' : (facts as PaymentFacts).status;

  /** When the provider says that the reservation is over, whatever else counted on it is told too. */
  async function take(orderId: string): Promise<PaymentFacts> {
    try {
      return await capturePart({ paymentId, orderId });
    } catch (error) {
      if (refusalWithin(error)?.type === 'authorisation-closed')
        await tell(paymentId, await rightPayment({ paymentId }));
      throw error;
    }
  }
}

/** Orders learn that their money lapsed or soon will, refunds how they ended. Who is over already needs no telling. */
async function tell(paymentId: string, seen: PaymentLook): Promise<void> {
  const until = seen.authorisedUntil ?? '';
  await Promise.all([
    ...seen.lapsedOrderIds.map((orderId) =>
      getExternalWorkflowHandle(workflowIds.order(orderId)).signal(authorisationLapsedSignal).catch(gone),
    ),
    ...seen.warnedOrderIds.map((orderId) =>
      getExternalWorkflowHandle(workflowIds.order(orderId))
        .signal(authorisationEndingSignal, { until })
        .catch(gone),
    ),
    ...seen.refunds.map((end) => tellRefund(paymentId, end)),
  ]);
}

/** A refund that was done and came back is opened again. */
async function tellRefund(
  paymentId: string,
  { refundId, orderId, attempt, status }: RefundEnd,
): Promise<void> {
  const workflowId = workflowIds.refund(refundId);
  if (status === 'failed') {
    const parentClosePolicy: ParentClosePolicy = 'ABANDON';
    try {
      await startChild(refund, {
        ...{ workflowId, taskQueue: TASK_QUEUES.checkout, parentClosePolicy },
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: [{ refundId, orderId, paymentId, automatic: true, cameBack: { attempt } }],
        staticSummary: 'Money that was given back did not arrive',
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
  await getExternalWorkflowHandle(workflowId).signal(moneyReportedSignal, { attempt, status }).catch(gone);
}

/** Its workflow is over. */
function gone(): void {
  return undefined;
}

function knowsOrder(orderIds: readonly string[], orderId: string): void {
  if (orderIds.length > 0 && !orderIds.includes(orderId))
    throw refusal('unknown-order', 'This payment has no such order. Nothing was moved.');
}
