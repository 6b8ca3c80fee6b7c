import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carrier, CarrierEvent } from '../../../services/delivery/carrier.port';
import { createSimulatorCarrier } from '../../../services/delivery/carriers/simulator';
import { signWebhook } from '../../../services/platform/webhook-signature';
import { openInbox, until, type Inbox } from '../lib/inbox.fixture';
import { startCarrier, type CarrierOptions, type RunningCarrier } from './server';

const API_KEY = 'ck_test_trial';
const SECRET = 'a-secret-that-is-long-enough-for-trials';

let inbox: Inbox;
let dataDir: string;
let simulator: RunningCarrier;
let carrier: Carrier;
let counter = 0;

beforeEach(async () => {
  inbox = await openInbox();
  dataDir = mkdtempSync(join(tmpdir(), 'carrier-'));
  await start();
});

afterEach(async () => {
  await simulator.close();
  await inbox.close();
  rmSync(dataDir, { recursive: true });
});

async function start(options: Partial<CarrierOptions> = {}): Promise<void> {
  simulator = await startCarrier({
    port: 0,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    webhookUrl: inbox.url,
    dataDir,
    stepMs: 15,
    latencyMs: 1,
    holdMs: 2000,
    retryDelaysMs: [0, 10, 10, 10],
    ...options,
  });
  carrier = connect();
}

async function restart(options: Partial<CarrierOptions> = {}): Promise<void> {
  await simulator.close();
  await start(options);
}

function connect(timeoutMs = 4000): Carrier {
  return createSimulatorCarrier({
    baseUrl: simulator.url,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    timeoutMs,
  });
}

function booking(postcode = '10115') {
  counter += 1;
  return {
    key: `delivery-${counter}:book:1`,
    deliveryId: `delivery-${counter}`,
    from: { country: 'FR', postcode: '75001' },
    to: { country: 'DE', postcode, name: 'Ada Palme', line1: 'Allee 1', city: 'Berlin' },
    weightGrams: 1200,
    parcels: 1,
  };
}

const reported = (): CarrierEvent[] =>
  inbox.received.flatMap((webhook) => carrier.parseWebhook(webhook) ?? []);
const types = () => reported().map((event) => event.type);
const ended = async (trackingId: string, status: string) =>
  (await carrier.track(trackingId)).status === status;

const TO_THE_DOOR = ['booked', 'collected', 'in-transit', 'out-for-delivery'];

test.each([
  ['10115', [...TO_THE_DOOR, 'delivered']],
  ['99901', ['booked', 'collected', 'in-transit', 'lost']],
  ['99902', [...TO_THE_DOOR, 'attempted', 'out-for-delivery', 'attempted', 'out-for-delivery', 'delivered']],
  ['99903', [...TO_THE_DOOR, 'attempted', 'out-for-delivery', 'attempted', 'returned']],
  ['99904', [...TO_THE_DOOR, 'delivered']],
  ['99911', [...TO_THE_DOOR, 'attempted', 'held', 'delivered']],
  ['99912', [...TO_THE_DOOR, 'attempted', 'held', 'returned']],
  ['99913', ['booked', 'collected', 'in-transit', 'damaged']],
  ['99914', ['booked', 'delivered']],
  ['99915', [...TO_THE_DOOR, 'delivered', 'delivered']],
  ['99916', ['booked', 'collected', 'in-transit', 'lost', 'delivered']],
])('a parcel to %s goes through %s', async (postcode, journey) => {
  const { trackingId, deliveryId } = await carrier.book(booking(postcode));
  await inbox.until(() => inbox.received.length === journey.length);
  const events = reported().sort((a, b) => a.sequence - b.sequence);
  expect(events.map((event) => event.type)).toEqual(journey);
  expect(events.map((event) => event.sequence)).toEqual(journey.map((_type, index) => index + 1));
  expect(events.every((event) => event.trackingId === trackingId && event.deliveryId === deliveryId)).toBe(
    true,
  );
  expect((await carrier.track(trackingId)).events.map((event) => event.type)).toEqual(journey);
});

test('a silent carrier reports nothing, and only asking tells that the parcel arrived', async () => {
  const { trackingId } = await carrier.book(booking('999 05'));
  await until(() => ended(trackingId, 'delivered'));
  expect(inbox.received).toEqual([]);
});

test('a repeated report comes two or three times and is the same each time', async () => {
  await carrier.book(booking('99906'));
  await inbox.until(() => inbox.received.length === 13);
  const counts = new Map<string, number>();
  for (const event of reported()) counts.set(event.id, (counts.get(event.id) ?? 0) + 1);
  expect([...counts.values()].sort()).toEqual([2, 2, 3, 3, 3]);
});

test('a later report may come before an earlier one', async () => {
  await carrier.book(booking('99907'));
  await inbox.until(() => inbox.received.length === 4);
  expect(types()).toEqual(['collected', 'booked', 'out-for-delivery', 'in-transit']);
});

