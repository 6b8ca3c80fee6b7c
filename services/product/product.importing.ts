import { type Connection, trusted } from 'mongoose';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import { changeDocument } from '../platform/guarded';
import { changeTo, shownProduct } from './product.changing';
import { contentOf, differingFields, requireFitting, type ProductChanges } from './product.content';
import { asNameTaken, productIdOf, slugOf, type ProductEditing } from './product.editing';
import { productModel, type ProductDocument } from './product.model';
import type { Product, Variant } from './product.schema';
import type { ProductService } from './product.service';
import type { SkuClaims } from './product.skus';

/** What a row of a table says of one variant and its product; what is undefined stays as it is. */
export interface ProductRow {
  /** Names the product: its address, or the seller's own word for it. */
  handle?: string | undefined;
  sku: string;
  choices: { name: string; value: string }[];
  title?: string | undefined;
  description?: string | undefined;
  categoryId?: string | undefined;
  tags?: string[] | undefined;
  taxCategory?: Product['taxCategory'] | undefined;
  status?: Product['status'] | undefined;
  variantTitle?: string | undefined;
  priceMinor?: number | undefined;
  weightGrams?: number | undefined;
}

/** The product that a row is about: one that is there, or one to be made under this id; or why neither. */
export type RowTarget = { productId: string; problem: null } | { productId: null; problem: string };

interface PutRow {
  productId: string;
  sellerId: string;
  by: ActedBy;
  /** Which row it is; later rows of one product come after earlier ones. */
  mark: { importId: string; line: number };
  row: ProductRow;
}

export type ProductImporting = ReturnType<typeof createProductImporting>;

/** Products written row by row from a table, each row once. */
export function createProductImporting(deps: {
  /** The products' own database. */
  connection: Connection;
  clock: Clock;
  skus: Pick<SkuClaims, 'claim'>;
  products: Pick<ProductService, 'createProduct' | 'categories'>;
  editing: Pick<ProductEditing, 'requireOpenCategory'>;
  currency: string;
}) {
  const { clock, currency } = deps;
  const products = productModel(deps.connection);

  return {
    /** Finds the products of some rows, in their order. */
    async targetsOf(
      sellerId: string,
      rows: readonly Pick<ProductRow, 'handle' | 'sku'>[],
    ): Promise<RowTarget[]> {
      const handles = rows.map(({ handle, sku }) => handle ?? sku);
      const ids = handles.map((handle) => productIdOf(sellerId, `import:${handle}`));
      const found = await products
        .find(
          {
            sellerId,
            $or: [
              { 'variants.sku': trusted({ $in: rows.map(({ sku }) => sku) }) },
              { slug: trusted({ $in: handles }) },
              { _id: trusted({ $in: ids }) },
            ],
          } as never,
          { slug: 1, 'variants.sku': 1 },
        )
        .lean<Pick<ProductDocument, '_id' | 'slug' | 'variants'>[]>();
      const bySku = new Map(
        found.flatMap(({ _id, variants }) => variants.map(({ sku }) => [sku, _id] as const)),
      );
      const bySlug = new Map(found.map(({ _id, slug }) => [slug, _id]));
      const there = new Set(found.map(({ _id }) => _id));
      return rows.map(({ handle, sku }, index) => {
        const made = ids[index] ?? '';
        const ofSku = bySku.get(sku);
        const named =
          handle === undefined ? undefined : (bySlug.get(handle) ?? (there.has(made) ? made : undefined));
        if (ofSku !== undefined && handle !== undefined && named !== undefined && named !== ofSku)
          return { productId: null, problem: `${sku} stands in another product of yours.` };
        return { productId: named ?? ofSku ?? made, problem: null };
      });
    },

    /**
     * Writes what a row says, whole or not at all. A row that was written before is left alone, so that nothing that was
     * changed by hand meanwhile is undone.
     * @throws DomainError what is wrong with it; ProductInvalidError; SkuTakenError
     */
    async putRow(request: PutRow): Promise<void> {
      const { productId, sellerId, row } = request;
      const there = await products
        .findById(productId, { sellerId: 1, categoryId: 1 })
        .lean<ProductDocument>();
      if (row.categoryId !== undefined && row.categoryId !== there?.categoryId)
        await deps.editing.requireOpenCategory(row.categoryId);
      if (!there && !(await create(request))) return;
      await deps.skus.claim(sellerId, [row.sku]);
      await update(request);
    },
  };

  /** True when it was there already after all. */
  async function create({ productId, sellerId, by, mark, row }: PutRow): Promise<boolean> {
    const { title, categoryId, priceMinor, choices } = row;
    if (title === undefined || categoryId === undefined || priceMinor === undefined)
      throw refused('A new product needs a title, a category and a price.');
    const content = {
      ...{ title, categoryId, description: row.description ?? '', tags: row.tags ?? [] },
      ...{ taxCategory: row.taxCategory ?? 'standard', status: row.status ?? 'draft' },
      options: choices.map(({ name, value }) => ({ name, values: [value] })),
      variants: [newVariant(row, priceMinor)],
    } as const;
    requireFitting({ options: [...content.options], variants: [...content.variants] });
    const made = await deps.products.createProduct(
      {
        ...{ ...content, options: [...content.options], variants: [...content.variants] },
        ...{ id: productId, slug: slugOf(row.handle ?? title, productId.slice(-6)), sellerId, currency },
        ...{ pictures: [], rating: { average: 0, count: 0 } },
        createdAt: new Date(clock.nowMs()).toISOString(),
      },
      by,
      mark,
    );
    return !made.variants.some(({ sku }) => sku === row.sku);
  }

  async function update({ productId, by, mark, row }: PutRow): Promise<void> {
    const nowMs = clock.nowMs();
    await changeDocument(products, 'product', productId, nowMs, (current) => {
      const { imported } = current;
      if (imported?.importId === mark.importId && imported.line >= mark.line) return null;
      const product = shownProduct(current);
      const changes = changesOf(product, row);
      requireFitting({ ...contentOf(product), ...changes });
      if (differingFields(changes, product).length === 0) return { set: { imported: mark }, events: [] };
      const change = changeTo(current, changes as Partial<Product>, by, nowMs);
      return { ...change, set: { ...change.set, imported: mark } };
    }).catch(asNameTaken);
  }
}

