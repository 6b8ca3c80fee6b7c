import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../services/platform/config';
import { demoAccounts } from '../stack/seed/accounts';
import { renderTable } from '../stack/doctor/table';
import { startEverything, type Everything } from '../stack/everything';
import { root } from '../stack/machine/paths';
import { formatElapsed, type Progress } from '../stack/machine/progress';
import { connectTemporal } from '../temporal/connection';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { plentifulProducts } from '../test/shopper/goods';
import { buy, HOME } from '../test/shopper/purchase';
import { createShop, type Shop } from '../test/shopper/shopper';
import { eventually } from '../test/shopper/wait';
import { apiUrlOf } from '../test/shopper/witnesses';
import { runLoad } from './load';
import { usagesOf, type Usages } from './processes';

const AT_ONCE = 6;
/** Whoever buys from every shop at once makes most orders a purchase. */
const MOST_UNITS = 2000;
const LIMIT_MS = 40 * 60_000;
/** How long the shop is watched while nothing happens, and after its workers have come back. */
const WATCH_MS = 30_000;
const COUNTED_WITHIN_MS = 60_000;

export interface OpenOrderFigures {
  orders: number;
  openWorkflows: number;
  /** Orders a second while they were placed, several of one purchase. */
  perSecond: number;
  errors: string[];
  /** From the kill of all workers until they are healthy, and until a seller's acceptance is answered, in ms. */
  workersBackMs: number;
  firstAnswerMs: number;
  parts: PartFigures[];
}
interface PartFigures {
  name: string;
  /** Before the first order, with all of them open, and after the workers came back, in MiB. */
  rssMiB: [empty: number, open: number, restarted: number];
  /** While nothing happens, and in the half minute after the workers came back; ms of CPU a second. */
  cpuMsPerSecond: [idle: number, restarted: number];
}

/**
 * Places so many orders, leaves them open with their timers, kills every worker and starts them again. In a shop of
 * its own, which is removed afterwards: thousands of orders that nobody accepts are no present for a running one.
 */
export async function measureOpenOrders(count: number, progress: Progress): Promise<OpenOrderFigures> {
  const dataDir = join(root, '.caravan', `bench-open-${process.pid}`);
  const everything = await startEverything({ dataDir, ports: 'free', onProgress: progress });
  try {
    return await measure(everything, count, progress);
  } finally {
    await everything.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  { shop: processes, servers }: Everything,
  count: number,
  progress: Progress,
): Promise<OpenOrderFigures> {
  const visitors = createShop(apiUrlOf(processes.env), { connections: 64 });
  const temporal = connectTemporal(loadConfig(processes.env));
  const usage = () => usagesOf({ ...servers.pids, ...processes.pids });
  try {
    const wishes = await oneOfEveryShop(visitors);
    const empty = usage();
    const load = await runLoad(() => buy(visitors, wishes), {
      ...{ count: Math.ceil(count / wishes.length), atOnce: AT_ONCE, limitMs: LIMIT_MS },
    });
    const orderIds = load.done.flatMap((purchase) => purchase.orderIds);
    const [first] = orderIds;
    if (first === undefined) throw load.errors[0] ?? new Error('No order was placed.');
    progress.say(`  ok  ${orderIds.length} orders are open`);

    const open = usage();
    const idle = await perSecond(usage);
    const query = `WorkflowType = 'order' AND ExecutionStatus = 'Running' AND ${SEARCH_ATTRIBUTES.status.name} = 'placed'`;
    const counted = await eventually(
      'the open orders to be counted',
      async () => (await temporal.client.workflow.count(query)).count,
      (found) => found >= orderIds.length,
      { withinMs: COUNTED_WITHIN_MS, show: String },
    );

    const killedMs = performance.now();
    await processes.kill('worker');
    await processes.restart('worker');
    const workersBackMs = performance.now() - killedMs;
    await acceptOne(visitors, first);
    const firstAnswerMs = performance.now() - killedMs;
    progress.say('  ok  the workers came back, and an order is accepted');
    const after = await perSecond(usage);
    const restarted = usage();
    const parts = [...restarted.keys()].map((name): PartFigures => ({
      name,
      rssMiB: [mib(empty, name), mib(open, name), mib(restarted, name)],
      cpuMsPerSecond: [idle.get(name) ?? 0, after.get(name) ?? 0],
    }));
    return {
      ...{ orders: orderIds.length, openWorkflows: counted, workersBackMs, firstAnswerMs, parts },
      perSecond: (orderIds.length / load.elapsedMs) * 1000,
      errors: load.errors.map(({ message }) => message),
    };
  } finally {
    visitors.close();
    await temporal.close();
  }
}

const mib = (usages: Usages, name: string) => usages.get(name)?.rssMiB ?? 0;

/** What each part uses of the processor while it is watched. */
async function perSecond(usage: () => Usages): Promise<Map<string, number>> {
  const before = usage();
  await sleep(WATCH_MS);
  const seconds = WATCH_MS / 1000;
  return new Map(
    [...usage()].map(([name, { cpuMs }]) => [name, (cpuMs - (before.get(name)?.cpuMs ?? 0)) / seconds]),
  );
}

/** A product of each demo shop that sends to the buyer and has plenty. */
async function oneOfEveryShop(visitors: Shop): Promise<{ slug: string; quantity: number }[]> {
  const found = new Map<string, { slug: string; quantity: number }>();
  const { country, postcode } = HOME;
  const buyer = await visitors.guest();
  const { id: cartId } = await buyer.cart();
  for (const { sellerId, slug, sku } of await plentifulProducts(visitors, MOST_UNITS)) {
    if (found.has(sellerId)) continue;
    await buyer.setLine(cartId, sku, 1);
    const { sellers } = await buyer.quote(cartId, { country, postcode });
    await buyer.dropLine(cartId, sku);
    if (sellers[0]?.shippingOptions.length) found.set(sellerId, { slug, quantity: 1 });
  }
  if (found.size === 0) throw new Error('No shop of the demo has plenty of anything.');
  return [...found.values()];
}

async function acceptOne(visitors: Shop, orderId: string): Promise<void> {
  const support = demoAccounts.find(({ role }) => role === 'support');
  if (!support) throw new Error('The demo has no support.');
  const staff = await visitors.signIn(support);
  await staff.accept(orderId);
}

/** A text for the terminal. */
export function openOrdersReport(figures: OpenOrderFigures): string {
  const whole = (value: number) => String(Math.round(value));
  return [
    `${figures.orders} orders placed, ${whole(figures.perSecond)} a second; ${figures.openWorkflows} workflows open; ` +
      `${figures.errors.length} errors`,
    `workers killed: healthy after ${formatElapsed(figures.workersBackMs)}, ` +
      `an order accepted after ${formatElapsed(figures.firstAnswerMs)}`,
    '',
    renderTable([
      ['part', 'MiB empty', 'with all open', 'after restart', 'CPU ms/s idle', 'after restart'],
      ...figures.parts.map(({ name, rssMiB, cpuMsPerSecond }) => [
        name,
        ...[...rssMiB, ...cpuMsPerSecond].map(whole),
      ]),
    ]),
  ].join('\n');
}
