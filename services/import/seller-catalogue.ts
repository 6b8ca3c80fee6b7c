import type { Connection } from 'mongoose';
import type { InventoryService } from '../inventory/inventory.service';
import type { Clock } from '../platform/clock';
import { createProductEditing } from '../product/product.editing';
import { createProductImporting } from '../product/product.importing';
import type { Picture } from '../product/product.schema';
import type { ProductService } from '../product/product.service';
import { createImportApplying } from './import.applying';
import { exportedRows } from './import.export';
import { createImportFiles } from './import.files';
import { createImportService } from './import.service';

export type SellerCatalogue = ReturnType<typeof createSellerCatalogue>;

/** Everything by which sellers keep their goods: one by one, or as a table. */
export function createSellerCatalogue(deps: {
  /** The products' own database. */
  products: Connection;
  /** The imports' own database. */
  imports: Connection;
  clock: Clock;
  product: Pick<ProductService, 'createProduct' | 'categories' | 'skus'>;
  inventory: Pick<InventoryService, 'movements'>;
  media: {
    requirePictures(request: { ownerId: string; wanted: { id: string; alt?: string }[] }): Promise<Picture[]>;
  };
  currency: string;
  files: { folder: string; limitMb: number };
}) {
  const { clock, product, currency } = deps;
  const { movements } = deps.inventory;
  const shared = { connection: deps.products, clock, skus: product.skus, products: product, currency };
  const editing = createProductEditing({
    ...shared,
    categories: product.categories,
    pictures: deps.media,
  });
  const files = createImportFiles(deps.files);
  const imports = createImportService({ connection: deps.imports, clock, files });
  const importing = createProductImporting({ ...shared, editing });

  return {
    editing,
    imports,
    applying: createImportApplying({ imports, files, products: importing, movements }),
    /** A seller's goods as rows of a table, its header first. */
    exported: (sellerId: string) => exportedRows({ editing, movements }, sellerId),
  };
}
