import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';

const MAX_BODY_BYTES = 64 * 1024;

/** A request that is understood and not granted; becomes `{ error: { code, message } }`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** What the path's placeholders stand for. */
  params: Record<string, string>;
  /** Raw text. */
  body: string;
}

export interface Reply {
  status: number;
  body?: string;
  headers?: Record<string, string>;
  /** Pause before the answer, in ms. */
  delayMs?: number;
  /** The answer never comes; the connection stays open until the caller gives up. */
  silent?: boolean;
}

export interface Route {
  method: 'GET' | 'POST' | 'OPTIONS';
  /** Segments that start with a colon are placeholders. */
  path: string;
  /** Open to browsers, without the API key. */
  open?: boolean;
  handle: (call: Call) => Reply;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves routes whose handlers are synchronous: what one request does is never interleaved with another, so two
 * requests with one key cannot both take effect.
 * @param options.port 0 for any free port
 */
export async function serve(options: {
  port: number;
  host: string;
  apiKey: string;
  routes: readonly Route[];
}): Promise<RunningServer> {
  const routes = options.routes.map((route) => ({ ...route, segments: route.path.split('/') }));
  const expectedKey = sha256(`Bearer ${options.apiKey}`);

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      send(
        response,
        size > MAX_BODY_BYTES ? tooLarge() : answer(request, Buffer.concat(chunks).toString('utf8')),
      );
    });
  });
  // Longer than the pauses of the shop's kept-alive connections, so that it is not us who close them.
  server.keepAliveTimeout = 65_000;

  function answer(request: IncomingMessage, body: string): Reply {
    try {
      const url = new URL(request.url ?? '/', 'http://simulator');
      const found = routes.flatMap((route) => {
        const params = route.method === request.method ? match(route.segments, url.pathname) : undefined;
        return params ? [{ route, params }] : [];
      })[0];
      if (!found) throw new Refusal(404, 'not-found', 'There is nothing here.');
      if (!found.route.open && !timingSafeEqual(sha256(request.headers.authorization ?? ''), expectedKey)) {
        throw new Refusal(401, 'unauthenticated', 'The API key is missing or wrong. Nothing was done.');
      }
      const { method = 'GET', headers } = request;
      return found.route.handle({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers,
        params: found.params,
        body,
      });
    } catch (error) {
      return refusalReply(error);
    }
  }

  await listen(server, options.port, options.host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A JSON answer. */
export function json(status: number, body: unknown): Reply {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** The answer to whatever a handler throws. */
export function refusalReply(error: unknown): Reply {
  if (error instanceof Refusal)
    return json(error.status, { error: { code: error.code, message: error.message } });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return json(500, { error: { code: 'internal', message: 'Something broke here.' } });
}

/** @throws Refusal 400 when the body is not JSON of that shape; it names the fields at fault */
export function readJson<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  return readValue(schema, parseJson(body));
}

/** @throws Refusal 400 that names the fields at fault */
export function readValue<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'body'))];
  throw new Refusal(400, 'invalid-request', `Not as it should be: ${fields.join(', ')}. Nothing was done.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'malformed', 'The body is not JSON. Nothing was done.');
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.silent) return;
  const write = () => {
    if (response.destroyed) return;
    const body = reply.body ?? '';
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  // An answer that is still due does not keep a stopping process alive.
  if (reply.delayMs) setTimeout(write, reply.delayMs).unref();
  else write();
}

function match(segments: readonly string[], path: string): Record<string, string> | undefined {
  const parts = path.split('/');
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decode(part);
    else if (segment !== part) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function tooLarge(): Reply {
  return refusalReply(new Refusal(413, 'too-large', 'The body is too large. Nothing was done.'));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

/** Lets pages of any origin read the answer, refusals too. */
export function forAnyOrigin(handle: () => Reply): Reply {
  const reply = (() => {
    try {
      return handle();
    } catch (error) {
      return refusalReply(error);
    }
  })();
  return { ...reply, headers: { ...reply.headers, 'access-control-allow-origin': '*' } };
}

/** The answer to a browser that asks whether it may post JSON. */
export function preflight(): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    },
  };
}
