import Link from 'next/link';
import { plural } from '@/lib/format';
import { fetchOptional, fetchPublic } from '@/lib/server-api';
import type { Category, Page, ProductCard as Card, Recommendations, Seller } from '@/lib/types';
import { Hero } from '@/shop/hero';
import { CARD_GRID, ProductCard } from '@/shop/product-card';
import { ForYou } from '@/shop/recommended';
import { Unreachable } from '@/shop/unreachable';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

export default async function HomePage() {
  const [newest, loved, categories, sellers, liked] = await Promise.all([
    fetchPublic<Page<Card>>('/v1/products?sort=newest&limit=8&inStock=true'),
    fetchOptional<Page<Card>>('/v1/products?sort=rating&limit=4&inStock=true'),
    fetchOptional<Page<Category>>('/v1/categories'),
    fetchOptional<Page<Seller>>('/v1/sellers'),
    fetchOptional<Recommendations>('/v1/recommendations?limit=4'),
  ]);
  if (!newest.ok) return <Unreachable />;

  return (
    <>
      <Hero />
      <div className="page space-y-16 pt-10 md:space-y-24 md:pt-16">
        <Collections categories={categories?.items ?? []} />
        <Shelf
          title="Just arrived"
          href="/search?sort=newest"
          more="Everything new"
          cards={newest.body.items}
        />
        {liked && <ForYou first={liked} />}
        <Shops sellers={sellers?.items ?? []} />
        <Shelf
          title="Loved by buyers"
          href="/search?sort=rating"
          more="All that people love"
          cards={loved?.items ?? []}
        />
      </div>
    </>
  );
}

async function Collections({ categories }: { categories: Category[] }) {
  const shown = [...categories].sort((a, b) => a.position - b.position).slice(0, 6);
  const firsts = await Promise.all(
    shown.map((category) =>
      fetchOptional<Page<Card>>(`/v1/products?category=${category.id}&sort=rating&limit=1`),
    ),
  );
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="collections">
      <h2 id="collections" className="text-head">
        Walk through the market
      </h2>
      <ul className="scroll-quiet -mx-4 mt-6 flex snap-x gap-4 overflow-x-auto px-4 pb-2 md:mx-0 md:grid md:grid-cols-6 md:gap-5 md:px-0">
        {shown.map((category, index) => (
          <li key={category.id} className="w-32 shrink-0 snap-start md:w-auto">
            <Link href={`/c/${category.id}`} className="group block text-center">
              <Picture
                picture={firsts[index]?.items[0]?.picture ?? null}
                sizes="(width >= 48rem) 12rem, 8rem"
                alt=""
                className="arch transition-transform duration-200 ease-calm group-hover:-translate-y-1"
              />
              <span className="mt-3 block font-display text-large font-medium group-hover:underline">
                {category.name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shelf({ title, href, more, cards }: { title: string; href: string; more: string; cards: Card[] }) {
  if (cards.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="mb-6 flex items-baseline justify-between gap-4">
        <h2 className="text-head">{title}</h2>
        <Link href={href} className="link shrink-0">
          {more}
        </Link>
      </div>
      <div className={CARD_GRID}>
        {cards.map((card) => (
          <ProductCard key={card.id} card={card} />
        ))}
      </div>
    </section>
  );
}

function Shops({ sellers }: { sellers: Seller[] }) {
  if (sellers.length === 0) return null;
  return (
    <section aria-label="The shops" className="rounded-card bg-dusk-soft p-5 md:p-10">
      <div className="md:flex md:items-end md:justify-between">
        <h2 className="max-w-xl text-head">Behind every thing, somebody with a name</h2>
        <p className="mt-2 text-large text-muted md:mt-0 first-letter:uppercase">
          {plural(sellers.length, 'shop')}, one basket
        </p>
      </div>
      <ul className="mt-6 grid grid-cols-1 gap-x-8 md:grid-cols-2">
        {sellers.slice(0, 8).map((seller) => (
          <li key={seller.id} className="border-t border-line">
            <Link
              href={`/shops/${seller.slug}`}
              className="group flex items-center justify-between gap-4 py-3.5"
            >
              <span className="min-w-0">
                <span className="block font-display text-lead font-medium text-dusk group-hover:underline">
                  {seller.name}
                </span>
                <span className="block truncate text-muted">
                  {seller.city} · {seller.tagline}
                </span>
              </span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
