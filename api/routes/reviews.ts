import { z } from 'zod';
import {
  moderationSchema,
  newAnswerSchema,
  newReportSchema,
  publicReviewSchema,
  ratingSummarySchema,
  reviewSchema,
  reviewSortSchema,
  reviewWordsSchema,
  starsSchema,
  type PublicReview,
  type Review,
} from '../../services/review/review.schema';
import { authorNameOf, deliveredProducts } from '../../services/review/review.state';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { ACCOUNTS, ANYBODY, isBuyerOf, isSellerOf, isStaff, mine, STAFF, TRADE, uploaderOf } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema, listOf, pageOf, pageQuery } from './shared';

/** A product of an order that the buyer may judge, and what they said. */
const reviewableSchema = z.object({
  productId: z.string(),
  title: z.string(),
  review: reviewSchema.nullable(),
});

const UNCACHED = { 'cache-control': 'no-store' };

/** What buyers say of what was delivered to them. */
export function reviewRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { review: reviews } = services;
  const tags = ['Reviews'];
  const page = { 200: { description: 'A page of reviews', schema: pageOf(publicReviewSchema) } };
  const full = { description: 'The review', schema: reviewSchema };

  const shown = (review: Review): Reply => ok(review, { ...UNCACHED, etag: etagOf(review.version) });
  const load = async (id: string) => {
    const found = await reviews.get(id);
    if (!found) throw new NotFoundError('review');
    return found;
  };

  return [
    route({
      method: 'get',
      path: '/products/{id}/reviews',
      summary: 'What buyers say of a product, with what it comes to',
      tags,
      auth: 'public',
      params: idParams,
      query: pageQuery.extend({
        sort: reviewSortSchema.default('newest'),
        stars: z.coerce.number().pipe(starsSchema).optional(),
      }),
      responses: {
        200: {
          description: 'A page of reviews',
          schema: pageOf(publicReviewSchema).extend({ rating: ratingSummarySchema }),
        },
      },
      async handler({ params, query }) {
        const [list, rating] = await Promise.all([
          reviews.listForProduct({ ...query, productId: params.id }),
          reviews.ratingOf(params.id),
        ]);
        return ok({ ...list, items: list.items.map(publicly), rating }, UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/reviews',
      summary: 'What buyers say of the things of a shop',
      tags,
      auth: 'public',
      params: idParams,
      query: pageQuery.extend({ answered: z.enum(['true', 'false']).optional() }),
      responses: page,
      async handler({ params, query: { answered, ...rest } }) {
        const isAnswered = answered === undefined ? undefined : answered === 'true';
        const list = await reviews.listForSeller({ ...rest, sellerId: params.id, answered: isAnswered });
        return ok({ ...list, items: list.items.map(publicly) }, UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/orders/{id}/reviews',
      summary: 'What of an order was delivered, with what the buyer said of it',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The products', schema: listOf(reviewableSchema) } },
      async handler({ actor, params }) {
        const order = mine(actor, await services.order.get(params.id), 'order');
        const items = await Promise.all(
          deliveredProducts(order).map(async ({ productId, title }) => {
            const review = await reviews.of({ buyerId: order.buyerId, productId });
            return { productId, title, review: review && isFullyFor(actor, review) ? review : null };
          }),
        );
        return ok({ items }, UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/reviews',
      summary: 'The buyer says what they think of something that was delivered',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: reviewWordsSchema.extend({ productId: idSchema }),
      idempotent: 'optional',
      responses: {
        200: full,
        409: { description: 'It was not delivered, or there is a review already. Nothing was written' },
      },
      async handler({ actor, params, body: { productId, ...words } }) {
        const order = mine(actor, await services.order.get(params.id), 'order');
        if (!isBuyerOf(actor, order)) throw buyerOnly();
        const name = actor.role === 'guest' ? null : ((await services.user.get(actor.id))?.name ?? null);
        const authorName = authorNameOf(name);
        return shown(
          await reviews.write({ order, productId, authorName, ownerId: uploaderOf(actor), words }),
        );
      },
    }),
    route({
      method: 'get',
      path: '/reviews',
      summary: 'What I have written; for staff what was reported, or what is hidden',
      tags,
      auth: ANYBODY,
      query: pageQuery.extend({ scope: z.enum(['own', 'reported', 'hidden']).default('own') }),
      responses: { 200: { description: 'A page of reviews', schema: pageOf(reviewSchema) } },
      async handler({ actor, query: { scope, ...rest } }) {
        if (scope === 'own') return ok(await reviews.listForBuyer({ ...rest, buyerId: actor.id }), UNCACHED);
        if (!isStaff(actor)) throw staffOnly();
        return ok(
          await (scope === 'hidden' ? reviews.listHidden(rest) : reviews.listReported(rest)),
          UNCACHED,
        );
      },
    }),
    route({
      method: 'get',
      path: '/reviews/{id}',
      summary: 'One review; its author and staff see all of it, also when it is hidden',
      tags,
      auth: 'optional',
      params: idParams,
      responses: { 200: { description: 'The review', schema: z.union([reviewSchema, publicReviewSchema]) } },
      async handler({ actor, params }) {
        const review = await load(params.id);
        if (actor && isFullyFor(actor, review)) return shown(review);
        const isTheirs = actor !== null && isSellerOf(actor, review);
        if (review.status === 'hidden' && !isTheirs) throw new NotFoundError('review');
        return ok(publicly(review), UNCACHED);
      },
    }),
    route({
      method: 'put',
      path: '/reviews/{id}',
      summary: 'The author changes it, within 30 days',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: reviewWordsSchema,
      ifMatch: true,
      responses: {
        200: full,
        409: { description: 'The 30 days are over. Nothing was changed' },
        412: { description: 'It was changed since. Nothing was changed' },
      },
      async handler({ actor, params, body: words, header }) {
        const review = await load(params.id);
        if (!isBuyerOf(actor, review)) throw new NotFoundError('review');
        const version = expectedVersion(header('if-match'));
        const request = { id: review.id, expectedVersion: version, ownerId: uploaderOf(actor), words };
        return shown(await whenUnchanged(() => reviews.edit(request)));
      },
    }),
    route({
      method: 'post',
      path: '/reviews/{id}/reports',
      summary: 'Ask staff to look at a review',
      tags,
      auth: ACCOUNTS,
      params: idParams,
      body: newReportSchema,
      idempotent: 'optional',
      responses: {
        200: { description: 'Staff will look at it', schema: z.object({ reported: z.boolean() }) },
      },
      async handler({ actor, params, body: report }) {
        const review = await load(params.id);
        if (review.status === 'hidden' && !isSellerOf(actor, review) && !isFullyFor(actor, review))
          throw new NotFoundError('review');
        await reviews.report({ id: review.id, by: { role: actor.role, id: actor.id }, report });
        return ok({ reported: true }, UNCACHED);
      },
    }),
    route({
      method: 'put',
      path: '/reviews/{id}/answer',
      summary: 'The seller answers, or changes the answer',
      tags,
      auth: TRADE,
      params: idParams,
      body: newAnswerSchema,
      responses: { 200: { description: 'The review', schema: publicReviewSchema } },
      async handler({ actor, params, body }) {
        const review = await load(params.id);
        if (!isSellerOf(actor, review)) throw new NotFoundError('review');
        return ok(publicly(await reviews.answer({ id: review.id, text: body.text })), UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/reviews/{id}/moderations',
      summary: 'Staff hide a review, show it again, or leave it; its reports are answered',
      tags,
      auth: STAFF,
      params: idParams,
      body: moderationSchema,
      idempotent: 'optional',
      responses: { 200: full },
      handler: async ({ params, body }) => shown(await reviews.moderate({ id: params.id, ...body })),
    }),
  ];
}

/** Who wrote it, and staff, see what is not for everybody. */
function isFullyFor(actor: Actor, review: Review): boolean {
  return isStaff(actor) || isBuyerOf(actor, review);
}

/** What everybody may read; parsing leaves the rest out. */
const publicly = (review: Review): PublicReview => publicReviewSchema.parse(review);

function buyerOnly(): DomainError {
  return new DomainError(
    'forbidden',
    'buyer-only',
    'Only the buyer can write about an order. Nothing was written.',
  );
}

function staffOnly(): DomainError {
  return new DomainError(
    'forbidden',
    'role-not-allowed',
    'Your account may not do this. Nothing was changed.',
  );
}
