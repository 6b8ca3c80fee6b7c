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
import type { DeliveryActivities } from '../../activities/delivery.activities';
import type { DeliveryStatus, TrackingEvent } from '../../services/delivery/delivery.schema';
import { deliveryIsOver } from '../../services/delivery/delivery.state';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes';
import { workflowIds } from '../../temporal/ids';
import { attention } from '../attention';
import { carrierReportedSignal, type DeliveryInput, deliveryStatusQuery } from '../delivery.messages';
import { deliveryReportedSignal } from '../order.messages';
import { INSIDE, OUTSIDE } from '../steps';

const { bookDelivery } = proxyActivities<DeliveryActivities>({
  ...OUTSIDE,
  summary: 'Book the parcel with the carrier',
});
const { trackDelivery } = proxyActivities<DeliveryActivities>({
  ...OUTSIDE,
  summary: 'Ask the carrier where the parcel is',
});
const { recordTracking } = proxyLocalActivities<DeliveryActivities>({
  ...INSIDE,
  summary: 'Write down what the carrier reported',
});

/** One parcel: booked, followed until it is delivered, lost or back; the order is told when that happens. */
export async function deliveryBefore3({
  deliveryId,
  orderId,
  pollSeconds,
  edition,
}: DeliveryInput): Promise<DeliveryStatus> {
  let status: DeliveryStatus = 'booking';
  let inbox: TrackingEvent[] = [];
  let heardAtMs = Date.now();
  let isSilent = false;
  const staff = attention(() => status);

  setHandler(deliveryStatusQuery, () => status);
  setHandler(carrierReportedSignal, (report) => {
    inbox.push(report);
    heardAtMs = Date.now();
  });

  setCurrentDetails('Booking the carrier.');
  await staff.insist('Book the carrier', async () => {
    ({ status } = await bookDelivery({ deliveryId, orderId }));
  });
  await tellOrder();

  if (edition !== undefined) {
    watchSilence().catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  }
  while (!deliveryIsOver(status)) {
    setCurrentDetails(`The parcel is ${status}. Waits for the carrier's next report.`);
    const reported = await nextReport();
    const before: DeliveryStatus = status;
    await (reported ? takeReports() : askCarrier());
    isSilent = false;
    if (status !== before && (edition === undefined || before === 'booked' || deliveryIsOver(status)))
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: status }]);
  }
  setCurrentDetails(`Over: ${status}.`);
  await tellOrder();
  await condition(allHandlersFinished);
  return status;

  /** False when the carrier has been silent for too long. */
  async function nextReport(): Promise<boolean> {
    if (edition === undefined)
      return condition(() => inbox.length > 0, pollSeconds * 1000, {
        summary: 'Ask the carrier if it stays silent',
      });
    await condition(() => inbox.length > 0 || isSilent);
    return inbox.length > 0;
  }

  /** One timer stands however many reports come: when it ends it is set again for the rest of the time. */
  async function watchSilence(): Promise<void> {
    for (;;) {
      const leftMs = heardAtMs + pollSeconds * 1000 - Date.now();
      if (leftMs > 0) {
        await sleep(leftMs, { summary: 'Ask the carrier if it stays silent' });
        continue;
      }
      isSilent = true;
      await condition(() => !isSilent);
      heardAtMs = Date.now();
    }
  }

  async function takeReports(): Promise<void> {
    const reports = inbox;
    inbox = [];
    await staff.insist('Write down the tracking', async () => {
      ({ status } = await recordTracking({ deliveryId, reports }));
    });
  }

  /** A carrier that cannot be asked now is asked again later; until then its own reports go on counting. */
  async function askCarrier(): Promise<void> {
    try {
      ({ status } = await trackDelivery({ deliveryId }));
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the carrier cannot be asked');
    }
  }

  /** An order that is over already needs no telling. */
  async function tellOrder(): Promise<void> {
    await getExternalWorkflowHandle(workflowIds.order(orderId))
      .signal(deliveryReportedSignal, { deliveryId, status })
      .catch(() => undefined);
  }
}
