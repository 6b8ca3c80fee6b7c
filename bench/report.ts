import { renderTable } from '../stack/doctor/table';
import type { CeilingFigures } from './ceilings';
import type { ConsumerFigures } from './consumers';
import type { TemporalFigures } from './delivered-order';
import type { HotItemFigures } from './hot-item';
import type { NewsFigures } from './news';
import { OURS, type ProcessFigures, type PurchaseFigures } from './purchases';
import type { ReadFigures } from './reads';
import type { MoneyFigures } from './refunds';
import { rounded, roundedAll, type Percentiles, type Spread } from './statistics';

/** Everything that one run has measured. */
export interface Figures {
  purchases: PurchaseFigures[];
  processes: ProcessFigures[];
  /** Most that our own processes had together at one moment with the most buyers. */
  oursTogetherMiB: number;
  reads: Record<'list' | 'detail' | 'search', ReadFigures>;
  hotItem: HotItemFigures;
  money: MoneyFigures;
  consumers: ConsumerFigures[];
  news: NewsFigures;
  temporal: TemporalFigures;
  ceilings: CeilingFigures;
}

const spread = ({ min, median, max }: Spread) => [min, median, max].map((value) => String(rounded(value)));
const percentiles = ({ p50, p95, p99 }: Percentiles) =>
  [p50, p95, p99].map((value) => String(Math.round(value)));
const HEADS = ['min', 'median', 'max'];

/** The object of `--json`: medians of the repeats, times of all of them together. */
export function summaryOf(figures: Figures) {
  const { purchases, reads, hotItem, money, consumers, news, ceilings, temporal, processes } = figures;
  const { stock, buyers, sold, refused, errors } = hotItem;
  return {
    purchases: purchases.map((one) => ({
      buyers: one.buyers,
      perSecond: rounded(one.perSecond.median),
      placeOrderMs: roundedAll(one.placeOrderMs),
      purchaseMs: roundedAll(one.purchaseMs),
    })),
    reads: {
      list: rounded(reads.list.perSecond.median),
      detail: rounded(reads.detail.perSecond.median),
      search: rounded(reads.search.perSecond.median),
    },
    hotItem: { stock, buyers, sold, refused, errors },
    money: {
      refundsPerSecond: rounded(money.refundsPerSecond),
      refundMs: roundedAll(money.refundMs),
      placeOrderBeforeMs: roundedAll(money.placeOrderMs.before),
      placeOrderBesideMs: roundedAll(money.placeOrderMs.beside),
      placeOrderAfterMs: roundedAll(money.placeOrderMs.after),
    },
    consumers: consumers.map(({ name, events, perSecond }) => ({
      ...{ name, events, perSecond: rounded(perSecond) },
    })),
    newsMs: Object.fromEntries(Object.entries(news).map(([who, times]) => [who, roundedAll(times)])),
    ceilings: {
      noopWorkflowsPerSecond: rounded(ceilings.noop.median),
      placeOnlyPerSecond: rounded(ceilings.placeOnly.median),
      expressPerSecond: rounded(ceilings.express.median),
    },
    temporal: {
      eventsPerOrder: rounded(temporal.eventsPerOrder),
      actionsPerOrder: rounded(temporal.actionsPerOrder),
    },
    processes: processes.map((one) => ({ ...roundedAll(one) })),
  };
}

/** The tables that people read. */
export function reportOf(figures: Figures): string {
  return [
    purchaseTable(figures),
    readTable(figures),
    hotItemLine(figures.hotItem),
    moneyTable(figures.money),
    newsTable(figures.news),
    consumerTable(figures.consumers),
    ceilingTable(figures),
    temporalTable(figures.temporal),
    processTable(figures),
  ].join('\n\n');
}

function purchaseTable({ purchases, ceilings }: Figures): string {
  const rows = purchases.map((one) => [
    ...[String(one.buyers), ...spread(one.perSecond)],
    ...[...percentiles(one.purchaseMs), ...percentiles(one.placeOrderMs)],
    String(one.errors.length),
  ]);
  const most = purchases.at(-1);
  const reasons = [...new Set(purchases.flatMap(({ errors }) => errors))].slice(0, 5);
  return [
    'Whole guest purchases of two sellers: a second (min, median, max of the repeats); ms (p50, p95, p99)',
    renderTable([
      ['buyers', ...HEADS, 'whole p50', 'p95', 'p99', 'placeOrder p50', 'p95', 'p99', 'errors'],
      ...rows,
    ]),
    `With ${most?.buyers ?? 0} buyers: ${share(most?.perSecond.median, ceilings.placeOnly.median)} of a workflow that only places.`,
    ...reasons.map((reason) => `  error: ${reason}`),
  ].join('\n');
}

