import { useFormat } from '@/lib/surroundings';
import { classes } from '@/ui/classes';
import { changeWords, directionOf, type Compared, type Dashboard } from './words';

/** Figures to read from across the room, each with the period before; the first is a row of its own. */
export function BigFigures({ figures, days }: { figures: Dashboard; days: number }) {
  const format = useFormat();
  const { currency, figures: all } = figures;
  const money = (minor: number) => format.money(minor, currency);
  const rate = (points: number) => `${Math.round(points / 10) / 10} %`;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-3 [&>:first-child]:col-span-full">
      <Figure term="Taken, less what went back" value={all.revenueMinor} write={money} days={days} />
      <Figure term="Orders" value={all.orders} write={format.count} days={days} />
      <Figure term="Visits" value={all.visits} write={format.count} days={days} />
      <Figure term="Visits that bought" value={all.conversionPoints} write={rate} days={days} />
      <Figure term="Given back" value={all.refundedMinor} write={money} days={days} isBad />
      <Figure term="Taken back by banks" value={all.chargedBackMinor} write={money} days={days} isBad />
      <Figure term="Cancelled orders" value={all.cancelled} write={format.count} days={days} isBad />
    </dl>
  );
}

interface FigureProps {
  term: string;
  value: Compared;
  write: (value: number) => string;
  days: number;
  /** More of it is worse. */
  isBad?: boolean;
}

const MARKS = { up: '▲', down: '▼', same: '' };

function Figure({ term, value, write, days, isBad = false }: FigureProps) {
  const direction = directionOf(value);
  const isGood = direction === (isBad ? 'down' : 'up');
  return (
    <div className="flex min-w-0 flex-col rounded-card border border-line bg-surface p-4">
      <dt className="text-muted">{term}</dt>
      <dd className="figures mt-1 truncate font-display text-lead sm:text-title">{write(value.now)}</dd>
      <dd className="mt-auto pt-1 text-small text-muted">
        {direction !== 'same' && (
          <span aria-hidden="true" className={classes('mr-1', isGood ? 'text-oasis' : 'text-alarm')}>
            {MARKS[direction]}
          </span>
        )}
        {changeWords(value, days)}
      </dd>
    </div>
  );
}
