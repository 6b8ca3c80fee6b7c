import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { readerLocale } from '@/lib/locale';
import { fileAt } from '@/lib/media';
import { countryOf, deliveryWindow, usualDays } from '@/lib/promise';
import { fetchOptional, fetchPublic } from '@/lib/server-api';
import type { Page, ProductCard as Card, ProductDetail } from '@/lib/types';
import { BuyBox } from '@/shop/buy-box';
import { Gallery } from '@/shop/gallery';
import { CARD_GRID, ProductCard } from '@/shop/product-card';
import { SellerCard } from '@/shop/seller-card';
import { TellSeen } from '@/shop/tell';
import { Unreachable } from '@/shop/unreachable';
import { AskSeller } from '@/talk/ask-seller';
import { ProductReviews } from '@/talk/product-reviews';
import type { ReviewPage } from '@/talk/types';
import { Rating } from '@/ui/rating';

interface ProductProps {
  params: Promise<{ slug: string }>;
}

const loadProduct = cache((slug: string) =>
  fetchPublic<ProductDetail>(`/v1/products/${encodeURIComponent(slug)}`),
);

export async function generateMetadata({ params }: ProductProps): Promise<Metadata> {
  const fetched = await loadProduct((await params).slug);
  if (!fetched.ok) return {};
  const { title, description, pictures, slug } = fetched.body;
  const images = pictures.slice(0, 1).map((picture) => fileAt(picture, 800));
  return {
    title,
    description: description.slice(0, 160),
    alternates: { canonical: `/p/${slug}` },
    openGraph: { title, description: description.slice(0, 160), images },
  };
}

export default async function ProductPage({ params }: ProductProps) {
  const fetched = await loadProduct((await params).slug);
  if (!fetched.ok) {
    if (fetched.reason === 'unreachable') return <Unreachable />;
    notFound();
  }
  const product = fetched.body;
  const [alike, together, locale, reviews] = await Promise.all([
    fetchOptional<Page<Card>>(`/v1/products/${product.id}/similar?limit=4`),
    fetchOptional<Page<Card>>(`/v1/products/${product.id}/bought-together?limit=4`),
    readerLocale(),
    fetchOptional<ReviewPage>(`/v1/products/${product.id}/reviews?limit=10`),
  ]);
  const days = usualDays(product.seller.country, countryOf(locale));
  const arrives = deliveryWindow(Date.now(), product.seller.handlingDays, days);

  return (
    <div className="page py-5 md:py-8">
      <TellSeen productId={product.id} />
      <nav aria-label="Where you are" className="mb-4 text-small text-muted">
        <Link href="/" className="hover:underline">
          Market
        </Link>
        <span aria-hidden="true"> / </span>
        <Link href={`/c/${product.category.id}`} className="hover:underline">
          {product.category.name}
        </Link>
      </nav>
      <div className="grid gap-x-12 gap-y-8 md:grid-cols-2 lg:grid-cols-[1.1fr_1fr]">
        <Gallery pictures={product.pictures} title={product.title} />
        <div className="md:sticky md:top-6 md:self-start">
          <h1 className="text-title md:text-head">{product.title}</h1>
          <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
            <span>
              by{' '}
              <Link href={`/shops/${product.seller.slug}`} className="font-medium text-dusk hover:underline">
                {product.seller.name}
              </Link>
            </span>
            {product.rating.count > 0 && (
              <a href="#reviews" className="hover:underline">
                <Rating {...product.rating} />
              </a>
            )}
          </p>
          <BuyBox product={product} arrives={arrives} />
          <section aria-label="About it" className="mt-8 border-t border-line pt-6">
            <h2 className="text-lead">About it</h2>
            <p className="mt-2 max-w-prose text-large whitespace-pre-line">{product.description}</p>
          </section>
          <SellerCard seller={product.seller} />
          <p className="mt-4">
            <AskSeller subject={{ type: 'product', id: product.id }}>Ask the seller</AskSeller>
          </p>
        </div>
      </div>
      <ProductReviews productId={product.id} sellerName={product.seller.name} first={reviews} />
      <Beside id="together" title="Bought together with it" cards={together?.items ?? []} />
      <Beside id="alike" title="On the same carpet" cards={alike?.items ?? []} />
    </div>
  );
}

/** Products that are recommended beside this one; nothing where there are none. */
function Beside({ id, title, cards }: { id: string; title: string; cards: Card[] }) {
  if (cards.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mt-16 md:mt-24">
      <h2 id={id} className="mb-6 text-title md:text-head">
        {title}
      </h2>
      <div className={CARD_GRID}>
        {cards.map((card) => (
          <ProductCard key={card.id} card={card} />
        ))}
      </div>
    </section>
  );
}
