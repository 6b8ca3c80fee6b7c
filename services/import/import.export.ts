import type { StockMovements } from '../inventory/inventory.movements';
import type { ProductEditing } from '../product/product.editing';
import type { Product } from '../product/product.schema';
import { COLUMNS } from './import.schema';

/** A line of the table: as many cells as there are columns. */
type Cells = (string | number)[];

const PAGE = 100;

/**
 * All of a seller's goods as rows of a table that can be imported again, a page of products at a time.
 * `receive` is empty: what is imported again brings no stock.
 */
export async function* exportedRows(
  deps: { editing: Pick<ProductEditing, 'list'>; movements: Pick<StockMovements, 'availableOf'> },
  sellerId: string,
): AsyncGenerator<Cells[]> {
  yield [[...COLUMNS]];
  let cursor: string | undefined;
  do {
    const page = await deps.editing.list({
      sellerId,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const skus = page.items.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    const available = await deps.movements.availableOf(sellerId, skus);
    yield page.items.flatMap((product) => cellsOf(product, available));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function cellsOf(product: Product, available: ReadonlyMap<string, number>): Cells[] {
  const { slug, title, description, categoryId, tags, taxCategory, status, options } = product;
  const names = [0, 1, 2].map((index) => options[index]?.name ?? '');
  return product.variants.map(({ sku, title: variantTitle, options: choice, priceMinor, weightGrams }) => [
    ...[slug, title, description, categoryId, tags.join('|'), taxCategory, status],
    ...names.flatMap((name) => [name, choice[name] ?? '']),
    ...[sku, variantTitle, priceText(priceMinor), String(weightGrams), '', available.get(sku) ?? 0],
  ]);
}

/** Minor units of a currency with two digits, with a dot. */
const priceText = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
