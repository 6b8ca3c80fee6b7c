import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock';
import type { AnalyticsReader } from './analytics.port';
import { cohortsOf, everyDay, figuresOf, funnelOf, periodsOf, type Periods } from './analytics.reckoning';
import { rowSchemas, type Dashboard, type Question, type Report, type Rows } from './analytics.schema';

/** An answer that cost so much is kept for so many times as long, however much moves meanwhile. */
const KEPT_TIMES_ITS_COST = 4;
const KEPT_AT_MOST_MS = 20_000;
/** Weeks are told of so many days at least: fewer say nothing about who comes back. */
const COHORT_DAYS = 84;

/** Whose figures, and of how many days; null is the whole market. */
export interface Asked {
  sellerId: string | null;
  days: number;
}

export type AnalyticsService = ReturnType<typeof createAnalyticsService>;

/** The figures of a period and of the one before it, for the market and for each shop. Days are days of UTC. */
export function createAnalyticsService({
  reader,
  clock,
  currency,
}: {
  reader: AnalyticsReader;
  clock: Clock;
  currency: string;
}) {
  const kept = new LRUCache<string, Kept>({ max: 200 });

  const asking =
    ({ sellerId }: Asked) =>
    async <Name extends Report>(report: Name, { from, to }: { from: string; to: string }) => {
      const question: Question = { report, sellerId, currency, from, to };
      const rows = await reader.ask(question);
      return rows.map((row) => rowSchemas[report].parse(row)) as Rows[Name];
    };

  async function reckon(asked: Asked, periods: Periods): Promise<Dashboard> {
    const ask = asking(asked);
    const { now, before, both } = periods;
    const ofMarket = asked.sellerId === null;
    const [days, funnel, funnelBefore, products, categories, sources, searches, cohorts, sellers] =
      await Promise.all([
        ask('days', both),
        ask('funnel', now),
        ask('funnel', before),
        ask('products', now),
        ask('categories', now),
        ask('sources', now),
        ofMarket ? ask('searches', now) : [],
        ask('cohorts', periods.weeks),
        ask('sellers', now),
      ]);
    const figures = figuresOf({ days, funnel, funnelBefore, periods });
    return {
      ...{ from: now.from, to: periods.today, timeZone: 'UTC', currency, figures },
      days: everyDay(days, now),
      funnel: funnelOf(funnel, ofMarket),
      ...{ products, categories, sources, searches, sellers },
      cohorts: cohortsOf(cohorts, periods.today),
      isEmpty: Object.values(figures).every(({ now, before }) => now === 0 && before === 0),
    };
  }

  return {
    /** Changes whenever figures moved. */
    mark: () => reader.mark(),

    /**
     * Everything that a page of figures shows.
     * @throws DomainError `figures-away` when who keeps them does not answer
     */
    async dashboard(asked: Asked): Promise<Dashboard> {
      const periods = periodsOf(clock.nowMs(), asked.days, COHORT_DAYS);
      const key = JSON.stringify([asked.sellerId, asked.days, periods.today]);
      const mark = await reader.mark();
      const known = kept.get(key);
      if (known && (known.mark === mark || clock.nowMs() < known.keepUntilMs)) return known.dashboard;
      const startedMs = clock.nowMs();
      const fresh: Kept = { mark, keepUntilMs: Infinity, dashboard: reckon(asked, periods) };
      kept.set(key, fresh);
      try {
        return await fresh.dashboard;
      } catch (error) {
        if (kept.peek(key) === fresh) kept.delete(key);
        throw error;
      } finally {
        const endedMs = clock.nowMs();
        const keptForMs = Math.min(KEPT_AT_MOST_MS, KEPT_TIMES_ITS_COST * (endedMs - startedMs));
        fresh.keepUntilMs = endedMs + keptForMs;
      }
    },

    /** The rows of one report, for a file. @throws DomainError `figures-away` */
    async table<Name extends Report>(report: Name, asked: Asked): Promise<Rows[Name]> {
      const periods = periodsOf(clock.nowMs(), asked.days, COHORT_DAYS);
      if (report === 'searches' && asked.sellerId !== null) return [] as unknown as Rows[Name];
      return asking(asked)(report, report === 'cohorts' ? periods.weeks : periods.now);
    },
  };
}

interface Kept {
  mark: string;
  /** While it is being reckoned, everybody waits for it. */
  keepUntilMs: number;
  dashboard: Promise<Dashboard>;
}
