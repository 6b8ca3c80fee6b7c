import type { ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Problem } from './problem';

/**
 * What a handler answers. `json` is sent as it stands, `body` is made JSON, `bytes` are a file whose `content-type` is
 * among the headers; none of them means an empty answer.
 */
export interface Reply {
  status: number;
  body?: unknown;
  json?: string;
  bytes?: Buffer;
  /** A text that is sent as it is made; its `content-type` is among the headers. */
  parts?: AsyncIterable<string>;
  headers?: Record<string, string>;
  /** It is not decided yet: the same idempotency key may ask again, instead of getting this answer again. */
  isInterim?: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** 200 with a body. */
export function ok(body: unknown, headers?: Record<string, string>): Reply {
  return { status: 200, body, headers };
}

/** 201 with a body and where the new thing is. */
export function created(body: unknown, location: string): Reply {
  return { status: 201, body, headers: { location } };
}

export const noContent: Reply = { status: 204 };

/** Writes a reply straight to the socket; Express's `res.json` would look at settings and hash the body again. */
export function send(res: ServerResponse, reply: Reply): void {
  if (reply.parts) {
    sendParts(res, reply.status, reply.parts, reply.headers);
    return;
  }
  const text = reply.json ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body));
  write(res, reply.status, reply.bytes ?? text, JSON_TYPE, reply.headers);
}

/** What cannot be made to its end is cut off, so that the reader does not take it for the whole. */
function sendParts(
  res: ServerResponse,
  status: number,
  parts: AsyncIterable<string>,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, headers);
  pipeline(Readable.from(parts), res, () => undefined);
}

/** Writes a problem; it is never cached. */
export function sendProblem(res: ServerResponse, problem: Problem): void {
  write(res, problem.status, JSON.stringify(problem.body), PROBLEM_TYPE, {
    ...problem.headers,
    'cache-control': 'no-store',
  });
}

function write(
  res: ServerResponse,
  status: number,
  content: string | Buffer | undefined,
  type: string,
  headers: Record<string, string> | undefined,
): void {
  if (res.headersSent) return;
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  if (content === undefined) {
    res.end();
    return;
  }
  if (!headers?.['content-type']) res.setHeader('content-type', type);
  res.setHeader('content-length', Buffer.byteLength(content));
  res.end(content);
}
