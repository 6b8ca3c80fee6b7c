import { codecBodySchema, decodePayloads, encodePayloads } from '../../temporal/codec-endpoint';
import { STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';

/** Codec endpoint for Temporal UI: staff who are signed in read encrypted payloads in the clear. */
export function codecRoutes({ codec }: Pick<ApiDeps, 'codec'>): Route[] {
  const common = {
    method: 'post',
    tags: ['Operations'],
    auth: STAFF,
    body: codecBodySchema,
    // Temporal refuses payloads over 2 MB; here they come in base64.
    bodyLimitKb: 4096,
    responses: { 200: { description: 'The payloads', schema: codecBodySchema } },
  } as const;
  const headers = { 'cache-control': 'no-store' };
  return [
    route({
      ...common,
      path: '/codec/decode',
      summary: 'Decrypt workflow payloads',
      handler: async ({ body }) => ok(await decodePayloads(codec, body), headers),
    }),
    route({
      ...common,
      path: '/codec/encode',
      summary: 'Encrypt workflow payloads',
      handler: async ({ body }) => ok(await encodePayloads(codec, body), headers),
    }),
  ];
}
