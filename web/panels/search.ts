/** What was typed into the search of staff. */
export type Sought = { kind: 'order'; id: string } | { kind: 'checkout'; id: string } | { kind: 'unclear' };

const PREFIX = /^(order|checkout|payment|delivery|refund)-/;
const ORDER = /^([0-9a-z]{26}-\d{1,2})(-d\d+)?$/;
const CHECKOUT = /^[0-9a-z]{26}$/;

/**
 * Reads an id as it stands in a mail, an address or Temporal: an order's, a delivery's, a payment's or a checkout's.
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
  if (CHECKOUT.test(id)) return { kind: 'checkout', id };
  return { kind: 'unclear' };
}
