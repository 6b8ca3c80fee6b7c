import { withoutOrderId } from './without-order-id';

test('a sentence about an order reads without its number', () => {
  const id = '01m7yxbez6p9ng030p2r5s0t38-1';
  expect(withoutOrderId(`Order ${id} was sold.`)).toBe('This order was sold.');
  expect(withoutOrderId(`The seller may be paid for order ${id}.`)).toBe(
    'The seller may be paid for this order.',
  );
  expect(withoutOrderId(`The order ${id} is closed.`)).toBe('This order is closed.');
  expect(withoutOrderId('Adjusted by staff: For order forms')).toBe('Adjusted by staff: For order forms');
});
