import type { ListKind } from './recommendation.collections';

/** Names the one list of a version; the list of what is popular belongs to no product. */
export const listId = (versionId: string, kind: ListKind, productId: string): string =>
  `${versionId}:${kind}:${productId}`;
