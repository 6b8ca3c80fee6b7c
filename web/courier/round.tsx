'use client';

import Link from 'next/link';
import { hasEnded, PARCEL_WORDS } from '@/lib/parcel';
import type { CourierParcel } from '@/lib/types';
import { Gate } from '@/panels/gate';
import { Failed } from '@/shop/failed';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { Loading, Skeleton } from '@/ui/skeleton';
import { linesOf } from './address';
import { useRound } from './queries';

/** The parcels of a courier: to collect, on the way, and what was done today. */
export function CourierRound() {
  return (
    <Gate roles={['courier']} whom="couriers">
      {() => <Round />}
    </Gate>
  );
}

function Round() {
  const round = useRound();
  if (round.isError && !round.data)
    return (
      <div className="page py-8">
        <Failed error={round.error} onRetry={() => void round.refetch()} />
      </div>
    );
  if (!round.data)
    return (
      <Loading label="Looking for your parcels" className="page space-y-3 py-8">
        <Skeleton className="h-9 w-48" />
        <Skeleton className="h-24 rounded-card" />
        <Skeleton className="h-24 rounded-card" />
      </Loading>
    );
  if (round.data.length === 0)
    return (
      <div className="page">
        <EmptyState level={1} title="Nothing to bring">
          <p>When your shop hands you a parcel, it stands here by itself.</p>
        </EmptyState>
      </div>
    );
  const open = round.data.filter((parcel) => !hasEnded(parcel));
  const waiting = open.filter(({ status }) => status === 'booked');
  return (
    <div className="page max-w-2xl py-6">
      <h1 className="text-head">{open.length === 0 ? 'Nothing to bring' : headline(open.length)}</h1>
      <Parcels title="On your way" parcels={open.filter((parcel) => !waiting.includes(parcel))} />
      <Parcels title="To collect at the shop" parcels={waiting} />
      <Parcels title="Done" parcels={round.data.filter(hasEnded).reverse()} />
    </div>
  );
}

function headline(count: number): string {
  return count === 1 ? 'One parcel to bring' : `${count} parcels to bring`;
}

function Parcels({ title, parcels }: { title: string; parcels: CourierParcel[] }) {
  if (parcels.length === 0) return null;
  return (
    <section aria-label={title} className="mt-6">
      <h2 className="mb-2 text-large font-[560]">
        {title} <span className="figures font-normal text-muted">{parcels.length}</span>
      </h2>
      <ul className="space-y-3">
        {parcels.map((parcel) => (
          <li key={parcel.id}>
            <Link
              href={`/courier/${parcel.id}`}
              className="flex min-h-20 items-center gap-3 rounded-card border border-line bg-surface p-4 hover:border-edge"
            >
              <span className="min-w-0 grow">
                <span className="block truncate text-large font-medium">{parcel.to.name}</span>
                <span className="block truncate text-muted">
                  {linesOf(parcel.to).slice(0, -1).join(', ')}
                </span>
                <span className="mt-1.5 block">
                  <Chip tone={PARCEL_WORDS[parcel.status].tone}>{PARCEL_WORDS[parcel.status].label}</Chip>
                </span>
              </span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
