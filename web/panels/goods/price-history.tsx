'use client';

import { Moment } from '@/ui/clock';
import { Price } from '@/ui/price';
import { Part } from '../part';
import { useThing } from '../money/queries';
import { ACTORS } from '../types';
import type { PricePoint, Product } from './types';

/** Every price there was, who set it and when; and what has to be said of a lowered one. */
export function PriceHistory({ product: { id, currency, variants } }: { product: Product }) {
  const points = useThing<{ items: PricePoint[] }>(`/products/${id}/prices`, 15_000).data?.items;
  const reduced = variants.filter((variant) => variant.reduced);
  return (
    <Part title="Prices">
      {reduced.map(({ sku, reduced: from }) => (
        <p key={sku} className="mb-3 max-w-prose">
          {sku} was lowered. Buyers are shown the lowest price of the 30 days before:{' '}
          <Price minor={from?.fromMinor ?? 0} currency={currency} />.
        </p>
      ))}
      <ul className="divide-y divide-line">
        {points?.map(({ sku, priceMinor, at, isOffered, by }) => (
          <li key={`${sku} ${at} ${priceMinor}`} className="flex flex-wrap justify-between gap-x-4 py-2">
            <span className="min-w-0">
              <span className="figures font-medium">{sku}</span>
              <span className="block text-small text-muted">
                <Moment at={at} />, by {ACTORS[by.role]}
                {isOffered ? '' : ', not on sale'}
              </span>
            </span>
            <Price minor={priceMinor} currency={currency} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
