import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { toldBy } from '../services/analytics/analytics.facts';
import type { AnalyticsStore } from '../services/analytics/analytics.port';
import { reportSchema, type Question, type Report } from '../services/analytics/analytics.schema';
import { openDuckdbStore } from '../services/analytics/stores/duckdb';
import { renderTable } from '../stack/doctor/table';
import { root } from '../stack/machine/paths';
import { percentilesOf, rounded } from './statistics';

/** What DuckDB may take, as in the shop. */
const MEMORY_MB = 160;
const EVENTS = 10_000_000;
const QUICK_EVENTS = 500_000;
const LAST_DAY = '2026-12-31';
const ASKED_TIMES = 5;
const APPENDED = 5_000;
const BATCH = 250;

export interface AnalyticsFigures {
  facts: number;
  fileMiB: number;
  /** Most that this process had while it was asked, with its Node, in MiB. */
  rssMiB: number;
  appendedPerSecond: number;
  /** Median ms by report: the market over 30 and 90 days, one shop over 90. */
  reports: { report: Report; market30Ms: number; market90Ms: number; shop90Ms: number }[];
}

/** Makes a year of events, 10 million unless `quick`, and asks the store of the figures every question. */
export async function measureAnalytics(
  say: (line: string) => void,
  quick: boolean,
): Promise<AnalyticsFigures> {
  const folder = join(root, '.caravan', `bench-analytics-${process.pid}`);
  const file = join(folder, 'figures.duckdb');
  mkdirSync(folder, { recursive: true });
  const open = () => openDuckdbStore({ file, memoryMb: MEMORY_MB });
  try {
    await (await open()).close();
    say('Making events');
    const facts = await makeEvents(file, quick ? QUICK_EVENTS : EVENTS);
    const store = await open();
    try {
      say('Asking');
      const asked = await askEverything(store);
      say('Appending');
      const appendedPerSecond = await append(store);
      return { facts, fileMiB: statSync(file).size / 2 ** 20, ...asked, appendedPerSecond };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askEverything(store: AnalyticsStore) {
  let rssMiB = 0;
  const timed = async (question: Omit<Question, 'to' | 'currency'>) => {
    const times: number[] = [];
    for (let time = 0; time < ASKED_TIMES; time += 1) {
      const startedMs = performance.now();
      await store.ask({ ...question, to: '2027-01-01', currency: 'EUR' });
      times.push(performance.now() - startedMs);
      rssMiB = Math.max(rssMiB, process.memoryUsage().rss / 2 ** 20);
    }
    return percentilesOf(times).p50;
  };
  const reports = [];
  for (const report of reportSchema.options)
    reports.push({
      report,
      market30Ms: await timed({ report, from: '2026-12-02', sellerId: null }),
      market90Ms: await timed({ report, from: '2026-10-03', sellerId: null }),
      shop90Ms: await timed({ report, from: '2026-10-03', sellerId: 's7' }),
    });
  return { reports, rssMiB };
}

/** New events in batches, as the consumer appends them: each batch is one transaction that is on the disk. */
async function append(store: AnalyticsStore): Promise<number> {
  const startedMs = performance.now();
  for (let at = 0; at < APPENDED; at += BATCH)
    await store.append(
      Array.from({ length: BATCH }, (_, index) =>
        toldBy({
          ...{ id: `new-${at + index}`, type: 'product.seen', topic: 'behaviour', version: 1 },
          ...{ subject: `new-${at + index}`, time: `${LAST_DAY}T12:00:00.000Z` },
          data: { sessionId: `new-${at + index}`, productId: 'p1', sellerId: 's1', device: 'phone' },
        }),
      ),
    );
  return APPENDED / ((performance.now() - startedMs) / 1000);
}

/**
 * A year of a market with 500 shops and 50,000 products: a sixth of its visits begins a checkout. Numbers follow from
 * the row's own, so that every run has the same.
 * @returns how many facts there are
 */
async function makeEvents(file: string, events: number): Promise<number> {
  const instance = await DuckDBInstance.create(file, { memory_limit: '1GB', threads: '2' });
  const connection = await instance.connect();
  const orders = Math.round(events / 28);
  try {
    const visits = `'v' || (i // 3) AS subject, 1 + i % 3 AS version`;
    const product = `'p' || (hash(i) % 50000) AS product_id, 's' || (hash(i) % 50000 % 500) AS seller_id`;
    const session = `'v' || (i // 3) AS session_id,
      ['phone', 'desktop', 'tablet'][CAST(1 + hash(i // 3) % 3 AS BIGINT)] AS device,
      ['DE', 'FR', 'ES', 'IT', 'PL', NULL][CAST(1 + hash(i // 3) % 6 AS BIGINT)] AS country,
      ['blog.example', 'search.example', NULL][CAST(1 + hash(i // 3, 1) % 3 AS BIGINT)] AS referrer`;
    const order = `'o' || i AS order_id, 's' || (hash(i) % 500) AS seller_id, 'b' || (hash(i) % ${Math.round(orders / 3)}) AS buyer_id`;
    const amount = `2500 + hash(i) % 10000 AS amount_minor, 'EUR' AS currency`;
    const parts: readonly [kind: string, topic: string, count: number, columns: string][] = [
      ['product.seen', 'behaviour', orders * 17, `${visits}, ${product}, ${session}`],
      [
        'product.basketed',
        'behaviour',
        orders * 2,
        `'k' || i AS subject, 1 AS version, ${product}, ${session}`,
      ],
      [
        ...(['product.searched', 'behaviour', orders * 2] as const),
        `'q' || i AS subject, 1 AS version, 'words ' || (hash(i) % 20000) AS text, (hash(i) % 5)::BIGINT AS results, ${session}`,
      ],
      ['checkout.opened', 'checkouts', orders, `'c' || i AS subject, 1 AS version`],
      ['checkout.placed', 'checkouts', orders, `'c' || i AS subject, 2 AS version, ${amount}`],
      ['order.placed', 'orders', orders, `'o' || i AS subject, 1 AS version, ${order}, ${amount}`],
      [
        ...(['order.line', 'orders', orders] as const),
        `'o' || i AS subject, 1 AS version, ${order}, 'p' || (hash(i) % 50000) AS product_id, 1 AS quantity, ${amount}`,
      ],
      ['order.accepted', 'orders', orders, `'o' || i AS subject, 2 AS version, ${order}`],
      ['order.shipped', 'orders', orders, `'o' || i AS subject, 3 AS version, ${order}`],
      [
        'payment.captured',
        'payments',
        orders,
        `'c' || i AS subject, 2 AS version, 'o' || i AS order_id, ${amount}`,
      ],
      [
        ...(['refund.completed', 'refunds', Math.round(orders / 20)] as const),
        `'r' || i AS subject, 2 AS version, 'r' || i AS refund_id, 's' || (hash(i) % 500) AS seller_id, ${amount}`,
      ],
      [
        ...(['review.written', 'reviews', Math.round(orders / 5)] as const),
        `'w' || i AS subject, 1 AS version, 'w' || i AS review_id, 's' || (hash(i) % 500) AS seller_id,
        1 + hash(i) % 5 AS stars, 'shown' AS status`,
      ],
      [
        ...(['product.published', 'catalogue', 50_000] as const),
        `'p' || i AS subject, 1 AS version, 'p' || i AS product_id, 'Product ' || i AS text, 'c' || (i % 20) AS category_id`,
      ],
    ];
    for (const [kind, topic, count, columns] of parts)
      await connection.run(`
        INSERT INTO facts BY NAME
        SELECT '${kind}-' || i AS event_id, '${topic}' AS topic, '${kind}' AS kind, 0 AS line,
          epoch_ms(TIMESTAMP '2026-01-01' + to_milliseconds((i * 31535999000) // ${count})) AS at_ms,
          CAST(TIMESTAMP '2026-01-01' + to_milliseconds((i * 31535999000) // ${count}) AS DATE) AS day, ${columns}
        FROM range(0, ${count}) AS made(i)`);
    await connection.run(
      `INSERT INTO positions SELECT topic || '/' || subject, max(version) FROM facts GROUP BY ALL`,
    );
    await connection.run('CHECKPOINT');
    const counted = await connection.runAndReadAll('SELECT count(*) FROM facts');
    return Number(counted.getRows()[0]?.[0] ?? 0);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The table that people read. */
export function analyticsReport({
  facts,
  fileMiB,
  rssMiB,
  appendedPerSecond,
  reports,
}: AnalyticsFigures): string {
  const ms = (value: number) => String(Math.round(value));
  return [
    `Figures of ${facts.toLocaleString('en')} facts in DuckDB (${ms(fileMiB)} MiB on the disk, memory limit ${MEMORY_MB} MB, one thread), median ms`,
    renderTable([
      ['report', 'market, 30 days', 'market, 90 days', 'one shop, 90 days'],
      ...reports.map((one) => [one.report, ms(one.market30Ms), ms(one.market90Ms), ms(one.shop90Ms)]),
    ]),
    `The process had ${ms(rssMiB)} MiB. ${rounded(appendedPerSecond)} events a second are appended in batches of ${BATCH}.`,
  ].join('\n');
}
