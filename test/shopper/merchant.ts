import { z } from 'zod';
import { importSchema, rowReportSchema } from '../../services/import/import.schema';
import {
  movementSchema,
  stockLevelSchema,
  type MovementRequest,
} from '../../services/inventory/movement.schema';
import { newId } from '../../services/platform/ids';
import type { newProductSchema, ProductChanges } from '../../services/product/product.content';
import { productSchema } from '../../services/product/product.schema';
import { expecting, type Call } from './http';
import type { Shop, Visitor } from './shopper';

const importViewSchema = importSchema.extend({ actions: z.array(z.string()) });

/** What a seller does with their goods: over HTTP, as `Visitor` does everything else. */
export function merchantOf(shop: Pick<Shop, 'http'>, { token }: Pick<Visitor, 'token'>) {
  const ask = <T extends z.ZodType>(
    method: Call['method'],
    path: string,
    schema: T,
    more: Pick<Call, 'body' | 'text' | 'headers'> & { statuses?: readonly number[] } = {},
  ) => {
    const { statuses = [200], ...rest } = more;
    return expecting(shop.http, { method, path, token, ...rest }, statuses, schema);
  };
  const once = (key: string) => ({ 'idempotency-key': key });

  return {
    addProduct: (body: z.input<typeof newProductSchema>, key: string = newId()) =>
      ask('POST', '/products', productSchema, { body, headers: once(key), statuses: [201] }),
    product: (id: string) => ask('GET', `/products/${id}/source`, productSchema),
    edit: (id: string, version: number, body: ProductChanges) =>
      ask('PATCH', `/products/${id}`, productSchema, { body, headers: { 'if-match': `"${version}"` } }),

    move: (sku: string, movement: MovementRequest, key: string = newId()) =>
      ask('POST', `/stock/${sku}/movements`, movementSchema, {
        ...{ body: { movement }, headers: once(key), statuses: [201] },
      }),
    stock: async (sku: string) =>
      (await ask('GET', `/stock/${sku}`, z.object({ items: z.array(stockLevelSchema) }))).items,

    /** Gives a file of goods. @param text in CSV */
    giveFile: (text: string, key: string = newId()) =>
      ask('POST', '/imports?name=goods.csv', importViewSchema, {
        ...{ text, headers: { ...once(key), 'content-type': 'text/csv' }, statuses: [202] },
      }),
    import: (id: string) =>
      ask('GET', `/imports/${id}`, importViewSchema.extend({ refusals: z.array(rowReportSchema) })),
    stopImport: (id: string) => ask('POST', `/imports/${id}/cancellations`, importViewSchema, { body: {} }),
    /** The text of a file, such as the report of an import. */
    file: (path: string) => ask('GET', path, z.string()),
  };
}
