'use client';

import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import {
  chosenOf,
  countChoices,
  hrefOf,
  optionChoice,
  toggled,
  type ProductSearch,
} from '@/lib/product-search';
import type { Facets } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Choice } from './filter-choice';
import { PriceFilter } from './price-filter';

export interface FilterProps {
  path: string;
  search: ProductSearch;
  facets: Facets;
  /** Facets that the page itself has decided. */
  without: readonly ('category' | 'seller')[];
}

/** What a list can be narrowed by, at its side: where there is room. */
export function FilterSide(props: FilterProps) {
  return (
    <aside aria-label="Filters" className="hidden lg:block">
      <FilterList {...props} />
    </aside>
  );
}

/** The same behind a button, for narrow screens. It stays open while one chooses, and says what there is to see. */
export function FilterButton(props: FilterProps) {
  const [open, setOpen] = useState(false);
  const { path, search, facets } = props;
  const chosen = countChoices(search);
  return (
    <div className="flex items-center gap-3 lg:hidden">
      <Button icon="filter" size="small" onClick={() => setOpen(true)}>
        Filters{chosen > 0 && ` (${chosen})`}
      </Button>
      {chosen > 0 && (
        <Link href={hrefOf(path, { query: search.query, sort: search.sort })} className="link text-small">
          Take away
        </Link>
      )}
      <Dialog open={open} onOpenChange={setOpen} title="Filters" place="side">
        <FilterList {...props} />
        <div className="sticky -bottom-5 -mx-5 mt-6 border-t border-line bg-surface px-5 py-4">
          <Button look="flame" wide onClick={() => setOpen(false)}>
            {facets.total === 1 ? 'Show one thing' : `Show ${facets.total} things`}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function FilterList({ path, search, facets, without }: FilterProps) {
  const to = (change: ProductSearch) => hrefOf(path, search, change);
  const categories = chosenOf(search, 'category');
  const sellers = chosenOf(search, 'seller');
  const options = chosenOf(search, 'options');
  const hasRated = facets.ratings.some(({ count }) => count > 0);
  return (
    <div className="space-y-7">
      {!without.includes('category') && facets.categories.length > 0 && (
        <Group title="Kind">
          {facets.categories.map(({ id, name, count }) => (
            <Choice
              key={id}
              {...{ label: name, count, on: categories.includes(id) }}
              href={to(toggled(search, 'category', id))}
            />
          ))}
        </Group>
      )}
      <Group title="At hand">
        <Choice
          label="Only what is in stock"
          count={facets.inStock}
          on={search.inStock === 'true'}
          href={to({ inStock: search.inStock ? undefined : 'true' })}
        />
      </Group>
      <PriceFilter
        key={`${search.minPriceMinor}-${search.maxPriceMinor}`}
        {...{ path, search, bands: facets.prices }}
      />
      {hasRated && (
        <Group title="Rating">
          {facets.ratings.map(({ min, count }) => (
            <Choice
              key={min}
              {...{ label: `${min} stars and more`, count, on: search.minRating === String(min) }}
              href={to({ minRating: search.minRating === String(min) ? undefined : String(min) })}
            />
          ))}
        </Group>
      )}
      {facets.options.map(({ name, values }) => (
        <Group key={name} title={name}>
          {values.map(({ value, count }) => (
            <Choice
              key={value}
              {...{ label: value, count, on: options.includes(optionChoice(name, value)) }}
              href={to(toggled(search, 'options', optionChoice(name, value)))}
            />
          ))}
        </Group>
      ))}
      {!without.includes('seller') && facets.sellers.length > 0 && (
        <Group title="Shop">
          {facets.sellers.map(({ slug, name, count }) => (
            <Choice
              key={slug}
              {...{ label: name, count, on: sellers.includes(slug) }}
              href={to(toggled(search, 'seller', slug))}
            />
          ))}
        </Group>
      )}
    </div>
  );
}

const FEW = 6;

/** A facet with its choices; of many the first few, and the rest on request. */
function Group({ title, children }: { title: string; children: ReactNode }) {
  const [isWhole, setWhole] = useState(false);
  const choices = Array.isArray(children) ? (children as ReactNode[]) : [children];
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-text text-small font-semibold tracking-normal text-muted">{title}</h2>
      <ul>{isWhole ? choices : choices.slice(0, FEW)}</ul>
      {choices.length > FEW && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="link py-1 text-small"
        >
          {isWhole ? 'Fewer' : `${choices.length - FEW} more`}
        </button>
      )}
    </section>
  );
}
