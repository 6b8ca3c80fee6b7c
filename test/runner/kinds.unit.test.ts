import { ALL_KINDS, countOf, planOf, sumOf } from './kinds';

test('without a kind everything is run, in order', () => {
  expect(planOf([])).toEqual({ kinds: ALL_KINDS, jestArgs: [], whole: false, seed: null });
});

test('named kinds are run in the usual order, and the rest goes to jest', () => {
  expect(planOf(['integration', 'lint', '--', 'services/order'])).toMatchObject({
    kinds: ['lint', 'integration'],
    jestArgs: ['services/order'],
  });
});

test('all faults and a seed are asked for by options that jest does not see', () => {
  expect(planOf(['faults', '--all', '--seed=7', 'test/faults'])).toEqual({
    kinds: ['faults'],
    jestArgs: ['test/faults'],
    whole: true,
    seed: 7,
  });
});

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
  numTotalTests: 9,
};

test('a file that cannot be loaded and a skipped test count as failures', () => {
  expect(countOf(report, false)).toEqual({ passed: 5, failed: 5 });
});

test('tests left out because others were picked by hand are no failures', () => {
  expect(countOf(report, true)).toEqual({ passed: 5, failed: 2 });
});

test('the last line sums over all kinds', () => {
  expect(
    sumOf([
      { passed: 1, failed: 0 },
      { passed: 4, failed: 2 },
    ]),
  ).toEqual({ passed: 5, failed: 2 });
});
