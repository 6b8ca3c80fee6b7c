import { createHash } from 'node:crypto';
import { type Connection, type QueryFilter, trusted } from 'mongoose';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import { changeDocument, isDuplicateKey } from '../platform/guarded';
import { changeTo, shownProduct, withoutPrices } from './product.changing';
import {
  contentOf,
  differingFields,
  requireFitting,
  type NewProductContent,
  type ProductChanges,
} from './product.content';
import { productModel, type ProductDocument } from './product.model';
import { historyOf, type PricePoint } from './product.prices';
import type { Category, Picture, Product, ProductStatus } from './product.schema';
import { nameTaken, type NewProduct } from './product.service';
import type { SkuClaims } from './product.skus';

interface EditingDeps {
  /** The products' own database. */
  connection: Connection;
  clock: Clock;
  skus: Pick<SkuClaims, 'claim' | 'ownersOf'>;
  products: { createProduct(request: NewProduct, by: ActedBy): Promise<Product> };
  categories: { list(): Promise<Pick<Category, 'id' | 'archived'>[]> };
  pictures: {
    requirePictures(request: { ownerId: string; wanted: { id: string; alt?: string }[] }): Promise<Picture[]>;
  };
  currency: string;
}

interface ListRequest {
  sellerId: string;
  status?: ProductStatus;
  /** Words of the title, or the beginning of a SKU. */
  query?: string;
  cursor?: string;
  limit: number;
}

/** The variant that a SKU is, for lists that count SKUs. */
export interface SkuName {
  sku: string;
  productId: string;
  title: string;
  variantTitle: string;
  status: ProductStatus;
}

export type ProductEditing = ReturnType<typeof createProductEditing>;

