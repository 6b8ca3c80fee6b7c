'use client';

import Link from 'next/link';
import { useFormat } from '@/lib/surroundings';
import type { ProductDetail } from '@/lib/types';
import { Icon } from '@/ui/icon';
import { Rating } from '@/ui/rating';

/** Who made it: a way to their shop. */
export function SellerCard({ seller }: { seller: ProductDetail['seller'] }) {
  const format = useFormat();
  return (
    <Link
      href={`/shops/${seller.slug}`}
      className="group mt-8 flex items-center gap-4 rounded-card bg-dusk-soft p-4 md:p-5"
    >
      <span
        aria-hidden="true"
        className="arch flex h-16 w-13 shrink-0 items-end justify-center bg-dusk pb-2.5 font-display text-title text-surface"
      >
        {seller.name.charAt(0)}
      </span>
      <span className="min-w-0 grow">
        <span className="block font-display text-lead font-medium text-dusk group-hover:underline">
          {seller.name}
        </span>
        <span className="block text-ink">{seller.tagline}</span>
        <span className="mt-0.5 flex flex-wrap gap-x-3 text-small">
          <span>
            {seller.city}, {format.country(seller.country)}
          </span>
          <Rating {...seller.rating} />
        </span>
      </span>
      <Icon name="right" />
    </Link>
  );
}
