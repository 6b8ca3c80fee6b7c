'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { hrefOf, type ProductSearch } from '@/lib/product-search';
import type { Category, Seller } from '@/lib/types';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Dialog } from '@/ui/dialog';
import { Icon } from '@/ui/icon';

export interface Facets {
  path: string;
  search: ProductSearch;
  categories: Category[];
  sellers: Seller[];
}

/** What a list can be narrowed by, at its side: where there is room. */
export function FilterSide(facets: Facets) {
  return (
    <aside aria-label="Filters" className="hidden lg:block">
      <FilterList {...facets} />
    </aside>
  );
}

/** The same behind a button, for narrow screens. */
export function FilterButton(facets: Facets) {
  const [open, setOpen] = useState(false);
  const { path, search } = facets;
  const chosen = Object.entries(search).filter(
    ([name, value]) => value && name !== 'sort' && name !== 'query',
  ).length;
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
        <FilterList {...facets} onChosen={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}

function FilterList({ path, search, categories, sellers, onChosen }: Facets & { onChosen?: () => void }) {
  const option = (name: keyof ProductSearch, value: string, label: string) => {
    const on = search[name] === value;
    return (
      <li key={value}>
        <Link
          href={hrefOf(path, search, { [name]: on ? undefined : value })}
          scroll={false}
          prefetch={false}
          aria-current={on ? 'true' : undefined}
          onClick={onChosen}
          className={classes(
            'flex items-center justify-between gap-2 py-1.5 hover:underline',
            on && 'font-medium text-flame-deep',
          )}
        >
          {label}
          {on && <Icon name="cross" size={14} />}
        </Link>
      </li>
    );
  };
  return (
    <div className="space-y-7">
      {categories.length > 0 && (
        <Group title="Kind">
          {categories.map((category) => option('category', category.id, category.name))}
        </Group>
      )}
      <Group title="At hand">{option('inStock', 'true', 'Only what is in stock')}</Group>
      <PriceFilter
        key={`${search.minPriceMinor}-${search.maxPriceMinor}`}
        path={path}
        search={search}
        onChosen={onChosen}
      />
      {sellers.length > 0 && (
        <Group title="Shop">{sellers.map((seller) => option('seller', seller.slug, seller.name))}</Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-text text-small font-semibold tracking-normal text-muted">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function PriceFilter({
  path,
  search,
  onChosen,
}: {
  path: string;
  search: ProductSearch;
  onChosen?: () => void;
}) {
  const router = useRouter();
  const [min, setMin] = useState(inMajor(search.minPriceMinor));
  const [max, setMax] = useState(inMajor(search.maxPriceMinor));
  const field = 'h-10 w-full min-w-0 rounded-card border border-edge bg-surface px-2.5 figures';
  return (
    <form
      aria-label="Price"
      onSubmit={(event) => {
        event.preventDefault();
        onChosen?.();
        router.push(hrefOf(path, search, { minPriceMinor: inMinor(min), maxPriceMinor: inMinor(max) }), {
          scroll: false,
        });
      }}
    >
      <h2 className="mb-2 font-text text-small font-semibold tracking-normal text-muted">Price in euros</h2>
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

function inMajor(minor: string | undefined): string {
  return minor ? String(Math.floor(Number(minor) / 100)) : '';
}

function inMinor(major: string): string | undefined {
  const digits = major.replace(/\D/g, '').slice(0, 6);
  return digits === '' ? undefined : String(Number(digits) * 100);
}
