import { auditGoods, type GoodsRecords } from './goods';
import type { Records } from './records';

type Made = Pick<Records, 'goods' | 'stocks' | 'openWorkflows'>;

/** Goods of one seller in which everything agrees, and then what the test breaks. */
function found(broken: { goods?: Partial<GoodsRecords>; stock?: object } = {}): string[] {
  const goods: GoodsRecords = {
    products: [{ _id: 'p1', sellerId: 'ann', skus: ['A-1'] }],
    claims: [{ _id: 'A-1', sellerId: 'ann' }],
    movements: [{ _id: 'm1', stockId: 'A-1@w', quantity: 5 }],
    imports: [{ _id: 'i1', status: 'done', done: 3, applied: 2, refused: 1, rows: 3 }],
    ...broken.goods,
  };
  const unlisted = [
    { id: 'm1', quantity: 5 },
    { id: 'm2', quantity: -1 },
  ];
  const stock = { _id: 'A-1@w', sku: 'A-1', sellerId: 'ann', moved: 4, unlisted, ...broken.stock };
  const made = { goods, stocks: [stock], openWorkflows: new Set(['import-i2']) } as unknown as Made;
  return auditGoods(made).map(({ invariant, id }) => `${id}: ${invariant}`);
}

test('goods in which everything agrees are fine, also while a movement is not listed yet', () => {
  expect(found()).toEqual([]);
  expect(found({ goods: { imports: [{ ...reading, _id: 'i2' }] } })).toEqual([]);
});

const reading = { _id: 'i1', status: 'reading', done: 1, applied: 1, refused: 0, rows: 3 } as const;

test.each([
  ['a movement that is gone', { goods: { movements: [] }, stock: { unlisted: [] } }, 'A-1@w: the movements'],
  ['a SKU of another seller', { goods: { claims: [{ _id: 'A-1', sellerId: 'bob' }] } }, 'p1 A-1: a SKU'],
  ['stock of another seller', { stock: { sellerId: 'bob' } }, 'A-1@w: stock of a SKU'],
  ['an import that nobody reads', { goods: { imports: [reading] } }, 'i1: an import'],
  [
    'a row that nobody saw',
    { goods: { imports: [{ ...reading, status: 'done' as const }] } },
    'i1: every row',
  ],
])('%s is found', (_name, broken, told) => {
  expect(found(broken).some((breach) => breach.startsWith(told))).toBe(true);
});
