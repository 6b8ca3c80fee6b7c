import { z } from 'zod';
import {
  movementRequestSchema,
  movementSchema,
  stockLevelSchema,
  type StockLevel,
} from '../../services/inventory/movement.schema';
import { NotFoundError } from '../../services/platform/errors';
import { skuSchema } from '../../services/product/product.schema';
import type { Actor } from '../../services/user/user.schema';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { MERCHANTS, merchantOf, NOT_STORED, ofMerchant, signedBy } from '../merchants';
import { idSchema, listOf, pageOf, pageQuery } from './shared';

const levelViewSchema = stockLevelSchema.extend({
  product: z
    .object({ id: z.string(), title: z.string(), variantTitle: z.string(), status: z.string() })
    .nullable()
    .describe('Null when the variant was withdrawn'),
});
const stockQuery = pageQuery.extend({
  sellerId: idSchema.optional().describe('For admins: whose stock'),
  low: z.enum(['true', 'false']).optional().describe('Only what is low'),
  query: z.string().trim().max(40).optional().describe('The beginning of a SKU'),
});
const skuParams = z.object({ sku: skuSchema });
const movementBody = z.strictObject({
  warehouseId: z.string().min(1).max(80).optional().describe('The first one that has the SKU when not said'),
  movement: movementRequestSchema,
});
const thresholdBody = z.strictObject({
  warehouseId: z.string().min(1).max(80),
  lowAt: z.number().int().min(0).max(1_000_000).nullable().describe('Null: never'),
});
const movementsQuery = z.strictObject({
  before: z.iso.datetime().optional().describe('Movements before this moment'),
  limit: pageQuery.shape.limit,
});

/** What there is of everything, and goods that come and go other than by orders. */
export function stockRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { editing } = services.sellerCatalogue;
  const { movements } = services.inventory;
  const tags = ['Stock'];

  /** @throws NotFoundError for a SKU of another seller, or of nobody */
  const sellerOf = async (actor: Actor, sku: string): Promise<string> => {
    const sellerId = await editing.sellerOfSku(sku);
    if (sellerId === null) throw new NotFoundError('SKU');
    return ofMerchant(actor, { sellerId }, 'SKU').sellerId;
  };

  const named = async (levels: readonly StockLevel[]) => {
    const names = await editing.namesOf(levels.map(({ sku }) => sku));
    return levels.map((level) => {
      const name = names.find(({ sku }) => sku === level.sku);
      const { productId: id, title, variantTitle, status } = name ?? {};
      return { ...level, product: name ? { id, title, variantTitle, status } : null };
    });
  };

  return [
    route({
      method: 'get',
      path: '/stock',
      summary: "A seller's stock, by SKU",
      tags,
      auth: MERCHANTS,
      query: stockQuery,
      responses: { 200: { description: 'A page of stock records', schema: pageOf(levelViewSchema) } },
      async handler({ actor, query }) {
        const { low, sellerId, ...page } = query;
        const found = await movements.levels({
          ...page,
          sellerId: merchantOf(actor, sellerId),
          isLow: low === 'true',
        });
        return ok({ ...found, items: await named(found.items) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/stock/{sku}',
      summary: 'The stock of one SKU, by warehouse',
      tags,
      auth: MERCHANTS,
      params: skuParams,
      responses: { 200: { description: 'Its stock records', schema: listOf(levelViewSchema) } },
      async handler({ actor, params }) {
        const levels = await movements.levelsOf(params.sku, await sellerOf(actor, params.sku));
        return ok({ items: await named(levels) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/stock/{sku}/movements',
      summary: 'What came and went of a SKU other than by orders',
      tags,
      auth: MERCHANTS,
      params: skuParams,
      query: movementsQuery,
      responses: { 200: { description: 'Newest first', schema: listOf(movementSchema) } },
      async handler({ actor, params, query }) {
        const sellerId = await sellerOf(actor, params.sku);
        return ok({ items: await movements.list({ sku: params.sku, sellerId, ...query }) }, NOT_STORED);
      },
    }),
    route({
      method: 'post',
      path: '/stock/{sku}/movements',
      summary: 'Goods came, came back, or were counted',
      tags,
      auth: MERCHANTS,
      params: skuParams,
      body: movementBody,
      idempotent: 'required',
      responses: {
        201: { description: 'The movement', schema: movementSchema },
        409: { description: 'More is missing than is available. Nothing was changed' },
      },
      async handler({ actor, params, body, header }) {
        const { sku } = params;
        const movement = await movements.move({
          ...{ sku, sellerId: await sellerOf(actor, sku), by: signedBy(actor), movement: body.movement },
          ...(body.warehouseId === undefined ? {} : { warehouseId: body.warehouseId }),
          key: `${actor.id}:${header('idempotency-key') ?? ''}`,
        });
        return { status: 201, body: movement, headers: NOT_STORED };
      },
    }),
    route({
      method: 'put',
      path: '/stock/{sku}/threshold',
      summary: 'At how many left the seller wants to be told',
      tags,
      auth: MERCHANTS,
      params: skuParams,
      body: thresholdBody,
      responses: { 200: { description: 'Its stock records', schema: listOf(levelViewSchema) } },
      async handler({ actor, params, body }) {
        const { sku } = params;
        const sellerId = await sellerOf(actor, sku);
        await movements.setThreshold({ sku, sellerId, ...body });
        return ok({ items: await named(await movements.levelsOf(sku, sellerId)) }, NOT_STORED);
      },
    }),
  ];
}
