'use client';

import { noAnswer, problemOf } from './problem';
import { renew, token, tokenOrGuest } from './session';

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** `guest` makes a guest session when there is none; `none` sends no token. */
  as?: 'session' | 'guest' | 'none';
  /** Sent as `Idempotency-Key`: the same key may be sent again and does nothing twice. */
  idempotencyKey?: string;
  /** Sent as `If-Match`. */
  ifMatch?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 60_000;

/**
 * Asks the API, through our own origin.
 * @param path below `/v1`, such as `/orders`
 * @throws ApiProblem for every answer that is not a success, and for none
 */
export async function api<Body>(path: string, request: ApiRequest = {}): Promise<Body> {
  const response = await answerOf(path, request);
  if (response.status === 204) return undefined as Body;
  return (await response.json()) as Body;
}

/**
 * Asks the API for a file and gives it to the browser to keep.
 * @param path below `/v1`; it answers with something that is not JSON
 * @throws ApiProblem for every answer that is not a success, and for none
 */
export async function download(path: string, name: string): Promise<void> {
  const response = await answerOf(path, { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this turn; what is let go earlier arrives empty.
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_TIMEOUT_MS);
}

async function answerOf(path: string, request: ApiRequest): Promise<Response> {
  const bearer = await bearerFor(request.as ?? 'session');
  let response = await send(path, request, bearer);
  if (response.status === 401 && bearer && (await isAboutToken(response))) {
    const renewed = await renew(bearer);
    if (renewed) response = await send(path, request, renewed);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** A wrong password is a 401 as well, and no new token makes it right. */
async function isAboutToken(response: Response): Promise<boolean> {
  return (await problemOf(response.clone())).code.includes('token');
}

/** A key for one submission, to be kept for its repeats. */
export function newKey(): string {
  // Browsers offer randomUUID only on secure origins, and a shop in a home network may not be one.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** Gives each request, by its text, a key of its own, and the same text the same one: sent again it is a repeat. */
export function keysByText(): (text: string) => string {
  const keys = new Map<string, string>();
  return (text) => {
    const known = keys.get(text) ?? newKey();
    keys.set(text, known);
    return known;
  };
}

async function bearerFor(as: 'session' | 'guest' | 'none'): Promise<string | null> {
  if (as === 'none') return null;
  return as === 'guest' ? tokenOrGuest() : token();
}

async function send(path: string, request: ApiRequest, bearer: string | null): Promise<Response> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  const hasBody = request.body !== undefined;
  try {
    return await fetch(`/api/v1${path}`, {
      method: request.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(hasBody && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(request.idempotencyKey && { 'idempotency-key': request.idempotencyKey }),
        ...(request.ifMatch && { 'if-match': request.ifMatch }),
      },
      body: hasBody ? JSON.stringify(request.body) : undefined,
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw noAnswer();
  }
}
