import type { Application } from '../../services/onboarding/onboarding.schema';
import { people, startApi } from '../api.fixture';

/** An application of the buyer of the tests, as it was begun. */
const anApplication = (over: Partial<Application> = {}): Application => ({
  ...{ id: people.buyer.id, status: 'open', email: { address: 'ada@example.test', confirmedAt: null } },
  ...{ business: null, tax: null, documents: [], payout: null, profile: null, questions: [] },
  ...{ decision: null, startedAt: '2030-01-01T00:00:00.000Z', heardAt: '2030-01-01T00:00:00.000Z' },
  ...{ submittedAt: null, reminders: 0, timeline: [], version: 1 },
  ...over,
});

const BUSINESS = {
  legalName: 'Ada Lind',
  form: 'sole-trader',
  address: { line1: 'Weg 1', city: 'Bremen', postcode: '28195', country: 'DE' },
};

test('what is typed waits as a draft, and the message to the workflow names the draft only', async () => {
  const told: unknown[] = [];
  const kept: unknown[] = [];
  const api = await startApi({
    services: {
      onboarding: {
        get: async () => anApplication(),
        keepDraft: async (draft) => {
          kept.push(draft);
          return 'draft-1';
        },
      },
    },
    workflows: { takeStep: async (...message) => void told.push(message) },
  });
  const answer = await api.call('PUT', '/v1/onboarding/business', { as: people.buyer, body: BUSINESS });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ actions: ['change'], missing: expect.arrayContaining(['email']) });
  expect(kept).toEqual([{ sellerId: people.buyer.id, step: 'business', content: BUSINESS }]);
  expect(told).toEqual([[people.buyer.id, 'business', 'draft-1']]);
  await api.close();
});

test.each(['submitted', 'approved', 'refused'] as const)(
  'nothing of an application that is %s is kept or sent on',
  async (status) => {
    const api = await startApi({
      services: { onboarding: { get: async () => anApplication({ status }) } },
    });
    for (const [method, path, body] of [
      ['PUT', 'business', BUSINESS],
      ['PUT', 'email', { code: '123456' }],
      ['POST', 'submissions', {}],
    ] as const) {
      const answer = await api.call(method, `/v1/onboarding/${path}`, { as: people.buyer, body });
      expect([answer.status, answer.json.type]).toEqual([409, '/problems/application-state']);
    }
    await api.close();
  },
);

test('only a buyer applies, and only staff decide', async () => {
  const api = await startApi();
  for (const as of [people.guest, people.seller, people.support])
    expect((await api.call('POST', '/v1/onboarding', { as, body: {} })).status).toBe(403);
  for (const as of [people.buyer, people.seller])
    expect((await api.call('GET', '/v1/applications', { as })).status).toBe(403);
  await api.close();
});
