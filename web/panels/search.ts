/** What was typed into the search of staff. */
export type Sought = { kind: 'order' | 'checkout' | 'dispute'; id: string } | { kind: 'unclear' };

const PREFIX = /^(order|checkout|payment|delivery|refund|dispute)-/;
const ORDER = /^([0-9a-z]{26}-\d{1,2})(-d\d+|-r[0-9a-z-]+)?$/;
const DISPUTE = /^[0-9a-z]{26}-c[0-9a-f]{12}$/;
const CHECKOUT = /^[0-9a-z]{26}$/;

/**
 * Reads an id as it stands in a mail, an address or Temporal: an order's, a parcel's, a refund's, a dispute's, a payment's or a checkout's.
 * A payment has its checkout's id, and an order's begins with it.
 */
export function soughtIn(text: string): Sought {
  const [path = ''] = text
    .trim()
    .toLowerCase()
    .split(/[?#\s]/);
  const id = (path.split('/').pop() ?? '').replace(PREFIX, '');
  const order = ORDER.exec(id)?.[1];
  if (order) return { kind: 'order', id: order };
  if (DISPUTE.test(id)) return { kind: 'dispute', id };
  if (CHECKOUT.test(id)) return { kind: 'checkout', id };
  return { kind: 'unclear' };
}
