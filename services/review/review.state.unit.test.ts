import { authorNameOf, deliveredProducts, summaryOf } from './review.state';

const line = (id: string, productId: string) => ({ id, productId, title: productId });

test('of an order in parcels only what lay in those that arrived was delivered', () => {
  const order = {
    deliveredAt: '2026-01-01T00:00:00.000Z',
    lines: [line('l1', 'lamp'), line('l2', 'rug'), line('l3', 'tea'), line('l4', 'lamp')],
    parcels: [
      { status: 'lost', lines: [{ lineId: 'l1' }, { lineId: 'l2' }] },
      { status: 'delivered', lines: [{ lineId: 'l3' }, { lineId: 'l4' }] },
    ],
  };
  expect(deliveredProducts(order).map(({ productId }) => productId)).toEqual(['tea', 'lamp']);
  expect(deliveredProducts({ ...order, deliveredAt: null, parcels: [] })).toEqual([]);
  expect(deliveredProducts({ ...order, parcels: [] })).toHaveLength(3);
});

test('a rating is rounded to two digits, and nobody rates nothing', () => {
  expect(summaryOf([1, 0, 0, 0, 2])).toEqual({ average: 3.67, count: 3, stars: [1, 0, 0, 0, 2] });
  expect(summaryOf([0, 0, 0, 0, 0])).toMatchObject({ average: 0, count: 0 });
});

test.each([
  ['Ida Sommer', 'Ida S.'],
  ['  Ada de la Cruz ', 'Ada C.'],
  ['Mira', 'Mira'],
  ['', 'A guest'],
  [null, 'A guest'],
])('%s is shown as %s', (name, shown) => {
  expect(authorNameOf(name)).toBe(shown);
});
