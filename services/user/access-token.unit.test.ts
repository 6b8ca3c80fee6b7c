import { createHmac } from 'node:crypto';
import { ACCESS_TOKEN_MS, createAccessTokens } from './access-token';
import type { Actor } from './user.schema';

const SECRET = 'a secret of the tests that is long enough';
const time = { nowMs: Date.parse('2026-03-01T10:00:00Z') };
const clock = { nowMs: () => time.nowMs };
const tokens = createAccessTokens({ authSecret: SECRET, clock });
const seller: Actor = { id: 'u1', role: 'seller', sellerId: 's1' };
const claims = {
  sub: 'u1',
  role: 'admin',
  iss: 'caravan',
  aud: 'caravan-api',
  iat: Math.floor(time.nowMs / 1000),
  exp: Math.floor(time.nowMs / 1000) + 600,
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token made by hand. */
function forged(header: { alg: string }, payload: object, secret = SECRET): string {
  const signed = `${part({ typ: 'JWT', ...header })}.${part(payload)}`;
  const bits = header.alg.slice(2);
  const signature = /^HS\d+$/.test(header.alg)
    ? createHmac(`sha${bits}`, secret).update(signed).digest('base64url')
    : '';
  return `${signed}.${signature}`;
}

test('a token says who it was issued to, for fifteen minutes', async () => {
  const issued = await tokens.issueAccessToken(seller);
  expect(issued.expiresAt).toBe('2026-03-01T10:15:00.000Z');
  expect(issued.actor).toEqual(seller);
  expect(await tokens.verifyAccessToken(issued.accessToken)).toEqual(seller);
});

test('a guest has no seller in the token', async () => {
  const { accessToken } = await tokens.issueAccessToken({ id: 'g1', role: 'guest' });
  expect(await tokens.verifyAccessToken(accessToken)).toEqual({ id: 'g1', role: 'guest' });
});

test.each([
  ['that was never seen', false],
  ['that was good a moment ago', true],
])('an expired token %s is refused', async (_which, isKnown) => {
  const { accessToken } = await tokens.issueAccessToken(seller);
  time.nowMs += ACCESS_TOKEN_MS - 1;
  if (isKnown) expect(await tokens.verifyAccessToken(accessToken)).toEqual(seller);
  time.nowMs -= ACCESS_TOKEN_MS - 1;
  time.nowMs += ACCESS_TOKEN_MS;
  await expect(tokens.verifyAccessToken(accessToken)).rejects.toMatchObject({ code: 'invalid-token' });
  time.nowMs -= ACCESS_TOKEN_MS;
});

test('a token made by hand with our key and claims is a token', async () => {
  expect(await tokens.verifyAccessToken(forged({ alg: 'HS256' }, claims))).toEqual({
    id: 'u1',
    role: 'admin',
  });
});

const { exp: _exp, ...eternal } = claims;
const { sub: _sub, ...nobody } = claims;
test.each([
  ['without a signature', forged({ alg: 'none' }, claims)],
  ['that spells none otherwise', forged({ alg: 'nOnE' }, claims)],
  ['of another algorithm with our key', forged({ alg: 'HS512' }, claims)],
  ['of a foreign key', forged({ alg: 'HS256' }, claims, 'a secret of somebody else, long enough')],
  ['of another issuer', forged({ alg: 'HS256' }, { ...claims, iss: 'somebody' })],
  ['for another audience', forged({ alg: 'HS256' }, { ...claims, aud: 'another-api' })],
  ['that never ends', forged({ alg: 'HS256' }, eternal)],
  ['of nobody', forged({ alg: 'HS256' }, nobody)],
  ['with a role that does not exist', forged({ alg: 'HS256' }, { ...claims, role: 'owner' })],
  [
    'whose claims were changed',
    forged({ alg: 'HS256' }, claims).replace(/\.[^.]+\./, `.${part({ ...claims, sub: 'u2' })}.`),
  ],
  ['that is empty', ''],
  ['that is garbage', 'garbage'],
  ['of three dots', '...'],
])('a token %s is refused like any other bad one', async (_what, token) => {
  await expect(tokens.verifyAccessToken(token)).rejects.toMatchObject({
    kind: 'unauthenticated',
    code: 'invalid-token',
    details: {},
  });
});
