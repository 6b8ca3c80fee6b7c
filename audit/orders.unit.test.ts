import { grouped } from './findings';
import { auditParcels } from './orders';
import type { Records } from './records';

/** An order of three units: two sold in two parcels, of which one was lost, and one declined; and one returned. */
function shop() {
  const line = { id: '1', quantity: 3, totalMinor: 300, declinedQuantity: 1 };
  const parcel = (n: number, status: string) => ({
    ...{ id: `o1-d${n}`, status, lines: [{ lineId: '1', quantity: 1 }] },
  });
  const order = {
    ...{ _id: 'o1', status: 'closed', totalMinor: 300, declinedMinor: 100, capturedMinor: 200 },
    lines: [line] as Record<string, unknown>[],
    parcels: [parcel(1, 'lost'), parcel(2, 'delivered')],
    returns: [{ id: 'o1-ret1', status: 'accepted' }],
  };
  const refund = (part: string) => ({
    ...{ _id: `o1-r-${part}`, orderId: 'o1', status: 'refunded', amountMinor: 50 },
  });
  return { orders: [order], refunds: [refund('d1'), refund('ret1')], disputes: [] };
}
type Shop = ReturnType<typeof shop>;
const findings = (records: object) => grouped(auditParcels(records as Records));
const orderOf = ({ orders }: Shop) => orders[0] as Shop['orders'][number];

test('an order whose parcels, returns and refunds agree has no findings', () => {
  expect(findings(shop())).toEqual([]);
});

test.each<[string, (shop: Shop) => unknown]>([
  [
    'all that was not declined is taken of an order, or nothing',
    (records) => (orderOf(records).capturedMinor = 300),
  ],
  [
    'a unit is in one parcel at most, and in none when it was declined or cancelled',
    (records) => (orderOf(records).lines = [{ id: '1', quantity: 3, declinedQuantity: 2, totalMinor: 300 }]),
  ],
  [
    'an order of which all has left keeps nothing back',
    (records) => (orderOf(records).lines = [{ id: '1', quantity: 4, declinedQuantity: 1, totalMinor: 300 }]),
  ],
  [
    'a parcel that did not arrive, and what was cancelled late, is given back',
    (records) => (records.refunds = records.refunds.slice(1)),
  ],
  ['a return that was found good is given back', ({ refunds }) => refunds.pop()],
  [
    'an order that is over has no return that is not',
    (records) => (orderOf(records).returns = [{ id: 'o1-ret1', status: 'approved' }]),
  ],
])('%s: the audit finds where it is not so', (invariant, breakIt) => {
  const records = shop();
  breakIt(records);
  expect(findings(records)).toEqual([{ invariant, ids: ['o1'] }]);
});
