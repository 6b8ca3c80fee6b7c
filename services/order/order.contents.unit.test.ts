import { allocationsOf, returnable, statusOfParcels, unpacked, unshipped } from './order.contents';
import type { Order } from './order.schema';
import type { ParcelStatus } from './parcel.schema';

/** Two lines, of 3 and 1 units; the parcels hold one unit of the first line each, the last one the rest. */
function orderWith(...statuses: ParcelStatus[]) {
  const parcels = statuses.map((status, index) => ({
    ...{ id: `o-d${index + 1}`, carrier: 'carrier', packedAt: '', status },
    lines: [{ lineId: '1', quantity: 1 }, ...(index === 2 ? [{ lineId: '2', quantity: 1 }] : [])],
  }));
  const lines = [
    { id: '1', sku: 'A', quantity: 3, refundedQuantity: 0 },
    { id: '2', sku: 'B', quantity: 1, refundedQuantity: 0 },
  ];
  const allocations = [
    { sku: 'A', warehouseId: 'x', quantity: 2 },
    { sku: 'A', warehouseId: 'y', quantity: 1 },
    { sku: 'B', warehouseId: 'x', quantity: 1 },
  ];
  return { parcels, lines, allocations } as unknown as Order;
}

test.each<[ParcelStatus[], string | null]>([
  [[], null],
  [['packed', 'packed', 'packed'], null],
  [['shipping'], null],
  [['shipped'], 'partly-shipped'],
  [['delivered', 'packed'], 'partly-shipped'],
  [['lost', 'lost'], 'partly-shipped'],
  [['delivered', 'lost', 'shipping'], 'partly-shipped'],
  [['shipped', 'shipped', 'shipped'], 'shipped'],
  [['delivered', 'lost', 'shipped'], 'shipped'],
  [['delivered', 'lost', 'returned'], 'delivered'],
  [['lost', 'damaged', 'lost'], 'lost'],
  [['lost', 'returned', 'lost'], 'returned'],
])('an order whose parcels are %j is %s', (statuses, status) => {
  expect(statusOfParcels(orderWith(...statuses))).toBe(status);
});

test('what is packed has not left yet, and what was declined or cancelled never will', () => {
  const order = orderWith('shipped', 'packed');
  expect(unpacked(order)).toEqual([
    { lineId: '1', quantity: 1 },
    { lineId: '2', quantity: 1 },
  ]);
  expect(unshipped(order)).toEqual([
    { lineId: '1', quantity: 2 },
    { lineId: '2', quantity: 1 },
  ]);
  const lines = order.lines.map((line) => ({
    ...line,
    declinedQuantity: line.id === '2' ? 1 : 0,
    cancelledQuantity: 1,
  }));
  expect(
    unshipped({
      ...order,
      lines: lines.map((line) => (line.id === '2' ? { ...line, cancelledQuantity: 0 } : line)),
    }),
  ).toEqual([{ lineId: '1', quantity: 1 }]);
});

test('only what arrived can be sent back, once', () => {
  const order = orderWith('delivered', 'lost', 'delivered');
  expect(returnable(order)).toEqual([
    { lineId: '1', quantity: 2 },
    { lineId: '2', quantity: 1 },
  ]);
  const returns = [
    { status: 'approved', lines: [{ lineId: '1', quantity: 1 }], acceptedLines: null },
    { status: 'rejected', lines: [{ lineId: '2', quantity: 1 }], acceptedLines: null },
  ] as unknown as Order['returns'];
  const refunded = order.lines.map((line) => (line.id === '1' ? { ...line, refundedQuantity: 2 } : line));
  expect(returnable({ ...order, returns })).toEqual([
    { lineId: '1', quantity: 1 },
    { lineId: '2', quantity: 1 },
  ]);
  // Of the two refunded units one was lost, so the other is one that had arrived.
  expect(returnable({ ...order, returns, lines: refunded })).toEqual([{ lineId: '2', quantity: 1 }]);
});

test('sold and declined units come from different places, and together they are what was allocated', () => {
  const order = orderWith();
  const lines = order.lines.map((line) => (line.id === '1' ? { ...line, declinedQuantity: 2 } : line));
  expect(allocationsOf({ ...order, lines }, 'sold')).toEqual([
    { sku: 'A', warehouseId: 'x', quantity: 1 },
    { sku: 'B', warehouseId: 'x', quantity: 1 },
  ]);
  expect(allocationsOf({ ...order, lines }, 'declined')).toEqual([
    { sku: 'A', warehouseId: 'x', quantity: 1 },
    { sku: 'A', warehouseId: 'y', quantity: 1 },
  ]);
});
