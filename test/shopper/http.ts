import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** An answer of the API as it came. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The parsed body; undefined when there is none, text when it is not JSON. */
  body: unknown;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /v1, such as `/orders/1`. */
  path: string;
  /** Access token. */
  token?: string;
  body?: unknown;
  /** Sent as it stands instead of a body; its `content-type` is among the headers. */
  text?: string;
  headers?: Record<string, string>;
}

/** Sends one call and resolves with whatever status comes back. @throws Error when there is no answer */
export type Http = ((call: Call) => Promise<Answer>) & { close(): void };

const TIMEOUT_MS = 60_000;

/** What the API says about a refusal (RFC 9457), and what else stands in it. */
const problemSchema = z.looseObject({ type: z.string(), status: z.number(), detail: z.string().optional() });
export type Problem = z.infer<typeof problemSchema>;

/** The API refused what was expected to work. */
export class ApiProblem extends Error {
  readonly status: number;
  /** The last part of the problem's type, such as `out-of-stock`; empty when the answer is no problem document. */
  readonly code: string;
  readonly problem: Problem | null;

  constructor(call: Pick<Call, 'method' | 'path'>, answer: Answer) {
    const problem = problemSchema.safeParse(answer.body).data ?? null;
    const code = problem?.type.split('/').at(-1) ?? '';
    super(
      `${call.method} ${call.path} answered ${answer.status}${code ? ` ${code}` : ''}${problem?.detail ? `: ${problem.detail}` : ''}`,
    );
    this.name = 'ApiProblem';
    this.status = answer.status;
    this.code = code;
    this.problem = problem;
  }
}

/**
 * A client of the API on kept connections. Node's own `http`, because a load test spends less on it than on `fetch`.
 * @param apiUrl with the base path, such as http://127.0.0.1:4000/v1
 * @param options.connections most connections at once
 */
export function createHttp(apiUrl: string, options: { connections?: number } = {}): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections ?? 256 });
  const base = new URL(apiUrl);

  const send = ({ method, path, token, body, text, headers }: Call): Promise<Answer> => {
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent,
          method,
          host: base.hostname,
          port: base.port || 80,
          path: `${base.pathname}${path}`,
          timeout: TIMEOUT_MS,
          headers: {
            // Who says nothing of itself counts as a machine, whose looks are nobody's.
            'user-agent': 'A shopper on Linux',
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: parsed(Buffer.concat(chunks).toString()),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error(`${method} ${path} had no answer after ${TIMEOUT_MS / 1000} s`)),
      );
      outgoing.end(payload);
    });
  };
  return Object.assign(send, { close: () => agent.destroy() });
}

/** The body of an answer that has one of these statuses. @throws ApiProblem otherwise */
export async function expecting<T extends z.ZodType>(
  http: Http,
  call: Call,
  statuses: readonly number[],
  schema: T,
): Promise<z.infer<T>> {
  const answer = await http(call);
  if (!statuses.includes(answer.status)) throw new ApiProblem(call, answer);
  return schema.parse(answer.body);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
