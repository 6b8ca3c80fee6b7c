/** Where staff look at something that a case or a parked workflow is about; null where there is no page of it. */
export function subjectHref({ type, id }: { type: string; id: string }): string | null {
  switch (type) {
    case 'order':
      return `/staff/orders/${id}`;
    case 'refund':
    case 'delivery':
      return orderOf(id);
    case 'payment':
    case 'checkout':
      return `/staff/orders?query=${encodeURIComponent(id)}`;
    case 'dispute':
      return `/staff/disputes/${id}`;
    case 'payout':
    case 'seller':
      return '/staff/payouts';
    case 'invariant':
      return '/staff/reconciliation';
    default:
      return null;
  }
}

/** Ids of refunds and parcels begin with that of their order. */
function orderOf(id: string): string | null {
  const order = /^[0-9a-z]{26}-\d{1,2}/.exec(id)?.[0];
  return order ? `/staff/orders/${order}` : null;
}

/** Where staff decide about what is not decided in the queue itself; null where there is no page of it. */
export function decisionPlace(subject: { type: string; id: string }): { href: string; label: string } | null {
  if (subject.type === 'refund') return { href: '/staff/refunds', label: 'Decide about it' };
  const href = subjectHref(subject);
  return href === null ? null : { href, label: SUBJECT_WORDS[subject.type] ?? 'Look at it' };
}

/** What the button says that leads there. */
export const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  order: 'Look at the order',
  refund: 'Look at its order',
  delivery: 'Look at its order',
  payment: 'Look at the payment',
  checkout: 'Look at the purchase',
  dispute: 'Answer the dispute',
  payout: 'Look at payouts',
  seller: 'Look at payouts',
  invariant: 'Look at the check',
};
