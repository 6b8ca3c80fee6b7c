import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEventShop, type EventShop } from './event-shop';
import { renderTable } from '../stack/doctor/table';
import { startServers } from '../stack/servers/start';
import { percentilesOf, rounded, type Percentiles } from './statistics';

const PLANS = {
  quick: { seconds: 5, backlog: 5_000, awaySeconds: 10 },
  full: { seconds: 30, backlog: 50_000, awaySeconds: 600 },
} as const;
const STEADY_A_SECOND = 100;
/** Writers that wait for each write before their next. */
const WRITERS = 8;
const ARRIVED_WITHIN_MS = 300_000;

interface Delay extends Percentiles {
  name: string;
  aSecond: number;
}

export interface EventFigures {
  delays: Delay[];
  /** Events a second. */
  rates: { name: string; aSecond: number }[];
  catchUp: { awaySeconds: number; written: number; caughtUpSeconds: number; lost: number; twice: number };
}

/** Measures the way of events from outbox to consumer, on a Kafka and a database of its own. */
export async function measureEvents(isQuick: boolean, say: (line: string) => void): Promise<EventFigures> {
  const plan = PLANS[isQuick ? 'quick' : 'full'];
  const dataDir = mkdtempSync(join(tmpdir(), 'caravan-events-'));
  const servers = await startServers({ dataDir, ports: 'free', only: ['kafka', 'mongodb'], settings: {} });
  try {
    const shop = await createEventShop(servers.env);
    try {
      say(`Outbox to consumer, ${plan.seconds} s each`);
      const delays = [await steady(shop, plan.seconds), await saturated(shop, plan.seconds)];
      say(`${plan.backlog} events at once`);
      const rates = await backlog(shop, plan.backlog);
      say(`Kafka away for ${plan.awaySeconds} s`);
      const catchUp = await awayAndBack(shop, plan.awaySeconds, servers);
      return { delays, rates, catchUp };
    } finally {
      await shop.close();
    }
  } finally {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function steady(shop: EventShop, seconds: number): Promise<Delay> {
  return delayOf(`${STEADY_A_SECOND} a second`, shop, seconds, () => writeSteadily(shop, seconds));
}

async function saturated(shop: EventShop, seconds: number): Promise<Delay> {
  return delayOf(`${WRITERS} writers at full speed`, shop, seconds, async () => {
    const endMs = Date.now() + seconds * 1_000;
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let n = 0; Date.now() < endMs; n += 1) await shop.write(`full-${writer}-${n % 20}`);
      }),
    );
  });
}

async function delayOf(
  name: string,
  shop: EventShop,
  seconds: number,
  write: () => Promise<void>,
): Promise<Delay> {
  shop.forget();
  const running = shop.run();
  await running.ready();
  await write();
  await untilAllArrived(shop);
  await running.stop();
  const delays = [...shop.written].map(([id, atMs]) => (shop.arrived.get(id)?.atMs ?? atMs) - atMs);
  return { name, aSecond: shop.written.size / seconds, ...percentilesOf(delays) };
}

/** Begins a write every so often, whether the last has ended or not. */
async function writeSteadily(shop: EventShop, seconds: number): Promise<void> {
  const writes: Promise<void>[] = [];
  const beganMs = Date.now();
  for (let n = 0; n < seconds * STEADY_A_SECOND; n += 1) {
    await sleep(Math.max(0, beganMs + (n * 1_000) / STEADY_A_SECOND - Date.now()));
    writes.push(shop.write(`steady-${n % 50}`));
  }
  await Promise.all(writes);
}

async function backlog(shop: EventShop, events: number): Promise<EventFigures['rates']> {
  shop.forget();
  await shop.fill(events);
  const relayed = await timed(events, () => shop.relayAll());
  const consumed = await timed(events, () => shop.consumeAll('nothing', events));
  const stored = await timed(events, () => shop.consumeAll('store', events));
  const bare = await shop.bareMessages(events);
  const produced = await timed(events, () => shop.produceBare(bare));
  const read = await timed(events, () => shop.consumeBare(events));
  return [
    { name: 'relay: outboxes to Kafka', aSecond: relayed },
    { name: 'bare kafkajs producer, the same messages', aSecond: produced },
    { name: 'consumer without an effect', aSecond: consumed },
    { name: 'consumer that writes a document an event', aSecond: stored },
    { name: 'bare kafkajs consumer', aSecond: read },
  ];
}

async function timed(events: number, act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return events / ((performance.now() - began) / 1_000);
}

async function awayAndBack(
  shop: EventShop,
  awaySeconds: number,
  servers: { kill(name: 'kafka'): Promise<void>; restart(name: 'kafka'): Promise<void> },
): Promise<EventFigures['catchUp']> {
  shop.forget();
  const running = shop.run();
  await running.ready();
  await writeSteadily(shop, 2);
  await servers.kill('kafka');
  await writeSteadily(shop, awaySeconds);
  await servers.restart('kafka');
  const beganMs = Date.now();
  await untilAllArrived(shop);
  const caughtUpSeconds = (Date.now() - beganMs) / 1_000;
  await running.stop();
  const lost = [...shop.written.keys()].filter((id) => !shop.arrived.has(id)).length;
  return { awaySeconds, written: shop.written.size, caughtUpSeconds, lost, twice: await shop.storedTwice() };
}

async function untilAllArrived(shop: EventShop): Promise<void> {
  const isHere = (id: string) => shop.arrived.has(id);
  for (const endMs = Date.now() + ARRIVED_WITHIN_MS; Date.now() < endMs; await sleep(20))
    if ([...shop.written.keys()].every(isHere)) return;
}

export function eventsReport({ delays, rates, catchUp }: EventFigures): string {
  const text = (value: number) => String(rounded(value));
  return [
    'Outbox to consumer, ms from the acknowledged write until it is applied',
    renderTable([
      ['load', 'a second', 'p50', 'p95', 'p99'],
      ...delays.map(({ name, aSecond, p50, p95, p99 }) => [name, ...[aSecond, p50, p95, p99].map(text)]),
    ]),
    'Events a second, one process, nothing else running',
    renderTable([
      ['what', 'a second'],
      ...rates.map(({ name, aSecond }) => [name, String(Math.round(aSecond))]),
    ]),
    `Kafka away for ${catchUp.awaySeconds} s at ${STEADY_A_SECOND} events a second: ${catchUp.written} acknowledged, ` +
      `all applied ${text(catchUp.caughtUpSeconds)} s after it was back; ${catchUp.lost} lost, ${catchUp.twice} applied twice`,
  ].join('\n');
}
