import type { CatalogueImport, RowReport } from '../../../services/import/import.schema';
import type { StockLevel } from '../../../services/inventory/movement.schema';
import type { ActedBy } from '../../../services/order/order.schema';

export type { Movement, MovementKind } from '../../../services/inventory/movement.schema';
export type { ProductContent } from '../../../services/product/product.content';
export type { Product, ProductStatus, TaxCategory } from '../../../services/product/product.schema';
export type { RowReport } from '../../../services/import/import.schema';

/** Stock of a SKU in a warehouse, with what it is called; no product: the variant was withdrawn. */
export type StockView = StockLevel & {
  product: { id: string; title: string; variantTitle: string; status: string } | null;
};

export interface PricePoint {
  sku: string;
  priceMinor: number;
  at: string;
  isOffered: boolean;
  by: ActedBy;
}

export type ImportView = CatalogueImport & { actions: string[]; refusals?: RowReport[] };
