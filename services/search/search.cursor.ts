import { z } from 'zod';
import { DomainError } from '../platform/errors';
import type { SearchSort } from './search.port';

/** Where a page ends: the last product and the number it stood there with. */
export interface Place {
  value: number;
  id: string;
}

const cursorSchema = z.tuple([z.string(), z.number(), z.string().max(200)]);

/** Names the last product of a page; opaque to callers. */
export function cursorAfter(sort: SearchSort, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** @throws DomainError `invalid-cursor` for one that we did not make, or made for another order */
export function placeOf(cursor: string, sort: SearchSort): Place {
  const [madeFor, value, id] = parse(cursor);
  if (madeFor !== sort) throw invalidCursor();
  return { value, id };
}

function parse(cursor: string) {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalidCursor();
  }
}

const invalidCursor = () =>
  new DomainError(
    'invalid',
    'invalid-cursor',
    'This page of the list is not known. Start from the first page.',
  );
