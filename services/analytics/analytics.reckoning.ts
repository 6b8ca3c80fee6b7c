import type { Compared, Dashboard, Rows } from './analytics.schema';

const DAY_MS = 86_400_000;

/** From a day until before another. */
export interface Span {
  from: string;
  to: string;
}

export interface Periods {
  now: Span;
  before: Span;
  both: Span;
  /** For who came back: whole weeks. */
  weeks: Span;
  today: string;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const daysAfter = (day: string, days: number) => dayOf(startOf(day) + days * DAY_MS);

/**
 * The last so many days with today, as many before them, and the weeks that cohorts are told of.
 * @param cohortDays how far weeks go back at least
 */
export function periodsOf(nowMs: number, days: number, cohortDays: number): Periods {
  const today = dayOf(nowMs);
  const to = daysAfter(today, 1);
  const from = daysAfter(to, -days);
  const start = daysAfter(from, -days);
  return {
    ...{ now: { from, to }, before: { from: start, to: from }, both: { from: start, to }, today },
    weeks: { from: mondayOf(daysAfter(to, -Math.max(days, cohortDays))), to },
  };
}

function mondayOf(day: string): string {
  const weekday = (new Date(startOf(day)).getUTCDay() + 6) % 7;
  return daysAfter(day, -weekday);
}

/** One row a day, also for days on which nothing happened. */
export function everyDay(rows: Rows['days'], { from, to }: Span): Rows['days'] {
  const known = new Map(rows.map((row) => [row.day, row]));
  const all: Rows['days'] = [];
  for (let day = from; day < to; day = daysAfter(day, 1)) all.push(known.get(day) ?? { day, ...NOTHING });
  return all;
}

const NOTHING: Omit<Rows['days'][number], 'day'> = {
  ...{ visits: 0, orders: 0, cancelled: 0 },
  ...{ capturedMinor: 0, refundedMinor: 0, chargedBackMinor: 0 },
};

/** The large figures of both periods. */
export function figuresOf({
  days,
  funnel: [funnel],
  funnelBefore: [funnelBefore],
  periods,
}: {
  days: Rows['days'];
  funnel: Rows['funnel'];
  funnelBefore: Rows['funnel'];
  periods: Periods;
}): Dashboard['figures'] {
  const sums = ({ from, to }: Span) => {
    const within = days.filter(({ day }) => day >= from && day < to);
    const sum = (pick: (row: Rows['days'][number]) => number) =>
      within.reduce((total, row) => total + pick(row), 0);
    return {
      revenueMinor: sum((row) => row.capturedMinor - row.refundedMinor - row.chargedBackMinor),
      refundedMinor: sum((row) => row.refundedMinor),
      chargedBackMinor: sum((row) => row.chargedBackMinor),
      orders: sum((row) => row.orders),
      cancelled: sum((row) => row.cancelled),
    };
  };
  const [now, before] = [sums(periods.now), sums(periods.before)];
  const both = (of: keyof typeof now): Compared => ({ now: now[of], before: before[of] });
  return {
    ...{ revenueMinor: both('revenueMinor'), refundedMinor: both('refundedMinor') },
    chargedBackMinor: both('chargedBackMinor'),
    ...{ orders: both('orders'), cancelled: both('cancelled') },
    // Somebody who comes on two days is one visit of the period, so days are not added up.
    visits: { now: funnel?.seen ?? 0, before: funnelBefore?.seen ?? 0 },
    conversionPoints: { now: conversionOf(funnel), before: conversionOf(funnelBefore) },
  };
}

/** Paid purchases for each 10,000 visits. */
function conversionOf(row: Rows['funnel'][number] | undefined): number {
  return row && row.seen > 0 ? Math.round((row.paid * 10_000) / row.seen) : 0;
}

/** The steps from looking to paying; whose basket is checked out is not known of single shops. */
export function funnelOf([row]: Rows['funnel'], ofMarket: boolean): Dashboard['funnel'] {
  const steps = ofMarket
    ? (['seen', 'basket', 'checkout', 'paid'] as const)
    : (['seen', 'basket', 'paid'] as const);
  return steps.map((step) => ({ step, count: row?.[step] ?? 0 }));
}

/** One entry a week with first orders; `returned` goes up to the week that is running. */
export function cohortsOf(rows: Rows['cohorts'], today: string): Dashboard['cohorts'] {
  const thisWeek = startOf(mondayOf(today));
  return [...new Set(rows.map(({ cohort }) => cohort))].sort().map((week) => {
    const weeksSince = Math.round((thisWeek - startOf(week)) / (7 * DAY_MS));
    const buyersAfter = (weeks: number) =>
      rows.find(({ cohort, daysLater }) => cohort === week && daysLater === weeks * 7)?.buyers ?? 0;
    return {
      week,
      buyers: buyersAfter(0),
      returned: Array.from({ length: Math.max(0, weeksSince) }, (_, index) => buyersAfter(index + 1)),
    };
  });
}
