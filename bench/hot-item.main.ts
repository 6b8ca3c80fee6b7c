import { z } from 'zod';
import { createInventoryService } from '../services/inventory/inventory.service';
import { systemClock as clock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { connectDatabases } from '../services/platform/mongo';
import { createProductService, type NewProduct } from '../services/product/product.service';
import { createSellerService } from '../services/seller/seller.service';

/** Run as a process with the shop's settings: `put <id> <units>` puts a product up, `end <id>` takes it down. */
const argumentsSchema = z.union([
  z.tuple([z.literal('put'), z.string(), z.coerce.number().int().positive()]),
  z.tuple([z.literal('end'), z.string()]),
]);

async function main(): Promise<void> {
  const [act, id, quantity] = argumentsSchema.parse(process.argv.slice(2));
  const databases = await connectDatabases(loadConfig());
  const sellers = createSellerService({ connection: databases.of('seller'), clock });
  const inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  const products = createProductService({
    connection: databases.of('product'),
    clock,
    sellers,
    stock: inventory,
  });
  try {
    if (act === 'end') {
      const product = await products.get(id);
      if (product)
        await products.updateProduct({
          id,
          expectedVersion: product.version,
          changes: { status: 'archived' },
        });
      return;
    }
    const [seller] = await sellers.list();
    if (!seller) throw new Error('This shop has no sellers.');
    const sku = id.toUpperCase();
    await inventory.receiveStock({
      ...{ key: id, sku, sellerId: seller.id, warehouseId: `${seller.id}-1` },
      quantity: quantity ?? 0,
    });
    await products.createProduct(hotItem(id, sku, seller.id));
  } finally {
    products.close();
    await databases.close();
  }
}

function hotItem(id: string, sku: string, sellerId: string): NewProduct {
  return {
    ...{ id, slug: id, sellerId, title: `Hot item ${id}`, description: 'Put up by the benchmark.' },
    ...{ categoryId: 'ceramics', tags: [], taxCategory: 'standard', currency: 'EUR', options: [] },
    variants: [{ sku, title: 'One size', options: {}, priceMinor: 1900, weightGrams: 300 }],
    pictures: [],
    rating: { average: 0, count: 0 },
    status: 'active',
    createdAt: new Date(0).toISOString(),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
