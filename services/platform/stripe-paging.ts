/** Stripe's longest page. */
export const STRIPE_PAGE = 100;
/** Stripe holds nothing older than itself: 2010, in seconds since 1970. */
const FIRST_S = 1_262_304_000;

interface Listed {
  id: string;
  created: number;
}
interface ListRequest {
  limit: number;
  ending_before?: string;
  starting_after?: string;
  created?: { lte: number };
}
/** One of Stripe's lists: the newest first. */
export type StripeList<T> = (request: ListRequest) => Promise<{ data: T[]; has_more: boolean }>;

/**
 * A page of one of Stripe's lists from the oldest on, which Stripe itself does not offer: behind a known id it lists
 * what is newer, and that is turned round.
 * @param request.cursor the id of the last of the page before; without it the oldest is searched for first
 * @param request.nowS seconds since 1970
 */
export async function pageForward<T extends Listed>(
  list: StripeList<T>,
  { cursor, limit, nowS }: { cursor?: string; limit: number; nowS: number },
): Promise<{ items: T[]; nextCursor?: string }> {
  const first = cursor === undefined ? await oldestOf(list, nowS) : undefined;
  const anchor = cursor ?? first?.id;
  if (anchor === undefined) return { items: [] };
  const newer = await list({ ending_before: anchor, limit: Math.min(limit, STRIPE_PAGE) });
  const forward = [...(first ? [first] : []), ...[...newer.data].reverse()];
  const items = forward.slice(0, limit);
  const last = items.at(-1);
  const hasMore = newer.has_more || forward.length > items.length;
  return hasMore && last ? { items, nextCursor: last.id } : { items };
}

/**
 * The oldest of a list, by halving the time since Stripe began: some thirty requests, once, where a reconciliation
 * begins from nothing.
 */
async function oldestOf<T extends Listed>(list: StripeList<T>, nowS: number): Promise<T | undefined> {
  let empty = FIRST_S;
  let filled = nowS + 60;
  let newest = (await list({ created: { lte: filled }, limit: 1 })).data[0];
  if (!newest) return undefined;
  while (filled - empty > 1) {
    const middle = Math.floor((empty + filled) / 2);
    const found = (await list({ created: { lte: middle }, limit: 1 })).data[0];
    // What was found was made at `created`, so the half can end there at once.
    if (found) [newest, filled] = [found, Math.min(middle, found.created)];
    else empty = middle;
  }
  return lastOf(list, newest, filled);
}

/** The first made of those that share the oldest second. */
async function lastOf<T extends Listed>(list: StripeList<T>, newest: T, second: number): Promise<T> {
  let last = newest;
  for (;;) {
    const page = await list({ created: { lte: second }, limit: STRIPE_PAGE, starting_after: last.id });
    last = page.data.at(-1) ?? last;
    if (!page.has_more) return last;
  }
}
