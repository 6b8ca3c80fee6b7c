import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { CheckoutStatus, PlaceOrderResult } from '../services/checkout/checkout.schema';
import type { TrackingEvent } from '../services/delivery/delivery.schema';
import type { ActedBy, CancelReason } from '../services/order/order.schema';
import { DomainError } from '../services/platform/errors';
import { domainErrorOf } from '../temporal/failures';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import {
  abandonUpdate,
  paymentReportedSignal,
  placeOrderUpdate,
  type CheckoutInput,
  type PaymentReport,
} from '../workflows/checkout.messages';
import { resolveUpdate, type Resolution } from '../workflows/attention.messages';
import { carrierReportedSignal } from '../workflows/delivery.messages';
import {
  acceptOrderUpdate,
  cancelOrderUpdate,
  resolveOrderUpdate,
  shipOrderUpdate,
} from '../workflows/order.messages';
import { providerReportedSignal } from '../workflows/payment.messages';
import { approveRefundUpdate, rejectRefundUpdate, type RefundInput } from '../workflows/refund.messages';

/**
 * Everything the API says to workflows. Refusals come back as DomainErrors; `workflow-ended` when there is no such
 * open workflow, `workflow-engine-unavailable` when nobody can tell whether the message arrived.
 */
export interface WorkflowCalls {
  /** Null when it was not decided within `waitMs`; it goes on. */
  placeOrder(checkoutId: string, attempt: number, waitMs: number): Promise<PlaceOrderResult | null>;
  abandonCheckout(checkoutId: string): Promise<CheckoutStatus>;
  reportToCheckout(checkoutId: string, report: PaymentReport): Promise<void>;
  reportToPayment(paymentId: string, report: PaymentReport): Promise<void>;
  reportToDelivery(deliveryId: string, event: TrackingEvent): Promise<void>;
  acceptOrder(orderId: string, by: ActedBy): Promise<void>;
  shipOrder(orderId: string, by: ActedBy): Promise<void>;
  cancelOrder(orderId: string, request: { by: ActedBy; reason: CancelReason; note?: string }): Promise<void>;
  resolveOrder(
    orderId: string,
    request: { by: ActedBy; action: 'retry' | 'skip'; note: string },
  ): Promise<void>;
  /** Nothing happens where it runs already. */
  startRefund(input: RefundInput): Promise<void>;
  approveRefund(refundId: string, request: { by: ActedBy; note?: string }): Promise<void>;
  rejectRefund(refundId: string, request: { by: ActedBy; note: string }): Promise<void>;
  /** Staff decide about a step that keeps failing; any workflow takes it. */
  resolve(workflowId: string, resolution: Resolution): Promise<{ status: string }>;
  /** The open workflows that wait for staff, newest first, at most 200. */
  listStuck(): Promise<StuckWorkflow[]>;
}

interface StuckWorkflow {
  workflowId: string;
  type: string;
  /** Code of what keeps it from going on. */
  problem: string;
  startedAt: string;
}

const MOST_STUCK = 200;

/** @param options.holdSeconds how long a checkout holds stock while it is unpaid */
export function createWorkflowCalls(client: Client, options: { holdSeconds: number }): WorkflowCalls {
  const { workflow } = client;
  const order = (id: string) => workflow.getHandle(workflowIds.order(id));
  const refund = (id: string) => workflow.getHandle(workflowIds.refund(id));
  const said = async (message: Promise<unknown>): Promise<void> => {
    await asRefusal(message);
  };

  return {
    async placeOrder(checkoutId, attempt, waitMs) {
      const input: CheckoutInput = { checkoutId, holdSeconds: options.holdSeconds, edition: 2 };
      const start = new WithStartWorkflowOperation('checkout', {
        workflowId: workflowIds.checkout(checkoutId),
        taskQueue: TASK_QUEUES.checkout,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: 'A buyer pays a basket',
      });
      const placed = workflow.executeUpdateWithStart(placeOrderUpdate, {
        // Two tabs and a repeated click name the same attempt, and all get the one answer.
        updateId: `place-${attempt}`,
        args: [{ attempt }],
        startWorkflowOperation: start,
      });
      return within(waitMs, asRefusal(placed));
    },

    async abandonCheckout(checkoutId) {
      const handle = workflow.getHandle(workflowIds.checkout(checkoutId));
      return (await asRefusal(handle.executeUpdate(abandonUpdate))).status;
    },

    reportToCheckout: (checkoutId, report) =>
      said(workflow.getHandle(workflowIds.checkout(checkoutId)).signal(paymentReportedSignal, report)),
    reportToPayment: (paymentId, report) =>
      said(workflow.getHandle(workflowIds.payment(paymentId)).signal(providerReportedSignal, report)),
    reportToDelivery: (deliveryId, event) =>
      said(workflow.getHandle(workflowIds.delivery(deliveryId)).signal(carrierReportedSignal, event)),

    acceptOrder: (id, by) => said(order(id).executeUpdate(acceptOrderUpdate, { args: [{ by }] })),
    shipOrder: (id, by) => said(order(id).executeUpdate(shipOrderUpdate, { args: [{ by }] })),
    cancelOrder: (id, request) => said(order(id).executeUpdate(cancelOrderUpdate, { args: [request] })),
    resolveOrder: (id, request) => said(order(id).executeUpdate(resolveOrderUpdate, { args: [request] })),

    startRefund: (input) =>
      said(
        workflow.start('refund', {
          workflowId: workflowIds.refund(input.refundId),
          taskQueue: TASK_QUEUES.checkout,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: 'Money goes back to a buyer',
        }),
      ),
    approveRefund: (id, request) => said(refund(id).executeUpdate(approveRefundUpdate, { args: [request] })),
    rejectRefund: (id, request) => said(refund(id).executeUpdate(rejectRefundUpdate, { args: [request] })),

    resolve: (workflowId, resolution) =>
      asRefusal(workflow.getHandle(workflowId).executeUpdate(resolveUpdate, { args: [resolution] })),
    listStuck: () => asRefusal(listStuck(client)),
  };
}

async function listStuck(client: Client): Promise<StuckWorkflow[]> {
  const { problem } = SEARCH_ATTRIBUTES;
  const query = `${problem.name} IS NOT NULL AND ExecutionStatus = 'Running'`;
  const found: StuckWorkflow[] = [];
  for await (const each of client.workflow.list({ query })) {
    const code = each.typedSearchAttributes.get(problem);
    found.push({
      workflowId: each.workflowId,
      type: each.type,
      problem: code ?? 'unknown',
      startedAt: each.startTime.toISOString(),
    });
    if (found.length === MOST_STUCK) break;
  }
  return found;
}

/** What a workflow refused, as the domain put it. */
async function asRefusal<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw domainErrorOf(error) ?? error;
  }
}

/** The result, or null when it takes longer; what comes later is not lost, it stands in the database. */
async function within<T>(waitMs: number, result: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), waitMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** True when the error says that no such workflow is open. */
export function isEnded(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'workflow-ended';
}
