'use client';

import { useFormat } from '@/lib/surroundings';

/** Stars as one figure, with how many people gave them. Nothing when nobody has. */
export function Rating({ average, count }: { average: number; count: number }) {
  const format = useFormat();
  if (count === 0) return null;
  return (
    <span className="figures inline-flex items-center gap-1 whitespace-nowrap">
      <svg width="14" height="14" viewBox="0 0 20 20" aria-hidden="true" className="fill-amber">
        <path d="m10 1.500 2.600 5.500 6 .8-4.400 4.200 1.100 6L10 15.100 4.700 18l1.100-6L1.400 7.800l6-.8L10 1.500Z" />
      </svg>
      <span className="sr-only">Rated</span>
      <span>{format.rating(average)}</span>
      <span className="sr-only">of 5 by</span>
      <span className="text-muted">({format.count(count)})</span>
    </span>
  );
}
