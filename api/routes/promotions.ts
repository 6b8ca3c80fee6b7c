import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import { newId } from '../../services/platform/ids';
import {
  newPromotionSchema,
  promotionSchema,
  promotionStateAt,
  promotionStateSchema,
  type NewPromotion,
  type Promotion,
} from '../../services/promotion/promotion.schema';
import type { Actor } from '../../services/user/user.schema';
import { isSellerOf, isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { emptyBody, idParams, pageOf, pageQuery } from './shared';

export const promotionViewSchema = promotionSchema.extend({
  state: promotionStateSchema,
  fundedBy: z.enum(['seller', 'platform']).describe('Who pays for it'),
  uses: z.number().int().optional().describe('How often its code is used; in lists'),
  actions: z.array(z.enum(['end'])).describe('What the caller can do with it now'),
});

const staffQuery = pageQuery.extend({
  by: z.enum(['platform', 'sellers']).optional().describe('Only those of the platform'),
});

/** Promotions: sellers make their own and pay for them, admins those of the platform. */
export function promotionRoutes({ services, clock }: Pick<ApiDeps, 'services' | 'clock'>): Route[] {
  const { promotion: promotions, seller: sellers } = services;
  const tags = ['Promotions'];
  const one = { description: 'The promotion', schema: promotionViewSchema };
  const many = { description: 'Newest first', schema: pageOf(promotionViewSchema) };
  const made = {
    201: one,
    409: { description: 'The code was given before. Nothing was changed' },
    422: { description: 'It cannot be as it is described. Nothing was changed' },
  };

  const view = (actor: Actor, promotion: Promotion & { uses?: number }) => {
    const state = promotionStateAt(promotion, clock.nowMs());
    const isOpen = state === 'running' || state === 'scheduled';
    return {
      ...{ ...promotion, state },
      fundedBy: promotion.sellerId === null ? ('platform' as const) : ('seller' as const),
      actions: isOpen && promotion.endedAt === null && mayEnd(actor, promotion) ? (['end'] as const) : [],
    };
  };
  const show = (actor: Actor, promotion: Promotion, status = 200): Reply => ({
    ...ok(view(actor, promotion), { etag: etagOf(promotion.version), ...NOT_STORED }),
    status,
  });
  const page = async (actor: Actor, request: Parameters<typeof promotions.list>[0]): Promise<Reply> => {
    const { items, nextCursor } = await promotions.list(request);
    return ok({ items: items.map((each) => view(actor, each)), nextCursor }, NOT_STORED);
  };
  const create = async (actor: Actor, sellerId: string | null, wanted: NewPromotion): Promise<Reply> => {
    const promotion = await promotions.create({ id: newId(clock.nowMs()), sellerId, wanted, by: actor.id });
    const reply = show(actor, promotion, 201);
    return { ...reply, headers: { ...reply.headers, location: `/v1/promotions/${promotion.id}` } };
  };
  const visible = async (actor: Actor, id: string): Promise<Promotion> => {
    const promotion = await promotions.get(id);
    if (promotion && (isStaff(actor) || isOwn(actor, promotion))) return promotion;
    throw new NotFoundError('promotion');
  };

  return [
    route({
      method: 'get',
      path: '/sellers/{id}/promotions',
      summary: "A seller's promotions",
      tags,
      auth: TRADE,
      params: idParams,
      query: pageQuery,
      responses: { 200: many },
      handler({ actor, params, query }) {
        if (!isStaff(actor) && !isSellerOf(actor, { sellerId: params.id })) throw new NotFoundError('seller');
        return page(actor, { sellerId: params.id, ...query });
      },
    }),
    route({
      method: 'post',
      path: '/sellers/{id}/promotions',
      summary: 'A seller starts a promotion and pays for it',
      tags,
      auth: ['seller', 'admin'],
      params: idParams,
      body: newPromotionSchema,
      idempotent: 'required',
      responses: made,
      async handler({ actor, params, body }) {
        if (actor.role === 'seller' && !isSellerOf(actor, { sellerId: params.id }))
          throw new NotFoundError('seller');
        if (!(await sellers.get(params.id))) throw new NotFoundError('seller');
        return create(actor, params.id, body);
      },
    }),
    route({
      method: 'get',
      path: '/promotions',
      summary: 'All promotions',
      tags,
      auth: STAFF,
      query: staffQuery,
      responses: { 200: many },
      handler: ({ actor, query: { by, ...query } }) =>
        page(actor, { ...query, ...(by === 'platform' ? { sellerId: null } : {}) }),
    }),
    route({
      method: 'post',
      path: '/promotions',
      summary: 'An admin starts a promotion of the platform, which pays for it',
      tags,
      auth: ['admin'],
      body: newPromotionSchema,
      idempotent: 'required',
      responses: made,
      handler: ({ actor, body }) => create(actor, null, body),
    }),
    route({
      method: 'get',
      path: '/promotions/{id}',
      summary: 'One promotion',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: one },
      handler: async ({ actor, params }) => show(actor, await visible(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/promotions/{id}/endings',
      summary: 'End a promotion; what was bought with it stays as it is',
      tags,
      auth: ['seller', 'admin'],
      params: idParams,
      body: emptyBody,
      ifMatch: true,
      idempotent: 'required',
      responses: { 200: one, 412: { description: 'It was changed meanwhile. Nothing was changed now' } },
      async handler({ actor, params, header }) {
        const { id } = await visible(actor, params.id);
        const version = expectedVersion(header('if-match'));
        return show(actor, await whenUnchanged(() => promotions.end({ id, expectedVersion: version })));
      },
    }),
  ];
}

const NOT_STORED = { 'cache-control': 'no-store' };

function isOwn(actor: Actor, { sellerId }: Pick<Promotion, 'sellerId'>): boolean {
  return sellerId !== null && isSellerOf(actor, { sellerId });
}

function mayEnd(actor: Actor, promotion: Promotion): boolean {
  return actor.role === 'admin' || isOwn(actor, promotion);
}
