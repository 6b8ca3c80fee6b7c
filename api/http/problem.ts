import { z } from 'zod';
import { DomainError, type ErrorKind } from '../../services/platform/errors';

const STATUS_OF_KIND: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};

/** Where HTTP has a better word for a refusal than its kind tells. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'invalid-cursor': 400,
  'malformed-json': 400,
  'idempotency-key-missing': 400,
  'webhook-signature': 400,
  'webhook-timestamp': 400,
  'webhook-malformed': 400,
  'payment-declined': 402,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-media-type': 415,
  'precondition-missing': 428,
  'precondition-failed': 412,
  'too-many-requests': 429,
  'codes-exhausted': 429,
  'too-many-uploads': 429,
  'picture-too-large': 413,
};

/** Seconds after which asking again makes sense, when something we need is away or the first answer is awaited. */
const RETRY_AFTER_SECONDS = 2;

export const problemSchema = z
  .looseObject({
    type: z.string().describe('Relative reference `/problems/<code>`; stable'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What happened, what was not done, what to do next'),
    instance: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .describe('RFC 9457 problem details');

/** An answer that says why not, ready to be sent. */
export interface Problem {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** What stands wrong in a request: JSON pointer (RFC 6901, as a URI fragment) and a sentence. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** The request does not have the agreed shape; nothing of it was looked at further. */
export class InvalidRequestError extends DomainError {
  constructor(readonly errors: readonly Fault[]) {
    super('invalid', 'invalid-request', 'The request is not as it should be. Nothing was changed.');
  }
}

/**
 * The one place where an error becomes an HTTP answer. What is not a DomainError is our fault: 500, and not a word of
 * its message leaves the house.
 * @param instance names the request, so that a report of it finds the log line
 */
export function problemOf(error: unknown, instance?: string): Problem {
  const refusal = error instanceof DomainError ? error : (databaseAway(error) ?? parserRefusal(error));
  if (!refusal) return assemble('internal-error', 500, UNEXPECTED, {}, instance);
  const status = STATUS_OF_CODE[refusal.code] ?? STATUS_OF_KIND[refusal.kind];
  const extra = refusal instanceof InvalidRequestError ? { errors: refusal.errors } : refusal.details;
  return assemble(refusal.code, status, refusal.message, extra, instance);
}

const UNEXPECTED = 'Something went wrong on our side, and we have noted it. Please try again.';

function assemble(
  code: string,
  status: number,
  detail: string,
  extra: Record<string, unknown>,
  instance?: string,
): Problem {
  return {
    status,
    headers: headersOf(status, code),
    body: {
      ...extra,
      type: `/problems/${code}`,
      title: titleOf(code),
      status,
      detail,
      ...(instance === undefined ? {} : { instance }),
    },
  };
}

function headersOf(status: number, code: string): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  if (status === 503 || code === 'idempotency-in-flight')
    return { 'retry-after': String(RETRY_AFTER_SECONDS) };
  return {};
}

/** `out-of-stock` reads `Out of stock`. */
function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How the driver's errors are called that say that the database cannot be reached, or went away meanwhile. */
const DATABASE_AWAY =
  /^Mongo(ose)?(Network|NetworkTimeout|ServerSelection|NotConnected|PoolCleared|TopologyClosed|WaitQueueTimeout)Error$/;

/** Told apart by name: the API knows no driver. What was under way may have been done. */
function databaseAway(error: unknown): DomainError | null {
  if (!(error instanceof Error) || !DATABASE_AWAY.test(error.name)) return null;
  return new DomainError(
    'unavailable',
    'database-unavailable',
    'We could not reach our records just now. Load the page again in a moment to see where it stands.',
  );
}

/** Refusals of Express and its body parsers, told apart by what http-errors puts on them. */
function parserRefusal(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const { type, status } = error as Error & { type?: string; status?: number };
  if (type === 'entity.too.large')
    return new DomainError(
      'invalid',
      'too-large',
      'The body is larger than is read here. Nothing was changed.',
    );
  if (type === 'entity.parse.failed')
    return new DomainError('invalid', 'malformed-json', 'The body is not valid JSON. Nothing was changed.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new DomainError('invalid', 'unsupported-media-type', 'The body is in an encoding we do not read.');
  if (status !== undefined && status >= 400 && status < 500)
    return new InvalidRequestError([{ pointer: '', detail: 'The request cannot be read.' }]);
  return null;
}

/** Zod's issues as faults with pointers into the part of the request that was parsed. */
export function faultsOf(error: z.ZodError, part: 'body' | 'query' | 'path' | 'headers'): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: pointer(part, [...path, key]),
        detail: 'This is not known here.',
      }));
    return [{ pointer: pointer(part, path), detail: issue.message }];
  });
}

function pointer(part: string, path: readonly string[]): string {
  const steps = part === 'body' ? path : [part, ...path];
  const escaped = steps.map((step) =>
    encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')).slice(0, 100),
  );
  return ['#', ...escaped].join('/');
}
