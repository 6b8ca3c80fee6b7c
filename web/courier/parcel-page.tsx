'use client';

import Link from 'next/link';
import { hasEnded, PARCEL_WORDS } from '@/lib/parcel';
import { ApiProblem } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { CourierParcel } from '@/lib/types';
import { Gate } from '@/panels/gate';
import { Failed } from '@/shop/failed';
import { ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Timeline } from '@/ui/timeline';
import { linesOf, mapHref } from './address';
import { useCourierParcel } from './queries';
import { ReportButtons } from './report-buttons';

/** One parcel at the door: where to, what is in it, and what is to be said of it. */
export function CourierParcelPage({ id }: { id: string }) {
  return (
    <Gate roles={['courier']} whom="couriers">
      {() => <Parcel id={id} />}
    </Gate>
  );
}

function Parcel({ id }: { id: string }) {
  const parcel = useCourierParcel(id);
  if (parcel.isError && !parcel.data) {
    const gone = parcel.error instanceof ApiProblem && parcel.error.status === 404;
    return (
      <div className="page py-8">
        {gone ? <Gone /> : <Failed error={parcel.error} onRetry={() => void parcel.refetch()} />}
      </div>
    );
  }
  if (!parcel.data)
    return (
      <Loading label="Looking for the parcel" className="page max-w-2xl space-y-3 py-8">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-40 rounded-card" />
      </Loading>
    );
  return <Content parcel={parcel.data} />;
}

function Content({ parcel }: { parcel: CourierParcel }) {
  const { label, tone } = PARCEL_WORDS[parcel.status];
  const { to } = parcel;
  const format = useFormat();
  const country = to.country && format.country(to.country);
  return (
    <div className="page max-w-2xl py-6">
      <nav aria-label="Where you are" className="mb-3 text-small text-muted">
        <Link href="/courier" className="inline-flex min-h-11 items-center hover:underline">
          All parcels
        </Link>
      </nav>
      <div className="rounded-card border border-line bg-surface p-5">
        <span aria-live="polite">
          <Chip tone={tone}>{label}</Chip>
        </span>
        <h1 className="mt-2 text-head break-words">{to.name}</h1>
        <address className="mt-2 text-large not-italic">
          {linesOf({ ...to, country }).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
        <div className="mt-4 grid gap-3 sm:grid-cols-2">
          <ButtonLink href={mapHref(to)} target="_blank" rel="noreferrer" size="large">
            Open in the map
          </ButtonLink>
          {to.phone && (
            <ButtonLink href={`tel:${to.phone.replaceAll(/[^\d+]/g, '')}`} size="large">
              Call
            </ButtonLink>
          )}
        </div>
        <ul className="mt-4 border-t border-line pt-3 text-muted">
          {parcel.items.map(({ title, quantity }) => (
            <li key={title}>
              <span className="figures">{quantity}</span> × {title}
            </li>
          ))}
        </ul>
      </div>
      {hasEnded(parcel) ? (
        <p className="mt-5 text-large">This one is done.</p>
      ) : (
        <ReportButtons parcel={parcel} />
      )}
      {parcel.tracking.length > 0 && (
        <section aria-label="What happened" className="mt-8 pl-1">
          <Timeline
            label="What happened"
            items={[...parcel.tracking].reverse().map(({ id, at, text }) => ({ key: id, at, text }))}
          />
        </section>
      )}
    </div>
  );
}

function Gone() {
  return (
    <EmptyState
      level={1}
      title="This parcel is not on your round"
      action={<ButtonLink href="/courier">All parcels</ButtonLink>}
    >
      <p>It may be somebody else’s, or has long arrived.</p>
    </EmptyState>
  );
}
