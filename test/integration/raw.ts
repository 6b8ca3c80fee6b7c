import { z } from 'zod';

/** A call as somebody would make it who does not use our client. */
export interface RawCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /v1. */
  path: string;
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it stands, in place of `body`. */
  text?: string;
  headers?: Record<string, string>;
}

export interface RawAnswer {
  status: number;
  /** Of a problem, such as `/problems/out-of-stock`; null for an answer that is none. */
  type: string | null;
  body: unknown;
  headers: Headers;
}

const problemSchema = z.looseObject({ type: z.string(), status: z.number(), detail: z.string().min(1) });

/** Sends a call as it is. @throws Error for a refusal that is not a problem document (RFC 9457) */
export async function sendRaw(apiUrl: string, call: RawCall): Promise<RawAnswer> {
  const { method, path, token, body, text, headers } = call;
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const content: unknown = await answer
    .text()
    .then((found) => (found === '' ? undefined : JSON.parse(found)));
  if (answer.ok) return { status: answer.status, type: null, body: content, headers: answer.headers };
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { type, status } = problemSchema.parse(content);
  expect(status).toBe(answer.status);
  return { status, type, body: content, headers: answer.headers };
}
