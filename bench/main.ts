import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../services/platform/config';
import { useShop, type ShopInUse } from '../stack/everything';
import { runCommand, StackError } from '../stack/failure';
import { endPrograms } from '../stack/machine/exec';
import { root } from '../stack/machine/paths';
import { createProgress, formatElapsed, type Progress } from '../stack/machine/progress';
import { stopEverything } from '../stack/process/managed';
import { onStopRequest } from '../stack/process/signals';
import { plentifulProducts } from '../test/shopper/goods';
import { createShop } from '../test/shopper/shopper';
import { apiUrlOf, callWitnesses } from '../test/shopper/witnesses';
import { analyticsReport, measureAnalytics } from './analytics';
import { measureCeilings } from './ceilings';
import { between, readApplied } from './consumers';
import { measureDeliveredOrder } from './delivered-order';
import { eventsReport, measureEvents } from './events';
import { measureHotItem } from './hot-item';
import { measureOpenOrders, openOrdersReport } from './open-orders';
import { measureNews } from './news';
import { openOrdersOf, planOf, type Plan } from './plan';
import { measurePurchases } from './purchases';
import { measureMoney } from './refunds';
import { measureReads } from './reads';
import { measureRecommendations } from './recommendations';
import { measureSearch, searchReport } from './search';
import { reportOf, summaryOf, type Figures } from './report';

/** More than the benchmark buys of any one product. */
const PLENTY = 300;
/** A hot item's buyers press pay at once, each on a connection of their own. */
const CONNECTIONS = 256;
const GONE =
  'The shop stopped answering while it was measured, so there are no figures. ' +
  'Start it again with "npm start" and look at its logs, then run this command again.';

/**
 * `npm run bench`: measures the running shop, or one started for it; `--quick` once and short, `--json` as an object.
 * `--search` instead measures the search among 100,000 products, without a shop.
 * `--events` instead measures the way of events from outbox to consumer, on servers of its own.
 * `--open-orders=n` instead leaves so many orders open in a shop of its own and restarts its workers;
 * `--recommendations` judges the rankings and `--analytics` asks for figures of ten million events, both without a shop.
 */
async function bench(): Promise<number> {
  const args = process.argv.slice(2);
  const progress = createProgress();
  const startedMs = Date.now();
  stopOnRequest(progress);
  sayIfBusy(progress);
  if (args.includes('--recommendations')) {
    const judged = await measureRecommendations((line) => progress.say(line), args.includes('--quick'));
    if (args.includes('--json')) console.log(JSON.stringify(judged));
    return 0;
  }
  if (args.includes('--analytics')) {
    const asked = await measureAnalytics((line) => progress.say(line), args.includes('--quick'));
    progress.say(`\n${analyticsReport(asked)}`);
    if (args.includes('--json')) console.log(JSON.stringify(asked));
    return 0;
  }
  if (args.includes('--events')) {
    const figures = await measureEvents(args.includes('--quick'), (line) => progress.say(line));
    progress.say(`\n${eventsReport(figures)}`);
    if (args.includes('--json')) console.log(JSON.stringify(figures));
    return figures.catchUp.lost + figures.catchUp.twice === 0 ? 0 : 1;
  }
  const openOrders = openOrdersOf(args);
  if (openOrders !== null) {
    const figures = await measureOpenOrders(openOrders, progress);
    progress.say(`\n${openOrdersReport(figures)}\n\nMeasured in ${formatElapsed(Date.now() - startedMs)}`);
    if (args.includes('--json')) console.log(JSON.stringify(figures));
    return figures.errors.length === 0 ? 0 : 1;
  }
  if (args.includes('--search')) {
    const figures = await measureSearch(args.includes('--quick'));
    progress.say(`\n${searchReport(figures)}`);
    if (args.includes('--json')) console.log(JSON.stringify(figures));
    return 0;
  }
  const shop = await useShop(progress);
  let figures: Figures;
  try {
    figures = await measure(shop, planOf(args), progress);
  } catch (error) {
    throw isGone(error) ? new StackError(GONE) : error;
  } finally {
    await shop.stop();
  }
  progress.say(`\n${reportOf(figures)}\n\nMeasured in ${formatElapsed(Date.now() - startedMs)}`);
  if (args.includes('--json')) console.log(JSON.stringify(summaryOf(figures)));
  return isRight(figures) ? 0 : 1;
}

async function measure({ env, pids }: ShopInUse, plan: Plan, progress: Progress): Promise<Figures> {
  const config = loadConfig(env);
  const apiUrl = apiUrlOf(env);
  const visitors = createShop(apiUrl, { connections: CONNECTIONS });
  const witnesses = callWitnesses(config);
  const dataDir = join(root, '.caravan', `bench-${process.pid}`);
  const say = (line: string) => progress.say(line);
  try {
    const products = await plentifulProducts(visitors, PLENTY);
    say('News of a purchase');
    const news = await measureNews({ shop: visitors, config, apiUrl, products, purchases: plan.news });
    say('Purchases');
    const appliedBefore = await readApplied(config);
    const bought = await measurePurchases({ shop: visitors, products, plan, pids, say });
    say('Reads');
    const reads = await measureReads({ shop: visitors, apiUrl, plan, say });
    say('Hot item');
    const hotItem = await measureHotItem({ shop: visitors, env, ...plan.hotItem });
    for (const reason of new Set(hotItem.reasons)) say(`  error: ${reason}`);
    say('Refunds, and buying beside bookings');
    const money = await measureMoney({ shop: visitors, products, plan, say });
    for (const reason of new Set(money.errors)) say(`  error: ${reason}`);
    const consumers = between(appliedBefore, await readApplied(config));
    say('A delivered order');
    const temporal = await measureDeliveredOrder(visitors, witnesses);
    say('Ceilings');
    const ceilings = await measureCeilings({ config, env, dataDir, plan, say });
    return { ...bought, consumers, news, reads, hotItem, money, temporal, ceilings };
  } finally {
    visitors.close();
    await witnesses.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A benchmark may be slow; what it may not be is wrong. */
function isRight({ hotItem, purchases, reads, money }: Figures): boolean {
  const { stock, buyers, sold, refused } = hotItem;
  return (
    sold === Math.min(stock, buyers) &&
    sold + refused === buyers &&
    purchases.every(({ errors }) => errors.length === 0) &&
    money.errors.length === 0 &&
    Object.values(reads).every(({ failed }) => failed === 0)
  );
}

/** What else runs takes its share, and nobody sees that in a figure. */
function sayIfBusy(progress: Progress): void {
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  if (load > cores)
    progress.say(
      `This machine is busy (load ${load.toFixed(1)} on ${cores} cores); the figures will be low.`,
    );
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

function stopOnRequest(progress: Progress): void {
  onStopRequest(() => {
    progress.say('\nStopping');
    endPrograms();
    void stopEverything().finally(() => process.exit(130));
  });
}

runCommand(bench);
