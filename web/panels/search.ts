/** What was typed into the search of staff. */
export type Sought =
  | { kind: 'order' | 'checkout' | 'dispute'; id: string }
  | { kind: 'orders'; of: KnownOf }
  | { kind: 'unclear' };
/** What a caller knows of their order who has no number of ours; named as the API's list of orders names it. */
export type KnownOf = { email: string } | { trackingId: string };

const PREFIX = /^(order|checkout|payment|delivery|refund|dispute)-/;
const ORDER = /^([0-9a-z]{26}-\d{1,2})(-d\d+|-r[0-9a-z-]+)?$/;
const DISPUTE = /^[0-9a-z]{26}-c[0-9a-f]{12}$/;
const CHECKOUT = /^[0-9a-z]{26}$/;
/** As the carrier prints it on labels. Another carrier's numbers belong here, and are not to look like ids of ours. */
const TRACKING = /^crv[0-9a-z]{16}$/;
/** What the API takes for an address; the longest has 254 characters (RFC 5321). */
const EMAIL = /^(?!\.)(?!.*\.\.)(?=.{1,254}$)[\w'+.-]*[\w+-]@([a-z\d][a-z\d-]*\.)+[a-z]{2,}$/;

/**
 * Reads an id as it stands in a mail, an address or Temporal: an order's, a parcel's, a refund's, a dispute's, a
 * payment's or a checkout's; or an e-mail address, or the carrier's number of a parcel, also in a link to its tracking.
 * A payment has its checkout's id, and an order's begins with it.
 */
export function soughtIn(text: string): Sought {
  const typed = text.trim().toLowerCase();
  if (EMAIL.test(typed)) return { kind: 'orders', of: { email: typed } };
  const [path = ''] = typed.split(/[?#\s]/);
  const id = (path.split('/').pop() ?? '').replace(PREFIX, '');
  const order = ORDER.exec(id)?.[1];
  if (order) return { kind: 'order', id: order };
  if (DISPUTE.test(id)) return { kind: 'dispute', id };
  if (CHECKOUT.test(id)) return { kind: 'checkout', id };
  if (TRACKING.test(id)) return { kind: 'orders', of: { trackingId: id.toUpperCase() } };
  return { kind: 'unclear' };
}
