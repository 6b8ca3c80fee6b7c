import type { ImportDocument } from '../services/import/import.model';
import type { MovementDocument } from '../services/inventory/inventory.model';
import type { Databases } from '../services/platform/mongo';
import type { ProductDocument } from '../services/product/product.model';
import { workflowIds } from '../temporal/ids';
import { breaches, groupBy, sumOf, type Breach } from './findings';
import type { Records } from './records';

/** What sellers keep: their goods, whose SKUs are, what moved, and the files they gave. */
export interface GoodsRecords {
  products: { _id: string; sellerId: string; skus: string[] }[];
  /** Whose a SKU is. */
  claims: { _id: string; sellerId: string }[];
  movements: Pick<MovementDocument, '_id' | 'stockId' | 'quantity'>[];
  imports: Pick<ImportDocument, '_id' | 'status' | 'done' | 'applied' | 'refused' | 'rows'>[];
}

/** Reads them; nothing but what is compared. */
export async function readGoods(databases: Databases): Promise<GoodsRecords> {
  const product = databases.of('product');
  const [products, claims, movements, imports] = await Promise.all([
    product
      .collection<Pick<ProductDocument, '_id' | 'sellerId' | 'variants'>>('products')
      .find({}, { projection: { sellerId: 1, 'variants.sku': 1 } })
      .toArray(),
    product
      .collection<GoodsRecords['claims'][number]>('skus')
      .find({}, { projection: { sellerId: 1 } })
      .toArray(),
    databases
      .of('inventory')
      .collection<MovementDocument>('movements')
      .find({}, { projection: { stockId: 1, quantity: 1 } })
      .toArray(),
    databases
      .of('import')
      .collection<ImportDocument>('imports')
      .find({}, { projection: { status: 1, done: 1, applied: 1, refused: 1, rows: 1 } })
      .toArray(),
  ]);
  return {
    ...{ claims, movements, imports },
    products: products.map(({ _id, sellerId, variants }) => ({
      ...{ _id, sellerId, skus: variants.map(({ sku }) => sku) },
    })),
  };
}

/** A SKU has one owner, stock moves only by movements that are written down, and an import comes to an end. */
export function auditGoods({
  goods,
  stocks,
  openWorkflows,
}: Pick<Records, 'goods' | 'stocks' | 'openWorkflows'>): Breach[] {
  const { products, claims, movements, imports } = goods;
  const idOf = ({ _id }: { _id: string }) => _id;
  const ownerOf = new Map(claims.map(({ _id, sellerId }) => [_id, sellerId]));
  const offered = products.flatMap(({ _id, sellerId, skus }) =>
    skus.map((sku) => ({ _id: `${_id} ${sku}`, sku, sellerId })),
  );
  const moved = groupBy(movements, ({ stockId }) => stockId);
  const isOwn = ({ sku, sellerId }: { sku: string; sellerId: string }) =>
    (ownerOf.get(sku) ?? sellerId) === sellerId;
  return [
    ...breaches('a SKU is sold only by the seller whose it is', offered, idOf, isOwn),
    ...breaches('stock of a SKU belongs to the seller whose it is', stocks, idOf, isOwn),
    ...breaches(
      'the movements of a stock record sum to what it says was moved',
      stocks.filter(({ moved: sum }) => sum !== undefined),
      idOf,
      ({ _id, moved: sum = 0, unlisted = [] }) => {
        const listed = moved.get(_id) ?? [];
        const known = new Set(listed.map(idOf));
        const waiting = unlisted.filter(({ id }) => !known.has(id));
        return sumOf([...listed, ...waiting].map(({ quantity }) => quantity)) === sum;
      },
    ),
    ...breaches(
      'an import that is read has an open workflow',
      imports.filter(({ status }) => status === 'reading'),
      idOf,
      ({ _id }) => openWorkflows.has(workflowIds.catalogueImport(_id)),
    ),
    ...breaches(
      'every row of an import was applied or refused',
      imports,
      idOf,
      ({ status, rows, done, applied, refused }) =>
        applied + refused === done && (status !== 'done' || done === rows),
    ),
  ];
}
