import type { CaravanEvent, Topic } from '../../events/contract';

const TOPIC_OF: Record<string, Topic> = {
  checkout: 'checkouts',
  delivery: 'deliveries',
  dispute: 'disputes',
  order: 'orders',
  payment: 'payments',
  refund: 'refunds',
  review: 'reviews',
  seller: 'sellers',
};
const OF_VISITS = new Set(['product.seen', 'product.searched', 'product.basketed', 'product.bought']);

/** Events of a story, numbered as documents number theirs. */
export function storyTeller() {
  const versions = new Map<string, number>();
  const told: CaravanEvent[] = [];

  function tell(at: string, type: string, subject: string, data: Record<string, unknown>): CaravanEvent {
    const noun = type.split('.')[0] ?? '';
    const topic = OF_VISITS.has(type) ? 'behaviour' : (TOPIC_OF[noun] ?? 'catalogue');
    const version = (versions.get(`${topic}/${subject}`) ?? 0) + 1;
    versions.set(`${topic}/${subject}`, version);
    const time = new Date(at).toISOString();
    const event = { id: `e-${told.length + 1}`, type, topic, subject, time, version, data };
    told.push(event);
    return event;
  }

  return {
    told,
    tell,
    sees: (at: string, session: string, productId: string, sellerId: string, more: object = {}) =>
      tell(at, 'product.seen', session, {
        ...{ visitorId: `v-${session}`, sessionId: session, productId, sellerId, device: 'desktop', at },
        ...more,
      }),
    searches: (at: string, session: string, text: string, results: number) =>
      tell(at, 'product.searched', session, { visitorId: 'v', sessionId: session, text, results, at }),
    /** One checkout with one order of one line, paid and placed. */
    places(
      at: string,
      order: { id: string; buyerId: string; sellerId: string; productId: string; totalMinor: number },
    ) {
      const { id, totalMinor, productId, ...parties } = order;
      const checkoutId = `c-${id}`;
      tell(at, 'checkout.opened', checkoutId, { checkoutId });
      tell(at, 'checkout.placed', checkoutId, { checkoutId, totalMinor, currency: 'EUR' });
      const lines = [{ sku: 's', productId, quantity: 2, totalMinor: totalMinor - 500 }];
      tell(at, 'order.placed', id, {
        ...{ orderId: id, checkoutId, ...parties, status: 'placed', totalMinor, currency: 'EUR', lines },
      });
    },
    /** What an order comes to next. */
    moves: (at: string, as: string, id: string, sellerId: string) =>
      tell(at, `order.${as}`, id, { orderId: id, sellerId, status: as, totalMinor: 1, currency: 'EUR' }),
  };
}

