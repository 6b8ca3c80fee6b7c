import Link from 'next/link';
import { countChoices, hrefOf, type ProductSearch } from '@/lib/product-search';
import { fetchOptional } from '@/lib/server-api';
import type { Category, Page, ProductCard as Card } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { CARD_GRID, ProductCard } from './product-card';

interface NothingFoundProps {
  path: string;
  search: ProductSearch;
  categories: Category[];
  didYouMean: string | null;
}

/** The end of a search that found nothing, with ways on: other words, fewer filters, categories, what others like. */
export async function NothingFound({ path, search, categories, didYouMean }: NothingFoundProps) {
  const popular = await fetchOptional<Page<Card>>('/v1/products?sort=relevance&inStock=true&limit=4');
  const hasFilters = countChoices(search) > 0;
  return (
    <>
      <EmptyState
        title="Nothing like that today"
        action={
          hasFilters ? (
            <ButtonLink href={hrefOf(path, { query: search.query })} look="outline">
              Take all filters away
            </ButtonLink>
          ) : undefined
        }
      >
        {didYouMean ? (
          <Meant path={path} search={search} text={didYouMean} />
        ) : (
          <p>
            {hasFilters ? 'Try fewer filters, or a shorter word.' : 'Try a shorter word, or look around.'}
          </p>
        )}
      </EmptyState>
      {categories.length > 0 && (
        <nav aria-label="Look around" className="mb-10 flex flex-wrap justify-center gap-2">
          {categories.map(({ id, name }) => (
            <Link
              key={id}
              href={`/c/${id}`}
              prefetch={false}
              className="rounded-chip border border-line bg-surface px-3.5 py-1.5 hover:border-edge"
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
      {popular && popular.items.length > 0 && (
        <section aria-labelledby="popular">
          <h2 id="popular" className="mb-4 text-title">
            What others like
          </h2>
          <div className={`${CARD_GRID} lg:grid-cols-4`}>
            {popular.items.map((card) => (
              <ProductCard key={card.id} card={card} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

/** Words that were perhaps meant, one press away. */
export function Meant({ path, search, text }: { path: string; search: ProductSearch; text: string }) {
  return (
    <p className="mb-4">
      Did you mean{' '}
      <Link href={hrefOf(path, search, { query: text })} className="link font-medium">
        {text}
      </Link>
      ?
    </p>
  );
}
