import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CheckoutStatus, PlaceOrderResult } from '../services/checkout/checkout.schema';
import type {
  Appointment,
  CourierReport,
  Outcome,
  TrackingEvent,
} from '../services/delivery/delivery.schema';
import type { DisputeStatus } from '../services/dispute/dispute.schema';
import type { ActedBy, CancelReason } from '../services/order/order.schema';
import type { DeclinedUnits } from '../services/order/parcel.schema';
import type { ReturnRequest } from '../services/order/return.schema';
import { DomainError } from '../services/platform/errors';
import type { Picture } from '../services/product/product.schema';
import type { Address } from '../services/user/user.schema';
import { domainErrorOf } from '../temporal/failures';
import { createRankingCalls, type RankingCalls } from './ranking-calls';
import { createSellerCalls, type SellerCalls } from './seller-calls';
import { createWebhookCalls, type WebhookCalls } from './webhook-calls';
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
import { cancelImportUpdate } from '../workflows/catalogue-import.messages';
import {
  carrierReportedSignal,
  courierReportUpdate,
  rescheduleDeliveryUpdate,
  settleDeliveryUpdate,
} from '../workflows/delivery.messages';
import {
  addStatementUpdate,
  concedeUpdate,
  disputeReportedSignal,
  submitEvidenceUpdate,
  type DisputeInput,
} from '../workflows/dispute.messages';
import {
  acceptOrderUpdate,
  answerOfferUpdate,
  cancelOrderUpdate,
  changeAddressUpdate,
  decideReturnUpdate,
  inspectReturnUpdate,
  packParcelUpdate,
  receiveReturnUpdate,
  requestReturnUpdate,
  shipOrderUpdate,
  type PackRequest,
  type ReturnDecided,
  type ReturnInspected,
} from '../workflows/order.messages';
import { providerReportedSignal } from '../workflows/payment.messages';
import { payoutReportedSignal, type PayoutInput } from '../workflows/payout.messages';
import { approveRefundUpdate, rejectRefundUpdate, type RefundInput } from '../workflows/refund.messages';

/**
 * Everything the API says to workflows. Refusals come back as DomainErrors; `workflow-ended` when there is no such
 * open workflow, `workflow-engine-unavailable` when nobody can tell whether the message arrived.
 */
