import type { Case, CaseReport } from './case.schema';
import { caseIdOf, effectOf } from './case.state';

const report: CaseReport = {
  kind: 'reconciliation',
  subject: { type: 'payment', id: 'p1' },
  text: 'It differs.',
  facts: { amounts: { theirs: 1, ours: 2 }, orders: ['a'] },
};
const found = (over: Partial<Case>) => ({ ...report, status: 'open', outcome: null, ...over }) as Case;

test('one thing has one case of a kind', () => {
  expect(caseIdOf('reconciliation', { type: 'payment', id: 'p1' })).toBe('reconciliation:payment.p1');
});

test('an id of a provider stays readable in an address', () => {
  expect(caseIdOf('reconciliation', { type: 'payment', id: 'pi_3A/b c' })).toBe(
    'reconciliation:payment.pi_3A-b-c',
  );
});

test('the same report of an open case changes nothing, whatever the order of its facts', () => {
  const facts = { orders: ['a'], amounts: { ours: 2, theirs: 1 } };
  expect(effectOf(found({ facts }), report)).toBe('none');
});

test('other facts bring an open case up to date', () => {
  expect(effectOf(found({ facts: {} }), report)).toBe('refresh');
});

test.each(['mended', 'gone'] as const)(
  'a case that was closed as %s is open again when it is found again',
  (outcome) => {
    expect(effectOf(found({ status: 'resolved', outcome }), report)).toBe('reopen');
  },
);

test('what staff accepted stays closed as long as it is the same', () => {
  const accepted = { status: 'resolved', outcome: 'accepted' } as const;
  expect(effectOf(found(accepted), report)).toBe('none');
  expect(effectOf(found({ ...accepted, facts: {} }), report)).toBe('reopen');
});
