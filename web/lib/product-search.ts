/** What a list of products is narrowed by, as it stands in the address. */
export interface ProductSearch {
  query?: string;
  category?: string;
  seller?: string;
  minPriceMinor?: string;
  maxPriceMinor?: string;
  inStock?: string;
  sort?: string;
}

export const SORTS = [
  ['relevance', 'Best match'],
  ['newest', 'Newest'],
  ['price-up', 'Price, low first'],
  ['price-down', 'Price, high first'],
  ['rating', 'Best rated'],
] as const;

const NAMES = ['query', 'category', 'seller', 'minPriceMinor', 'maxPriceMinor', 'inStock', 'sort'] as const;
const PAGE_SIZE = 24;

type Params = Record<string, string | string[] | undefined>;

/** Reads an address's parameters; what is not known or not sound is left out. */
export function searchOf(params: Params): ProductSearch {
  const entries = NAMES.map((name) => [name, single(params[name])] as const).filter(([name, value]) =>
    isSound(name, value),
  );
  return Object.fromEntries(entries) as ProductSearch;
}

/** The same list with a part exchanged, as an address below `path`. `undefined` takes a part away. */
export function hrefOf(path: string, search: ProductSearch, change: ProductSearch = {}): string {
  const text = paramsOf({ ...search, ...change }).toString();
  return text ? `${path}?${text}` : path;
}

/** The API's path for a list. */
export function listPath(search: ProductSearch, cursor?: string): string {
  const params = paramsOf(search);
  params.set('limit', String(PAGE_SIZE));
  if (cursor) params.set('cursor', cursor);
  return `/products?${params.toString()}`;
}

function paramsOf(search: ProductSearch): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = search[name];
    if (value) params.set(name, value);
  }
  return params;
}

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 200) ?? '';
}

function isSound(name: (typeof NAMES)[number], value: string): boolean {
  if (value === '') return false;
  if (name === 'minPriceMinor' || name === 'maxPriceMinor') return /^\d{1,9}$/.test(value);
  if (name === 'inStock') return value === 'true';
  if (name === 'sort') return SORTS.some(([sort]) => sort === value);
  return true;
}
