'use client';

import { Failed } from '@/shop/failed';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { SELLERS, STAFF } from '../types';
import { ViewTabs } from '../view-tabs';
import { BigFigures } from './big-figures';
import { Categories, Products, Searches, Sources } from './goods-parts';
import { Cohorts, Funnel, OwnScore, Sellers } from './people-parts';
import { MoneyByDay, VisitsByDay } from './plots';
import { useFigures } from './use-figures';
import { PERIODS, type Dashboard, type PeriodDays } from './words';

/** How the whole market does. */
export function StaffAnalytics({ days }: { days: PeriodDays }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Figures sellerId={null} days={days} home="/staff/analytics" />}
    </Gate>
  );
}

/** How a seller's own shop does. */
export function SellerAnalytics({ days }: { days: PeriodDays }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) =>
        actor.sellerId && <Figures sellerId={actor.sellerId} days={days} home="/seller/analytics" />
      }
    </Gate>
  );
}

function Figures({ sellerId, days, home }: { sellerId: string | null; days: PeriodDays; home: string }) {
  const query = useFigures(sellerId, days);
  const { data: figures, error, refetch } = query;
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <PageHead title="Analytics">
        {sellerId === null ? 'How the market does, live.' : 'How your shop does, live.'} Days are days of UTC.
      </PageHead>
      <ViewTabs
        label="Period"
        current={String(days)}
        tabs={PERIODS.map((period) => ({
          key: String(period),
          label: `${period} days`,
          href: `${home}?days=${period}`,
        }))}
      />
      <div className="mt-5">
        {figures ? (
          <>
            {error && <Failed error={error} onRetry={() => void refetch()} />}
            {/* While another period is on its way, what is shown is still the one before. */}
            <Shown figures={figures} sellerId={sellerId} days={figures.days.length} />
          </>
        ) : error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    </div>
  );
}

interface ShownProps {
  figures: Dashboard;
  sellerId: string | null;
  days: number;
}

function Shown({ figures, sellerId, days }: ShownProps) {
  if (figures.isEmpty)
    return (
      <EmptyState title="Nothing has happened yet">
        <p>
          As soon as somebody looks at {sellerId === null ? 'a product' : 'one of your products'} or buys it,
          visits, orders and money stand here by day, with where people came from and who came back.
        </p>
      </EmptyState>
    );
  const part = { figures, sellerId, days };
  return (
    <>
      <BigFigures figures={figures} days={days} />
      <div className="mt-6 grid grid-cols-1 gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <MoneyByDay {...part} />
        <VisitsByDay {...part} />
        <Funnel {...part} />
        <Categories {...part} />
        <Products {...part} />
        <Sources {...part} />
        {sellerId === null && <Searches {...part} />}
        <Cohorts {...part} />
        {sellerId === null ? <Sellers {...part} /> : <OwnScore {...part} />}
      </div>
    </>
  );
}

/** The shape of what comes. */
function Waiting() {
  return (
    <Loading label="Loading the figures">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 [&>:first-child]:col-span-full">
        {Array.from({ length: 7 }, (_, at) => (
          <Skeleton key={at} className="h-28 w-full" />
        ))}
      </div>
      <div className="mt-6 grid grid-cols-1 gap-6 lg:grid-cols-2">
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    </Loading>
  );
}
