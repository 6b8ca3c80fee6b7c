import { DomainError } from './errors';
import { signWebhook, verifyWebhook, WEBHOOK_TOLERANCE_MS } from './webhook-signature';

const SECRET = 'a-secret-that-is-long-enough-for-trials';
const OTHER = 'another-secret-that-is-long-enough-too';
const NOW_MS = 1_760_000_000_000;
const BODY = '{"type":"payment.captured"}';

const sign = (secret: string | string[] = SECRET, timestampMs = NOW_MS) =>
  signWebhook({ id: 'evt_1', timestampMs, body: BODY, secret });
const verify = (headers: Record<string, string | undefined>, rawBody = BODY, secrets = [SECRET]) =>
  verifyWebhook({ headers, rawBody, secrets, nowMs: NOW_MS });

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('a signed webhook is accepted and tells its id and time', () => {
  expect(verify(sign())).toEqual({ id: 'evt_1', timestampMs: NOW_MS });
});

test('the signature is the one that the Standard Webhooks specification gives as an example', () => {
  const headers = signWebhook({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test.each([
  ['another body', () => verify(sign(), `${BODY} `)],
  ['another id', () => verify({ ...sign(), 'webhook-id': 'evt_2' })],
  ['another second', () => verify({ ...sign(), 'webhook-timestamp': String(NOW_MS / 1000 + 1) })],
  ['another secret', () => verify(sign(OTHER))],
  [
    'a signature cut short',
    () => verify({ ...sign(), 'webhook-signature': sign()['webhook-signature'].slice(0, 20) }),
  ],
  [
    'another version of signatures',
    () => verify({ ...sign(), 'webhook-signature': sign()['webhook-signature'].replace('v1', 'v2') }),
  ],
  ['no signature', () => verify({ ...sign(), 'webhook-signature': undefined })],
  ['no secret to check with', () => verify(sign(''), BODY, [''])],
])('a webhook with %s is refused', (_what, act) => {
  expect(codeOf(act)).toBe('webhook-signature');
});

test('five minutes are tolerated and not a second more, in both directions', () => {
  const at = (offsetMs: number) => codeOf(() => verify(sign(SECRET, NOW_MS + offsetMs)));
  expect([at(-WEBHOOK_TOLERANCE_MS), at(WEBHOOK_TOLERANCE_MS)]).toEqual(['accepted', 'accepted']);
  expect([at(-WEBHOOK_TOLERANCE_MS - 1000), at(WEBHOOK_TOLERANCE_MS + 1000)]).toEqual([
    'webhook-timestamp',
    'webhook-timestamp',
  ]);
  expect(codeOf(() => verify({ ...sign(), 'webhook-timestamp': 'NaN' }))).toBe('webhook-timestamp');
});

test('while a secret is replaced, either side may be the one that knows both', () => {
  expect(codeOf(() => verify(sign([OTHER, SECRET])))).toBe('accepted');
  expect(codeOf(() => verify(sign(OTHER), BODY, [SECRET, OTHER]))).toBe('accepted');
});
