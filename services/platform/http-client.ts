import { Agent as HttpAgent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Answers larger than this are cut off and count as no answer, in bytes. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

// node:http with kept-alive sockets takes a fifth of the processor time of the global fetch (0.1 against 0.5 ms).
const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 256 });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 256 });

/**
 * A third party did not do what was asked and did not refuse it either; asking again with the same key is right.
 * `outcome` is `unknown` when the request may have taken effect (time-out, broken connection, 5xx) and `not-done`
 * when it cannot have (no connection, rate limit, our key not accepted).
 */
export class ProviderUnavailableError extends Error {
  constructor(
    readonly service: string,
    readonly outcome: 'unknown' | 'not-done',
    reason: string,
    options?: ErrorOptions,
  ) {
    const consequence =
      outcome === 'unknown'
        ? 'Whether it did what was asked is unknown.'
        : 'It did nothing of what was asked.';
    super(`The ${service} ${reason}. ${consequence}`, options);
    this.name = 'ProviderUnavailableError';
  }
}

export interface RawAnswer {
  status: number;
  /** The media type, without its parameters. */
  type: string;
  bytes: Buffer;
  /** The bytes as UTF-8. */
  text: string;
}

/**
 * One HTTP request over a kept-alive connection; the answer in full, whatever its status. Redirects are not followed.
 * The request must bear repeating (a GET, or with a key the other side knows): where a kept connection turns out to
 * have been closed, it is sent a second time.
 * @param input.timeoutMs from the first byte sent to the last received, in ms
 * @throws Error of Node, with its `code`, when there is no answer
 */
export async function exchange(input: {
  method: string;
  url: URL;
  headers?: OutgoingHttpHeaders;
  body?: string;
  timeoutMs: number;
}): Promise<RawAnswer> {
  const signal = AbortSignal.timeout(input.timeoutMs);
  try {
    return await exchangeOnce(input, signal);
  } catch (error) {
    if (!(error instanceof StaleConnectionError) || signal.aborted) throw error;
    return await repeat(error);
  }

  /** The first try may have had its effect, so a second that never got through must not pass for 'nothing was done'. */
  async function repeat(first: StaleConnectionError): Promise<RawAnswer> {
    try {
      return await exchangeOnce(input, signal);
    } catch {
      throw first;
    }
  }
}

/** A kept connection broke before the answer began; usually it had been closed while nothing was sent. */
class StaleConnectionError extends Error {}

function exchangeOnce(
  input: { method: string; url: URL; headers?: OutgoingHttpHeaders; body?: string },
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const secure = input.url.protocol === 'https:';
    const body = input.body === undefined ? undefined : Buffer.from(input.body, 'utf8');
    const request = (secure ? httpsRequest : httpRequest)(input.url, {
      agent: secure ? httpsAgent : httpAgent,
      method: input.method,
      headers: body === undefined ? input.headers : { ...input.headers, 'content-length': body.length },
      signal,
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(stale ? new StaleConnectionError(error.message, { cause: error }) : error);
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) response.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const type = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
        resolve({ status: response.statusCode ?? 0, type, bytes, text: bytes.toString('utf8') });
      });
      response.on('error', reject);
    });
    request.end(body);
  });
}

export interface JsonAnswer {
  /** 2xx or 4xx; everything else is thrown. */
  status: number;
  /** Parsed JSON, not yet checked against a schema; undefined for an empty answer, and for a file. */
  body: unknown;
  /** The file, where one of the type that was asked for came. */
  bytes?: Uint8Array;
}

export interface JsonClient {
  /**
   * @param input.accept the media type of a file that is asked for, where it is not JSON
   * @throws ProviderUnavailableError when there is no usable answer
   */
  request(input: {
    method: 'GET' | 'POST';
    path: string;
    key?: string;
    body?: unknown;
    accept?: string;
  }): Promise<JsonAnswer>;
}

/**
 * A client for one third party that speaks JSON and knows the `Idempotency-Key` header. Bodies are never logged and
 * never part of an error.
 * @param options.service how the other side is called in errors, such as `payment provider`
 * @param options.timeoutMs how long one request may take, in ms
 */
export function createJsonClient(options: {
  service: string;
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
}): JsonClient {
  const base = options.baseUrl.replace(/\/+$/, '');
  const common = { authorization: `Bearer ${options.apiKey}`, accept: 'application/json' };

  return {
    async request({ method, path, key, body, accept }) {
      const headers: OutgoingHttpHeaders = { ...common, ...(accept !== undefined && { accept }) };
      if (key !== undefined) headers['idempotency-key'] = key;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const answer = await ask({ method, url: new URL(base + path), headers, body });
      if (answer.status === 401 || answer.status === 403 || answer.status === 429) {
        const reason = answer.status === 429 ? 'asks us to slow down' : 'does not accept our API key';
        throw new ProviderUnavailableError(options.service, 'not-done', reason);
      }
      if (answer.status < 200 || answer.status >= 500 || (answer.status >= 300 && answer.status < 400)) {
        throw new ProviderUnavailableError(
          options.service,
          'unknown',
          `answered with status ${answer.status}`,
        );
      }
      if (accept !== undefined && answer.status < 300 && answer.type === accept)
        return { status: answer.status, body: undefined, bytes: answer.bytes };
      return { status: answer.status, body: parse(answer.text) };
    },
  };

  async function ask(input: {
    method: string;
    url: URL;
    headers: OutgoingHttpHeaders;
    body: unknown;
  }): Promise<RawAnswer> {
    const text = input.body === undefined ? undefined : JSON.stringify(input.body);
    try {
      return await exchange({
        method: input.method,
        url: input.url,
        headers: input.headers,
        body: text,
        timeoutMs: options.timeoutMs,
      });
    } catch (error) {
      const { name, code } = error as NodeJS.ErrnoException;
      const timedOut = name === 'AbortError' || name === 'TimeoutError';
      const neverSent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
      const reason = timedOut
        ? `did not answer within ${options.timeoutMs} ms`
        : `could not be reached (${code ?? name})`;
      throw new ProviderUnavailableError(options.service, neverSent ? 'not-done' : 'unknown', reason, {
        cause: error,
      });
    }
  }

  function parse(text: string): unknown {
    if (text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw new ProviderUnavailableError(
        options.service,
        'unknown',
        'answered with something that is not JSON',
      );
    }
  }
}
