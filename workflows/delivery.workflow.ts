import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { DeliveryActivities } from '../activities/delivery.activities';
import type { DeliveryStatus, TrackingEvent } from '../services/delivery/delivery.schema';
import { deliveryIsOver } from '../services/delivery/delivery.state';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { workflowIds } from '../temporal/ids';
import { attention, causeOf, notYet, refusalWithin } from './attention';
import {
  callOffSignal,
  carrierReportedSignal,
  courierReportUpdate,
  type DeliveryInput,
  deliveryStatusQuery,
  rescheduleDeliveryUpdate,
  settleDeliveryUpdate,
} from './delivery.messages';
import { mustBeCouriers, mustBeMovable, mustBeUnderWay, overdueAfter, whereIs } from './delivery.rules';
import { deliveryBefore3 } from './earlier/delivery';
import { deliveryReportedSignal } from './order.messages';
import { INSIDE, OUTSIDE } from './steps';

const remote = (summary: string) => proxyActivities<DeliveryActivities>({ ...OUTSIDE, summary });
const local = (summary: string) => proxyLocalActivities<DeliveryActivities>({ ...INSIDE, summary });

const { bookDelivery } = remote('Book the parcel with the carrier');
const { trackDelivery } = remote('Ask the carrier where the parcel is');
const { callOffDelivery } = remote('Call the booking off');
/** Somebody waits for the answer. */
const { rescheduleDelivery } = proxyActivities<DeliveryActivities>({
  ...OUTSIDE,
  scheduleToCloseTimeout: '30 seconds',
  summary: 'Have it brought at another time',
});
const { recordTracking } = local('Write down what the carrier reported');
const { recordCourierReport } = local('Write down what the courier did');
const { settleDelivery } = local('Write down what staff decided');
const { reportOverdue } = local('Tell staff if it is overdue');

/** While nothing is new the carrier is asked less and less often, down to this many times the first pause. */
const MOST_PATIENCE = 24;
/** Clocks differ: who looked a moment too early does not look again at once. */
const SHORTEST_WAIT_MS = 1000;

/**
 * One parcel, to the buyer or back: booked, followed until it is delivered, lost, damaged or back where it came from; its
 * order is told of that, and while it waits at a pick-up point. Of one that does not end in time staff are told.
 */
export async function delivery(input: DeliveryInput): Promise<DeliveryStatus> {
  return input.edition === 3 ? parcel(input) : deliveryBefore3(input);
}

