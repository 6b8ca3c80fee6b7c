import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  type ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { FulfilmentActivities } from '../../activities/fulfilment.activities';
import type { ActedBy, CancelReason, OrderStatus } from '../../services/order/order.schema';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes';
import { TASK_QUEUES, workflowIds } from '../../temporal/ids';
import { attention, causeOf, refusal, refusalWithin } from '../attention';
import { delivery } from '../delivery.workflow';
import {
  acceptOrderUpdate,
  authorisationEndingSignal,
  authorisationLapsedSignal,
  cancelOrderUpdate,
  changeAddressUpdate,
  deliveryReportedSignal,
  type DeliveryReport,
  type OrderInput,
  orderStatusQuery,
  packParcelUpdate,
  refundReportedSignal,
  requestReturnUpdate,
  shipOrderUpdate,
} from '../order.messages';
import { orderEndedSignal } from '../payment.messages';
import { refund } from '../refund.workflow';
import { ASKING, INSIDE } from '../steps';

const local = (summary: string) => proxyLocalActivities<FulfilmentActivities>({ ...INSIDE, summary });
const remote = (summary: string) => proxyActivities<FulfilmentActivities>({ ...ASKING, summary });

const { acceptOrder } = local('Write down that the seller accepted');
const { startShipping, stopShipping, shipOrder } = local('Write down how the shipping goes');
const { deliverOrder, closeOrder, loseOrder, takeOrderBack } = local('Write down how the order ended');
const { cancelOrder } = local('Write down that the order is cancelled');
const { restockOrder } = local('Put the goods back on sale');
const { requestFullRefund } = local('Write down that everything is given back');
const { captureOrder } = remote('Take the money');
const { releaseOrder } = remote('Let go of the reserved money');

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
const ABANDON: ParentClosePolicy = 'ABANDON';
/** Between two looks whether a bank has decided about the order's money, growing. */
const LOOK_AGAIN_SECONDS = [5, 30, 300, 3600, 21_600];

/**
 * Orders of editions 1 and 2, as they were: one parcel, accepted, cancelled and given back as a whole. What came later
 * is refused.
 *
 * What one seller owes one buyer: accepted and shipped in time, or cancelled and released; then delivered, and closed
 * when the time for returns is over; lost or sent back, and the money returned.
 */
