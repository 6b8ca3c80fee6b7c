import type { Metadata } from 'next';
import { searchOf } from '@/lib/product-search';
import { fetchOptional } from '@/lib/server-api';
import type { Category, Page } from '@/lib/types';
import { Listing } from '@/shop/listing';

interface SearchProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: SearchProps): Promise<Metadata> {
  const { query } = searchOf(await searchParams);
  return { title: query ? `“${query}”` : 'Everything in the market', robots: { index: false } };
}

export default async function SearchPage({ searchParams }: SearchProps) {
  const search = searchOf(await searchParams);
  const categories = await fetchOptional<Page<Category>>('/v1/categories');
  return (
    <div className="page py-8 md:py-10">
      <h1 className="mb-6 text-head">
        {search.query ? <>Looking for “{search.query}”</> : 'Everything in the market'}
      </h1>
      <Listing path="/search" search={search} categories={categories?.items ?? []} />
    </div>
  );
}