function readTable({ reads, ceilings }: Figures): string {
  const rows = Object.entries(reads).map(([name, one]) => [
    ...[name, ...spread(one.perSecond), String(one.p50Ms), String(one.p99Ms)],
    ...[String(one.failed), share(one.perSecond.median, ceilings.express.median)],
  ]);
  return [
    'Reads a second at 32 connections',
    renderTable([['read', ...HEADS, 'p50 ms', 'p99 ms', 'failed', 'of bare Express'], ...rows]),
  ].join('\n');
}

function hotItemLine({ stock, buyers, sold, refused, errors }: HotItemFigures): string {
  return `Hot item: ${stock} in stock, ${buyers} buyers at once: ${sold} sold, ${refused} refused (409), ${errors} errors`;
}

function moneyTable({ refunds, refundsPerSecond, refundMs, placeOrderMs }: MoneyFigures): string {
  const { before, beside, after } = placeOrderMs;
  return [
    `Refunds: ${rounded(refundsPerSecond)} a second (${refunds} of them), each in ${percentiles(refundMs).join(', ')} ms (p50, p95, p99)`,
    renderTable([
      ['placeOrder, ms', 'p50', 'p95', 'p99', 'p50 of before'],
      ['before anything was booked', ...percentiles(before), '100 %'],
      ['beside captures that are booked', ...percentiles(beside), share(beside.p50, before.p50)],
      ['after captures and refunds', ...percentiles(after), share(after.p50, before.p50)],
    ]),
  ].join('\n');
}

const HEARERS: Record<keyof NewsFigures, string> = {
  seller: "the seller's open page rings",
  mail: 'the mail is in the catcher',
  push: 'the push has arrived',
  figures: 'the figures have moved',
  recommendations: 'the next visit recommends because of it',
};

function newsTable(news: NewsFigures): string {
  const rows = (Object.keys(HEARERS) as (keyof NewsFigures)[]).map((who) => [
    HEARERS[who],
    ...percentiles(news[who]),
  ]);
  return [
    'News of a purchase, alone: ms after the buyer has the answer',
    renderTable([['what', 'p50', 'p95', 'p99'], ...rows]),
  ].join('\n');
}

function consumerTable(consumers: readonly ConsumerFigures[]): string {
  return [
    'Consumers: events of this run, and how many a second each applied while it was at it, beside everything else',
    renderTable([
      ['consumer', 'events', 'a second'],
      ...consumers.map(({ name, events, perSecond }) => [name, String(events), String(rounded(perSecond))]),
    ]),
  ].join('\n');
}

function ceilingTable({ ceilings }: Figures): string {
  const reasons = [...new Set(ceilings.errors)].slice(0, 3);
  return [
    'Ceilings of this machine in this run, a second, 32 at once',
    renderTable([
      ['what', ...HEADS],
      ['workflow with no step', ...spread(ceilings.noop)],
      ['workflow that only places', ...spread(ceilings.placeOnly)],
      ['bare Express', ...spread(ceilings.express)],
    ]),
    `The update of a placing workflow is answered in ${percentiles(ceilings.placeOnlyMs).join(', ')} ms (p50, p95, p99).`,
    ...reasons.map((reason) => `  error: ${reason}`),
  ].join('\n');
}

function temporalTable({ workflows, eventsPerOrder, actionsPerOrder }: TemporalFigures): string {
  return [
    'Temporal: histories of a purchase of two sellers, both delivered',
    renderTable([
      ['workflow', 'events', 'actions', 'workflow tasks'],
      ...workflows.map(({ workflow, events, actions, tasks }) => [
        ...[workflow, String(events), String(actions), String(tasks)],
      ]),
      ['an order (half of all)', String(eventsPerOrder), String(actionsPerOrder), ''],
    ]),
  ].join('\n');
}

function processTable({ processes, oursTogetherMiB, purchases }: Figures): string {
  const cpu = (rows: readonly ProcessFigures[]) => rows.reduce((sum, one) => sum + one.cpuMsPerPurchase, 0);
  const ours = processes.filter(({ name }) => OURS.has(name));
  const row = (name: string, cpuMs: number, rssMiB: number | null) => [
    ...[name, String(rounded(cpuMs)), rssMiB === null ? '' : String(Math.round(rssMiB))],
  ];
  return [
    `Processes with ${purchases.at(-1)?.buyers ?? 0} buyers: CPU a purchase, most memory`,
    renderTable([
      ['process', 'CPU ms', 'MiB'],
      ...[...processes]
        .sort((a, b) => b.cpuMsPerPurchase - a.cpuMsPerPurchase)
        .map(({ name, cpuMsPerPurchase, rssMiB }) => row(name, cpuMsPerPurchase, rssMiB)),
      row(`ours together (${[...OURS].join(', ')})`, cpu(ours), oursTogetherMiB),
      row('all', cpu(processes), null),
    ]),
  ].join('\n');
}

function share(part: number | undefined, whole: number): string {
  return whole > 0 && part !== undefined ? `${Math.round((part / whole) * 100)} %` : 'unknown';
}
