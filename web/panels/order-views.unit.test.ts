import { orderStatusSchema } from '../../services/order/order.schema';
import { ORDER_VIEWS, viewHolding, viewOf } from './order-views';

test("today's work is shown unless the address names another list", () => {
  expect(viewOf(null).key).toBe('today');
  expect(viewOf('nonsense').key).toBe('today');
  expect(viewOf('over').key).toBe('over');
});

test('every state of an order stands in exactly one list, and in the list of all', () => {
  const named = ORDER_VIEWS.flatMap((view) => view.sections.map((section) => section.status)).filter(
    (status) => status !== null,
  );
  expect([...named].sort()).toEqual([...orderStatusSchema.options].sort());
  for (const status of orderStatusSchema.options)
    expect(viewHolding(status).sections.map((section) => section.status)).toContain(status);
});
