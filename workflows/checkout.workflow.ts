import {
  allHandlersFinished,
  condition,
  isCancellation,
  log,
  type ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CheckoutActivities } from '../activities/checkout.activities';
import type { CheckoutStatus, PlaceOrderResult } from '../services/checkout/checkout.schema';
import type { Hold, PlacedOrder, Prepared } from '../services/checkout/checkout.placing';
import { checkoutIsOver } from '../services/checkout/checkout.state';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { attention, refusal, refusalWithin } from './attention';
import {
  abandonUpdate,
  type CheckoutInput,
  checkoutStatusQuery,
  paymentReportedSignal,
  placeOrderUpdate,
} from './checkout.messages';
import { order } from './order.workflow';
import { payment } from './payment.workflow';
import { INSIDE, OUTSIDE } from './steps';
import { undos } from './undo';

const { prepareCheckout } = proxyLocalActivities<CheckoutActivities>({
  ...INSIDE,
  summary: 'Price the basket and hold the stock',
});
const { placeOrders } = proxyLocalActivities<CheckoutActivities>({
  ...INSIDE,
  summary: 'Write one order a seller, mark the stock as sold, free the basket',
});
const { giveUpAttempt, endCheckout } = proxyLocalActivities<CheckoutActivities>({
  ...INSIDE,
  summary: 'Write down how it ended',
});
const { releaseHold } = proxyLocalActivities<CheckoutActivities>({
  ...INSIDE,
  summary: 'Undo: release the stock',
});
const { voidPayment } = proxyActivities<CheckoutActivities>({
  ...OUTSIDE,
  summary: 'Undo: let go of the money',
});
const { checkPayment } = proxyActivities<CheckoutActivities>({
  ...OUTSIDE,
  scheduleToCloseTimeout: '1 minute',
  summary: 'Ask the provider how the payment stands',
});
/** The buyer waits: after two minutes without an answer this attempt is let go and another card may be tried. */
const { authorisePayment } = proxyActivities<CheckoutActivities>({
  ...OUTSIDE,
  scheduleToCloseTimeout: '2 minutes',
  startToCloseTimeout: '10 seconds',
  summary: 'Reserve the money',
});
/**
 * The first try is made within the task that holds the stock, which spares the buyer a way to Temporal and back. It is
 * short: a provider that is slow or away is then asked by the remote activity, under the same key.
 */
const { authorisePayment: authoriseAtOnce } = proxyLocalActivities<CheckoutActivities>({
  startToCloseTimeout: '4 seconds',
  retry: { maximumAttempts: 1 },
  summary: 'Reserve the money',
});

/** How long silence may last before the provider is asked by ourselves, growing; seconds. */
const ASK_AFTER_SECONDS = [10, 20, 40, 80];

type AttemptOutcome = Awaited<ReturnType<typeof authorisePayment>>;

/**
 * A purchase: hold the stock, reserve the money, write the orders. The buyer is answered as soon as that is decided;
 * the orders start after the answer, and the payment's workflow when there is money to move. A hold that is not paid in time ends by itself.
 */
