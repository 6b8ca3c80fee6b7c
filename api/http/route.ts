import type { Readable } from 'node:stream';
import type { NextFunction, Request, Response, Router } from 'express';
import type { z } from 'zod';
import { DomainError } from '../../services/platform/errors';
import type { IdempotencyStore } from '../../services/platform/idempotency';
import type { Actor, Role } from '../../services/user/user.schema';
import { asActor, type TokenCheck } from './auth';
import { withIdempotency } from './idempotency';
import { faultsOf, InvalidRequestError, type Fault } from './problem';
import { send, type Reply } from './reply';
import { asStaffAct, isStaffAct, type StaffActs } from './staff-acts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Who may call: `public` (no token is looked at), `optional` (a token is read where there is one), or the roles.
 */
export type Auth = 'public' | 'optional' | readonly Role[];
type ActorFor<A extends Auth> = A extends 'public' ? null : A extends 'optional' ? Actor | null : Actor;

/** Which of the allowances of a client address a call draws on. */
export type Allowance = 'read' | 'write' | 'sign-in' | 'none';

/** A parsed request, as a handler sees it. */
export interface Call<P, Q, B, A extends Auth> {
  params: P;
  query: Q;
  body: B;
  actor: ActorFor<A>;
  /** The headers that came, lower case. */
  header(name: string): string | undefined;
  /** The bytes of the body; only on routes with `rawBody`. */
  raw: Buffer;
  /** The body as it comes; only on routes with `streamBody`, which see to its size themselves. */
  stream: Readable;
  requestId: string;
}

/** A response in the API's document. */
export interface ResponseDoc {
  description: string;
  schema?: z.ZodType;
}

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Auth> {
  method: Method;
  /** With parameters in braces: `/orders/{id}`. */
  path: string;
  summary: string;
  tags: readonly string[];
  auth: A;
  params?: P;
  query?: Q;
  body?: B;
  responses: Readonly<Record<number, ResponseDoc>>;
  /** Whether an `Idempotency-Key` must come or is honoured when it comes. */
  idempotent?: 'required' | 'optional';
  /** Whether `If-Match` must come. */
  ifMatch?: boolean;
  /** Takes the body's bytes unparsed, for signatures over them. */
  rawBody?: boolean;
  /** Media types of such a body, for the API's document; JSON where nothing is said. */
  rawTypes?: readonly string[];
  /** Hands the body on as it comes, for files that memory does not hold; `rawTypes` says what they are. */
  streamBody?: boolean;
  /** Largest body, in kB; 100 where nothing is said. */
  bodyLimitKb?: number;
  allowance?: Allowance;
  handler(call: Call<z.output<P>, z.output<Q>, z.output<B>, A>): Promise<Reply> | Reply;
}

/** A route of which only what is the same for all is known: the router and the document are made of these. */
export interface Route extends Omit<Spec<z.ZodType, z.ZodType, z.ZodType, Auth>, 'handler'> {
  allowance: Allowance;
  run(req: Request, services: RouteServices): Promise<Reply>;
}

/** What every route needs, whatever it does. */
export interface RouteServices {
  verifyToken: TokenCheck;
  idempotency: IdempotencyStore;
  staffActs: StaffActs;
}

/**
 * Defines one route. The Express router and the OpenAPI document are both made from it, so they cannot differ.
 * Parameters, query and body are parsed before the handler runs; what has no schema may not be sent.
 */
export function route<
  A extends Auth,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(spec: Spec<P, Q, B, A>): Route {
  const { handler, ...described } = spec;
  return {
    ...described,
    allowance: spec.allowance ?? (spec.method === 'get' ? 'read' : 'write'),
    async run(req, services) {
      const actor = (await asActor(req, spec.auth, services.verifyToken)) as ActorFor<A>;
      const call = parseCall(spec, req, actor);
      // What is left of a body that nobody wanted is let go, so that the answer can be read.
      const act = async () =>
        spec.streamBody ? Promise.resolve(handler(call)).finally(() => req.resume()) : handler(call);
      const recorded = isStaffAct(spec, actor)
        ? () => asStaffAct(services.staffActs, spec, actor, call, act)
        : act;
      if (!spec.idempotent || actor === null) return recorded();
      return withIdempotency(
        {
          store: services.idempotency,
          owner: actor.id,
          key: call.header('idempotency-key'),
          required: spec.idempotent === 'required',
          request: [spec.method, req.path, call.body, ...(spec.query ? [call.query] : [])],
          bytes: call.raw,
        },
        recorded,
      );
    },
  };
}

function parseCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Auth>(
  spec: Spec<P, Q, B, A>,
  req: Request,
  actor: ActorFor<A>,
): Call<z.output<P>, z.output<Q>, z.output<B>, A> {
  const faults: Fault[] = [];
  const parse = <S extends z.ZodType>(
    schema: S | undefined,
    value: unknown,
    part: 'path' | 'query' | 'body',
  ) => {
    if (!schema) return undefined as z.output<S>;
    const parsed = schema.safeParse(value);
    if (!parsed.success) faults.push(...faultsOf(parsed.error, part));
    return parsed.data as z.output<S>;
  };
  const body: unknown = req.body;
  if (spec.body && body === undefined && hasBody(req)) throw unsupportedMediaType();
  const call = {
    actor,
    params: parse(spec.params, req.params, 'path'),
    query: parse(spec.query, spec.query ? req.query : undefined, 'query'),
    body: parse(spec.body, body ?? {}, 'body'),
    header: (name: string) => req.get(name),
    raw: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    stream: req,
    requestId: req.requestId,
  };
  if (faults.length > 0) throw new InvalidRequestError(faults.slice(0, 50));
  return call;
}

/** A body came, and no parser knew its media type. */
function hasBody(req: Request): boolean {
  return Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding') !== undefined;
}

function unsupportedMediaType(): DomainError {
  return new DomainError(
    'invalid',
    'unsupported-media-type',
    'Send the body as application/json. Nothing was changed.',
  );
}

/** `/orders/{id}` as Express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

export type Handler = (req: Request, res: Response, next: NextFunction) => unknown;

/** Puts routes on a router, each behind the middleware that `before` names for it. */
export function mount(
  router: Router,
  routes: readonly Route[],
  services: RouteServices,
  before: (route: Route) => Handler[],
): void {
  for (const each of routes) {
    const answer = async (req: Request, res: Response) => {
      send(res, await each.run(req, services));
    };
    router[each.method](expressPath(each.path), nameOf(each), ...before(each), answer);
  }
}

/** Leaves the template of the path for the log and the metrics: an address would be a label for every id. */
function nameOf(each: Route): Handler {
  const template = `/v1${each.path}`;
  return (req, _res, next) => {
    req.routeTemplate = template;
    next();
  };
}
