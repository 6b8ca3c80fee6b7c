import type { Order } from '../order/order.schema';
import { restockOf } from './refund.restock';

/** Five units of a line, three of one warehouse and two of another; so many are counted as refunded. */
const order = (refundedQuantity: number) => ({
  lines: [{ id: '1', sku: 'A', refundedQuantity }] as Order['lines'],
  allocations: [
    { sku: 'A', warehouseId: 'w1', quantity: 3 },
    { sku: 'B', warehouseId: 'w1', quantity: 9 },
    { sku: 'A', warehouseId: 'w2', quantity: 2 },
  ],
});
const back = (refundedQuantity: number, quantity: number) =>
  restockOf(order(refundedQuantity), [{ lineId: '1', quantity }]).map(
    ({ warehouseId, quantity: units }) => `${warehouseId}:${units}`,
  );

test('units go back to where they came from, each once, in whatever slices', () => {
  expect(back(5, 5)).toEqual(['w1:3', 'w2:2']);
  expect([back(2, 2), back(4, 2), back(5, 1)]).toEqual([['w1:2'], ['w1:1', 'w2:1'], ['w2:1']]);
});

test('a line that is not in the order brings nothing back', () => {
  expect(restockOf(order(1), [{ lineId: '9', quantity: 1 }])).toEqual([]);
});
