import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import {
  deliveryEndSchema,
  type DeliveryStatus,
  type TrackingEvent,
} from '../services/delivery/delivery.schema';
import { STATUS_OF_ACT, statusAfter } from '../services/delivery/delivery.state';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import {
  callOffSignal,
  carrierReportedSignal,
  courierReportUpdate,
  deliveryStatusQuery,
  rescheduleDeliveryUpdate,
  settleDeliveryUpdate,
} from './delivery.messages';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage.close());
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
async function aParcel(
  steps: Partial<Steps> = {},
  edition: 2 | 3 = 3,
  { overdueDays }: { overdueDays?: number } = { overdueDays: 10 },
) {
  const deliveryId = newId();
  const kept = new Map<number, TrackingEvent>([[1, report(1)]]);
  const recordTracking = async ({ reports }: { reports: TrackingEvent[] }) => {
    for (const entry of reports) if (!kept.has(entry.sequence)) kept.set(entry.sequence, entry);
    return { status: statusAfter([...kept.values()]) };
  };
  stage.play({
    bookDelivery: async () => ({ status: 'booked', carrier: 'carrier' }),
    trackDelivery: async () => ({ status: statusAfter([...kept.values()]) }),
    recordTracking,
    ...steps,
  });
  const handle = await stage.client.workflow.start('delivery', {
    workflowId: workflowIds.delivery(deliveryId),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{ deliveryId, orderId: newId(), pollSeconds: 3600, overdueDays, edition }],
  });
  return { handle, kept, say: (event: TrackingEvent) => handle.signal(carrierReportedSignal, event) };
}

/** Until the parcel stands there: what was said a moment ago is being written down. */
async function standsAt(
  handle: Awaited<ReturnType<typeof aParcel>>['handle'],
  wanted: DeliveryStatus,
): Promise<void> {
  while ((await handle.query(deliveryStatusQuery)) !== wanted) await sleep(20);
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
  // One that travels on would be asked about in the tests that follow.
  await handle.terminate();
});

test('a carrier that stays silent is asked, less and less often while nothing is new', async () => {
  const atHours: number[] = [];
  const beganMs = await stage.env.currentTimeMs();
  const { handle } = await aParcel({
    trackDelivery: async () => {
      atHours.push(Math.round(((await stage.env.currentTimeMs()) - beganMs) / 3_600_000));
      return { status: atHours.length < 5 ? 'in-transit' : 'delivered' };
    },
  });
  expect(await handle.result()).toBe('delivered');
  // The first answer is news: it is on its way. From then on each pause is twice the one before.
  expect(atHours).toEqual([1, 2, 4, 8, 16]);
});

test('a parcel of the second edition asks every hour, and follows its reports as it always did', async () => {
  let asked = 0;
  const trackDelivery = async () => ({ status: (asked += 1) < 5 ? 'in-transit' : 'delivered' }) as const;
  const { handle } = await aParcel({ trackDelivery }, 2);
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('delivered');
  expect(asked).toBe(5);
  expect((await stage.env.currentTimeMs()) - beganMs).toBeGreaterThanOrEqual(5 * 3600 * 1000);
});

test.each(deliveryEndSchema.options)('a parcel that is %s ends there', async (status) => {
  const { handle, say } = await aParcel();
  await say(report(2, 'in-transit'));
  await say(report(3, status));
  expect(await handle.result()).toBe(status);
});

