import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { country } from '@/lib/format';
import { readerLocale } from '@/lib/locale';
import { searchOf } from '@/lib/product-search';
import { fetchOptional, fetchPublic } from '@/lib/server-api';
import type { Category, Page, Seller } from '@/lib/types';
import { Listing } from '@/shop/listing';
import { ShopTerms } from '@/shop/shop-terms';
import { Unreachable } from '@/shop/unreachable';
import { VacationNotice } from '@/shop/vacation-notice';
import { Rating } from '@/ui/rating';

interface ShopProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadSeller = cache((slug: string) => fetchPublic<Seller>(`/v1/sellers/${encodeURIComponent(slug)}`));

export async function generateMetadata({ params }: ShopProps): Promise<Metadata> {
  const fetched = await loadSeller((await params).slug);
  return fetched.ok ? { title: fetched.body.name, description: fetched.body.tagline } : {};
}

export default async function ShopPage({ params, searchParams }: ShopProps) {
  const { slug } = await params;
  const [fetched, categories, query, locale] = await Promise.all([
    loadSeller(slug),
    fetchOptional<Page<Category>>('/v1/categories'),
    searchParams,
    readerLocale(),
  ]);
  if (!fetched.ok) {
    if (fetched.reason === 'unreachable') return <Unreachable />;
    notFound();
  }
  const seller = fetched.body;
  return (
    <>
      <header className="bg-dusk-soft">
        <div className="page grid gap-6 py-10 md:grid-cols-[auto_1fr] md:items-center md:gap-10 md:py-14">
          <span
            aria-hidden="true"
            className="arch flex h-32 w-26 items-end justify-center bg-dusk pb-5 font-display text-hero text-surface"
          >
            {seller.name.charAt(0)}
          </span>
          <div className="max-w-2xl">
            <h1 className="text-head text-dusk md:text-hero">{seller.name}</h1>
            <p className="mt-1 font-display text-lead">{seller.tagline}</p>
            <p className="mt-3 text-large whitespace-pre-line">{seller.story}</p>
            <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1">
              <span>
                {seller.city}, {country(locale, seller.country)}
              </span>
              <Rating {...seller.rating} />
              <span>{handling(seller.handlingDays)}</span>
            </p>
            <VacationNotice vacation={seller.vacation} />
          </div>
        </div>
      </header>
      <div className="page py-8 md:py-12">
        <Listing
          path={`/shops/${seller.slug}`}
          search={{ ...searchOf(query), seller: undefined }}
          fixed={{ seller: seller.slug }}
          categories={categories?.items ?? []}
        />
      </div>
      <ShopTerms seller={seller} locale={locale} />
    </>
  );
}

function handling(days: number): string {
  if (days === 0) return 'Sends the same day';
  return days === 1 ? 'Sends within a day' : `Sends within ${days} days`;
}
