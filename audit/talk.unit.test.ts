import type { Records } from './records';
import { auditTalk } from './talk';

function records() {
  const review = (n: number, stars: number, status = 'shown') => ({
    ...{ _id: `r${n}`, productId: 'p1', sellerId: 's1', orderId: `o${n}`, buyerId: `b${n}`, stars, status },
  });
  const order = (n: number) => ({
    ...{ _id: `o${n}`, buyerId: `b${n}`, sellerId: 's1', deliveredAt: '2026-01-01' },
    lines: [{ id: 'l1', productId: 'p1', title: 'Lamp' }],
  });
  const stars = [0, 0, 0, 1, 1];
  return {
    orders: [order(1), order(2), order(3)],
    talk: {
      reviews: [review(1, 5), review(2, 4), review(3, 1, 'hidden')],
      ratings: [
        { _id: 'product.p1', stars: [...stars], revision: 4 },
        { _id: 'seller.s1', stars: [...stars], revision: 4 },
      ],
      shown: [{ _id: 'product.p1', rating: { average: 4.5, count: 2 } }],
      conversations: [
        {
          ...{ _id: 'c1', lastSequence: 3, read: { buyer: 3, seller: 2 }, unread: { buyer: 0, seller: 1 } },
          outgoing: [{ sequence: 3 }],
        },
      ],
      messages: [
        { conversationId: 'c1', sequence: 1 },
        { conversationId: 'c1', sequence: 2 },
      ],
    },
  };
}
type Made = ReturnType<typeof records>;
const found = (made: Made) => auditTalk(made as unknown as Pick<Records, 'talk' | 'orders'>);

test('a shop whose records agree has no findings', () => {
  expect(found(records())).toEqual([]);
});

test.each<[string, (made: Made) => unknown, string[]]>([
  [
    'a rating that counts what is hidden',
    ({ talk }) => (talk.ratings[0]?.stars ?? []).splice(0, 1, 1),
    ['product.p1'],
  ],
  ['a rating that was never counted', ({ talk }) => talk.ratings.pop(), ['seller.s1']],
  [
    'another rating on the card',
    ({ talk }) => (talk.shown[0] ?? { rating: {} as never }).rating.count++,
    ['product.p1'],
  ],
  ['a review by somebody else', ({ orders }) => Object.assign(orders[0] ?? {}, { buyerId: 'x' }), ['r1']],
  ['a review before it came', ({ orders }) => Object.assign(orders[1] ?? {}, { deliveredAt: null }), ['r2']],
  ['a message that is gone', ({ talk }) => talk.messages.shift(), ['c1']],
  [
    'a wrong count of unread ones',
    ({ talk }) => Object.assign(talk.conversations[0]?.unread ?? {}, { seller: 2 }),
    ['c1'],
  ],
])('%s is found', (_what, spoil, ids) => {
  const made = records();
  spoil(made);
  expect(found(made).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});
