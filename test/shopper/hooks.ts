import { z } from 'zod';
import { newId } from '../../services/platform/ids';
import {
  type EndpointChanges,
  webhookDeliverySchema,
  webhookEndpointSchema,
  type WebhookType,
} from '../../services/webhook/webhook.schema';
import { expecting, type Call } from './http';
import type { Shop, Visitor } from './shopper';

const withSecretSchema = z.object({ endpoint: webhookEndpointSchema, secret: z.string() });
const logSchema = z.object({ items: z.array(webhookDeliverySchema), nextCursor: z.string().nullable() });

/** What a seller, or an admin for the market, does about receivers of events. */
export function hooksOf(shop: Pick<Shop, 'http'>, { token }: Pick<Visitor, 'token'>) {
  const ask = <T extends z.ZodType>(
    method: Call['method'],
    path: string,
    schema: T,
    more: Pick<Call, 'body'> & { status?: number; key?: string } = {},
  ) => {
    const { status = 200, key = newId(), ...rest } = more;
    const headers = { 'idempotency-key': key };
    return expecting(shop.http, { method, path, token, headers, ...rest }, [status], schema);
  };

  return {
    add: (url: string, types: readonly WebhookType[], key?: string) =>
      ask('POST', '/webhook-endpoints', withSecretSchema, { body: { url, types }, status: 201, key }),
    get: (id: string) => ask('GET', `/webhook-endpoints/${id}`, webhookEndpointSchema),
    list: async () =>
      (await ask('GET', '/webhook-endpoints', z.object({ items: z.array(webhookEndpointSchema) }))).items,
    change: (id: string, body: EndpointChanges) =>
      ask('PATCH', `/webhook-endpoints/${id}`, webhookEndpointSchema, { body }),
    remove: (id: string) => ask('DELETE', `/webhook-endpoints/${id}`, z.unknown(), { status: 204 }),
    rotate: (id: string) =>
      ask('POST', `/webhook-endpoints/${id}/secrets`, withSecretSchema, { body: {}, status: 201 }),
    test: (id: string, key?: string) =>
      ask('POST', `/webhook-endpoints/${id}/tests`, webhookDeliverySchema, { body: {}, status: 202, key }),
    log: async (id: string) => (await ask('GET', `/webhook-endpoints/${id}/deliveries`, logSchema)).items,
    delivery: (id: string) => ask('GET', `/webhook-deliveries/${id}`, webhookDeliverySchema),
    resend: (id: string, key?: string) =>
      ask('POST', `/webhook-deliveries/${id}/resends`, webhookDeliverySchema, { body: {}, status: 202, key }),
  };
}
