import { setTimeout as sleep } from 'node:timers/promises';
import type { Plenty } from '../test/shopper/goods';
import { buy } from '../test/shopper/purchase';
import type { Shop } from '../test/shopper/shopper';
import { runLoad } from './load';
import type { Plan } from './plan';
import { watchProcesses } from './processes';
import { percentilesOf, spreadOf, type Percentiles, type Spread } from './statistics';

/** The parts that are ours; the rest are servers and stand-ins for other companies. */
export const OURS: ReadonlySet<string> = new Set(['api', 'worker', 'relay', 'web']);

/** After the answer payment and orders are started and events published, which belongs to the purchase's cost. */
const SETTLE_MS = 1_500;
/** Goods whose purchases are spread over; more of them only make the first look slower. */
const MOST_PAIRS = 200;

export interface PurchaseFigures {
  buyers: number;
  perSecond: Spread;
  purchaseMs: Percentiles;
  placeOrderMs: Percentiles;
  purchases: number;
  errors: string[];
}
export interface ProcessFigures {
  name: string;
  cpuMsPerPurchase: number;
  rssMiB: number;
}

/** Two products of two sellers each: what a purchase of the benchmark buys. */
export function pairsOf(products: readonly Plenty[]): { slug: string; quantity: number }[][] {
  const pairs: { slug: string; quantity: number }[][] = [];
  for (const [index, first] of products.entries())
    for (const second of products.slice(index + 1)) {
      if (second.sellerId !== first.sellerId)
        pairs.push([first, second].map(({ slug }) => ({ slug, quantity: 1 })));
    }
  // Neighbours share a product; taking them far apart lets buyers meet at the same shelf only by chance.
  const step = Math.max(1, Math.floor(pairs.length / MOST_PAIRS));
  return pairs.filter((_, index) => index % step === 0);
}

/** Whole guest purchases, closed loop. CPU and memory are those of the last kind, with the most buyers. */
export async function measurePurchases(options: {
  shop: Shop;
  products: readonly Plenty[];
  plan: Plan;
  pids: () => Record<string, number>;
  say: (line: string) => void;
}): Promise<{ purchases: PurchaseFigures[]; processes: ProcessFigures[]; oursTogetherMiB: number }> {
  const { shop, plan, pids, say } = options;
  const pairs = pairsOf(options.products);
  if (pairs.length === 0) throw new Error('There are not enough goods in stock of two sellers to buy.');
  let turn = 0;
  const buyOnce = async () => {
    turn += 1;
    const startedMs = performance.now();
    const { placeOrderMs } = await buy(shop, pairs[(turn * 7919) % pairs.length] ?? []);
    return { placeOrderMs, purchaseMs: performance.now() - startedMs };
  };
  await runLoad(buyOnce, { count: plan.warmUpPurchases, atOnce: 8, limitMs: plan.repeatMs });

  const purchases: PurchaseFigures[] = [];
  let cpu: Map<string, number>[] = [];
  let peakMiB = new Map<string, number>();
  let oursTogetherMiB = 0;
  for (const { buyers, count } of plan.purchases) {
    const perSecond: number[] = [];
    const times: Awaited<ReturnType<typeof buyOnce>>[] = [];
    const errors: string[] = [];
    cpu = [];
    for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
      const watch = watchProcesses(pids, OURS);
      const load = await runLoad(buyOnce, { count, atOnce: buyers, limitMs: plan.repeatMs });
      // Figures about nothing would look like figures.
      if (load.done.length === 0) throw load.errors[0] ?? new Error('No purchase was made in time.');
      await sleep(SETTLE_MS);
      const used = watch.cpuMs();
      ({ peakMiB, peakTogetherMiB: oursTogetherMiB } = watch.stop());
      cpu.push(new Map([...used].map(([name, ms]) => [name, ms / Math.max(1, load.done.length)])));
      perSecond.push((load.done.length / load.elapsedMs) * 1000);
      times.push(...load.done);
      errors.push(...load.errors.map(({ message }) => message));
    }
    purchases.push({
      buyers,
      perSecond: spreadOf(perSecond),
      purchaseMs: percentilesOf(times.map(({ purchaseMs }) => purchaseMs)),
      placeOrderMs: percentilesOf(times.map(({ placeOrderMs }) => placeOrderMs)),
      purchases: times.length,
      errors,
    });
    say(`  ok  ${times.length} purchases by ${buyers} at once`);
  }
  const processes = [...peakMiB].map(([name, rssMiB]) => ({
    name,
    cpuMsPerPurchase: spreadOf(cpu.map((used) => used.get(name) ?? 0)).median,
    rssMiB,
  }));
  return { purchases, processes, oursTogetherMiB };
}