test('a carrier that does not answer does not keep its own report from counting', async () => {
  const { handle, say } = await aParcel({
    trackDelivery: async () => {
      throw ApplicationFailure.nonRetryable('The carrier is closed.', 'carrier-closed');
    },
  });
  await stage.env.sleep('4 hours');
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
      return { status: 'booked', carrier: 'carrier' };
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

test('a parcel waits at a pick-up point, of which its order is told, and goes back when nobody fetches it', async () => {
  const { handle, say } = await aParcel();
  for (const [index, status] of (['in-transit', 'attempted', 'held'] as const).entries())
    await say(report(index + 2, status));
  await standsAt(handle, 'held');
  expect(await signalsOf(handle)).toBe(2);
  await say(report(5, 'returned'));
  expect(await handle.result()).toBe('returned');
  expect(await signalsOf(handle)).toBe(3);
});

const inDays = async (days: number) =>
  new Date((await stage.env.currentTimeMs()) + days * 86_400_000).toISOString();
const buyer = { role: 'buyer', id: 'buyer-1' } as const;

test('after an attempt in vain the buyer has it brought on another day', async () => {
  const asked: unknown[] = [];
  const { handle, say } = await aParcel({
    rescheduleDelivery: async (wanted) => {
      asked.push(wanted);
      return { status: 'attempted' };
    },
  });
  const move = async (days: number) => ({ notBefore: await inDays(days), place: 'door', by: buyer }) as const;
  const early = handle.executeUpdate(rescheduleDeliveryUpdate, { args: [await move(1)] });
  await expect(early).rejects.toMatchObject({ cause: { type: 'delivery-state' } });
  await say(report(2, 'in-transit'));
  await say(report(3, 'attempted'));
  await standsAt(handle, 'attempted');
  const late = handle.executeUpdate(rescheduleDeliveryUpdate, { args: [await move(15)] });
  await expect(late).rejects.toMatchObject({ cause: { type: 'time-not-offered' } });
  const past = handle.executeUpdate(rescheduleDeliveryUpdate, { args: [await move(-1)] });
  await expect(past).rejects.toMatchObject({ cause: { type: 'time-not-offered' } });
  for (const day of [1, 2, 3])
    await handle.executeUpdate(rescheduleDeliveryUpdate, { args: [await move(day)] });
  const again = handle.executeUpdate(rescheduleDeliveryUpdate, { args: [await move(4)] });
  await expect(again).rejects.toMatchObject({ cause: { type: 'moved-too-often' } });
  // Each time has a key of its own, or the carrier would answer with the time before.
  expect(new Set(asked.map((wanted) => (wanted as { key: string }).key)).size).toBe(3);
  await say(report(4, 'delivered'));
  expect(await handle.result()).toBe('delivered');
});

test('a carrier that refuses another time is quoted to the buyer, and the parcel goes on', async () => {
  const { handle, say } = await aParcel({
    rescheduleDelivery: async () => {
      throw ApplicationFailure.nonRetryable('The parcel has reached its end.', 'parcel-finished');
    },
  });
  await say(report(2, 'in-transit'));
  await standsAt(handle, 'in-transit');
  const wanted = { notBefore: await inDays(1), place: 'door', by: buyer } as const;
  const refused = handle.executeUpdate(rescheduleDeliveryUpdate, { args: [wanted] });
  await expect(refused).rejects.toMatchObject({ cause: { type: 'parcel-finished' } });
  await say(report(3, 'delivered'));
  expect(await handle.result()).toBe('delivered');
});

test('a parcel that a courier takes is collected, tried and delivered by what the courier says', async () => {
  const { handle } = await aParcel({
    bookDelivery: async () => ({ status: 'booked', carrier: 'courier' }),
    recordCourierReport: async ({ report: said }) => ({ status: STATUS_OF_ACT[said.act] }),
  });
  const by = { role: 'courier', id: 'courier-1' } as const;
  let reportId = 0;
  const says = (said: Parameters<Steps['recordCourierReport']>[0]['report']) =>
    handle.executeUpdate(courierReportUpdate, {
      args: [{ reportId: String((reportId += 1)), report: said, by }],
    });
  await standsAt(handle, 'booked');
  const tooEarly = says({ act: 'delivered', receiver: 'Ada' });
  await expect(tooEarly).rejects.toMatchObject({ cause: { type: 'delivery-state' } });
  await says({ act: 'collected' });
  await says({ act: 'attempted', reason: 'nobody-home' });
  await stage.env.sleep('3 hours');
  expect(count('trackDelivery')).toBe(0);
  expect(await says({ act: 'delivered', receiver: 'Ada' })).toEqual({ status: 'delivered' });
  expect(await handle.result()).toBe('delivered');
});

test('a parcel that goes by the carrier is no affair of couriers', async () => {
  const { handle, say } = await aParcel();
  const by = { role: 'courier', id: 'courier-1' } as const;
  await standsAt(handle, 'booked');
  const args = [{ reportId: '1', report: { act: 'collected' }, by }] as const;
  const said = handle.executeUpdate(courierReportUpdate, { args: [...args] });
  await expect(said).rejects.toMatchObject({ cause: { type: 'not-by-courier' } });
  await say(report(2, 'lost'));
  expect(await handle.result()).toBe('lost');
});

test('staff end a parcel whose carrier contradicts itself', async () => {
  const { handle, say } = await aParcel({ settleDelivery: async ({ status }) => ({ status }) });
  await say(report(2, 'delivered'));
  await standsAt(handle, 'booked');
  const by = { role: 'support', id: 'staff-1' } as const;
  const decided = { status: 'delivered', note: 'The buyer has it.', by } as const;
  expect(await handle.executeUpdate(settleDeliveryUpdate, { args: [decided] })).toEqual({
    status: 'delivered',
  });
  expect(await handle.result()).toBe('delivered');
});

test('a parcel that is called off before it is collected goes nowhere', async () => {
  const { handle } = await aParcel({ callOffDelivery: async () => ({ status: 'returned' }) });
  await handle.signal(callOffSignal);
  expect(await handle.result()).toBe('returned');
});

test('a parcel that is called off too late travels on', async () => {
  const { handle, say } = await aParcel({
    callOffDelivery: async () => {
      throw ApplicationFailure.nonRetryable('It was collected already.', 'parcel-under-way');
    },
  });
  await handle.signal(callOffSignal);
  await say(report(2));
  await say(report(6));
  expect(await handle.result()).toBe('delivered');
});

const days = (ms: number) => Math.round(ms / 8_640_000) / 10;
const toldStaff = async () => ({ againAt: null });
const found = (handle: Awaited<ReturnType<typeof aParcel>>['handle']) =>
  handle.executeUpdate(settleDeliveryUpdate, {
    args: [{ status: 'lost', note: 'Nobody finds it.', by: { role: 'support', id: 'staff-1' } }],
  });
/** When staff were told of a parcel, in days after its booking. */
function tellingAt(againAt: (atDay: number) => Promise<string | null> = async () => null) {
  const atDays: number[] = [];
  let bookedMs = 0;
  return {
    atDays,
    booked: async () => (bookedMs = await stage.env.currentTimeMs()),
    reportOverdue: async () => {
      const atDay = days((await stage.env.currentTimeMs()) - bookedMs);
      atDays.push(atDay);
      return { againAt: await againAt(atDay) };
    },
  };
}

test('of a parcel that falls silent staff are told once, ten days after it should have arrived', async () => {
  const { atDays, booked, reportOverdue } = tellingAt();
  const { handle } = await aParcel({
    bookDelivery: async () => {
      await booked();
      return { status: 'booked', carrier: 'carrier', expectedAt: await inDays(3) };
    },
    trackDelivery: async () => ({ status: 'in-transit' }),
    settleDelivery: async ({ status }) => ({ status }),
    reportOverdue,
  });
  await stage.env.sleep('12 days');
  expect(atDays).toEqual([]);
  await stage.env.sleep('30 days');
  expect(atDays).toEqual([13]);
  // The carrier was asked a moment before, or it would be a day old what staff are told.
  expect(stage.names()[stage.names().indexOf('reportOverdue') - 1]).toBe('trackDelivery');
  expect(await currentDetails(handle)).toContain('overdue. Waits for staff to say how it ended');
  await found(handle);
  expect(await handle.result()).toBe('lost');
});

test('of a parcel whose courier says nothing staff are told ten days after it was booked', async () => {
  const { atDays, booked, reportOverdue } = tellingAt();
  const { handle } = await aParcel({
    bookDelivery: async () => {
      await booked();
      return { status: 'booked', carrier: 'courier' };
    },
    settleDelivery: async ({ status }) => ({ status }),
    reportOverdue,
  });
  await stage.env.sleep('40 days');
  expect(atDays).toEqual([10]);
  await found(handle);
  expect(await handle.result()).toBe('lost');
  expect(await timersOf(handle)).toBe(1);
});

test('of a parcel that ends in time nobody is told, and it has the one timer that it always had', async () => {
  const { handle, say } = await aParcel({ reportOverdue: toldStaff });
  for (const sequence of [2, 3, 6]) await say(report(sequence));
  expect(await handle.result()).toBe('delivered');
  expect(count('reportOverdue')).toBe(0);
  expect(await timersOf(handle)).toBe(1);
});

test('a parcel that has time still, as one at a pick-up point, is looked at again when that is over', async () => {
  const { atDays, booked, reportOverdue } = tellingAt((atDay) =>
    atDay < 15 ? inDays(5) : Promise.resolve(null),
  );
  const { handle, say } = await aParcel({
    bookDelivery: async () => {
      await booked();
      return { status: 'booked', carrier: 'carrier' };
    },
    reportOverdue,
  });
  for (const [index, status] of (['in-transit', 'attempted', 'held'] as const).entries())
    await say(report(index + 2, status));
  await standsAt(handle, 'held');
  await stage.env.sleep('11 days');
  expect(atDays).toEqual([10]);
  expect(await currentDetails(handle)).not.toContain('overdue');
  await stage.env.sleep('20 days');
  expect(atDays).toEqual([10, 15]);
  await say(report(5, 'returned'));
  expect(await handle.result()).toBe('returned');
});

test('a contradiction does not hide that a parcel is overdue', async () => {
  const { handle, say } = await aParcel({
    reportOverdue: toldStaff,
    settleDelivery: async ({ status }) => ({ status }),
  });
  await say(report(2, 'delivered'));
  await stage.env.sleep('11 days');
  expect(count('reportOverdue')).toBe(1);
  await found(handle);
  expect(await handle.result()).toBe('lost');
});

test('a carrier that cannot be asked does not keep staff from being told', async () => {
  const { handle, say } = await aParcel({
    trackDelivery: async () => {
      throw ApplicationFailure.nonRetryable('The carrier is closed.', 'carrier-closed');
    },
    reportOverdue: toldStaff,
  });
  await stage.env.sleep('11 days');
  expect(count('reportOverdue')).toBe(1);
  await say(report(6));
  expect(await handle.result()).toBe('delivered');
});

test('a parcel that set out before there was such a deadline goes on as it did', async () => {
  const { handle, say } = await aParcel({ reportOverdue: toldStaff }, 3, {});
  await stage.env.sleep('30 days');
  expect(count('reportOverdue')).toBe(0);
  await say(report(6));
  expect(await handle.result()).toBe('delivered');
});

/** What Temporal UI shows of it. */
function currentDetails(handle: Awaited<ReturnType<typeof aParcel>>['handle']): Promise<string> {
  return handle
    .query<{ currentDetails?: string }>('__temporal_workflow_metadata')
    .then((metadata) => metadata.currentDetails ?? '');
}

async function timersOf(handle: Awaited<ReturnType<typeof aParcel>>['handle']): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.timerStartedEventAttributes).length;
}

/** How often the order was told. */
async function signalsOf(handle: Awaited<ReturnType<typeof aParcel>>['handle']): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.signalExternalWorkflowExecutionInitiatedEventAttributes)
    .length;
}