export async function orderBefore3(input: OrderInput): Promise<OrderStatus> {
  const { orderId, paymentId, acceptBy, shipWithinHours, returnWindowHours, carrierPollSeconds } = input;
  let status: OrderStatus = 'placed';
  let shipBy: string | null = null;
  let returnUntil: string | null = null;
  let arrival: DeliveryReport | null = null;
  let busy = false;
  let isEnding = false;
  const deliveryId = `${orderId}-d1`;
  const staff = attention(() => status);

  const become = (next: OrderStatus, details: string) => {
    status = next;
    setCurrentDetails(details);
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.status, value: next },
      ...(isEnding ? [{ key: SEARCH_ATTRIBUTES.problem, value: null }] : []),
    ]);
    isEnding = false;
  };

  setHandler(orderStatusQuery, () => status);
  setHandler(deliveryReportedSignal, (report) => {
    if (arrival === null || isArrival(report)) arrival = report;
  });
  setHandler(authorisationEndingSignal, ({ until }) => {
    if (!is('placed') || isEnding) return;
    isEnding = true;
    setCurrentDetails(`Waits for the seller to accept. The bank holds the money until ${until} only.`);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.problem, value: 'authorisation-ending' }]);
  });
  setHandler(authorisationLapsedSignal, () => inTurn(cancelWithoutMoney));
  setHandler(refundReportedSignal, ({ refundId }) => log.info('money was given back', { refundId }));

  setHandler(acceptOrderUpdate, ({ by }) => once(() => accept(by)), {
    description: 'The seller accepts the order.',
    validator: ({ declined }) => {
      mustBe(['placed'], 'accepted');
      if (declined !== undefined && declined.length > 0) throw tooEarly();
    },
  });
  setHandler(shipOrderUpdate, ({ by }) => once(() => ship(by)), {
    description: 'The seller ships the order: the money is taken and the carrier booked.',
    validator: (_request) => mustBe(['accepted'], 'shipped'),
  });
  setHandler(cancelOrderUpdate, (request) => once(() => cancel(request.by, request.reason, request.note)), {
    description: 'The order is cancelled before it ships; money and stock are released.',
    validator: (_request) => mustBe(['placed', 'accepted'], 'cancelled'),
  });

  const never = () => Promise.reject(tooEarly());
  const refused = {
    validator: (_request: unknown) => {
      throw tooEarly();
    },
  };
  setHandler(packParcelUpdate, never, refused);
  setHandler(changeAddressUpdate, never, refused);
  setHandler(requestReturnUpdate, never, refused);

  setCurrentDetails(`Waits for the seller to accept, until ${acceptBy}.`);
  if (
    !(await condition(() => status !== 'placed' && !busy, msUntil(acceptBy), {
      summary: 'The seller has to accept by then',
    }))
  ) {
    await inTurn(() => cancelIfStill('placed', 'not-accepted-in-time'));
  }
  if (is('accepted')) await waitForShipment();
  if (is('cancelled')) return end(releaseEverything);
  await condition(() => isArrival(arrival));
  return end(arrive);

  /** The seller's promise: shipped in time, or cancelled. */
  async function waitForShipment(): Promise<void> {
    const inTime = await condition(
      () => (status === 'shipped' || status === 'cancelled') && !busy,
      msUntil(shipBy ?? acceptBy),
      { summary: 'The seller has to ship by then' },
    );
    if (inTime) return;
    await inTurn(() => cancelIfStill('accepted', 'not-shipped-in-time'));
    await condition(() => status !== 'accepted' && !busy);
  }

  async function accept(by: ActedBy) {
    ({ shipBy } = await acceptOrder({ orderId, by, shipWithinHours }));
    become('accepted', `Accepted. Waits for the seller to ship, until ${shipBy}.`);
    return { status };
  }

  async function ship(by: ActedBy) {
    await startShipping({ orderId, by });
    become('shipping', 'Taking the money and booking the carrier.');
    await takeMoney();
    await startChild(delivery, {
      workflowId: workflowIds.delivery(deliveryId),
      taskQueue: TASK_QUEUES.fulfilment,
      parentClosePolicy: ABANDON,
      args: [{ deliveryId, orderId, pollSeconds: carrierPollSeconds, edition: input.edition }],
      staticSummary: 'Parcel on its way',
      typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.status, value: 'booking' }],
    });
    await condition(() => arrival !== null);
    await staff.insist('Write down the shipment', () => shipOrder({ orderId, deliveryId }));
    become('shipped', 'With the carrier. Waits for the parcel to arrive.');
    return { status, deliveryId };
  }

  /** Without the money nothing is shipped; a refusal puts the order back and is passed on. */
  async function takeMoney(): Promise<void> {
    try {
      await captureOrder({ orderId });
    } catch (error) {
      const refused = refusalWithin(error);
      if (!refused && !(error instanceof ActivityFailure)) throw error;
      await staff.insist('Put the order back', () => stopShipping({ orderId, why: causeOf(error) }));
      become('accepted', `The money could not be taken: ${causeOf(error)}`);
      throw (
        refused ??
        refusal('capture-failed', 'The money could not be taken, so nothing was shipped. Try again.')
      );
    }
  }

  /** A person whose cancelling fails is told; they may try again. */
  async function cancel(by: ActedBy, reason: CancelReason, note?: string) {
    await cancelOrder({ orderId, by, reason, note });
    becomeCancelled();
    return { status };
  }

  /** A deadline cannot try again, and a failure must not end the order: staff help. */
  async function cancelIfStill(expected: OrderStatus, reason: CancelReason): Promise<void> {
    if (status !== expected) return;
    await staff.insist('Cancel the order', () => cancelOrder({ orderId, by: SYSTEM, reason }));
    becomeCancelled();
  }

  /** Nothing may be shipped for which the bank holds no money any more. */
  async function cancelWithoutMoney(): Promise<void> {
    if (is('placed') || is('accepted')) await cancelIfStill(status, 'authorisation-expired');
  }

  function becomeCancelled(): void {
    become('cancelled', 'Cancelled. Releasing the money and the stock.');
  }

  /** Forward only: the order is cancelled, so money and stock must come free, with the help of staff if need be. */
  async function releaseEverything(): Promise<void> {
    const early: { refundId: string | null } = { refundId: null };
    await staff.insist('Release the money', async () => {
      // Steps of earlier versions answered nothing.
      early.refundId = ((await releaseOrder({ orderId })) as typeof early | undefined)?.refundId ?? null;
    });
    await staff.insist('Put the goods back on sale', () => restockOrder({ orderId }));
    if (early.refundId) await startRefund(early.refundId, 'Money goes back: the order was cancelled');
    setCurrentDetails('Cancelled. Money and stock are released.');
  }

  async function arrive(): Promise<void> {
    if (arrival?.status === 'delivered') return staysWithBuyer();
    if (arrival?.status === 'lost') {
      await staff.insist('Write down the loss', () => loseOrder({ orderId, deliveryId }));
      become('lost', 'The carrier lost the parcel. The money is given back.');
    } else {
      await staff.insist('Write down the return', () => takeOrderBack({ orderId, deliveryId }));
      become('returned', 'The parcel went back to the seller. The money is given back.');
    }
    await giveEverythingBack();
  }

  async function staysWithBuyer(): Promise<void> {
    await staff.insist('Write down the delivery', async () => {
      ({ returnUntil } = await deliverOrder({ orderId, deliveryId, returnWindowHours }));
    });
    become('delivered', `Delivered. The buyer can return it until ${returnUntil}.`);
    await condition(() => false, msUntil(returnUntil ?? acceptBy), { summary: 'The time for returns ends' });
    await staff.insist('Close the order', () => closeOrder({ orderId }));
    become('closed', 'Closed.');
  }

  async function giveEverythingBack(): Promise<void> {
    const refundId = `${orderId}-r-all`;
    for (let round = 0; ; round += 1) {
      let asked: Awaited<ReturnType<typeof requestFullRefund>> = null;
      await staff.insist('Ask for the refund', async () => {
        asked = await requestFullRefund({ orderId, refundId, reason: status === 'lost' ? 'lost' : 'other' });
      });
      const answer = asked as Awaited<ReturnType<typeof requestFullRefund>>;
      if (answer === null) return;
      if ('refundId' in answer) return startRefund(refundId, 'Money goes back: the parcel did not arrive');
      setCurrentDetails("The buyer's bank is looking into the payment. Waits for what it decides.");
      const seconds = LOOK_AGAIN_SECONDS[Math.min(round, LOOK_AGAIN_SECONDS.length - 1)] ?? 3600;
      await condition(() => false, seconds * 1000, { summary: 'Look whether the bank has decided' });
    }
  }

  /** One that runs already was started by the sweeper. */
  async function startRefund(refundId: string, staticSummary: string): Promise<void> {
    try {
      await startChild(refund, {
        workflowId: workflowIds.refund(refundId),
        taskQueue: TASK_QUEUES.checkout,
        parentClosePolicy: ABANDON,
        args: [{ refundId, orderId, paymentId, automatic: true }],
        staticSummary,
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async function end(how: () => Promise<void>): Promise<OrderStatus> {
    await how();
    await condition(allHandlersFinished);
    if (input.edition !== undefined) return status;
    // The payment may rest already; then nobody has to be told.
    await getExternalWorkflowHandle(workflowIds.payment(paymentId))
      .signal(orderEndedSignal, { orderId })
      .catch(() => undefined);
    return status;
  }

  function is(expected: OrderStatus): boolean {
    return status === expected;
  }

  function mustBe(from: readonly OrderStatus[], done: string): void {
    if (busy || !from.includes(status))
      throw refusal('order-state', `An order that is ${status} cannot be ${done}. Nothing was changed.`, {
        status,
      });
  }

  /** A person's act: no other may be accepted while it runs. */
  async function once<T>(act: () => Promise<T>): Promise<T> {
    busy = true;
    try {
      return await act();
    } finally {
      busy = false;
    }
  }

  /** A timer's act waits for a person's act that is under way. */
  async function inTurn(act: () => Promise<void>): Promise<void> {
    do await condition(() => !busy);
    while (busy);
    await once(act);
  }
}

function tooEarly() {
  return refusal(
    'order-edition',
    'This order was placed before the shop could do this. Nothing was changed. Support can help.',
  );
}

function isArrival(report: DeliveryReport | null): boolean {
  return (
    report !== null &&
    (report.status === 'delivered' || report.status === 'lost' || report.status === 'returned')
  );
}

function msUntil(iso: string): number {
  return Math.max(1, Date.parse(iso) - Date.now());
}
