import mongoose, { type Connection } from 'mongoose';
import { productPublished } from '../../events/contracts/catalogue.events';
import { eventOf } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { DomainError, StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce } from '../platform/guarded';
import { keepRating, type CountedRating } from '../platform/rating';
import { createEmbeddedSearch } from '../search/embedded/engine';
import type { SearchEngine } from '../search/search.port';
import type { Seller } from '../seller/seller.schema';
import { createCatalogue } from './product.catalogue';
import { createCategories } from './product.categories';
import { changeTo, cheapest, eventData, shownProduct as show, withoutPrices } from './product.changing';
import { factsOf, type SkuFacts } from './product.facts';
import { categoryModel, productModel, type CategoryDocument, type ProductDocument } from './product.model';
import { pointsOf } from './product.prices';
import { productSchema, type Category, type Product } from './product.schema';
import type { StockRecord } from './product.shelves';
import { createSkuClaims } from './product.skus';

interface ProductDeps {
  /** The products' own database. */
  connection: Connection;
  clock: Clock;
  sellers: { changedSince(sinceMs: number): Promise<{ seller: Seller }[]> };
  stock: { changedSince(sinceMs: number): Promise<StockRecord[]> };
  /** Finds products; in the memory of this process when it is not given. */
  search?: SearchEngine;
  /** How long a page of that search may be shown again, in ms. */
  pagesKeptMs?: number;
  /** A refresh of the read model failed. */
  onError?: (error: unknown) => void;
}

/** What a seller decides about a product. */
type Content = Omit<Product, 'id' | 'priceFromMinor' | 'rating' | 'createdAt' | 'version'>;
export type NewProduct = Omit<Product, 'priceFromMinor' | 'version'>;

export type ProductService = ReturnType<typeof createProductService>;

/**
 * The catalogue. `catalogue` is what visitors browse (in memory, at most about a second old); everything else asks the
 * database.
 */
export function createProductService(deps: ProductDeps) {
  const { connection, clock, sellers, stock, onError, search = createEmbeddedSearch(), pagesKeptMs } = deps;
  const products = productModel(connection);
  const categories = categoryModel(connection);
  const skus = createSkuClaims({ connection, clock });

  const catalogue = createCatalogue({
    ...{ clock, search },
    ...(onError ? { onError } : {}),
    ...(pagesKeptMs === undefined ? {} : { pagesKeptMs }),
    source: {
      products: changedProducts,
      productsById,
      categories: changedCategories,
      sellers: async (sinceMs) => (await sellers.changedSince(sinceMs)).map(({ seller }) => seller),
      stock: (sinceMs) => stock.changedSince(sinceMs),
    },
  });

  return {
    catalogue,
    skus,
    categories: createCategories({ model: categories, clock }),

    /** A product by its id, archived ones too. */
    async get(id: string): Promise<Product | null> {
      const found = await products.findById(id, withoutPrices).lean<ProductDocument>();
      return found ? show(found) : null;
    },

    /** What the catalogue says now of those of the SKUs that are for sale. */
    async itemsForSkus(skus: readonly string[]): Promise<SkuFacts[]> {
      const found = await products
        .find({ 'variants.sku': mongoose.trusted({ $in: skus }), status: 'active' }, withoutPrices)
        .lean<ProductDocument[]>();
      const wanted = new Set(skus);
      return found.flatMap((product) =>
        product.variants
          .filter(({ sku }) => wanted.has(sku))
          .map((variant) => factsOf(show(product), variant)),
      );
    },

    /**
     * Publishes a product; the same id again answers with what is there.
     * @throws DomainError `name-taken` when another product has its slug or one of its SKUs; SkuTakenError
     */
    async createProduct(
      request: NewProduct,
      by: ActedBy = THE_SHOP,
      imported?: ProductDocument['imported'],
    ): Promise<Product> {
      const product = productSchema.parse({
        ...request,
        priceFromMinor: cheapest(request.variants),
        version: 1,
      });
      await skus.claim(
        product.sellerId,
        product.variants.map(({ sku }) => sku),
      );
      const { id, version: _, ...content } = product;
      const nowMs = clock.nowMs();
      const published = eventOf(productPublished, eventData(product), nowMs);
      const prices = pointsOf(null, product, by, new Date(nowMs).toISOString());
      const document = { _id: id, ...content, prices, ...(imported && { imported }), updatedAt: nowMs };
      await insertOnce(products, document, nowMs, published);
      const found = await this.get(id);
      if (!found) throw nameTaken();
      return found;
    },

    /**
     * Changes what is given of a product.
     * @param request.expectedVersion the version that was looked at
     * @throws NotFoundError; StaleVersionError when somebody else changed it since
     */
    async updateProduct(request: {
      id: string;
      expectedVersion: number;
      changes: Partial<Content>;
      by?: ActedBy;
    }): Promise<Product> {
      const nowMs = clock.nowMs();
      const after = await changeDocument(products, 'product', request.id, nowMs, (current) => {
        if (current.version !== request.expectedVersion) throw new StaleVersionError('product');
        return changeTo(current, request.changes, request.by ?? THE_SHOP, nowMs);
      });
      return show(after);
    },

    /** Makes a category, or changes it to this. */
    async putCategory({ id, ...category }: Category): Promise<void> {
      await categories.updateOne(
        { _id: id },
        { $set: { ...category, updatedAt: clock.nowMs() } },
        { upsert: true },
      );
    },

    /** What reviews come to; an older count than the one that is there changes nothing. */
    setRating: (rating: CountedRating) => keepRating(products, rating, clock.nowMs()),

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await Promise.all([products.init(), categories.init(), skus.ready()]);
    },

    /** Ends the refreshing of the read model. */
    close(): void {
      catalogue.close();
    },
  };

  async function* changedProducts(sinceMs: number): AsyncGenerator<Product[]> {
    const cursor = products
      .find({ updatedAt: mongoose.trusted({ $gte: sinceMs }) }, withoutPrices)
      .lean<ProductDocument>()
      .cursor({ batchSize: PORTION });
    let portion: Product[] = [];
    for await (const found of cursor) {
      portion.push(show(found));
      if (portion.length < PORTION) continue;
      yield portion;
      portion = [];
    }
    if (portion.length > 0) yield portion;
  }

  async function productsById(ids: readonly string[]): Promise<Product[]> {
    const found = await products
      .find({ _id: mongoose.trusted({ $in: ids }) }, withoutPrices)
      .lean<ProductDocument[]>();
    return found.map(show);
  }

  async function changedCategories(sinceMs: number): Promise<Category[]> {
    const found = await categories
      .find({ updatedAt: mongoose.trusted({ $gte: sinceMs }) })
      .lean<CategoryDocument[]>();
    return found.map(({ _id, name, description, position, archived }) => ({
      ...{ id: _id, name, description, position },
      ...(archived && { archived }),
    }));
  }
}

/** Products that are read together. */
const PORTION = 500;
const THE_SHOP: ActedBy = { role: 'system', id: 'catalogue' };

export const nameTaken = () =>
  new DomainError('conflict', 'name-taken', 'Another product has this address or one of these SKUs.');
