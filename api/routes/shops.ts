import { z } from 'zod';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import { refuseOwnHost } from '../../services/seller/seller.domains';
import {
  hostSchema,
  publicSellerSchema,
  type Seller,
  sellerSchema,
  shopChangesSchema,
} from '../../services/seller/seller.schema';
import { recordNameOf } from '../../services/seller/seller.state';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { isSellerOf, isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { conditional, etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { createRecent } from '../http/recent';
import { route, type Route } from '../http/route';
import { emptyBody, idParams, pageOf, pageQuery } from './shared';

const shopViewSchema = sellerSchema.extend({
  record: z
    .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
    .nullable()
    .describe('What has to stand in the domain name system to prove the domain'),
  isDomainLost: z
    .boolean()
    .describe('Whether another shop has proven the domain since; it does not lead here'),
  actions: z.array(z.string()).describe('What the caller can do with it now'),
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});
const listQuery = pageQuery.extend({ status: sellerSchema.shape.status.optional() });
const hostQuery = z.strictObject({ host: z.string().min(1).max(255) });
const reasonBody = z.strictObject({ note: z.string().trim().min(1).max(2000) });

/** Shops as their sellers and staff see them: what they say of themselves, their domain, and whether they are shown. */
export function shopRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { workflows } = deps;
  const { seller: sellers } = deps.services;
  const marketHost = new URL(deps.config.WEB_PUBLIC_URL).hostname;
  const tags = ['Shops'];
  const view = { description: 'The shop', schema: shopViewSchema };
  const atHost = createRecent(async (host) => {
    const found = await sellers.domains.shopAt(host);
    return found && { id: found.id, slug: found.slug, name: found.name };
  });

  const show = async (actor: Actor, seller: Seller) => {
    const { domain, status } = seller;
    const record = domain && { name: recordNameOf(domain.host), type: 'TXT' as const, value: domain.token };
    // Asked for here and not written down: a mark on the first shop could be older than a third one's proof.
    const isDomainLost = await sellers.domains.isLost(seller);
    const shown = { ...seller, record: record ?? null, isDomainLost };
    if (!isStaff(actor)) return { ...shown, actions: ['change'] };
    const links = { temporal: temporalUiLink(deps.config, workflowIds.seller(seller.id)) };
    return { ...shown, actions: [status === 'active' ? 'suspend' : 'reinstate'], links };
  };
  const shown = async (actor: Actor, seller: Seller): Promise<Reply> =>
    ok(await show(actor, seller), { etag: etagOf(seller.version), 'cache-control': 'no-store' });

  async function load(actor: Actor, id: string): Promise<Seller> {
    const seller = isStaff(actor) || isSellerOf(actor, { sellerId: id }) ? await sellers.get(id) : null;
    if (!seller) throw new NotFoundError('shop');
    return seller;
  }

  /** Staff hide and show a shop through its workflow. */
  async function act(
    actor: Actor,
    id: string,
    wanted: Seller['status'],
    message: () => Promise<unknown>,
  ): Promise<Reply> {
    const { status } = await load(actor, id);
    if (status === wanted) throw alreadySo(wanted);
    await message();
    return shown(actor, await load(actor, id));
  }

  return [
    route({
      method: 'get',
      path: '/shops/by-host',
      summary: 'Which shop has this domain of its own',
      tags,
      auth: 'public',
      query: hostQuery,
      responses: {
        200: {
          description: 'The shop',
          schema: publicSellerSchema.pick({ id: true, slug: true, name: true }),
        },
        404: { description: 'No shop that is open has it' },
      },
      async handler({ query, header }) {
        const host = hostSchema.safeParse(query.host.replace(/:\d+$/, ''));
        const found = host.success ? await atHost(host.data) : null;
        if (!found) throw new NotFoundError('shop');
        return conditional(header('if-none-match'), found, 'public, max-age=10');
      },
    }),
    route({
      method: 'get',
      path: '/shops',
      summary: 'All shops, hidden ones too',
      tags,
      auth: STAFF,
      query: listQuery,
      responses: { 200: { description: 'A page of shops', schema: pageOf(shopViewSchema) } },
      async handler({ actor, query }) {
        const { items, nextCursor } = await sellers.listAll(query);
        const shops = await Promise.all(items.map((each) => show(actor, each)));
        return ok({ items: shops, nextCursor }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/shop',
      summary: 'A shop as its seller sees it',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(actor, await load(actor, params.id)),
    }),
    route({
      method: 'patch',
      path: '/sellers/{id}/shop',
      summary: 'Change the profile, policies, opening hours or vacation of a shop',
      tags,
      auth: ['seller'],
      params: idParams,
      body: shopChangesSchema,
      ifMatch: true,
      responses: { 200: view },
      async handler({ actor, params, body, header }) {
        await load(actor, params.id);
        const version = expectedVersion(header('if-match'));
        const request = { sellerId: params.id, expectedVersion: version, changes: body };
        return shown(actor, await whenUnchanged(() => sellers.changeShop(request)));
      },
    }),
    route({
      method: 'put',
      path: '/sellers/{id}/domain',
      summary: "Name the shop's own domain; its record is looked for from now on",
      tags,
      auth: ['seller'],
      params: idParams,
      body: z.strictObject({ host: hostSchema }),
      responses: { 200: view, 422: { description: 'A shop cannot have this domain. Nothing was changed' } },
      async handler({ actor, params, body }) {
        await load(actor, params.id);
        refuseOwnHost(body.host, marketHost);
        const after = await sellers.domains.name({ sellerId: params.id, host: body.host });
        await workflows.lookAtDomain(params.id);
        return shown(actor, after);
      },
    }),
    route({
      method: 'delete',
      path: '/sellers/{id}/domain',
      summary: 'Give up the domain; the shop stays at its address in the market',
      tags,
      auth: ['seller'],
      params: idParams,
      responses: { 200: view },
      async handler({ actor, params }) {
        const { domain } = await load(actor, params.id);
        const after = await sellers.domains.drop(params.id);
        // So that nobody goes on looking for it.
        if (domain?.status === 'waiting') await workflows.lookAtDomain(params.id);
        return shown(actor, after);
      },
    }),
    route({
      method: 'post',
      path: '/sellers/{id}/domain-checks',
      summary: 'The record is there: look for it now',
      tags,
      auth: ['seller'],
      params: idParams,
      body: emptyBody,
      responses: { 202: { description: 'It is looked for' }, 404: { description: 'No domain waits for it' } },
      async handler({ actor, params }) {
        const seller = await load(actor, params.id);
        if (seller.domain?.status !== 'waiting') throw new NotFoundError('domain that waits for its record');
        await workflows.lookAtDomain(params.id);
        return { status: 202, body: await show(actor, seller) };
      },
    }),
    route({
      method: 'post',
      path: '/sellers/{id}/suspensions',
      summary: 'Staff hide a shop and its goods, with the reason that its seller is told; its orders go on',
      tags,
      auth: STAFF,
      params: idParams,
      body: reasonBody,
      responses: { 200: view, 409: { description: 'It is hidden already. Nothing was changed' } },
      handler: ({ actor, params, body }) =>
        act(actor, params.id, 'suspended', () =>
          workflows.suspendShop(params.id, {
            reason: body.note,
            by: { role: actor.role, id: actor.id },
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/sellers/{id}/reinstatements',
      summary: 'Staff show a shop again',
      tags,
      auth: STAFF,
      params: idParams,
      body: reasonBody,
      responses: { 200: view, 409: { description: 'It is not hidden. Nothing was changed' } },
      handler: ({ actor, params, body }) =>
        act(actor, params.id, 'active', () =>
          workflows.reinstateShop(params.id, { ...body, by: { role: actor.role, id: actor.id } }),
        ),
    }),
  ];
}

const NOT_STORED = { 'cache-control': 'no-store' };

function alreadySo(status: Seller['status']): DomainError {
  return status === 'suspended'
    ? new DomainError('conflict', 'seller-suspended', 'This shop is hidden already. Nothing was changed.')
    : new DomainError('conflict', 'seller-not-suspended', 'This shop is not hidden. Nothing was changed.');
}
