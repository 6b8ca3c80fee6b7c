import { z } from 'zod';
import { ID_PATTERN } from '../../services/platform/ids';

/** An id as it stands in a path. */
export const idSchema = z.string().regex(ID_PATTERN, 'This is not an id.');
export const idParams = z.object({ id: idSchema });

/** A body with nothing in it, for acts that need no words. */
export const emptyBody = z.strictObject({});

export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(400).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** All there is, in one list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}
