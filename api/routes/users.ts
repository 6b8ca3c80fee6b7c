import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import {
  addressSchema,
  newPaymentMethodSchema,
  profileChangesSchema,
  userSchema,
  type User,
} from '../../services/user/user.schema';
import { ACCOUNTS } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { created, ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';

/** Ids of things inside an account are made by the user service; how they look is its affair. */
const partParams = z.object({ id: z.string().min(1).max(64) });

/** The account of who is signed in. */
export function userRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { user: users } = services;
  const tags = ['Account'];
  const account = { description: 'The account', schema: userSchema };
  return [
    route({
      method: 'get',
      path: '/users/me',
      summary: 'My account',
      tags,
      auth: ACCOUNTS,
      responses: { 200: account },
      async handler({ actor }) {
        const user = await users.get(actor.id);
        if (!user) throw new NotFoundError('account');
        return shown(user);
      },
    }),
    route({
      method: 'patch',
      path: '/users/me',
      summary: 'Change my profile',
      tags,
      auth: ACCOUNTS,
      body: profileChangesSchema,
      ifMatch: true,
      responses: { 200: account },
      async handler({ actor, body, header }) {
        const version = expectedVersion(header('if-match'));
        return shown(
          await whenUnchanged(() =>
            users.changeProfile({ userId: actor.id, expectedVersion: version, ...body }),
          ),
        );
      },
    }),
    route({
      method: 'post',
      path: '/users/me/addresses',
      summary: 'Keep an address',
      tags,
      auth: ACCOUNTS,
      body: addressSchema,
      idempotent: 'optional',
      responses: { 201: account },
      handler: async ({ actor, body }) =>
        created(await users.addAddress({ userId: actor.id, address: body }), '/v1/users/me'),
    }),
    route({
      method: 'delete',
      path: '/users/me/addresses/{id}',
      summary: 'Forget an address',
      tags,
      auth: ACCOUNTS,
      params: partParams,
      responses: { 200: account },
      handler: async ({ actor, params }) =>
        shown(await users.removeAddress({ userId: actor.id, addressId: params.id })),
    }),
    route({
      method: 'post',
      path: '/users/me/payment-methods',
      summary: 'Keep a card, by the token that the payment provider gave for it',
      tags,
      auth: ACCOUNTS,
      body: newPaymentMethodSchema,
      idempotent: 'optional',
      responses: { 201: account },
      handler: async ({ actor, body }) =>
        created(await users.addPaymentMethod({ userId: actor.id, method: body }), '/v1/users/me'),
    }),
    route({
      method: 'delete',
      path: '/users/me/payment-methods/{id}',
      summary: 'Forget a card',
      tags,
      auth: ACCOUNTS,
      params: partParams,
      responses: { 200: account },
      handler: async ({ actor, params }) =>
        shown(await users.removePaymentMethod({ userId: actor.id, methodId: params.id })),
    }),
  ];
}

function shown(user: User): Reply {
  return ok(user, { etag: etagOf(user.version), 'cache-control': 'no-store' });
}
