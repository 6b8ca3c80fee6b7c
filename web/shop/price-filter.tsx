'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { hrefOf, type ProductSearch } from '@/lib/product-search';
import type { Facets } from '@/lib/types';
import { Button } from '@/ui/button';
import { Choice } from './filter-choice';

interface PriceFilterProps {
  path: string;
  search: ProductSearch;
  bands: Facets['prices'];
}

/** Bands of prices to choose from, and two fields for whoever wants others. */
export function PriceFilter({ path, search, bands }: PriceFilterProps) {
  const router = useRouter();
  const [min, setMin] = useState(inMajor(search.minPriceMinor));
  const [max, setMax] = useState(inMajor(search.maxPriceMinor));
  const field = 'h-10 w-full min-w-0 rounded-card border border-edge bg-surface px-2.5 figures';
  return (
    <form
      aria-label="Price"
      onSubmit={(event) => {
        event.preventDefault();
        router.push(hrefOf(path, search, { minPriceMinor: inMinor(min), maxPriceMinor: inMinor(max) }), {
          scroll: false,
        });
      }}
    >
      <h2 className="mb-1 font-text text-small font-semibold tracking-normal text-muted">Price in euros</h2>
      <ul className="mb-2">
        {bands.map(({ fromMinor, toMinor, count }) => {
          const band = {
            minPriceMinor: fromMinor === 0 ? undefined : String(fromMinor),
            maxPriceMinor: toMinor === null ? undefined : String(toMinor - 1),
          };
          const on =
            search.minPriceMinor === band.minPriceMinor &&
            search.maxPriceMinor === band.maxPriceMinor &&
            (band.minPriceMinor ?? band.maxPriceMinor) !== undefined;
          const none = { minPriceMinor: undefined, maxPriceMinor: undefined };
          return (
            <Choice
              key={fromMinor}
              {...{ label: labelOf(fromMinor, toMinor), count, on }}
              href={hrefOf(path, search, on ? none : band)}
            />
          );
        })}
      </ul>
      <div className="flex items-center gap-2">
        <input
          inputMode="numeric"
          aria-label="At least"
          placeholder="from"
          value={min}
          onChange={(event) => setMin(event.target.value)}
          className={field}
        />
        <input
          inputMode="numeric"
          aria-label="At most"
          placeholder="to"
          value={max}
          onChange={(event) => setMax(event.target.value)}
          className={field}
        />
        <Button type="submit" size="small" className="px-3">
          Go
        </Button>
      </div>
    </form>
  );
}

function labelOf(fromMinor: number, toMinor: number | null): string {
  if (toMinor === null) return `${fromMinor / 100} and more`;
  return fromMinor === 0 ? `Below ${toMinor / 100}` : `${fromMinor / 100} to ${toMinor / 100}`;
}

function inMajor(minor: string | undefined): string {
  return minor ? String(Math.floor(Number(minor) / 100)) : '';
}

function inMinor(major: string): string | undefined {
  const digits = major.replace(/\D/g, '').slice(0, 6);
  return digits === '' ? undefined : String(Number(digits) * 100);
}
