/** What a list of products is narrowed by, as it stands in the address. */
export interface ProductSearch {
  query?: string;
  category?: string;
  seller?: string;
  minPriceMinor?: string;
  maxPriceMinor?: string;
  minRating?: string;
  inStock?: string;
  /** `Colour:Sand,Size:L`, each name and value percent-encoded. */
  options?: string;
  sort?: string;
}

export const SORTS = [
  ['relevance', 'Best match'],
  ['newest', 'Newest'],
  ['price-up', 'Price, low first'],
  ['price-down', 'Price, high first'],
  ['rating', 'Best rated'],
] as const;

const NAMES = [
  ...(['query', 'category', 'seller', 'minPriceMinor', 'maxPriceMinor'] as const),
  ...(['minRating', 'inStock', 'options', 'sort'] as const),
];
/** What several choices can be made of at once. */
type Several = 'category' | 'seller' | 'options';
const PAGE_SIZE = 24;
const LONGEST: Partial<Record<(typeof NAMES)[number], number>> = {
  category: 600,
  seller: 600,
  options: 1000,
};

type Params = Record<string, string | string[] | undefined>;

/** Reads an address's parameters; what is not known or not sound is left out. */
export function searchOf(params: Params): ProductSearch {
  const entries = NAMES.map((name) => [name, single(params[name], LONGEST[name])] as const).filter(
    ([name, value]) => isSound(name, value),
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

/** The API's path for what that list can be narrowed by. */
export function facetsPath({ sort: _sort, ...search }: ProductSearch): string {
  return `/products/facets?${paramsOf(search).toString()}`;
}

/** What is chosen of a facet of which several can be. */
export const chosenOf = (search: ProductSearch, name: Several): string[] =>
  search[name]?.split(',').filter(Boolean) ?? [];

/** The same choices with one more, or one less when it is there. */
export function toggled(search: ProductSearch, name: Several, value: string): ProductSearch {
  const chosen = chosenOf(search, name);
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return { [name]: next.length > 0 ? next.join(',') : undefined };
}

/** An option's value as it stands in the address. */
export const optionChoice = (name: string, value: string) =>
  `${encodeURIComponent(name)}:${encodeURIComponent(value)}`;

/** How many choices narrow a list. */
export const countChoices = ({ query: _query, sort: _sort, ...search }: ProductSearch): number =>
  new Set([
    ...(['category', 'seller', 'options'] as const).flatMap((name) => chosenOf(search, name)),
    ...(search.minPriceMinor || search.maxPriceMinor ? ['price'] : []),
    ...(search.minRating ? ['rating'] : []),
    ...(search.inStock ? ['stock'] : []),
  ]).size;

function paramsOf(search: ProductSearch): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = search[name];
    if (value) params.set(name, value);
  }
  return params;
}

function single(value: string | string[] | undefined, longest = 200): string {
  return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, longest) ?? '';
}

function isSound(name: (typeof NAMES)[number], value: string): boolean {
  if (value === '') return false;
  if (name === 'minPriceMinor' || name === 'maxPriceMinor') return /^\d{1,9}$/.test(value);
  if (name === 'minRating') return /^[1-5]$/.test(value);
  if (name === 'inStock') return value === 'true';
  if (name === 'sort') return SORTS.some(([sort]) => sort === value);
  return true;
}
