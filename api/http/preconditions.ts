import { DomainError, StaleVersionError } from '../../services/platform/errors';
import type { Reply } from './reply';

/** Strong ETag of a version of something. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a change is meant for, from `If-Match`. A tag that a proxy made weak, because it compressed the
 * answer, is taken too: it names the same version of the record.
 * @throws DomainError `precondition-missing` (428) or `precondition-failed` (412)
 */
export function expectedVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new DomainError(
      'invalid',
      'precondition-missing',
      'Send the ETag that you last saw as If-Match. Nothing was changed.',
    );
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch.trim());
  if (!match) throw stale();
  return Number(match[1]);
}

/** Runs a conditional change; that somebody was quicker is the failure of its precondition (412). */
export async function whenUnchanged<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof StaleVersionError) throw stale(error.message);
    throw error;
  }
}

function stale(
  message = 'This was changed in the meantime. Load it again and repeat your change.',
): DomainError {
  return new DomainError('conflict', 'precondition-failed', message);
}

/** A prepared JSON text with its tag: 304 when the caller has it already. */
export function conditional(
  ifNoneMatch: string | undefined,
  prepared: { json: string; etag: string },
  cacheControl: string,
): Reply {
  const headers = { etag: prepared.etag, 'cache-control': cacheControl };
  if (ifNoneMatch !== undefined && tagMatches(ifNoneMatch, prepared.etag)) return { status: 304, headers };
  return { status: 200, json: prepared.json, headers };
}

/** Weak comparison (RFC 9110, 13.1.2). */
function tagMatches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true;
  const plain = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === plain);
}
