import { activityNames } from '../../workers/registry';
import { FAULTS } from '../../workers/faults';
import { allCases, callsOf, nameOf, planOf, quickCases } from './cases';

const STEPS = ['authorisePayment', 'capturePart', 'closeOrder'];

test('every step meets every fault', () => {
  const cases = allCases(STEPS);
  expect(cases).toHaveLength(STEPS.length * FAULTS.length);
  expect(new Set(cases.map(nameOf)).size).toBe(cases.length);
});

test('the quick selection leaves no step out, and is the same for the same seed', () => {
  expect(new Set(quickCases(STEPS, 1).map(({ step }) => step))).toEqual(new Set(STEPS));
  expect(quickCases(STEPS, 7)).toEqual(quickCases(STEPS, 7));
  expect(quickCases(STEPS, 1)).not.toEqual(quickCases(STEPS, 2));
});

test('where most is at stake the worker is always killed before and after', () => {
  const killed = quickCases(STEPS, 4)
    .filter(({ step }) => step === 'capturePart')
    .map(({ fault }) => fault);
  expect(killed).toEqual(expect.arrayContaining(['killed-before', 'killed-after']));
});

test('the names of all activities are known without a server', () => {
  expect(activityNames()).toEqual(
    expect.arrayContaining(['authorisePayment', 'capturePart', 'bookDelivery']),
  );
});

test('a call belongs to a story when its workflow was ever about it', () => {
  const call = (step: string, workflowId: string, input: string) => ({ step, workflowId, input });
  const trace = [
    call('openDispute', 'dispute-9', '{"paymentId":"c1"}'),
    call('submitEvidence', 'dispute-9', '{"disputeId":"9"}'),
    call('capturePart', 'payment-c1', '{}'),
    call('capturePart', 'payment-c2', '{}'),
  ];
  expect([...callsOf(trace, ['c1'])]).toEqual([
    ['openDispute', 1],
    ['submitEvidence', 1],
    ['capturePart', 1],
  ]);
});

const LEARNT = new Map([
  ['delivered', new Map([['capturePart', 2]])],
  ['expired', new Map([['endCheckout', 1]])],
  ['abandoned', new Map([['endCheckout', 1]])],
]);

test('a seed always plans the same, and hits a call that the story makes', () => {
  const wanted = { step: 'capturePart', fault: 'times-out' } as const;
  const plan = planOf(wanted, LEARNT, new Set(), 3);
  expect(plan).toEqual(planOf(wanted, LEARNT, new Set(), 3));
  expect(plan?.story).toBe('delivered');
  expect([1, 2]).toContain(plan?.armed.nth);
});

test('a slow story stands in only where no other runs the step', () => {
  const wanted = { step: 'endCheckout', fault: 'fails-after' } as const;
  for (let seed = 0; seed < 20; seed += 1)
    expect(planOf(wanted, LEARNT, new Set(['expired']), seed)?.story).toBe('abandoned');
});

test('a step that no story runs has no plan', () => {
  expect(planOf({ step: 'voidPayment', fault: 'fails-after' }, LEARNT, new Set(), 1)).toBeNull();
});
