import { MOST_SHOPS, PRICE_BOUNDS, RATING_STEPS, type SearchFilters } from '../search.port';
import { synonymsOf, typosIn } from '../search.words';
import { choiceName } from './stored';

/** A part of a request, as OpenSearch takes it. */
export type Part = Record<string, unknown>;

const FIELDS = ['title^6', 'tags^3', 'category_words^3', 'seller_words^2', 'description'];
const NAMED_FIELDS = ['title^6', 'category_words^3'];
/** Option values whose counts are asked for, over all options. */
const MOST_CHOICES = 200;

/** What finds the words of a question: all of them, or any where no product has all. */
export function wordsPart(terms: readonly string[], needs: 'all' | 'any', onlyNamed = false): Part {
  const fields = onlyNamed ? NAMED_FIELDS : FIELDS;
  const each = terms.map((term) => termPart(term, fields));
  return needs === 'all' ? { bool: { must: each } } : { bool: { should: each, minimum_should_match: 1 } };
}

function termPart(term: string, fields: readonly string[]): Part {
  const match = (query: string, boost: number, more: Part = {}) => ({
    multi_match: { query, fields, boost, ...more },
  });
  const readings = [match(term, 1), ...[...synonymsOf(term)].map((synonym) => match(synonym, 0.8))];
  if (term.length > 1) readings.push(match(term, 0.6, { type: 'bool_prefix' }));
  const typos = typosIn(term);
  if (typos > 0) readings.push(match(term, 0.4, { fuzziness: typos, max_expansions: 24 }));
  return { dis_max: { queries: readings } };
}

/** The filters by their facet. */
export function filterParts(filters: SearchFilters): Map<string, Part> {
  const { categories, sellers, minPriceMinor, maxPriceMinor, minRating, inStock, options = {} } = filters;
  const parts = new Map<string, Part>();
  if (categories) parts.set('category', { terms: { category: categories } });
  if (sellers) parts.set('seller', { terms: { seller: sellers } });
  if (minPriceMinor !== undefined || maxPriceMinor !== undefined)
    parts.set('price', {
      range: { price: { ...given('gte', minPriceMinor), ...given('lte', maxPriceMinor) } },
    });
  if (minRating !== undefined) parts.set('rating', { range: { average: { gte: minRating } } });
  if (inStock) parts.set('stock', { term: { in_stock: true } });
  for (const [name, values] of Object.entries(options))
    parts.set(optionFacet(name), { terms: { choices: values.map((value) => choiceName(name, value)) } });
  return parts;
}

export const optionFacet = (name: string) => `option:${name}`;

/** All filters but those of one facet. */
function allBut(parts: ReadonlyMap<string, Part>, facet?: string): Part {
  return { bool: { filter: [...parts].filter(([name]) => name !== facet).map(([, part]) => part) } };
}

/** Counts per facet, each without the facet's own filter. */
export function countingParts(parts: ReadonlyMap<string, Part>): Part {
  const of = (facet: string, counts: Part) => ({ filter: allBut(parts, facet), aggs: { counts } });
  const bounds = [0, ...PRICE_BOUNDS];
  const chosenOptions = [...parts.keys()].filter((facet) => facet.startsWith('option:'));
  const choices = { terms: { field: 'choices', size: MOST_CHOICES } };
  return {
    total: { filter: allBut(parts) },
    category: of('category', { terms: { field: 'category', size: 100 } }),
    seller: of('seller', { terms: { field: 'seller', size: MOST_SHOPS } }),
    price: of('price', {
      range: {
        field: 'price',
        ranges: bounds.map((from, index) => ({ from, ...given('to', bounds[index + 1]) })),
      },
    }),
    rating: of('rating', {
      range: { field: 'average', ranges: RATING_STEPS.map((from) => ({ from })) },
    }),
    stock: of('stock', { terms: { field: 'in_stock' } }),
    options: of('', choices),
    ...Object.fromEntries(chosenOptions.map((facet) => [facet, of(facet, choices)])),
  };
}

const given = (name: string, value: number | undefined): Part =>
  value === undefined ? {} : { [name]: value };