/** A small market of two shops in the first half of November 2026, of which every figure is known by hand. */
export function novemberStory(): CaravanEvent[] {
  const story = storyTeller();
  const { tell, sees, searches, places, moves, told } = story;
  const day = (date: number, time = '10:00') => `2026-11-${String(date).padStart(2, '0')}T${time}:00.000Z`;
  for (const [productId, sellerId, categoryId] of [
    ['p-pot', 'seller-a', 'ceramics'],
    ['p-cup', 'seller-a', 'ceramics'],
    ['p-tea', 'seller-b', 'tea'],
  ] as const)
    tell(day(1), 'product.published', productId, { productId, sellerId, title: 'Draft', categoryId });
  for (const [productId, title] of Object.entries({ 'p-pot': 'Pot', 'p-cup': 'Cup', 'p-tea': 'Tea' }))
    tell(day(1), 'product.changed', productId, {
      ...{ productId, title, categoryId: productId === 'p-tea' ? 'tea' : 'ceramics' },
    });
  tell(day(1), 'seller.opened', 'seller-a', { sellerId: 'seller-a', name: 'Oleiro' });
  tell(day(1), 'seller.opened', 'seller-b', { sellerId: 'seller-b', name: 'Chai & Co' });

  sees(day(2), 's1', 'p-pot', 'seller-a', { country: 'FR', referrer: 'blog.example' });
  sees(day(2), 's1', 'p-cup', 'seller-a', { country: 'FR', referrer: 'blog.example' });
  sees(day(2), 's2', 'p-pot', 'seller-a', { device: 'phone' });
  sees(day(3), 's3', 'p-tea', 'seller-b', { country: 'DE', device: 'phone' });
  tell(day(2), 'product.basketed', 's1', { sessionId: 's1', productId: 'p-pot', sellerId: 'seller-a' });
  searches(day(2), 's2', 'samovar', 0);
  searches(day(3), 's3', 'samovar', 0);
  searches(day(3), 's3', 'tea', 4);

  places(day(2), { id: 'o1', buyerId: 'ana', sellerId: 'seller-a', productId: 'p-pot', totalMinor: 3000 });
  places(day(3), { id: 'o2', buyerId: 'ben', sellerId: 'seller-b', productId: 'p-tea', totalMinor: 2000 });
  places(day(4), { id: 'o3', buyerId: 'cleo', sellerId: 'seller-a', productId: 'p-cup', totalMinor: 1500 });
  places(day(10), { id: 'o4', buyerId: 'ana', sellerId: 'seller-a', productId: 'p-pot', totalMinor: 4000 });
  tell(day(2), 'product.bought', 'purchase-o1', {
    ...{ sessionId: 's1', productId: 'p-pot', sellerId: 'seller-a', orderId: 'o1', device: 'desktop' },
    ...{
      country: 'FR',
      referrer: 'blog.example',
      quantity: 2,
      totalMinor: 2500,
      currency: 'EUR',
      at: day(2),
    },
  });

  moves(day(2, '12:00'), 'accepted', 'o1', 'seller-a');
  moves(day(3, '12:00'), 'shipped', 'o1', 'seller-a');
  tell(day(5, '12:00'), 'delivery.delivered', 'd1', {
    deliveryId: 'd1',
    orderId: 'o1',
    sellerId: 'seller-a',
  });
  moves(day(4, '11:00'), 'cancelled', 'o3', 'seller-a');
  moves(day(10, '16:00'), 'accepted', 'o4', 'seller-a');
  moves(day(3, '13:00'), 'accepted', 'o2', 'seller-b');
  moves(day(3, '14:00'), 'shipped', 'o2', 'seller-b');
  const pay = (at: string, orderId: string, amountMinor: number) =>
    tell(at, 'payment.captured', `c-${orderId}`, { orderId, amountMinor, currency: 'EUR' });
  pay(day(3, '12:00'), 'o1', 3000);
  pay(day(3, '14:00'), 'o2', 2000);
  const refund = (at: string, type: string, refundId: string, sellerId: string, amountMinor: number) =>
    tell(at, type, refundId, { refundId, sellerId, amountMinor, currency: 'EUR' });
  refund(day(6), 'refund.requested', 'r1', 'seller-a', 1200);
  refund(day(7), 'refund.completed', 'r1', 'seller-a', 1200);
  // Given, and sent back by the bank.
  refund(day(7), 'refund.completed', 'r2', 'seller-b', 300);
  refund(day(9), 'refund.failed', 'r2', 'seller-b', 300);
  const dispute = (at: string, type: string, disputeId: string, amountMinor: number, more: object = {}) =>
    tell(at, type, disputeId, { disputeId, amountMinor, currency: 'EUR', ...more });
  // Told before events said whose money it was.
  dispute(day(8), 'dispute.lost', 'x1', 70);
  dispute(day(8), 'dispute.opened', 'x2', 900);
  dispute(day(9), 'dispute.won', 'x2', 900);
  // Of both shops, by what is left of each: 1,800 and 2,000.
  dispute(day(9, '11:00'), 'dispute.opened', 'x3', 1001);
  dispute(day(12), 'dispute.lost', 'x3', 1001, {
    parts: [
      { orderId: 'o1', sellerId: 'seller-a', amountMinor: 474 },
      { orderId: 'o2', sellerId: 'seller-b', amountMinor: 527 },
    ],
  });

  const review = (at: string, type: string, id: string, stars: number, status = 'shown') =>
    tell(at, type, id, { reviewId: id, productId: 'p-pot', sellerId: 'seller-a', stars, status });
  review(day(6), 'review.written', 'w1', 2);
  review(day(7), 'review.edited', 'w1', 5);
  review(day(7), 'review.written', 'w2', 4);
  review(day(8), 'review.written', 'w3', 1);
  review(day(9), 'review.hidden', 'w3', 1, 'hidden');
  return [...told];
}
