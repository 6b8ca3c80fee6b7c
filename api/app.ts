import { resolve } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

import { DomainError, NotFoundError } from '../services/platform/errors';
import type { ApiDeps } from './deps';
import { asActor, type TokenCheck } from './http/auth';
import { cors, securityHeaders } from './http/headers';
import { refuseHostileKeys } from './http/hostile-keys';
import { createObservation } from './http/observe';
import { problemOf } from './http/problem';
import { sendProblem } from './http/reply';
import { expressPath, mount, type Handler, type Route } from './http/route';
import { mountOperations } from './operations';
import { createRoutes } from './routes';

const BODY_LIMIT_KB = 100;

export interface Api {
  app: Express;
  routes: readonly Route[];
}

/**
 * The HTTP side of the shop, without a server or a connection of its own. What a route does not need it does not pay
 * for: bodies are read only where there is a schema for one, tokens only where somebody has to be known.
 */
export function createApp(deps: ApiDeps): Api {
  const { config, logger, limits } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.TRUST_PROXY);
  const observation = createObservation(logger);
  app.use(observation.middleware, securityHeaders(config), cors(config));

  const routes = createRoutes(deps);
  const v1 = express.Router({ caseSensitive: true });
  const services = {
    verifyToken: deps.verifyToken,
    idempotency: deps.idempotency,
    staffActs: deps.services.auditLog,
  };
  mount(v1, routes, services, (route) => [
    ...(route.allowance === 'none' ? [] : [limits[route.allowance]]),
    ...(isLarge(route) ? [knownFirst(route, deps.verifyToken)] : []),
    ...bodyParsers(route),
  ]);
  refuseOtherMethods(v1, routes);
  app.use('/v1', v1);

  mountOperations(app, deps, routes, observation.registry);
  app.use('/media', mediaOf(resolve(config.MEDIA_DIR)));

  app.use((_req: Request, _res: Response, next: NextFunction) => next(new NotFoundError('address')));
  app.use((error: unknown, req: Request, res: Response, _next: NextFunction) => {
    const problem = problemOf(error, `/requests/${req.requestId}`);
    if (problem.status >= 500 && problem.status !== 503)
      logger.error({ err: error, requestId: req.requestId }, 'a request met an unexpected error');
    sendProblem(res, problem);
  });
  return { app, routes };
}

const isLarge = ({ bodyLimitKb = BODY_LIMIT_KB }: Route) => bodyLimitKb > BODY_LIMIT_KB;

/** A large body is read only for those who may send it: it lies in memory, and anybody could fill that. */
function knownFirst({ auth }: Route, verify: TokenCheck): Handler {
  return (req, _res, next) => {
    asActor(req, auth, verify).then(() => next(), next);
  };
}

function bodyParsers({ rawBody, body, bodyLimitKb = BODY_LIMIT_KB }: Route): Handler[] {
  const limit = bodyLimitKb * 1024;
  if (rawBody) return [express.raw({ limit, type: () => true })];
  return body ? [express.json({ limit, type: 'application/json' }), checkKeys] : [];
}

const checkKeys: Handler = (req, _res, next) => {
  refuseHostileKeys(req.body);
  next();
};

/** Pictures have their content's name, so that a browser never has to ask for one again. */
function mediaOf(folder: string): Handler {
  const pictures = express.static(folder, {
    immutable: true,
    maxAge: '365d',
    index: false,
    dotfiles: 'ignore',
    redirect: false,
  });
  return (req, res, next) => {
    req.routeTemplate = '/media';
    pictures(req, res, next);
  };
}

/** A known path with another method is 405 with what is allowed; only what no route took comes this far. */
function refuseOtherMethods(router: express.Router, routes: readonly Route[]): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of routes)
    methods.set(path, (methods.get(path) ?? new Set()).add(method.toUpperCase()));
  for (const [path, allowed] of methods) {
    router.all(expressPath(path), (_req, res, next) => {
      res.setHeader('Allow', [...allowed].sort().join(', '));
      next(
        new DomainError(
          'invalid',
          'method-not-allowed',
          'This address does not take this method. Nothing was done.',
        ),
      );
    });
  }
}
