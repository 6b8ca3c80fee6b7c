import { ApplicationFailure } from '@temporalio/common';
import type { DeliveryStatus, TrackingEvent } from '../services/delivery/delivery.schema';
import { statusAfter } from '../services/delivery/delivery.state';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { carrierReportedSignal, deliveryStatusQuery } from './delivery.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const JOURNEY = ['booked', 'in-transit', 'out-for-delivery', 'attempted', 'in-transit', 'delivered'] as const;

/** What the carrier says in its n-th report, from 1. */
function report(
  sequence: number,
  status: DeliveryStatus = JOURNEY[sequence - 1] ?? 'in-transit',
): TrackingEvent {
  return { id: `T-${sequence}`, sequence, status, at: '2030-01-01T00:00:00.000Z', text: status };
}

/** A parcel whose reports are kept as the delivery service keeps them; the carrier is asked after an hour of silence. */
async function aParcel(steps: Partial<Steps> = {}) {
  const deliveryId = newId();
  const kept = new Map<number, TrackingEvent>([[1, report(1)]]);
  const recordTracking = async ({ reports }: { reports: TrackingEvent[] }) => {
    for (const entry of reports) if (!kept.has(entry.sequence)) kept.set(entry.sequence, entry);
    return { status: statusAfter([...kept.values()]) };
  };
  stage.play({
    bookDelivery: async () => ({ status: 'booked' }),
    trackDelivery: async () => ({ status: statusAfter([...kept.values()]) }),
    recordTracking,
    ...steps,
  });
  const handle = await stage.client.workflow.start('delivery', {
    workflowId: workflowIds.delivery(deliveryId),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{ deliveryId, orderId: newId(), pollSeconds: 3600, edition: 2 }],
  });
  return { handle, kept, say: (event: TrackingEvent) => handle.signal(carrierReportedSignal, event) };
}

const count = (step: string) => stage.names().filter((name) => name === step).length;

test('a parcel is followed from booked to delivered by the reports of its carrier', async () => {
  const { handle, say, kept } = await aParcel();
  for (const sequence of [2, 3, 4, 5, 6]) await say(report(sequence));
  expect(await handle.result()).toBe('delivered');
  expect([...kept.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(count('trackDelivery')).toBe(0);
});

test('reports that come in any order end as the last of them says', async () => {
  const { handle, say, kept } = await aParcel();
  for (const sequence of [4, 2, 6, 3, 5]) await say(report(sequence));
  expect(await handle.result()).toBe('delivered');
  expect(kept.get(6)?.status).toBe('delivered');
});

test('a report that comes twice counts once', async () => {
  const { handle, say, kept } = await aParcel();
  await say(report(2));
  await say(report(2));
  await say(report(3));
  await stage.env.sleep('1 minute');
  expect(await handle.query(deliveryStatusQuery)).toBe('out-for-delivery');
  expect(kept.size).toBe(3);
});

test('a carrier that stays silent is asked every hour, so a parcel whose reports were lost still arrives', async () => {
  let asked = 0;
  const { handle } = await aParcel({
    trackDelivery: async () => ({ status: (asked += 1) < 5 ? 'in-transit' : 'delivered' }),
  });
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('delivered');
  expect(asked).toBe(5);
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(5 * 3600 * 1000);
});

test.each(['lost', 'returned'] as const)('a parcel that is %s ends there', async (status) => {
  const { handle, say } = await aParcel();
  await say(report(2, status));
  expect(await handle.result()).toBe(status);
});

test('a carrier that does not answer does not keep its own report from counting', async () => {
  const { handle, say } = await aParcel({
    trackDelivery: async () => {
      throw ApplicationFailure.nonRetryable('The carrier is closed.', 'carrier-closed');
    },
  });
  await stage.env.sleep('3 hours');
  expect(count('trackDelivery')).toBeGreaterThanOrEqual(2);
  await say(report(6));
  expect(await handle.result()).toBe('delivered');
});

test('a parcel that the carrier refuses waits for staff, and is booked when they retry', async () => {
  let served = false;
  const { handle, say } = await aParcel({
    bookDelivery: async () => {
      if (!served)
        throw ApplicationFailure.nonRetryable('The carrier does not go there.', 'address-not-served');
      return { status: 'booked' };
    },
  });
  await stage.env.sleep('1 minute');
  expect(await handle.query(deliveryStatusQuery)).toBe('booking');
  served = true;
  const by = { role: 'support', id: 'staff-1' } as const;
  await handle.executeUpdate(resolveUpdate, {
    args: [{ by, action: 'retry', note: 'The address is right now.' }],
  });
  await say(report(6));
  expect(await handle.result()).toBe('delivered');
  expect(count('bookDelivery')).toBe(2);
});