export async function checkout({ checkoutId, holdSeconds, edition }: CheckoutInput): Promise<CheckoutStatus> {
  let status: CheckoutStatus = 'open';
  let wanted = 0;
  let decided = 0;
  let reports = 0;
  let abandoned = false;
  const answers = new Map<number, PlaceOrderResult>();

  const staff = attention(() => status);
  const undo = undos(staff, {
    releaseHold: () => releaseHold({ checkoutId }),
    voidPayment: () => voidPayment({ checkoutId }),
  });

  setHandler(checkoutStatusQuery, () => status);
  setHandler(paymentReportedSignal, () => void (reports += 1));
  setHandler(
    placeOrderUpdate,
    async ({ attempt }) => {
      wanted = Math.max(wanted, attempt);
      await condition(() => answers.has(attempt) || checkoutIsOver(status));
      return answers.get(attempt) ?? finalAnswer();
    },
    {
      description: 'The buyer pays with the card of this attempt.',
      validator: ({ attempt }) => {
        if (!Number.isInteger(attempt) || attempt < 1)
          throw refusal('invalid-attempt', 'That is not an attempt to pay.');
        if (abandoned) throw refusal('checkout-over', 'This checkout was given up. Nothing was charged.');
      },
    },
  );
  setHandler(
    abandonUpdate,
    async () => {
      abandoned = true;
      await condition(() => checkoutIsOver(status));
      return { status };
    },
    {
      description: 'The buyer gives up; the stock is released and nothing is charged.',
      validator: () => {
        if (status === 'placed')
          throw refusal('checkout-over', 'The order is placed already. Cancel it instead.');
      },
    },
  );

  let lastResult: PlaceOrderResult = { status: 'paying' };
  const finalAnswer = () => lastResult;
  const become = (next: CheckoutStatus, result: PlaceOrderResult, details: string) => {
    lastResult = result;
    status = next;
    setCurrentDetails(details);
  };

  undo.push('releaseHold');
  const prepared = await prepare();
  if (prepared === null) return letGo('expired');
  if (prepared.kind !== 'held') {
    undo.clear();
    // A worker that died after it wrote the orders: all steps of its task are repeated, from the first one on.
    if (prepared.kind === 'placed' && edition !== undefined)
      await startWhatFollows(prepared.paymentId, await place(null), '');
    await condition(allHandlersFinished);
    return status;
  }

  // A press is lost with the task of a worker that dies; what was pressed for is written down before.
  wanted = Math.max(wanted, prepared.attempt ?? 0);
  const deadlineMs = Date.parse(prepared.hold.expiresAt);
  const paid = await payBefore(deadlineMs);
  if (paid === null) return letGo(abandoned ? 'abandoned' : 'expired');

  const placed = await place(prepared.hold);
  await startWhatFollows(prepared.paymentId, placed, paid.authorisedUntil);
  await condition(allHandlersFinished);
  return status;

  /** Nothing was bought: whatever is held or reserved comes free, with the help of staff if need be. */
  async function letGo(as: 'expired' | 'abandoned'): Promise<CheckoutStatus> {
    // Of a try whose worker died nothing is recorded here, and it may have reserved money all the same.
    if (patched('money-of-a-lost-try')) undo.push('voidPayment');
    await undo.run();
    await staff.insist('Write down how it ended', () => endCheckout({ checkoutId, as }));
    become(
      as,
      { status: as },
      as === 'abandoned'
        ? 'The buyer gave up. Nothing is held, nothing was charged.'
        : 'Not paid in time. Nothing is held, nothing was charged.',
    );
    await condition(allHandlersFinished);
    return status;
  }

  /** Null when it cannot be done now: the buyer waits no longer, but a part of the stock may be held. */
  async function prepare(): Promise<Prepared | null> {
    status = 'paying';
    setCurrentDetails('Pricing the basket and holding the stock.');
    let outcome: Prepared;
    try {
      outcome = await prepareCheckout({ checkoutId, holdSeconds });
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.error('the basket could not be prepared');
      return null;
    }
    if (outcome.kind === 'placed')
      become('placed', { status: 'placed', orderIds: outcome.orderIds }, 'This basket was bought before.');
    if (outcome.kind === 'refused')
      become(
        'refused',
        { status: 'refused', refusal: outcome.refusal },
        `Refused: ${outcome.refusal.reason}. Nothing is held, nothing was charged.`,
      );
    if (outcome.kind === 'over')
      become(outcome.status, { status: outcome.status }, 'This checkout was over before.');
    return outcome;
  }

  /** One attempt after the other until one is authorised; null when the time is over or the buyer gave up. */
  async function payBefore(
    deadlineMs: number,
  ): Promise<Extract<AttemptOutcome, { status: 'authorised' }> | null> {
    for (;;) {
      setCurrentDetails(
        `Stock is held until ${new Date(deadlineMs).toISOString()}. Waits for ${decided === 0 ? 'the payment' : 'another card'}.`,
      );
      const asked = await condition(() => wanted > decided || abandoned, msUntil(deadlineMs), {
        summary: 'The hold ends',
      });
      if (!asked || abandoned) return null;
      const attempt = wanted;
      const outcome = await pay(attempt, deadlineMs);
      decided = attempt;
      if (outcome?.status === 'authorised') return outcome;
      if (outcome === null) return null;
    }
  }

  async function pay(attempt: number, deadlineMs: number): Promise<AttemptOutcome | null> {
    status = 'paying';
    setCurrentDetails(`Reserving the money, attempt ${attempt}.`);
    undo.push('voidPayment');
    let outcome: AttemptOutcome;
    try {
      outcome = await authorise(attempt);
    } catch {
      // Nobody knows whether money is reserved: let go of whatever there is before another card is tried.
      await staff.insist('Let go of the money', () => voidPayment({ checkoutId }));
      await staff.insist('Write down how it ended', () => giveUpAttempt({ checkoutId, attempt }));
      outcome = { status: 'declined', declineReason: 'provider-unavailable' };
    }
    if (outcome.status === 'awaiting-buyer')
      outcome = (await waitForBuyer(attempt, outcome.redirectUrl, deadlineMs)) ?? outcome;
    if (outcome.status === 'awaiting-buyer') return null;
    if (outcome.status === 'declined') {
      status = 'declined';
      answers.set(attempt, {
        status: 'declined',
        declineReason: outcome.declineReason,
        holdExpiresAt: new Date(deadlineMs).toISOString(),
      });
    }
    return outcome;
  }

  async function authorise(attempt: number): Promise<AttemptOutcome> {
    if (edition === undefined) return authorisePayment({ checkoutId, attempt });
    try {
      return await authoriseAtOnce({ checkoutId, attempt });
    } catch (error) {
      if (isCancellation(error) || refusalWithin(error)) throw error;
      setCurrentDetails(`Reserving the money, attempt ${attempt}. The provider is slow; it is asked again.`);
      return authorisePayment({ checkoutId, attempt });
    }
  }

  /** The bank wants the buyer. Their return, the provider's webhook and our own asking all lead here. */
  async function waitForBuyer(
    attempt: number,
    redirectUrl: string,
    deadlineMs: number,
  ): Promise<AttemptOutcome | null> {
    status = 'awaiting-buyer';
    answers.set(attempt, { status: 'awaiting-buyer', redirectUrl });
    setCurrentDetails('Waits for the buyer to confirm the payment at their bank.');
    let seen = reports;
    for (let round = 0; ; round += 1) {
      const patienceMs = (ASK_AFTER_SECONDS[Math.min(round, ASK_AFTER_SECONDS.length - 1)] ?? 80) * 1000;
      await condition(
        () => reports > seen || abandoned || wanted > attempt,
        Math.min(patienceMs, msUntil(deadlineMs)),
        { summary: 'Ask the provider if it stays silent' },
      );
      if (abandoned) return null;
      if (wanted > attempt) {
        await staff.insist('Let go of the money', () => voidPayment({ checkoutId }));
        return { status: 'declined', declineReason: 'replaced' };
      }
      // A report that comes while the provider is asked may be newer than its answer: it wakes the next round.
      seen = reports;
      const outcome = await ask(attempt);
      if (outcome !== null && outcome.status !== 'awaiting-buyer') return outcome;
      if (msUntil(deadlineMs) === 0) return null;
    }
  }

  /** Null when the provider cannot be asked now; it is asked again until the hold ends. */
  async function ask(attempt: number): Promise<AttemptOutcome | null> {
    try {
      return await checkPayment({ checkoutId, attempt });
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the provider cannot be asked');
      return null;
    }
  }

  async function place(hold: Hold | null): Promise<PlacedOrder[]> {
    setCurrentDetails('The money is reserved. Writing the orders.');
    let placed: PlacedOrder[] = [];
    const write = async () => {
      placed = await placeOrders({ checkoutId, hold });
    };
    await staff.insist('Write the orders', write, { canSkip: false });
    undo.clear();
    if (hold === null) return placed;
    const orderIds = placed.map(({ orderId }) => orderId);
    become(
      'placed',
      { status: 'placed', orderIds },
      `Placed: ${orderIds.length === 1 ? 'one order' : `${orderIds.length} orders`}.`,
    );
    return placed;
  }

  /** They live on when this workflow has ended. */
  async function startWhatFollows(
    paymentId: string,
    placed: readonly PlacedOrder[],
    authorisedUntil: string,
  ): Promise<void> {
    const parentClosePolicy: ParentClosePolicy = 'ABANDON';
    const startPayment = () =>
      startChild(payment, {
        workflowId: workflowIds.payment(paymentId),
        taskQueue: TASK_QUEUES.checkout,
        parentClosePolicy,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: [{ paymentId, orderIds: placed.map(({ orderId }) => orderId), authorisedUntil }],
        staticSummary: `Payment for ${placed.length} ${placed.length === 1 ? 'order' : 'orders'}`,
      }).catch(unlessStarted);
    await Promise.all([
      ...(edition === undefined ? [startPayment()] : []),
      ...placed.map(({ orderId, sellerId, sellerName, acceptBy, promises, orderEdition }) =>
        startChild(order, {
          workflowId: workflowIds.order(orderId),
          taskQueue: TASK_QUEUES.fulfilment,
          parentClosePolicy,
          ...(edition === undefined ? {} : { workflowIdReusePolicy: 'REJECT_DUPLICATE' as const }),
          args: [
            {
              ...{ orderId, paymentId, acceptBy, ...promises },
              ...(edition === undefined ? {} : { edition: orderEdition ?? edition }),
            },
          ],
          staticSummary: `Order at ${sellerName}`,
          typedSearchAttributes: [
            { key: SEARCH_ATTRIBUTES.status, value: 'placed' },
            { key: SEARCH_ATTRIBUTES.seller, value: sellerId },
          ],
        }).catch(unlessStarted),
      ),
    ]);
  }
}

function msUntil(atMs: number): number {
  return Math.max(0, atMs - Date.now());
}

/** One that runs already, because somebody needed it a moment sooner, is what was wanted. */
function unlessStarted(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}
