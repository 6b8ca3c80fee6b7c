import type { Application } from './onboarding.schema';
import { missingSteps, standingOf } from './onboarding.state';

const PATIENCE = { remindDays: [3, 7, 14], expireDays: 30 };

/** An application that is complete. */
function anApplication(over: Partial<Application> = {}) {
  return {
    status: 'open',
    email: { address: 'ada@example.com', confirmedAt: '2030-01-01T00:00:00.000Z' },
    business: {
      legalName: 'Ada Lind',
      form: 'sole-trader',
      address: { line1: 'Weg 1', city: 'Bremen', postcode: '28195', country: 'DE' },
    },
    tax: { country: 'DE', kind: 'vat', number: '136695976' },
    documents: [{ id: 'd1', kind: 'identity', name: 'passport.pdf', type: 'application/pdf', size: 9 }],
    payout: {
      ...{ holder: 'Ada Lind', last4: '6819', problem: null, depositsSent: true, triesLeft: 3 },
      confirmedAt: '2030-01-01T00:00:00.000Z',
    },
    profile: {
      name: 'Lind',
      slug: 'lind',
      tagline: 'Wool',
      story: 'A shed.',
      shipsTo: 'europe',
      handlingDays: 2,
    },
    heardAt: '2030-01-01T00:00:00.000Z',
    reminders: 0,
    ...over,
  } as Application;
}

test('a complete application misses nothing; a business that moves to another country misses its tax number', () => {
  expect(missingSteps(anApplication())).toEqual([]);
  const moved = anApplication();
  if (moved.business)
    moved.business = { ...moved.business, address: { ...moved.business.address, country: 'FR' } };
  expect(missingSteps(moved)).toEqual(['tax']);
});

test('a bank account that the provider does not trust, and papers without an identity, are no finished steps', () => {
  const { payout } = anApplication();
  const untrusted = payout && { ...payout, problem: 'identity-document-missing', confirmedAt: null };
  expect(missingSteps(anApplication({ payout: untrusted }))).toEqual(['payout', 'deposits']);
  expect(missingSteps(anApplication({ documents: [] }))).toEqual(['documents']);
});

test('reminders come after three, seven and fourteen days of silence, and the end after thirty', () => {
  const reminded = [0, 1, 2, 3].map(
    (reminders) => standingOf(anApplication({ reminders }), PATIENCE).remindAt,
  );
  expect(reminded).toEqual([
    '2030-01-04T00:00:00.000Z',
    '2030-01-08T00:00:00.000Z',
    '2030-01-15T00:00:00.000Z',
    null,
  ]);
  expect(standingOf(anApplication(), PATIENCE).expireAt).toBe('2030-01-31T00:00:00.000Z');
});

test('while staff look at it, and when it is decided, nobody is reminded', () => {
  for (const status of ['submitted', 'approved', 'refused'] as const)
    expect(standingOf(anApplication({ status }), PATIENCE)).toMatchObject({ remindAt: null, expireAt: null });
});