test('the same key sent many times at once books one parcel', async () => {
  const asked = booking();
  const answers = await Promise.all(Array.from({ length: 20 }, () => carrier.book(asked)));
  expect(new Set(answers.map((shipment) => shipment.trackingId)).size).toBe(1);
  expect(await carrier.findByReference(asked.deliveryId)).toHaveLength(1);
  await expect(carrier.book({ ...asked, parcels: 2 })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
});

test('a booking whose answer got lost is found again by the same key', async () => {
  const asked = booking('99908');
  await expect(connect(50).book(asked)).rejects.toMatchObject({
    name: 'ProviderUnavailableError',
    outcome: 'unknown',
  });
  const { trackingId } = await carrier.book(asked);
  expect(await carrier.findByReference(asked.deliveryId)).toMatchObject([{ trackingId }]);
});

test('a failure before the effect books nothing, and the next try works', async () => {
  const asked = booking('99909');
  await expect(carrier.book(asked)).rejects.toMatchObject({ name: 'ProviderUnavailableError' });
  expect(await carrier.findByReference(asked.deliveryId)).toEqual([]);
  expect((await carrier.book(asked)).status).toBe('booked');
});

test('a place that is not served is refused', async () => {
  await expect(carrier.book(booking('99910'))).rejects.toMatchObject({ code: 'address-not-served' });
});

test('a booking is called off before the parcel is collected, and no later', async () => {
  await restart({ stepMs: 60_000 });
  const { trackingId } = await carrier.book(booking());
  expect((await carrier.cancel({ key: 'cancel-1', trackingId })).status).toBe('cancelled');
  expect((await carrier.cancel({ key: 'cancel-2', trackingId })).events).toHaveLength(2);

  await restart();
  const late = await carrier.book(booking());
  await until(() => ended(late.trackingId, 'delivered'));
  await expect(carrier.cancel({ key: 'cancel-3', trackingId: late.trackingId })).rejects.toMatchObject({
    code: 'parcel-under-way',
  });
  expect(await ended(trackingId, 'cancelled')).toBe(true);
});

test('a rescheduled parcel waits for its new time', async () => {
  await restart({ stepMs: 10_000 });
  const { trackingId, estimatedAt } = await carrier.book(booking());
  const notBefore = new Date(Date.now() + 60_000).toISOString();
  const moved = await carrier.reschedule({ key: 'reschedule-1', trackingId, notBefore, place: 'door' });
  expect(Date.parse(moved.estimatedAt)).toBeGreaterThan(Date.parse(estimatedAt));
  await restart();
  const other = await carrier.book(booking());
  await until(() => ended(other.trackingId, 'delivered'));
  expect(await carrier.track(trackingId)).toMatchObject({
    status: 'booked',
    events: [{ type: 'booked' }, { type: 'rescheduled' }],
  });
});

test('a parcel is sent to a pick-up point instead, which says until when it keeps it', async () => {
  await restart({ stepMs: 40 });
  const { trackingId } = await carrier.book(booking());
  const notBefore = new Date().toISOString();
  await carrier.reschedule({ key: 'redirect-1', trackingId, notBefore, place: 'pick-up-point' });
  await until(() => ended(trackingId, 'delivered'));
  const { events } = await carrier.track(trackingId);
  const way = [...TO_THE_DOOR.slice(0, 1), 'rescheduled', ...TO_THE_DOOR.slice(1), 'held', 'delivered'];
  expect(events.map((event) => event.type)).toEqual(way);
  const held = events.find((event) => event.type === 'held');
  expect(held?.pickUpPoint).toContain('Harbour Street');
  expect(Date.parse(held?.heldUntil ?? '')).toBeGreaterThan(Date.parse(held?.occurredAt ?? ''));
});

test('the label is a PDF, for who has the key alone', async () => {
  const { trackingId } = await carrier.book(booking());
  const label = Buffer.from(await carrier.label(trackingId)).toString('latin1');
  expect(label).toMatch(/^%PDF-1\.4\n/);
  expect(label).toContain(trackingId);
  expect((await fetch(`${simulator.url}/shipments/${trackingId}/label`)).status).toBe(401);
  await expect(carrier.label('CRV-none')).rejects.toMatchObject({ code: 'not-found' });
});

test('a parcel travels on after a restart, and nothing that was booked or reported is lost', async () => {
  await restart({ stepMs: 60_000 });
  inbox.answerWith(503);
  const asked = booking();
  const shipment = await carrier.book(asked);
  await inbox.until(() => inbox.received.length === 4);
  inbox.received.length = 0;
  inbox.answerWith(204);

  // The second start reads what the first one rewrote, long after the next step was due.
  await restart({ webhookUrl: undefined });
  await restart({ nowMs: () => Date.now() + 120_000 });

  expect((await carrier.book(asked)).trackingId).toBe(shipment.trackingId);
  await inbox.until(() => inbox.received.length === 5);
  expect(types().sort()).toEqual(['booked', 'collected', 'delivered', 'in-transit', 'out-for-delivery']);
});

test('a forged report is refused and a foreign kind of report is ignored', async () => {
  await carrier.book(booking());
  await inbox.until(() => inbox.received.length > 0);
  const [webhook] = inbox.received;
  if (!webhook) throw new Error('no webhook');
  expect(() =>
    carrier.parseWebhook({ ...webhook, rawBody: webhook.rawBody.replace('booked', 'delivered') }),
  ).toThrow('signature');
  const body = JSON.stringify({ type: 'depot.opened', data: {} });
  const headers = signWebhook({ id: 'msg_1', timestampMs: Date.now(), body, secret: SECRET });
  expect(carrier.parseWebhook({ headers, rawBody: body })).toBeUndefined();
});

test('anybody can follow a parcel, and its page names no person', async () => {
  const { trackingId } = await carrier.book(booking());
  const response = await fetch(`${simulator.url}/track/${trackingId}`);
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(text).toContain(trackingId);
  expect(text).not.toContain('Ada');
  expect((await fetch(`${simulator.url}/track/none`)).status).toBe(404);
});
