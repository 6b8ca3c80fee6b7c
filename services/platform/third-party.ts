import { z } from 'zod';
import { type Clock, systemClock } from './clock';
import { DomainError, NotFoundError } from './errors';
import { createJsonClient, type JsonAnswer, ProviderUnavailableError } from './http-client';
import { malformedWebhook } from './webhook-refusals';
import { verifyWebhook, type WebhookHeaders } from './webhook-signature';

const refusalAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export interface ThirdPartyOptions {
  baseUrl: string;
  apiKey: string;
  /** One secret, or several while one is being replaced. */
  webhookSecret: string | readonly string[];
  /** How long one request may take, in ms. */
  timeoutMs: number;
  clock?: Clock;
}

/** How refusals of a third party become ours. */
export interface PartyWords {
  /** How the other side is called in errors, such as `payment provider`. */
  service: string;
  /** What is missing when it answers 404. */
  missing: string;
  /** Refusals that callers tell apart by the code of the other side. */
  knownRefusals: ReadonlySet<string>;
  /** The code of every other refusal; `details.reason` has the code of the other side. */
  otherRefusal: string;
}

export interface ThirdParty {
  /** @throws ProviderUnavailableError when there is no usable answer; NotFoundError; DomainError for a refusal */
  get(path: string): Promise<unknown>;
  /** The same, with an idempotency key. */
  post(path: string, key: string, body: Record<string, unknown>): Promise<unknown>;
  /** The bytes of a file. @throws as `get`, and ProviderUnavailableError when it is no file of that type */
  file(path: string, type: string): Promise<Uint8Array>;
  /**
   * Checks the signature of a webhook over its bytes, then has it read.
   * @param read takes the webhook's id and its parsed body; whatever it throws means that it cannot be read
   * @throws DomainError `webhook-signature`, `webhook-timestamp` or `webhook-malformed`
   */
  readWebhook<T>(
    webhook: { rawBody: string | Uint8Array; headers: WebhookHeaders },
    read: (id: string, body: unknown) => T,
  ): T;
}

/**
 * A third party that speaks JSON, knows idempotency keys, refuses by `{ error: { code, message } }` and reports by
 * Standard Webhooks: what the adapters of all such parties have in common.
 */
export function connectThirdParty(options: ThirdPartyOptions, words: PartyWords): ThirdParty {
  const clock = options.clock ?? systemClock;
  const secrets = typeof options.webhookSecret === 'string' ? [options.webhookSecret] : options.webhookSecret;
  const { baseUrl, apiKey, timeoutMs } = options;
  const client = createJsonClient({ service: words.service, baseUrl, apiKey, timeoutMs });

  return {
    get: async (path) => accepted(await client.request({ method: 'GET', path }), words),
    post: async (path, key, body) =>
      accepted(await client.request({ method: 'POST', path, key, body }), words),
    file: async (path, type) => {
      const { status, body, bytes } = await client.request({ method: 'GET', path, accept: type });
      accepted({ status, body }, words);
      if (bytes === undefined)
        throw new ProviderUnavailableError(
          words.service,
          'not-done',
          'answered with something that is not a file',
        );
      return bytes;
    },
    readWebhook({ rawBody, headers }, read) {
      const { id } = verifyWebhook({ headers, rawBody, secrets, nowMs: clock.nowMs() });
      try {
        const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
        return read(id, JSON.parse(text));
      } catch {
        throw malformedWebhook();
      }
    },
  };
}

/** The body of an answer that is no refusal. */
function accepted({ status, body }: Omit<JsonAnswer, 'bytes'>, words: PartyWords): unknown {
  if (status < 400) return body;
  const parsed = refusalAnswer.safeParse(body);
  const { code, message } = parsed.success
    ? parsed.data.error
    : { code: `status-${status}`, message: `The ${words.service} refused without a reason.` };
  if (status === 404) throw new NotFoundError(words.missing);
  const known = words.knownRefusals.has(code) ? code : words.otherRefusal;
  throw new DomainError(status === 409 ? 'conflict' : 'invalid', known, message, { reason: code });
}
