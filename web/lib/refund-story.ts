import type { Order, Refund } from './types';

/** How a refund goes on, in a sentence or two for its buyer. @param moment writes a moment */
export function refundNews(
  refund: Pick<Refund, 'status' | 'approval' | 'decideBy' | 'settledBy'>,
  seller: string,
  moment: (at: string) => string,
): string {
  switch (refund.status) {
    case 'requested':
      return 'We have it. In a moment you read here how it goes on.';
    case 'awaiting-approval':
      return awaited(refund, seller, moment);
    case 'refunding':
      return 'It is agreed and sent. Your bank takes a few days to show it.';
    case 'refunded':
      return refund.settledBy
        ? 'It was paid to you another way than to your card.'
        : 'It is on your card. Your bank may take a few days to show it.';
    case 'rejected':
      return 'No money goes back. Write to us if you see it otherwise.';
    case 'failed':
      return 'It could not be given back, and nothing was moved. Ask again for what is left.';
    case 'needs-attention':
      return 'It is agreed, but did not reach your card. We see to it; you need not do anything.';
  }
}

function awaited(
  { approval, decideBy }: Pick<Refund, 'approval' | 'decideBy'>,
  seller: string,
  moment: (at: string) => string,
): string {
  if (approval.by === 'nobody') return 'It is being looked at.';
  const who = approval.by === 'seller' ? seller : 'Our support';
  const by = decideBy ? ` by ${moment(decideBy)}` : ` within ${approval.withinHours} hours`;
  const silence =
    approval.silence === 'consent'
      ? 'Without an answer you get it by itself.'
      : approval.by === 'seller'
        ? 'Without an answer our support decides.'
        : '';
  return `${who} answers${by}. ${silence}`.trim();
}

/** What the money is for: `2 × Flat-woven rug and the post`. */
export function whatOf(refund: Pick<Refund, 'lines' | 'shippingMinor'>, order: Pick<Order, 'lines'>): string {
  const things = refund.lines.map(({ lineId, quantity }) => {
    const title = order.lines.find((line) => line.id === lineId)?.title ?? 'a thing';
    return quantity > 1 ? `${quantity} × ${title}` : title;
  });
  if (refund.shippingMinor > 0) things.push('the post');
  if (things.length === 0) return 'a part of what you paid';
  const last = things.pop() ?? '';
  return things.length > 0 ? `${things.join(', ')} and ${last}` : last;
}
