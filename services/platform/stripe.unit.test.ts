import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DomainError } from './errors';
import { askStripe, createStripeClient, fromStripeAmount, stripeReasonOf, toStripeAmount } from './stripe';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** What we make of an answer of Stripe's; without a status it never answers. */
async function madeOf(status: number | undefined, error: Record<string, unknown> = {}): Promise<unknown> {
  const server = createServer((_request, response) => {
    if (status === undefined) return;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stripe = createStripeClient({ secretKey: 'sk_test_123', apiUrl, timeoutMs: 300 });
  const refusalOf = (refused: Parameters<typeof stripeReasonOf>[0]) =>
    new DomainError('invalid', 'refused', 'Refused.', { reason: stripeReasonOf(refused) });
  return askStripe('payment provider', refusalOf, () => stripe.balance.retrieve()).catch(
    (thrown: unknown) => thrown,
  );
}

test.each([
  ['a rate limit', 429, { type: 'invalid_request_error', code: 'rate_limit' }, 'not-done'],
  ['a key that is not accepted', 401, { type: 'invalid_request_error' }, 'not-done'],
  ['a key without the right', 403, { type: 'invalid_request_error' }, 'not-done'],
  ['a failure of Stripe', 500, { type: 'api_error' }, 'unknown'],
  [
    'the same request still at work',
    409,
    { type: 'idempotency_error', code: 'idempotency_key_in_use' },
    'unknown',
  ],
  ['silence', undefined, {}, 'unknown'],
])('%s settles nothing and is asked again', async (_what, status, error, outcome) => {
  expect(await madeOf(status, error)).toMatchObject({ name: 'ProviderUnavailableError', outcome });
});

test('refusals are told apart from silence', async () => {
  expect(await madeOf(404, { type: 'invalid_request_error' })).toMatchObject({ kind: 'not-found' });
  expect(await madeOf(400, { type: 'idempotency_error' })).toMatchObject({ code: 'idempotency-key-reused' });
  const declined = { type: 'card_error', code: 'card_declined', decline_code: 'stolen_card' };
  expect(await madeOf(402, declined)).toMatchObject({ code: 'refused', details: { reason: 'stolen_card' } });
});

test('an amount is counted as Stripe counts its currency, and comes back the same', () => {
  expect([toStripeAmount(1999, 'EUR'), toStripeAmount(500, 'JPY'), toStripeAmount(500, 'ISK')]).toEqual([
    1999, 500, 50_000,
  ]);
  expect(fromStripeAmount(toStripeAmount(500, 'ISK'), 'isk')).toBe(500);
  expect(() => toStripeAmount(500, 'MGA')).toThrow('MGA');
});
