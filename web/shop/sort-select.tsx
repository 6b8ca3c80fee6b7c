'use client';

import { useRouter } from 'next/navigation';
import { hrefOf, SORTS, type ProductSearch } from '@/lib/product-search';

/** In which order a list stands. */
export function SortSelect({ path, search }: { path: string; search: ProductSearch }) {
  const router = useRouter();
  return (
    <label className="flex items-center gap-2">
      <span className="text-muted">Sort</span>
      <select
        value={search.sort ?? 'relevance'}
        onChange={(event) => {
          const sort = event.target.value === 'relevance' ? undefined : event.target.value;
          router.push(hrefOf(path, search, { sort }), { scroll: false });
        }}
        className="min-h-10 rounded-chip border border-line bg-surface px-3 hover:border-edge"
      >
        {SORTS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
