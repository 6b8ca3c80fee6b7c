import { fetchOptional, fetchPublic } from '@/lib/server-api';
import { facetsPath, listPath, type ProductSearch } from '@/lib/product-search';
import type { Category, Facets, Page, ProductCard as Card } from '@/lib/types';
import { FilterButton, FilterSide, type FilterProps } from './filters';
import { MoreProducts } from './more-products';
import { Meant, NothingFound } from './nothing-found';
import { CARD_GRID, ProductCard, ProductCardSkeleton } from './product-card';
import { SortSelect } from './sort-select';
import { Count } from './count';
import { TellSearched } from './tell';
import { Unreachable } from './unreachable';

interface ListingProps {
  /** The page's own path, to which filters are added. */
  path: string;
  /** What the address says. */
  search: ProductSearch;
  /** What the page itself fixes, such as its category. */
  fixed?: Pick<ProductSearch, 'category' | 'seller'>;
  /** Where to go on when there is nothing. */
  categories: Category[];
}

const NO_FACETS: Facets = {
  ...{ total: 0, categories: [], sellers: [], prices: [], ratings: [], inStock: 0, options: [] },
  didYouMean: null,
};

/** Products with their filters: the address says which. */
export async function Listing({ path, search, fixed = {}, categories }: ListingProps) {
  const wanted = { ...search, ...fixed };
  const [fetched, facets] = await Promise.all([
    fetchPublic<Page<Card>>(`/v1${listPath(wanted)}`),
    fetchOptional<Facets>(`/v1${facetsPath(wanted)}`),
  ]);
  if (!fetched.ok && fetched.reason === 'unreachable') return <Unreachable />;
  const page = fetched.ok ? fetched.body : { items: [], nextCursor: null, total: 0 };
  const filters: FilterProps = {
    ...{ path, search, facets: facets ?? NO_FACETS },
    without: (['category', 'seller'] as const).filter((name) => fixed[name]),
  };

  return (
    <div className="lg:grid lg:grid-cols-[13.5rem_1fr] lg:gap-10">
      <FilterSide {...filters} />
      <div>
        {fetched.ok && wanted.query && (
          <TellSearched text={wanted.query} results={page.total ?? page.items.length} />
        )}
        <h2 className="sr-only">What we found</h2>
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <FilterButton {...filters} />
          <p className="text-muted max-lg:order-last max-lg:w-full" role="status">
            <Count value={page.total ?? page.items.length} one="thing" />
          </p>
          <SortSelect path={path} search={search} />
        </div>
        {page.items.length === 0 ? (
          <NothingFound {...{ path, search, categories }} didYouMean={facets?.didYouMean ?? null} />
        ) : (
          <>
            {facets?.didYouMean && <Meant path={path} search={search} text={facets.didYouMean} />}
            <div className={`${CARD_GRID} lg:grid-cols-3 xl:grid-cols-4`}>
              {page.items.map((card, index) => (
                <ProductCard key={card.id} card={card} eager={index < 4} />
              ))}
              <MoreProducts key={listPath(wanted)} search={wanted} cursor={page.nextCursor} />
            </div>
          </>
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