/** What a row changes in a product that is there. */
function changesOf(product: Product, row: ProductRow): Omit<ProductChanges, 'pictures'> {
  const { sku, choices, title, description, categoryId, tags, taxCategory, status } = row;
  const known = product.variants.find((variant) => variant.sku === sku);
  const priceMinor = row.priceMinor ?? known?.priceMinor;
  if (priceMinor === undefined) throw refused('A new variant needs a price.');
  const variant = known
    ? {
        ...known,
        priceMinor,
        ...(row.variantTitle === undefined ? {} : { title: row.variantTitle }),
        ...(row.weightGrams === undefined ? {} : { weightGrams: row.weightGrams }),
        ...(choices.length === 0 ? {} : { options: optionsOf(choices) }),
      }
    : newVariant(row, priceMinor);
  const variants = known
    ? product.variants.map((each) => (each.sku === sku ? variant : each))
    : [...product.variants, variant];
  if (variants.length > 100) throw refused('A product has at most 100 variants.');
  const named = { title, description, categoryId, tags, taxCategory, status };
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    variants: variants.map(({ reduced: _, ...each }) => each),
    options: withValues(product.options, choices),
  };
}

function newVariant({ sku, choices, variantTitle, weightGrams }: ProductRow, priceMinor: number): Variant {
  const title =
    variantTitle ??
    (choices
      .map(({ value }) => value)
      .join(', ')
      .slice(0, 80) ||
      'One size');
  return { sku, title, options: optionsOf(choices), priceMinor, weightGrams: weightGrams ?? 0 };
}

const optionsOf = (choices: ProductRow['choices']) =>
  Object.fromEntries(choices.map(({ name, value }) => [name, value]));

/** Options to which the values of a row were added. */
function withValues(options: Product['options'], choices: ProductRow['choices']): Product['options'] {
  const known = new Set(options.map(({ name }) => name));
  const all = [
    ...options,
    ...choices.filter(({ name }) => !known.has(name)).map(({ name }) => ({ name, values: [] as string[] })),
  ];
  return all.map(({ name, values }) => {
    const value = choices.find((choice) => choice.name === name)?.value;
    return { name, values: value === undefined || values.includes(value) ? values : [...values, value] };
  });
}

function refused(message: string): DomainError {
  return new DomainError('invalid', 'row-refused', message);
}
