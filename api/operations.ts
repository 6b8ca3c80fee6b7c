import type { Express, Request, Response } from 'express';
import type { Registry } from 'prom-client';
import { serve, setup } from 'swagger-ui-express';
import { asyncApiDocument } from '../events/asyncapi';
import { lookAround } from '../services/platform/health';
import type { ApiDeps } from './deps';
import { docsHeaders } from './http/headers';
import { openApiDocument } from './http/openapi';
import { send } from './http/reply';
import type { Route } from './http/route';
import { namedSchemas } from './routes';

/** Health, metrics and the API's document, outside /v1 and without a rate limit. */
export function mountOperations(
  app: Express,
  deps: Pick<ApiDeps, 'config' | 'checks'>,
  routes: readonly Route[],
  registry: Registry,
): void {
  const named = (template: string) => (req: Request, _res: Response, next: () => void) => {
    req.routeTemplate = template;
    next();
  };

  app.get('/health/live', named('/health/live'), (_req, res) =>
    send(res, { status: 200, body: { status: 'up' } }),
  );
  app.get('/health/ready', named('/health/ready'), async (_req, res) => {
    const report = await lookAround(deps.checks);
    send(res, { status: report.status === 'down' ? 503 : 200, body: report, headers: NOT_STORED });
  });
  app.get('/metrics', named('/metrics'), async (_req, res) => {
    res.setHeader('content-type', registry.contentType);
    res.end(await registry.metrics());
  });

  // Made at the first look: most processes never show it.
  let document: { object: object; json: string } | undefined;
  const read = () => {
    if (document) return document;
    const object = openApiDocument(routes, namedSchemas, deps.config.API_PUBLIC_URL);
    document = { object, json: JSON.stringify(object) };
    return document;
  };
  app.get('/openapi.json', named('/openapi.json'), (_req, res) =>
    send(res, { status: 200, json: read().json }),
  );
  let events: string | undefined;
  app.get('/v1/asyncapi.json', named('/v1/asyncapi.json'), (_req, res) => {
    events ??= JSON.stringify(asyncApiDocument(deps.config.KAFKA_TOPIC_PREFIX));
    send(res, { status: 200, json: events });
  });
  const page = setup(undefined, {
    swaggerOptions: { url: '/openapi.json' },
    customSiteTitle: 'Caravan API',
  });
  app.use('/docs', named('/docs'), docsHeaders, serve, page);
}

const NOT_STORED = { 'cache-control': 'no-store' };
