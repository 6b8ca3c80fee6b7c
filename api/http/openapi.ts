import { OpenAPIRegistry, OpenApiGeneratorV31, zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problemSchema } from './problem';
import type { ResponseDoc, Route } from './route';

const TOKEN = 'accessToken';
const COOKIE = 'refreshCookie';
const JSON_TYPE = 'application/json';

/** Responses that a route has because of what it is, not of what it does. */
const COMMON: Readonly<Record<number, string>> = {
  400: 'The request does not have the agreed shape',
  401: 'No valid access token',
  403: 'The role may not do this',
  404: 'There is no such thing, or not for the caller',
  409: 'The idempotency key is in use by a request that is still running',
  412: 'It was changed in the meantime',
  413: 'The body is too large (100 kB is the usual limit)',
  415: 'The body is not JSON',
  422: 'The idempotency key was used for another request',
  428: 'If-Match is missing',
  429: 'Too many requests from this address',
};

/** OpenAPI 3.1 document of the routes; schemas by name become components. */
export function openApiDocument(
  routes: readonly Route[],
  schemas: Readonly<Record<string, z.ZodType>>,
  serverUrl: string,
): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', TOKEN, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  registry.registerComponent('securitySchemes', COOKIE, {
    type: 'apiKey',
    in: 'cookie',
    name: 'caravan_refresh',
  });
  for (const [name, schema] of Object.entries({ ...schemas, Problem: problemSchema }))
    nameSchema(name, schema);

  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: `/v1${route.path}`,
      summary: route.summary,
      tags: [...route.tags],
      operationId: operationIdOf(route),
      security: securityOf(route),
      request: {
        ...(route.params instanceof z.ZodObject ? { params: route.params } : {}),
        ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
        ...headersOf(route),
        ...bodyOf(route),
      },
      responses: responsesOf(route),
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Caravan',
      version: '1',
      description:
        'A multi-vendor shop whose orders always finish. Money is integer minor units with an ISO 4217 currency; ' +
        'refusals are application/problem+json.',
    },
    servers: [{ url: serverUrl }],
  });
}

/**
 * Makes a schema a component wherever it stands. The library's own way, `schema.openapi()`, exists only on schemas made
 * after the library was loaded, and ours come from the services.
 */
function nameSchema(name: string, schema: z.ZodType): void {
  if (!zodToOpenAPIRegistry.has(schema)) zodToOpenAPIRegistry.add(schema, { _internal: { refId: name } });
}

function responsesOf(route: Route) {
  const described = Object.entries(route.responses).map(([status, doc]) => [
    status,
    response(Number(status), doc),
  ]);
  const common = commonStatuses(route)
    .filter((status) => !(status in route.responses))
    .map((status) => [status, response(status, { description: COMMON[status] ?? '' })]);
  return Object.fromEntries([...described, ...common]);
}

function response(status: number, doc: ResponseDoc) {
  if (status >= 400)
    return {
      description: doc.description,
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  if (!doc.schema) return { description: doc.description };
  return { description: doc.description, content: { 'application/json': { schema: doc.schema } } };
}

function commonStatuses(route: Route): number[] {
  const statuses: number[] = [];
  if (route.params || route.query || route.body || route.idempotent) statuses.push(400);
  if (route.auth !== 'public') statuses.push(401);
  if (Array.isArray(route.auth)) statuses.push(403);
  if (route.params) statuses.push(404);
  if (route.body || route.rawBody || route.streamBody) statuses.push(413, 415);
  if (route.idempotent) statuses.push(409, 422);
  if (route.ifMatch) statuses.push(412, 428);
  if (route.allowance !== 'none') statuses.push(429);
  return statuses;
}

function securityOf(route: Route): Record<string, string[]>[] {
  if (route.auth === 'public') return [];
  return route.auth === 'optional' ? [{}, { [TOKEN]: [] }] : [{ [TOKEN]: [] }];
}

function headersOf(route: Route) {
  const headers: Record<string, z.ZodType> = {};
  if (route.idempotent) {
    const key = z
      .string()
      .min(1)
      .max(200)
      .describe('A new random value for each thing that is to happen once');
    headers['Idempotency-Key'] = route.idempotent === 'required' ? key : key.optional();
  }
  if (route.ifMatch) headers['If-Match'] = z.string().describe('The ETag that was last seen');
  return Object.keys(headers).length === 0 ? {} : { headers: z.object(headers) };
}

function bodyOf(route: Route) {
  if (route.rawBody || route.streamBody) return { body: { required: true, content: rawContentOf(route) } };
  if (!route.body) return {};
  const required = !route.body.safeParse({}).success;
  return { body: { required, content: { 'application/json': { schema: route.body } } } };
}

function rawContentOf({ rawTypes = [JSON_TYPE] }: Route) {
  const file = { type: 'string' as const, format: 'binary' };
  return Object.fromEntries(
    rawTypes.map((type) => [type, { schema: type === JSON_TYPE ? z.looseObject({}) : file }]),
  );
}

/** `post /orders/{id}/refunds` is `postOrdersByIdRefunds`. */
function operationIdOf(route: Route): string {
  const words = route.path
    .split('/')
    .filter(Boolean)
    .flatMap((step) => (step.startsWith('{') ? ['by', step.slice(1, -1)] : step.split('-')));
  return route.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
