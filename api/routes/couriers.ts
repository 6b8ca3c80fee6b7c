import { DomainError, NotFoundError } from '../../services/platform/errors';
import {
  accessSchema,
  type Actor,
  courierInvitationSchema,
  courierJoiningSchema,
  courierSchema,
  userSchema,
} from '../../services/user/user.schema';
import { SELLERS } from '../access';
import type { ApiDeps } from '../deps';
import { refreshCookie } from '../http/cookies';
import { created, noContent, ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { emptyBody, idParams, listOf } from './shared';

/** The couriers of a shop: invited by their seller, and how they join. */
export function courierRoutes({ config, services }: Pick<ApiDeps, 'config' | 'services'>): Route[] {
  const { user: users, seller: sellers } = services;
  const tags = ['Couriers'];
  const joining = { tags, auth: 'public', allowance: 'sign-in', params: idParams } as const;

  return [
    route({
      method: 'get',
      path: '/couriers',
      summary: "My shop's couriers, and who is invited",
      tags,
      auth: SELLERS,
      responses: { 200: { description: 'The couriers', schema: listOf(courierSchema) } },
      handler: async ({ actor }) =>
        ok({ items: await users.listCouriers(shopOf(actor)) }, { 'cache-control': 'no-store' }),
    }),
    route({
      method: 'post',
      path: '/couriers',
      summary: 'Invite somebody to take parcels out; a code comes by e-mail, and a new one when asked again',
      tags,
      auth: SELLERS,
      body: courierInvitationSchema,
      idempotent: 'optional',
      responses: { 201: { description: 'Invited', schema: courierSchema } },
      async handler({ actor, body }) {
        const sellerId = shopOf(actor);
        const shop = await sellers.get(sellerId);
        if (!shop) throw new NotFoundError('seller');
        const courier = await users.inviteCourier({ sellerId, shopName: shop.name, ...body });
        return created(courier, `/v1/couriers`);
      },
    }),
    route({
      method: 'delete',
      path: '/couriers/{id}',
      summary: 'Take an invitation back, or part with a courier who has no parcels',
      tags,
      auth: SELLERS,
      params: idParams,
      responses: {
        204: { description: 'Gone' },
        409: { description: 'They still have parcels. Nothing was changed' },
      },
      async handler({ actor, params }) {
        const sellerId = shopOf(actor);
        const isOurs = await users.isCourierOf({ courierId: params.id, sellerId });
        if (isOurs && (await services.delivery.countOpen(params.id)) > 0) throw hasParcels();
        await users.removeCourier({ sellerId, id: params.id });
        return noContent;
      },
    }),
    route({
      ...joining,
      method: 'post',
      path: '/courier-invitations/{id}/codes',
      summary: 'Have a new code sent to who is invited',
      body: emptyBody,
      responses: { 204: { description: 'It is on its way' } },
      async handler({ params }) {
        await users.sendCourierCode(params.id);
        return noContent;
      },
    }),
    route({
      ...joining,
      method: 'post',
      path: '/courier-invitations/{id}/acceptances',
      summary: 'Join a shop as its courier, with the code; makes the account and signs in',
      body: courierJoiningSchema,
      responses: {
        200: { description: 'Signed in', schema: accessSchema.extend({ user: userSchema }) },
        409: { description: 'The address has an account. Nothing was changed' },
      },
      async handler({ params, body }) {
        const session = await users.acceptInvitation({ invitationId: params.id, ...body });
        const { accessToken, expiresAt, actor, user } = session;
        const headers: Record<string, string> = { 'cache-control': 'no-store' };
        if (session.refreshToken)
          headers['set-cookie'] = refreshCookie(config, session.refreshToken, session.refreshExpiresAt);
        return { status: 200, body: { accessToken, expiresAt, actor, user }, headers };
      },
    }),
  ];
}

function shopOf({ sellerId }: Actor): string {
  if (sellerId === undefined) throw new NotFoundError('seller');
  return sellerId;
}

function hasParcels(): DomainError {
  return new DomainError(
    'conflict',
    'courier-has-parcels',
    'This courier still has parcels to bring. Nothing was changed; try again when they have arrived.',
  );
}
