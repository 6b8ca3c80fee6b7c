import { z } from 'zod';
import { DomainError } from '../../services/platform/errors';
import {
  accountSchema,
  assignableRoleSchema,
  roleSchema,
  type Account,
  type Role,
} from '../../services/user/user.schema';
import { ADMINS } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema, pageOf, pageQuery } from './shared';

const noteSchema = z.string().trim().min(1).max(1000);
const noteBody = z.strictObject({ note: noteSchema });
const roleBody = z.strictObject({
  role: assignableRoleSchema,
  sellerId: idSchema.optional().describe('Which shop they work for; only for roles of a shop'),
  note: noteSchema,
});

/** Roles that are nothing without a shop. */
const OF_A_SHOP: ReadonlySet<Role> = new Set<Role>(['seller', 'courier']);

/** The accounts of others, for admins. Every act is in the log with its note, and ends the account's sessions. */
export function accountRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { user: users, seller: sellers } = services;
  const tags = ['People'];
  const responses = { 200: { description: 'The account', schema: accountSchema } };

  /** An act on the account as the caller saw it. */
  const act = (
    path: string,
    summary: string,
    change: (request: {
      userId: string;
      expectedVersion: number;
      by: string;
      note: string;
    }) => Promise<Account>,
  ) =>
    route({
      ...{ method: 'post', path, summary, tags, responses },
      auth: ADMINS,
      params: idParams,
      body: noteBody,
      ifMatch: true,
      async handler({ actor, params, body, header }) {
        const request = { userId: params.id, expectedVersion: expectedVersion(header('if-match')) };
        return shown(await whenUnchanged(() => change({ ...request, by: actor.id, note: body.note })));
      },
    });

  return [
    route({
      method: 'get',
      path: '/users',
      summary: 'Find accounts',
      tags,
      auth: ADMINS,
      query: pageQuery.extend({
        query: z.string().trim().min(1).max(100).optional().describe('Part of a name or an e-mail, or an id'),
        role: roleSchema.optional(),
      }),
      responses: { 200: { description: 'Newest first', schema: pageOf(accountSchema) } },
      handler: async ({ query }) => ok(await users.searchAccounts(query), { 'cache-control': 'no-store' }),
    }),
    route({
      method: 'put',
      path: '/users/{id}/role',
      summary: 'Give an account another role',
      ...{ tags, responses },
      auth: ADMINS,
      params: idParams,
      body: roleBody,
      ifMatch: true,
      async handler({ actor, params, body: { role, sellerId }, header }) {
        if (OF_A_SHOP.has(role) !== (sellerId !== undefined)) throw shopMismatch(role);
        if (sellerId !== undefined && !(await sellers.get(sellerId))) throw noSuchShop();
        const version = expectedVersion(header('if-match'));
        return shown(
          await whenUnchanged(() =>
            users.setRole({ userId: params.id, expectedVersion: version, by: actor.id, role, sellerId }),
          ),
        );
      },
    }),
    act('/users/{id}/locks', 'Let nobody in with this account', (request) => users.lockAccount(request)),
    act('/users/{id}/unlocks', 'Let its owner in again', (request) => users.unlockAccount(request)),
    act('/users/{id}/session-ends', 'Sign an account out everywhere', (request) =>
      users.endSessions(request),
    ),
  ];
}

function shown(account: Account): Reply {
  return ok(account, { etag: etagOf(account.version), 'cache-control': 'no-store' });
}

function shopMismatch(role: Role): DomainError {
  return new DomainError(
    'invalid',
    'shop-mismatch',
    OF_A_SHOP.has(role)
      ? 'Say which shop they work for. Nothing was changed.'
      : 'Only those who work for a shop have one. Nothing was changed.',
  );
}

function noSuchShop(): DomainError {
  return new DomainError('invalid', 'no-such-shop', 'There is no such shop. Nothing was changed.');
}