/** Products as their sellers write them. What is another seller's is not there. */
export function createProductEditing(deps: EditingDeps) {
  const { clock, skus, currency } = deps;
  const products = productModel(deps.connection);

  return {
    /**
     * Adds a product of a seller. The same key of the same seller is the same product.
     * @throws ProductInvalidError; SkuTakenError; DomainError `category-unknown`, `unknown-picture`, `name-taken`
     */
    async create(request: {
      sellerId: string;
      key: string;
      content: NewProductContent;
      by: ActedBy;
    }): Promise<Product> {
      const { sellerId, key, content, by } = request;
      requireFitting(content);
      await requireOpenCategory(content.categoryId);
      const pictures = await picturesOf(sellerId, content.pictures, []);
      const id = productIdOf(sellerId, key);
      const slug = slugOf(content.title, id.slice(-6));
      return deps.products.createProduct(
        {
          ...{ ...content, id, slug, sellerId, pictures, currency },
          rating: { average: 0, count: 0 },
          createdAt: new Date(clock.nowMs()).toISOString(),
        },
        by,
      );
    },

    /**
     * Changes what is given of a product. Asked for again after it was done it changes nothing.
     * @param request.expectedVersion the version that was looked at
     * @throws NotFoundError; DomainError `precondition-failed` with `details.current` and the `details.fields` in which
     * it differs from what is wanted, when somebody was quicker; those of `create`
     */
    async edit(request: {
      productId: string;
      expectedVersion: number;
      changes: ProductChanges;
      by: ActedBy;
    }): Promise<Product> {
      const { productId, expectedVersion, by } = request;
      const seen = await find(productId);
      const { pictures: named, ...changes } = request.changes;
      if (changes.categoryId !== undefined && changes.categoryId !== seen.categoryId)
        await requireOpenCategory(changes.categoryId);
      const pictures = named && (await picturesOf(seen.sellerId, named, seen.pictures));
      const added = (changes.variants ?? []).map(({ sku }) => sku);
      await skus.claim(seen.sellerId, added);
      const nowMs = clock.nowMs();
      const after = await changeDocument(products, 'product', productId, nowMs, (current) => {
        const product = shownProduct(current);
        const fields = differingFields(request.changes, product);
        if (fields.length === 0) return null;
        if (current.version !== expectedVersion) throw changedMeanwhile(product, fields);
        requireFitting({ ...contentOf(product), ...changes });
        return changeTo(current, { ...changes, ...(pictures && { pictures }) }, by, nowMs);
      }).catch(asNameTaken);
      return shownProduct(after);
    },

    requireOpenCategory,

    /** A product with all that its seller may see of it, whatever its status. @throws NotFoundError */
    get: find,

    /** Every price there was of it, newest first. @throws NotFoundError */
    async prices(productId: string): Promise<PricePoint[]> {
      const found = await products.findById(productId).lean<ProductDocument>();
      if (!found) throw new NotFoundError('product');
      return [...historyOf(found)].reverse();
    },

    /** A seller's products, newest first. */
    async list(request: ListRequest): Promise<{ items: Product[]; nextCursor: string | null }> {
      const { cursor, limit } = request;
      const found = await products
        .find(
          {
            ...filterOf(request),
            ...(cursor === undefined ? {} : { _id: trusted({ $lt: cursor }) }),
          } as never,
          withoutPrices,
        )
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<ProductDocument[]>();
      const items = found.slice(0, limit).map(shownProduct);
      const last = items[items.length - 1];
      return { items, nextCursor: found.length > limit && last ? last.id : null };
    },

    /** What the SKUs are called; those that no product has any more are left out. */
    async namesOf(wanted: readonly string[]): Promise<SkuName[]> {
      const found = await products
        .find({ 'variants.sku': trusted({ $in: [...wanted] }) }, { title: 1, status: 1, variants: 1 })
        .lean<ProductDocument[]>();
      const isWanted = new Set(wanted);
      return found.flatMap(({ _id, title, status, variants }) =>
        variants
          .filter(({ sku }) => isWanted.has(sku))
          .map((variant) => ({
            sku: variant.sku,
            productId: _id,
            title,
            variantTitle: variant.title,
            status,
          })),
      );
    },

    /** Whose the SKU is; null for one that nobody has. */
    async sellerOfSku(sku: string): Promise<string | null> {
      const owner = (await skus.ownersOf([sku])).get(sku);
      if (owner !== undefined) return owner;
      const found = await products.findOne({ 'variants.sku': sku }, { sellerId: 1 }).lean<ProductDocument>();
      return found?.sellerId ?? null;
    },
  };

  async function find(productId: string): Promise<Product> {
    const found = await products.findById(productId, withoutPrices).lean<ProductDocument>();
    if (!found) throw new NotFoundError('product');
    return shownProduct(found);
  }

  async function requireOpenCategory(id: string): Promise<void> {
    const category = (await deps.categories.list()).find((each) => each.id === id);
    if (category && !category.archived) return;
    throw new DomainError(
      'invalid',
      'category-unknown',
      'This category is not offered. Nothing was saved. Choose another one.',
      { errors: [{ pointer: '#/categoryId', detail: 'This category is not offered.' }] },
    );
  }

  /** Those that are there stay as they are, with their new words; others have to be the seller's own. */
  async function picturesOf(
    ownerId: string,
    named: readonly { id: string; alt: string }[],
    there: readonly Picture[],
  ): Promise<Picture[]> {
    const known = new Map(there.map((picture) => [picture.id, picture]));
    const wanted = named.filter(({ id }) => !known.has(id));
    const added = wanted.length === 0 ? [] : await deps.pictures.requirePictures({ ownerId, wanted });
    for (const picture of added) known.set(picture.id, picture);
    return named.flatMap(({ id, alt }) => {
      const picture = known.get(id);
      return picture ? [{ ...picture, alt }] : [];
    });
  }
}

/** The id of what a seller adds under a key: asked for twice it is one product. */
export function productIdOf(sellerId: string, key: string): string {
  return `p-${createHash('sha256')
    .update(JSON.stringify([sellerId, key]))
    .digest('hex')
    .slice(0, 24)}`;
}

/** An address for a title: small letters, digits and dashes, with an ending that makes it its own. */
export function slugOf(title: string, ending: string): string {
  const words = title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return words === '' ? `product-${ending}` : `${words}-${ending}`;
}

function filterOf({ sellerId, status, query }: ListRequest): QueryFilter<ProductDocument> {
  const text = query?.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const matching = (pattern: string) => trusted({ $regex: pattern, $options: 'i' });
  return {
    sellerId,
    ...(status === undefined ? {} : { status }),
    ...(text ? { $or: [{ title: matching(text) }, { 'variants.sku': matching(`^${text}`) }] } : {}),
  } as QueryFilter<ProductDocument>;
}

/** A SKU stands in one product only. */
export function asNameTaken(error: unknown): never {
  throw isDuplicateKey(error) ? nameTaken() : error;
}

function changedMeanwhile(current: Product, fields: string[]): DomainError {
  return new DomainError(
    'conflict',
    'precondition-failed',
    'Somebody else changed this product meanwhile. Nothing of yours was saved. See what differs, then save again.',
    { current, fields },
  );
}
