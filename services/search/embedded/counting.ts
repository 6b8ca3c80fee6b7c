import {
  emptyBands,
  MOST_SHOPS,
  PRICE_BOUNDS,
  RATING_STEPS,
  shownOptions,
  sortedCounts,
  type FoundFacets,
  type SearchFilters,
} from '../search.port';
import { narrowingsOf, optionFacet } from './narrowing';
import { choiceOf, type Table } from './table';

/**
 * Counts what each choice would show. A product that fails one filter alone still counts for that filter's facet, so
 * that a choice does not hide its alternatives.
 * @param numbers the products that the text finds
 */
export function countFacets(
  table: Table,
  numbers: ArrayLike<number>,
  filters: SearchFilters,
): Omit<FoundFacets, 'didYouMean'> {
  const narrowings = narrowingsOf(table, filters);
  const { columns, choices } = table;
  const categories = new Int32Array(table.categories.names.length);
  const sellers = new Int32Array(table.sellers.names.length);
  const options = new Int32Array(table.options.names.length);
  const facetOfOption = table.options.names.map((name) => optionFacet(choiceOf(name).option));
  const bands = new Int32Array(PRICE_BOUNDS.length + 1);
  const ratings = new Int32Array(RATING_STEPS.length);
  let total = 0;
  let inStock = 0;

  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] ?? 0;
    let failed: string | null = null;
    let fails = 0;
    // Counted by hand, here and below: this runs for every product, and iterators cost more than the questions.
    for (let at = 0; at < narrowings.length && fails < 2; at += 1) {
      const narrowing = narrowings[at];
      if (!narrowing || narrowing.admits(number)) continue;
      fails += 1;
      failed = narrowing.facet;
    }
    if (fails > 1) continue;
    if (failed === null) total += 1;
    if (failed === null || failed === 'category') add(categories, columns.category[number]);
    if (failed === null || failed === 'seller') add(sellers, columns.seller[number]);
    if (failed === null || failed === 'price') countPrice(columns.price[number] ?? 0);
    if (failed === null || failed === 'rating') countRating(columns.average[number] ?? 0);
    if (columns.inStock[number] === 1 && (failed === null || failed === 'stock')) inStock += 1;
    const end = columns.choiceEnd[number] ?? 0;
    for (let at = columns.choiceStart[number] ?? 0; at < end; at += 1) {
      const choice = choices[at] ?? 0;
      if (failed === null || facetOfOption[choice] === failed) add(options, choice);
    }
  }

  return {
    total,
    categories: named(table.categories.names, categories),
    sellers: named(table.sellers.names, sellers).slice(0, MOST_SHOPS),
    prices: emptyBands().map((band, index) => ({ ...band, count: bands[index] ?? 0 })),
    ratings: RATING_STEPS.map((min, index) => ({ min, count: ratings[index] ?? 0 })),
    inStock,
    options: optionsOf(table.options.names, options),
  };

  function countPrice(price: number): void {
    let band = 0;
    while (band < PRICE_BOUNDS.length && price >= (PRICE_BOUNDS[band] ?? 0)) band += 1;
    add(bands, band);
  }
  function countRating(average: number): void {
    for (let step = 0; step < RATING_STEPS.length; step += 1)
      if (average >= (RATING_STEPS[step] ?? 0)) add(ratings, step);
  }
}

function add(counts: Int32Array, index: number | undefined): void {
  if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1;
}

function named(names: readonly string[], counts: Int32Array) {
  return sortedCounts(names.map((name, index): [string, number] => [name, counts[index] ?? 0]));
}

function optionsOf(names: readonly string[], counts: Int32Array): FoundFacets['options'] {
  const options = new Map<string, Map<string, number>>();
  for (const [index, name] of names.entries()) {
    const count = counts[index] ?? 0;
    if (count === 0) continue;
    const { option, value } = choiceOf(name);
    const values = options.get(option) ?? new Map<string, number>();
    options.set(option, values.set(value, count));
  }
  return shownOptions(options);
}
