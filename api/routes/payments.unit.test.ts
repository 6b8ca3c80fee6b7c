import { aPayment } from '../api.builders';
import { people, startApi, type RunningApi } from '../api.fixture';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ services: { payment: { get: () => Promise.resolve(aPayment()) } } });
});
afterAll(() => api.close());

const read = (as: (typeof people)[keyof typeof people]) => api.call('GET', '/v1/payments/checkout-1', { as });

test('its buyer sees the amounts and nothing of how it was made', async () => {
  const { status, json } = await read(people.buyer);
  expect(status).toBe(200);
  expect(json.amountMinor).toBe(3490);
  for (const hidden of ['attempts', 'operations', 'parts', 'links', 'ownerId'])
    expect(json[hidden]).toBeUndefined();
});

test('staff see how it was made, but neither the token nor the key', async () => {
  const { json, text } = await read(people.support);
  expect(json.attempts).toHaveLength(1);
  expect(json.links).toBeDefined();
  expect(text).not.toContain('tok_secret');
  expect(text).not.toContain('authorise-1');
});

test('nobody else sees it', async () => {
  expect((await read(people.otherBuyer)).status).toBe(404);
  expect((await read(people.seller)).status).toBe(404);
});