async function parcel(input: DeliveryInput): Promise<DeliveryStatus> {
  const { deliveryId, orderId, pollSeconds, kind, overdueDays } = input;
  let status: DeliveryStatus = 'booking';
  let carrier: 'carrier' | 'courier' = 'carrier';
  let inbox: TrackingEvent[] = [];
  let heardAtMs = Date.now();
  let isSilent = false;
  let overdueAtMs = overdueAfter(Date.now(), overdueDays);
  let isOverdue = false;
  let isSearched = false;
  let isCalledOff = false;
  let isMoving = false;
  let moves = 0;
  let patience = 1;
  const staff = attention(() => status);

  setHandler(deliveryStatusQuery, () => status);
  setHandler(carrierReportedSignal, (report) => {
    inbox.push(report);
    heardAtMs = Date.now();
    patience = 1;
  });
  setHandler(callOffSignal, () => {
    isCalledOff = true;
  });
  setHandler(rescheduleDeliveryUpdate, (wanted) => move(wanted), {
    description: 'The buyer has it brought at another time, or to a pick-up point.',
    validator: ({ notBefore }) => mustBeMovable({ status, kind, carrier, moves, isMoving }, notBefore),
  });
  setHandler(courierReportUpdate, (said) => act(() => recordCourierReport({ deliveryId, ...said })), {
    description: "The courier of the seller's own says how it goes.",
    validator: ({ report }) => mustBeCouriers({ status, carrier }, report),
  });
  setHandler(settleDeliveryUpdate, (decided) => act(() => settleDelivery({ deliveryId, ...decided })), {
    description: 'Staff say how it ended, because the reports contradict each other or stay away.',
    validator: (_decided) => mustBeUnderWay(status),
  });

  setCurrentDetails('Booking the carrier.');
  await staff.insist('Book the carrier', async () => {
    const booked = await bookDelivery({ deliveryId, orderId, kind });
    ({ status, carrier } = booked);
    if (booked.expectedAt !== undefined)
      overdueAtMs = overdueAfter(Date.parse(booked.expectedAt), overdueDays);
  });
  await tellOrder();
  tellWhere();

  watchSilence().catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  while (!deliveryIsOver(status)) {
    const isCalled = () => isSilent || isOverdue || isCalledOff;
    await condition(() => inbox.length > 0 || isCalled() || deliveryIsOver(status));
    if (inbox.length > 0) await takeReports();
    else if (isCalledOff) await callOff();
    else if (isOverdue) await searchParcel();
    else if (isSilent) await askCarrier();
    isSilent = false;
  }
  await tellOrder();
  await condition(allHandlersFinished);
  // Reports that came meanwhile change nothing any more, and staff learn of those that cannot be.
  if (inbox.length > 0) await takeReports();
  return status;

  /** Steps that ran side by side may answer out of turn: nothing leads back from an end. */
  async function become(next: DeliveryStatus): Promise<void> {
    const before = status;
    if (next === before || deliveryIsOver(before)) return;
    status = next;
    tellWhere();
    // Each step of the way would be an action of its own; what is looked for is what moves and what has ended.
    if (before === 'booked' || deliveryIsOver(status))
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: status }]);
    if (status === 'held') await tellOrder();
  }

  function tellWhere(): void {
    setCurrentDetails(whereIs({ status, carrier, isSearched }));
  }

  /**
   * One timer stands however many reports come: when it ends it is set again for the rest of the time. A courier cannot
   * be asked, so only the deadline counts.
   */
  async function watchSilence(): Promise<void> {
    for (;;) {
      const askAtMs = carrier === 'courier' ? Infinity : heardAtMs + patience * pollSeconds * 1000;
      const leftMs = Math.min(askAtMs, overdueAtMs) - Date.now();
      if (leftMs === Infinity) return;
      if (leftMs > 0) {
        const isToAsk = askAtMs < overdueAtMs;
        await sleep(leftMs, {
          summary: isToAsk ? 'Ask the carrier if it stays silent' : 'Tell staff if it is overdue',
        });
        continue;
      }
      isOverdue = overdueAtMs <= Date.now();
      isSilent = !isOverdue;
      await condition(() => !isSilent && !isOverdue);
      heardAtMs = Date.now();
    }
  }

  /** The carrier is asked a last time before staff are told, once; its new estimate may have given the parcel more time. */
  async function searchParcel(): Promise<void> {
    if (carrier === 'carrier') await askCarrier();
    overdueAtMs = Infinity;
    if (!deliveryIsOver(status))
      await staff.insist('Tell staff that it is overdue', async () => {
        const { againAt } = await reportOverdue({ deliveryId, overdueDays: overdueDays ?? 0 });
        isSearched = againAt === null;
        if (againAt !== null) overdueAtMs = Math.max(Date.parse(againAt), Date.now() + SHORTEST_WAIT_MS);
      });
    tellWhere();
    isOverdue = false;
  }

  async function takeReports(): Promise<void> {
    const reports = inbox;
    inbox = [];
    await staff.insist('Write down the tracking', async () => {
      await become((await recordTracking({ deliveryId, reports })).status);
    });
  }

  /** A carrier that cannot be asked now is asked again later; until then its own reports go on counting. */
  async function askCarrier(): Promise<void> {
    const before = status;
    try {
      await become((await trackDelivery({ deliveryId })).status);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the carrier cannot be asked');
    }
    patience = status === before ? Math.min(2 * patience, MOST_PATIENCE) : 1;
  }

  /** What is on its way already goes on; what is not ends here. */
  async function callOff(): Promise<void> {
    isCalledOff = false;
    if (status !== 'booked') return;
    if (carrier === 'courier') {
      const by = { role: 'system', id: 'order' } as const;
      const note = 'Called off before it was collected.';
      await staff.insist('Call the parcel off', () =>
        act(() => settleDelivery({ deliveryId, status: 'returned', note, by })),
      );
      return;
    }
    await staff.insist('Call the booking off', async () => {
      try {
        await become((await callOffDelivery({ deliveryId })).status);
      } catch (error) {
        if (!refusalWithin(error)) throw error;
        log.info('too late to call it off');
      }
    });
  }

  async function move(wanted: Parameters<typeof mover>[0]) {
    isMoving = true;
    try {
      return await mover(wanted);
    } finally {
      isMoving = false;
    }
  }

  /** The carrier's refusal is the buyer's answer. */
  async function mover({ notBefore, place }: { notBefore: string; place: 'door' | 'pick-up-point' }) {
    try {
      const key = `${deliveryId}-move-${moves + 1}`;
      await become((await rescheduleDelivery({ deliveryId, key, notBefore, place })).status);
      moves += 1;
      return { status };
    } catch (error) {
      if (isCancellation(error)) throw error;
      throw (
        refusalWithin(error) ??
        notYet(
          'carrier-unavailable',
          `The carrier could not be asked (${causeOf(error)}). Please look in a moment whether the new time stands.`,
        )
      );
    }
  }

  async function act(step: () => Promise<{ status: DeliveryStatus }>) {
    await become((await step()).status);
    return { status };
  }

  /** An order that is over already needs no telling. */
  async function tellOrder(): Promise<void> {
    await getExternalWorkflowHandle(workflowIds.order(orderId))
      .signal(deliveryReportedSignal, { deliveryId, status })
      .catch(() => undefined);
  }
}
