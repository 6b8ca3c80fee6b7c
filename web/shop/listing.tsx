import { fetchPublic } from '@/lib/server-api';
import { hrefOf, listPath, type ProductSearch } from '@/lib/product-search';
import type { Category, Page, ProductCard as Card, Seller } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { FilterButton, FilterSide, type Facets } from './filters';
import { MoreProducts } from './more-products';
import { CARD_GRID, ProductCard, ProductCardSkeleton } from './product-card';
import { SortSelect } from './sort-select';
import { Count } from './count';
import { Unreachable } from './unreachable';

interface ListingProps {
  /** The page's own path, to which filters are added. */
  path: string;
  /** What the address says. */
  search: ProductSearch;
  /** What the page itself fixes, such as its category. */
  fixed?: ProductSearch;
  categories: Category[];
  sellers: Seller[];
}

/** Products with their filters: the address says which. */
export async function Listing({ path, search, fixed = {}, categories, sellers }: ListingProps) {
  const wanted = { ...search, ...fixed };
  const fetched = await fetchPublic<Page<Card>>(`/v1${listPath(wanted)}`);
  if (!fetched.ok && fetched.reason === 'unreachable') return <Unreachable />;
  const page = fetched.ok ? fetched.body : { items: [], nextCursor: null, total: 0 };
  const facets: Facets = {
    path,
    search,
    categories: fixed.category ? [] : categories,
    sellers: fixed.seller ? [] : sellers,
  };

  return (
    <div className="lg:grid lg:grid-cols-[13.5rem_1fr] lg:gap-10">
      <FilterSide {...facets} />
      <div>
        <h2 className="sr-only">What we found</h2>
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <FilterButton {...facets} />
          <p className="text-muted max-lg:order-last max-lg:w-full" role="status">
            <Count value={page.total ?? page.items.length} one="thing" />
          </p>
          <SortSelect path={path} search={search} />
        </div>
        {page.items.length === 0 ? (
          <EmptyState
            title="Nothing like that today"
            action={
              <ButtonLink href={hrefOf(path, { query: search.query })} look="outline">
                Take all filters away
              </ButtonLink>
            }
          >
            <p>Try a shorter word, or fewer filters.</p>
          </EmptyState>
        ) : (
          <div className={`${CARD_GRID} lg:grid-cols-3 xl:grid-cols-4`}>
            {page.items.map((card, index) => (
              <ProductCard key={card.id} card={card} eager={index < 4} />
            ))}
            <MoreProducts key={listPath(wanted)} search={wanted} cursor={page.nextCursor} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The room of a list that is on its way. */
export function ListingSkeleton() {
  return (
    <div className="page py-8" role="status">
      <span className="sr-only">Loading</span>
      <div aria-hidden="true" className="breathe mb-8 h-9 w-56 rounded-small bg-sunk" />
      <div className={CARD_GRID}>
        {Array.from({ length: 8 }, (_, index) => (
          <ProductCardSkeleton key={index} />
        ))}
      </div>
    </div>
  );
}
