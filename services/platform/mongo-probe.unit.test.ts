import { DomainError } from './errors';
import { judgeRace } from './mongo-probe';

test('a server that grants each unit once and stores it is accepted', () => {
  expect(() => judgeRace(10, { available: 0, sold: 10 })).not.toThrow();
});

test.each([
  ['grants a unit twice', 11, { available: 0, sold: 10 }],
  ['grants too few', 9, { available: 1, sold: 9 }],
  ['acknowledges what it did not store', 10, { available: 5, sold: 5 }],
  ['goes below zero', 10, { available: -1, sold: 11 }],
  ['forgets the document', 10, null],
])('a server that %s is refused with the remedy', (_what, granted, stored) => {
  const act = () => judgeRace(granted, stored);
  expect(act).toThrow(DomainError);
  expect(act).toThrow(/MONGODB_URL at a MongoDB replica set/);
});
