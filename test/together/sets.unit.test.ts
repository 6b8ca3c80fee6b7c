import { readdirSync } from 'node:fs';
import { filesOf, SETS, unitTests } from './sets';

test('every unit test is in one set, and every set is run', () => {
  const sets = Array.from({ length: SETS }, (_, index) => index + 1);
  expect(sets.flatMap(filesOf).sort()).toEqual(unitTests());
  expect(unitTests()).toContain('test/together/sets.unit.test.ts');
  expect(readdirSync(__dirname).filter((name) => name.startsWith('set-'))).toEqual(
    sets.map((set) => `set-${set}.ts`),
  );
});