export interface WorkflowCalls extends SellerCalls, WebhookCalls, RankingCalls {
  /** Null when it was not decided within `waitMs`; it goes on. */
  placeOrder(checkoutId: string, attempt: number, waitMs: number): Promise<PlaceOrderResult | null>;
  abandonCheckout(checkoutId: string): Promise<CheckoutStatus>;
  reportToCheckout(checkoutId: string, report: PaymentReport): Promise<void>;
  /** Opens the payment's workflow where it is not open. */
  reportToPayment(paymentId: string, report: PaymentReport): Promise<void>;
  reportToDelivery(deliveryId: string, event: TrackingEvent): Promise<void>;
  rescheduleDelivery(deliveryId: string, request: Appointment & { by: ActedBy }): Promise<void>;
  /** The same `reportId` again has the first answer. */
  reportByCourier(
    deliveryId: string,
    said: { reportId: string; report: CourierReport; picture?: Picture; by: ActedBy },
  ): Promise<void>;
  settleDelivery(deliveryId: string, decided: Outcome & { by: ActedBy }): Promise<void>;
  acceptOrder(orderId: string, request: { by: ActedBy; declined?: DeclinedUnits[] }): Promise<void>;
  packParcel(orderId: string, request: PackRequest): Promise<void>;
  shipOrder(orderId: string, request: { by: ActedBy; parcelId?: string }): Promise<void>;
  changeAddress(orderId: string, request: { by: ActedBy; address: Address }): Promise<void>;
  cancelOrder(orderId: string, request: { by: ActedBy; reason: CancelReason; note?: string }): Promise<void>;
  requestReturn(orderId: string, request: ReturnRequest & { by: ActedBy }): Promise<void>;
  decideReturn(orderId: string, decision: ReturnDecided): Promise<void>;
  answerOffer(orderId: string, answer: { returnId: string; by: ActedBy; accept: boolean }): Promise<void>;
  receiveReturn(orderId: string, request: { returnId: string; by: ActedBy }): Promise<void>;
  inspectReturn(orderId: string, inspection: ReturnInspected): Promise<void>;
  /** Nothing happens where it runs already. */
  startRefund(input: RefundInput & { sellerId: string }): Promise<void>;
  approveRefund(refundId: string, request: { by: ActedBy; note?: string }): Promise<void>;
  rejectRefund(refundId: string, request: { by: ActedBy; note: string }): Promise<void>;
  /** Opens the dispute's workflow where it is not open yet. */
  reportToDispute(input: DisputeInput, report: { eventId: string }): Promise<void>;
  addDisputeStatement(
    disputeId: string,
    statement: { orderId: string; statementId: string; text: string; by: ActedBy },
  ): Promise<{ status: DisputeStatus }>;
  submitEvidence(
    disputeId: string,
    evidence: { text: string | null; by: ActedBy },
  ): Promise<{ status: DisputeStatus }>;
  concedeDispute(
    disputeId: string,
    concession: { note: string; by: ActedBy },
  ): Promise<{ status: DisputeStatus }>;
  /** Nothing happens where it runs already. */
  startPayout(input: PayoutInput): Promise<void>;
  /** Tells the payout's workflow, which is opened again where it is over. */
  reportToPayout(input: PayoutInput, report: { eventId: string }): Promise<void>;
  /** Nothing happens where it runs already, or is over. */
  startImport(input: { importId: string; sellerId: string }): Promise<void>;
  /** Resolves when nothing of it is written any more. */
  cancelImport(importId: string, by: ActedBy): Promise<void>;
  /**
   * Staff decide about a step that keeps failing; any workflow takes it.
   * @param decisionId the same again is the same decision, and has the first answer
   */
  resolve(workflowId: string, resolution: Resolution, decisionId?: string): Promise<{ status: string }>;
  /** The open workflows that wait for staff, newest first, at most 200. */
  listStuck(): Promise<StuckWorkflow[]>;
  /** Has a schedule run once now; nothing happens while it runs. */
  runNow(scheduleId: 'reconciliation' | 'audit' | 'retraining'): Promise<void>;
}

export interface StuckWorkflow {
  workflowId: string;
  type: string;
  /** Code of what keeps it from going on. */
  problem: string;
  /** Since when it waits for staff. */
  since: string;
}

const MOST_STUCK = 200;

/**
 * @param options.holdSeconds how long a checkout holds stock while it is unpaid
 * @param options.webhookPausesSeconds between tries of a webhook
 */
