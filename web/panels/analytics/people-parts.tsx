'use client';

import { useSellers } from '@/lib/queries';
import { useFormat, useLocale } from '@/lib/surroundings';
import { Fact, Facts } from '../part';
import { Bar, ReportPart, Table, type PartProps } from './report-part';
import { dayWords, shareWords, spanWords, STEP_WORDS, type Dashboard } from './words';

/** How far visits come: each step with its share of the first. */
export function Funnel({ figures, ...part }: PartProps) {
  const format = useFormat();
  const first = figures.funnel[0]?.count ?? 0;
  const most = Math.max(...figures.funnel.map(({ count }) => count), 0);
  return (
    <ReportPart {...part} title="From looking to paying" report="funnel">
      <ol className="space-y-4">
        {figures.funnel.map(({ step, count }) => (
          <li key={step}>
            <p className="flex items-baseline justify-between gap-4">
              <span>{STEP_WORDS[step]}</span>
              <span className="figures whitespace-nowrap">
                {format.count(count)}
                {step !== 'seen' && (
                  <span className="ml-2 text-small text-muted">{shareWords(count, first)}</span>
                )}
              </span>
            </p>
            <Bar part={count} whole={most} tone="bg-flame" />
          </li>
        ))}
      </ol>
    </ReportPart>
  );
}

type Cohort = Dashboard['cohorts'][number];
/** Weeks after the first that fit on a screen. */
const WEEKS = 5;

/** Who ordered again in the weeks after their first order. */
export function Cohorts({ figures, ...part }: PartProps) {
  const format = useFormat();
  const locale = useLocale();
  const { cohorts } = figures;
  const after = (week: number) => ({
    head: `${week} wk`,
    cell: ({ buyers, returned }: Cohort) => {
      const count = returned[week - 1];
      return count === undefined ? '' : shareWords(count, buyers);
    },
  });
  return (
    <ReportPart
      {...part}
      title="Who comes back"
      report="cohorts"
      hint="Of the buyers whose first order was in a week, how many ordered again so many weeks later. Guests count anew each time."
      empty={cohorts.length === 0 && 'The first order begins this table.'}
    >
      <Table
        label="Buyers who came back, by the week of their first order"
        rows={[...cohorts].reverse()}
        keyOf={({ week }) => week}
        columns={[
          { head: 'Week of', text: true, cell: ({ week }) => dayWords(locale, week) },
          { head: 'Buyers', cell: ({ buyers }) => format.count(buyers) },
          ...Array.from({ length: WEEKS }, (_, at) => after(at + 1)),
        ]}
      />
    </ReportPart>
  );
}

type Score = Dashboard['sellers'][number];

const starsOf = ({ stars, reviews }: Score) => (reviews === 0 ? '–' : (stars / reviews).toFixed(1));

/** How each seller does. */
export function Sellers({ figures, ...part }: PartProps) {
  const format = useFormat();
  const known = useSellers().data;
  const { sellers } = figures;
  // Shops may have another name by now.
  const nameOf = ({ sellerId, name }: Score) => known?.find(({ id }) => id === sellerId)?.name ?? name;
  return (
    <ReportPart
      {...part}
      wide
      title="Sellers"
      report="sellers"
      hint="Orders placed in these days. Times are medians: half of the orders were quicker."
      empty={sellers.length === 0 && 'Nobody sold anything in these days.'}
    >
      <Table
        label="How sellers did"
        rows={sellers}
        keyOf={({ sellerId }) => sellerId}
        columns={[
          { head: 'Shop', text: true, cell: nameOf },
          { head: 'Orders', cell: ({ orders }) => format.count(orders) },
          { head: 'Cancelled', cell: ({ cancelled, orders }) => shareWords(cancelled, orders) },
          { head: 'Accepts in', cell: ({ acceptMs }) => spanWords(acceptMs) },
          { head: 'Ships in', cell: ({ shipMs }) => spanWords(shipMs) },
          { head: 'Arrives in', cell: ({ arriveMs }) => spanWords(arriveMs) },
          { head: 'Stars', cell: starsOf },
        ]}
      />
    </ReportPart>
  );
}

/** The same of the seller's own shop. */
export function OwnScore({ figures, ...part }: PartProps) {
  const [score] = figures.sellers;
  return (
    <ReportPart
      {...part}
      title="How you do"
      report="sellers"
      hint="Times are medians: half of the orders were quicker."
      empty={!score && 'With your first order it stands here how soon you accept and ship.'}
    >
      {score && (
        <Facts>
          <Fact term="You accept in">{spanWords(score.acceptMs)}</Fact>
          <Fact term="You ship in">{spanWords(score.shipMs)}</Fact>
          <Fact term="Parcels arrive in">{spanWords(score.arriveMs)}</Fact>
          <Fact term="Cancelled">{shareWords(score.cancelled, score.orders)}</Fact>
          <Fact term={`Stars of ${score.reviews} reviews`}>{starsOf(score)}</Fact>
        </Facts>
      )}
    </ReportPart>
  );
}
