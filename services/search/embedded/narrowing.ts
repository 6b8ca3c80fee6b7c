import type { SearchFilters } from '../search.port';
import { choiceName, type Table } from './table';

/** One filter, as a question about a product's number. */
interface Narrowing {
  /** Which facet it is the choice of; an option's is `option:<name>`. */
  facet: string;
  admits(number: number): boolean;
}

export const optionFacet = (name: string) => `option:${name}`;

/** The filters as questions; each facet has one. */
export function narrowingsOf(table: Table, filters: SearchFilters): Narrowing[] {
  const { columns } = table;
  const { categories, sellers, minPriceMinor, maxPriceMinor, minRating, inStock, options = {} } = filters;
  const narrowings: Narrowing[] = [];
  if (categories) {
    const wanted = numbersIn(table.categories, categories);
    narrowings.push({ facet: 'category', admits: (number) => wanted.has(columns.category[number] ?? -1) });
  }
  if (sellers) {
    const wanted = numbersIn(table.sellers, sellers);
    narrowings.push({ facet: 'seller', admits: (number) => wanted.has(columns.seller[number] ?? -1) });
  }
  if (minPriceMinor !== undefined || maxPriceMinor !== undefined) {
    const min = minPriceMinor ?? 0;
    const max = maxPriceMinor ?? Infinity;
    narrowings.push({
      facet: 'price',
      admits: (number) => (columns.price[number] ?? 0) >= min && (columns.price[number] ?? 0) <= max,
    });
  }
  if (minRating !== undefined)
    narrowings.push({ facet: 'rating', admits: (number) => (columns.average[number] ?? 0) >= minRating });
  if (inStock) narrowings.push({ facet: 'stock', admits: (number) => columns.inStock[number] === 1 });
  for (const [name, values] of Object.entries(options)) {
    const wanted = numbersIn(
      table.options,
      values.map((value) => choiceName(name, value)),
    );
    narrowings.push({ facet: optionFacet(name), admits: (number) => hasChoice(table, number, wanted) });
  }
  return narrowings;
}

/** A filter that is not known admits nothing. */
function numbersIn(names: Table['categories'], wanted: readonly string[]): Set<number> {
  return new Set(wanted.flatMap((name) => names.find(name) ?? []));
}

function hasChoice({ columns, choices }: Table, number: number, wanted: ReadonlySet<number>): boolean {
  const end = columns.choiceEnd[number] ?? 0;
  for (let at = columns.choiceStart[number] ?? 0; at < end; at += 1)
    if (wanted.has(choices[at] ?? -1)) return true;
  return false;
}
