import type { Order } from '../services/order/order.schema';
import type { Actor } from '../services/user/user.schema';
import { permittedActions, permittedReturnActions } from './order-actions';

const NOW_MS = Date.parse('2030-01-01T00:00:00.000Z');
const buyer: Actor = { role: 'buyer', id: 'b1' };
const seller: Actor = { role: 'seller', id: 'u1', sellerId: 's1' };
const stranger: Actor = { role: 'buyer', id: 'b2' };

/** An order of two units. */
function orderThatIs(status: Order['status'], over: object = {}) {
  return {
    ...{ buyerId: 'b1', sellerId: 's1', status, capturedMinor: 0, refundedMinor: 0, returnUntil: null },
    lines: [{ id: '1', quantity: 2, refundedQuantity: 0 }],
    ...over,
  } as unknown as Order;
}
const parcel = (status: string, quantity: number) => ({ status, lines: [{ lineId: '1', quantity }] });

test.each<[string, Order, string[], string[]]>([
  ['placed', orderThatIs('placed'), ['cancel', 'change-address'], ['accept', 'cancel']],
  ['accepted', orderThatIs('accepted'), ['cancel', 'change-address'], ['pack', 'ship', 'cancel']],
  [
    'packed in part',
    orderThatIs('accepted', { parcels: [parcel('packed', 1)] }),
    ['cancel'],
    ['pack', 'ship', 'cancel'],
  ],
  ['packed', orderThatIs('accepted', { parcels: [parcel('packed', 2)] }), [], ['ship', 'cancel']],
  [
    'shipped in part',
    orderThatIs('partly-shipped', { parcels: [parcel('shipped', 1)] }),
    ['cancel'],
    ['pack', 'ship', 'cancel'],
  ],
  ['shipped', orderThatIs('shipped', { parcels: [parcel('shipped', 2)] }), [], []],
  [
    'delivered',
    orderThatIs('delivered', {
      ...{ parcels: [parcel('delivered', 2)], returnUntil: '2030-01-02T00:00:00.000Z' },
    }),
    ['request-return'],
    [],
  ],
  [
    'delivered long ago',
    orderThatIs('delivered', {
      ...{ parcels: [parcel('delivered', 2)], returnUntil: '2029-12-31T00:00:00.000Z' },
    }),
    [],
    [],
  ],
])('of an order that is %s buyer and seller each can do their part', (_what, order, bought, traded) => {
  expect(permittedActions(buyer, order, NOW_MS)).toEqual(bought);
  expect(permittedActions(seller, order, NOW_MS)).toEqual(traded);
  expect(permittedActions(stranger, order, NOW_MS)).toEqual([]);
});

test.each([
  ['requested', [], ['decide']],
  ['offered', ['answer'], []],
  ['approved', [], ['receive']],
  ['received', [], ['inspect']],
  ['accepted', [], []],
] as const)('a return that is %s waits for one of them', (status, bought, traded) => {
  const order = orderThatIs('delivered');
  const one = { status } as NonNullable<Order['returns']>[number];
  expect(permittedReturnActions(buyer, order, one)).toEqual(bought);
  expect(permittedReturnActions(seller, order, one)).toEqual(traded);
});
