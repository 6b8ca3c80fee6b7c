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
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { DeliveryStatus, TrackingEvent } from '../services/delivery/delivery.schema';
import { deliveryIsOver } from '../services/delivery/delivery.state';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { workflowIds } from '../temporal/ids';
import { attention } from './attention';
import { carrierReportedSignal, type DeliveryInput, deliveryStatusQuery } from './delivery.messages';
import { deliveryReportedSignal } from './order.messages';
import { INSIDE, OUTSIDE } from './steps';

const { bookDelivery } = proxyActivities<FulfilmentActivities>({
  ...OUTSIDE,
  summary: 'Book the parcel with the carrier',
});
const { trackDelivery } = proxyActivities<FulfilmentActivities>({
  ...OUTSIDE,
  summary: 'Ask the carrier where the parcel is',
});
const { recordTracking } = proxyLocalActivities<FulfilmentActivities>({
  ...INSIDE,
  summary: 'Write down what the carrier reported',
});

/** One parcel: booked, followed until it is delivered, lost or back; the order is told when that happens. */
export async function delivery({ deliveryId, orderId, pollSeconds }: DeliveryInput): Promise<DeliveryStatus> {
  let status: DeliveryStatus = 'booking';
  let inbox: TrackingEvent[] = [];
  const staff = attention(() => status);

  setHandler(deliveryStatusQuery, () => status);
  setHandler(carrierReportedSignal, (report) => void inbox.push(report));

  setCurrentDetails('Booking the carrier.');
  await staff.insist('Book the carrier', async () => {
    ({ status } = await bookDelivery({ deliveryId, orderId }));
  });
  await tellOrder();

  while (!deliveryIsOver(status)) {
    setCurrentDetails(`The parcel is ${status}. Waits for the carrier's next report.`);
    const reported = await condition(() => inbox.length > 0, pollSeconds * 1000, {
      summary: 'Ask the carrier if it stays silent',
    });
    const before: DeliveryStatus = status;
    await (reported ? takeReports() : askCarrier());
    if (status !== before) upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: status }]);
  }
  setCurrentDetails(`Over: ${status}.`);
  await tellOrder();
  await condition(allHandlersFinished);
  return status;

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
