/** A refusal or failure of the API, as `application/problem+json` tells it (RFC 9457). */
export class ApiProblem extends Error {
  override name = 'ApiProblem';

  constructor(
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** Stable code, such as `out-of-stock`; `no-answer` when there was none. */
    readonly code: string,
    message: string,
    /** Everything else the problem carries. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Messages by field, keyed by the last part of the JSON pointer. */
  get fields(): Record<string, string> {
    const errors = Array.isArray(this.extra.errors) ? (this.extra.errors as unknown[]) : [];
    return Object.fromEntries(
      errors.filter(isFieldError).map((error) => [lastPart(error.pointer), error.detail]),
    );
  }
}

/** Reads a failed answer; an answer that is not a problem still becomes one. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const fields = isRecord(body) ? body : {};
  const type = typeof fields.type === 'string' ? fields.type : '';
  const code = type.split('/').pop() || `status-${response.status}`;
  const detail = typeof fields.detail === 'string' ? fields.detail : FALLBACK;
  return new ApiProblem(response.status, code, detail, fields);
}

/** There was no answer: no network, or the shop is away. */
export function noAnswer(): ApiProblem {
  return new ApiProblem(0, 'no-answer', 'The shop did not answer. Check your connection and try again.');
}

/** One sentence for a person, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return FALLBACK;
  if (error.status === 429) return 'That was a lot at once. Wait a minute and try again.';
  if (error.status >= 500 && error.code.startsWith('status-')) return FALLBACK;
  return error.message;
}

const FALLBACK = 'Something went wrong on our side. Nothing was changed; please try again.';

function isFieldError(value: unknown): value is { pointer: string; detail: string } {
  return isRecord(value) && typeof value.pointer === 'string' && typeof value.detail === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function lastPart(pointer: string): string {
  return pointer.split('/').pop() ?? pointer;
}