export function createWorkflowCalls(
  client: Client,
  options: { holdSeconds: number; webhookPausesSeconds: readonly number[] },
): WorkflowCalls {
  const { workflow } = client;
  const order = (id: string) => workflow.getHandle(workflowIds.order(id));
  const delivery = (id: string) => workflow.getHandle(workflowIds.delivery(id));
  const refund = (id: string) => workflow.getHandle(workflowIds.refund(id));
  const dispute = (id: string) => workflow.getHandle(workflowIds.dispute(id));
  const said = async (message: Promise<unknown>): Promise<void> => {
    await asRefusal(message);
  };

  return {
    ...createSellerCalls(client, said),
    ...createRankingCalls(client, said),
    ...createWebhookCalls(client, said, options.webhookPausesSeconds),

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
      said(
        workflow.signalWithStart('payment', {
          workflowId: workflowIds.payment(paymentId),
          taskQueue: TASK_QUEUES.checkout,
          args: [{ paymentId, orderIds: [], authorisedUntil: null, edition: 2 }],
          signal: providerReportedSignal,
          signalArgs: [report],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: 'The provider reports about a payment',
        }),
      ),
    reportToDelivery: (deliveryId, event) => said(delivery(deliveryId).signal(carrierReportedSignal, event)),
    rescheduleDelivery: (id, request) =>
      said(delivery(id).executeUpdate(rescheduleDeliveryUpdate, { args: [request] })),
    reportByCourier: (id, report) =>
      said(
        delivery(id).executeUpdate(courierReportUpdate, {
          updateId: `courier-${report.reportId}`,
          args: [report],
        }),
      ),
    settleDelivery: (id, decided) =>
      said(delivery(id).executeUpdate(settleDeliveryUpdate, { args: [decided] })),

    acceptOrder: (id, request) => said(order(id).executeUpdate(acceptOrderUpdate, { args: [request] })),
    packParcel: (id, request) => said(order(id).executeUpdate(packParcelUpdate, { args: [request] })),
    shipOrder: (id, request) => said(order(id).executeUpdate(shipOrderUpdate, { args: [request] })),
    changeAddress: (id, request) => said(order(id).executeUpdate(changeAddressUpdate, { args: [request] })),
    cancelOrder: (id, request) => said(order(id).executeUpdate(cancelOrderUpdate, { args: [request] })),
    requestReturn: (id, request) => said(order(id).executeUpdate(requestReturnUpdate, { args: [request] })),
    decideReturn: (id, request) => said(order(id).executeUpdate(decideReturnUpdate, { args: [request] })),
    answerOffer: (id, request) => said(order(id).executeUpdate(answerOfferUpdate, { args: [request] })),
    receiveReturn: (id, request) => said(order(id).executeUpdate(receiveReturnUpdate, { args: [request] })),
    inspectReturn: (id, request) => said(order(id).executeUpdate(inspectReturnUpdate, { args: [request] })),

    startRefund: ({ sellerId, ...input }) =>
      said(
        workflow.start('refund', {
          workflowId: workflowIds.refund(input.refundId),
          taskQueue: TASK_QUEUES.checkout,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: 'Money goes back to a buyer',
          typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }],
        }),
      ),
    approveRefund: (id, request) => said(refund(id).executeUpdate(approveRefundUpdate, { args: [request] })),
    rejectRefund: (id, request) => said(refund(id).executeUpdate(rejectRefundUpdate, { args: [request] })),

    reportToDispute: (input, report) =>
      said(
        workflow.signalWithStart('dispute', {
          workflowId: workflowIds.dispute(input.disputeId),
          taskQueue: TASK_QUEUES.fulfilment,
          args: [input],
          signal: disputeReportedSignal,
          signalArgs: [report],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: "A buyer's bank takes a payment back",
          typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.status, value: 'open' }],
        }),
      ),
    addDisputeStatement: (id, statement) =>
      // The same statement again is the same update, and has the first answer.
      asRefusal(
        dispute(id).executeUpdate(addStatementUpdate, {
          updateId: `statement-${statement.statementId}`,
          args: [statement],
        }),
      ),
    submitEvidence: (id, evidence) =>
      asRefusal(dispute(id).executeUpdate(submitEvidenceUpdate, { args: [evidence] })),
    concedeDispute: (id, concession) =>
      asRefusal(dispute(id).executeUpdate(concedeUpdate, { args: [concession] })),

    startPayout: (input) =>
      said(workflow.start('payout', { ...payoutRun(input), workflowIdConflictPolicy: 'USE_EXISTING' })),
    reportToPayout: (input, report) =>
      said(
        workflow.signalWithStart('payout', {
          ...payoutRun(input),
          signal: payoutReportedSignal,
          signalArgs: [report],
        }),
      ),

    async startImport({ importId, sellerId }) {
      const started = workflow.start('catalogueImport', {
        workflowId: workflowIds.catalogueImport(importId),
        taskQueue: TASK_QUEUES.fulfilment,
        args: [{ importId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: 'Reads a file of goods',
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }],
      });
      await asRefusal(started).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
    },
    cancelImport: (importId, by) =>
      said(
        workflow
          .getHandle(workflowIds.catalogueImport(importId))
          .executeUpdate(cancelImportUpdate, { args: [{ by }] }),
      ),

    resolve: (workflowId, resolution, decisionId) =>
      asRefusal(
        workflow.getHandle(workflowId).executeUpdate(resolveUpdate, {
          ...(decisionId !== undefined && { updateId: `resolve-${decisionId}` }),
          args: [resolution],
        }),
      ),
    listStuck: () => asRefusal(listStuck(client)),
    runNow: (scheduleId) => said(client.schedule.getHandle(scheduleId).trigger()),
  };
}

function payoutRun(input: PayoutInput) {
  return {
    workflowId: workflowIds.payout(input.payoutId),
    taskQueue: TASK_QUEUES.checkout,
    args: [input] as [PayoutInput],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: input.sellerId }],
    staticSummary: 'Pays a seller what is owed',
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
      since: each.typedSearchAttributes.get(SEARCH_ATTRIBUTES.since) ?? each.startTime.toISOString(),
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
