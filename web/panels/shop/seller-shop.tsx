'use client';

import Link from 'next/link';
import { Failed } from '@/shop/failed';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { useThing } from '../money/queries';
import { SELLERS } from '../types';
import { DomainPart } from './domain-part';
import { HoursPart } from './hours-part';
import { PoliciesPart, ProfilePart } from './profile-parts';
import type { ShopView } from './types';
import { VacationPart } from './vacation-part';

/** What the shop says of itself, when it is there, and where it lives. */
export function SellerShop() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {({ sellerId }) => <Shop sellerId={sellerId ?? ''} />}
    </Gate>
  );
}

function Shop({ sellerId }: { sellerId: string }) {
  const { data: shop, error, refetch } = useThing<ShopView>(`/sellers/${sellerId}/shop`);
  if (error && !shop)
    return (
      <div className="page pt-8">
        <Failed error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!shop)
    return (
      <Loading label="Loading your shop" className="page space-y-4 pt-8">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-64 w-full" />
      </Loading>
    );
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <PageHead title="Shop">
        Buyers see it at{' '}
        <Link href={`/shops/${shop.slug}`} className="link">
          /shops/{shop.slug}
        </Link>
        .
      </PageHead>
      {shop.suspension && (
        <Notice tone="bad" className="mb-6" title="Your shop is hidden for now">
          <p>{shop.suspension.reason}</p>
          <p>Your orders go on as before. Write to our support to have it shown again.</p>
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <ProfilePart shop={shop} />
          <PoliciesPart shop={shop} />
        </div>
        <div className="grid gap-6">
          <VacationPart shop={shop} />
          <DomainPart shop={shop} />
          <HoursPart shop={shop} />
        </div>
      </div>
    </div>
  );
}
