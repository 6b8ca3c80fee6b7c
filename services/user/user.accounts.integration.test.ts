import { MAX_CODES_PER_DAY } from './one-time-codes';
import { outcomesOf, startUserService, tally, type UserHarness } from './user.fixture';

let shop: UserHarness;
beforeAll(async () => {
  shop = await startUserService();
});
afterAll(() => shop.close());

const MINUTE = 60_000;
const registration = (email: string, password = 'a long enough password') => ({
  email,
  password,
  name: 'Amina',
});
const wrongCodes = (right: string, count: number) =>
  Array.from({ length: count }, (_, i) => String((Number(right) + 1 + i) % 1_000_000).padStart(6, '0'));

test('an address registered ten times at once has one account, one event and no second owner', async () => {
  const email = shop.newEmail();
  await Promise.all(
    Array.from({ length: MAX_CODES_PER_DAY }, () => shop.users.register(registration(email))),
  );
  const stored = await shop.models.users.find({ email }).lean();
  expect(stored).toHaveLength(1);
  expect(stored[0]?.outbox.map(({ type }) => type)).toEqual(['user.registered']);
  expect(JSON.stringify(stored[0]?.outbox)).not.toContain(email);
});

test('the mailed code verifies the account and signs in', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const session = await shop.users.verifyRegistration({ email, code: shop.codeFor(email) });
  expect(session).toMatchObject({
    actor: { role: 'buyer' },
    user: { email, emailVerified: true, version: 2 },
  });
  expect(JSON.stringify(session)).not.toMatch(/argon2|hash/i);
  await expect(shop.users.signIn({ email, password: 'a long enough password' })).resolves.toMatchObject({
    user: { email },
  });
});

test('of five uses of a right code at once one gets through', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const code = shop.codeFor(email);
  const uses = Array.from({ length: 5 }, () => shop.users.verifyRegistration({ email, code }));
  expect(tally(await outcomesOf(uses))).toEqual({ ok: 1, 'code-refused': 4 });
});

test('twenty guesses at once are five tries, and then the right code comes too late', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const right = shop.codeFor(email);
  const guesses = wrongCodes(right, 20).map((code) => shop.users.verifyRegistration({ email, code }));
  expect(tally(await outcomesOf(guesses))).toEqual({ 'code-refused': 20 });
  expect(await shop.models.codes.findById(`registration:${email}`).lean()).toMatchObject({ tries: 5 });
  await expect(shop.users.verifyRegistration({ email, code: right })).rejects.toMatchObject({
    code: 'code-refused',
  });
});

test('four wrong guesses leave the right code its chance', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const right = shop.codeFor(email);
  await outcomesOf(wrongCodes(right, 4).map((code) => shop.users.verifyRegistration({ email, code })));
  await expect(shop.users.verifyRegistration({ email, code: right })).resolves.toBeDefined();
});

test('a code is refused after ten minutes, and a newer one takes its place at once', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const first = shop.codeFor(email);
  await shop.users.register(registration(email));
  const second = shop.codeFor(email);
  if (first !== second) {
    await expect(shop.users.verifyRegistration({ email, code: first })).rejects.toMatchObject({
      code: 'code-refused',
    });
  }
  shop.pass(10 * MINUTE + 1);
  await expect(shop.users.verifyRegistration({ email, code: second })).rejects.toMatchObject({
    code: 'code-refused',
  });
});

test('a code for a registration resets no password', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  const reset = shop.users.confirmPasswordReset({
    email,
    code: shop.codeFor(email),
    password: 'another password',
  });
  await expect(reset).rejects.toMatchObject({ code: 'code-refused' });
});

test('an address gets at most ten codes a day, even when asked for at once', async () => {
  const email = shop.newEmail();
  const asked = Array.from({ length: MAX_CODES_PER_DAY + 5 }, () =>
    shop.users.requestPasswordReset({ email }),
  );
  expect(tally(await outcomesOf(asked))).toEqual({ ok: MAX_CODES_PER_DAY, 'too-many-codes': 5 });
  shop.pass(24 * 60 * MINUTE + 1);
  await expect(shop.users.requestPasswordReset({ email })).resolves.toBeUndefined();
});

test('registering a known address changes nothing and mails its owner', async () => {
  const { email, password } = await shop.account();
  await expect(shop.users.register(registration(email, 'a password of somebody'))).resolves.toBeUndefined();
  expect(shop.mailsTo(email).map(({ kind }) => kind)).toEqual(['account-exists']);
  await expect(shop.users.signIn({ email, password: 'a password of somebody' })).rejects.toMatchObject({
    code: 'sign-in-refused',
  });
  await expect(shop.users.signIn({ email, password })).resolves.toBeDefined();
});

test.each([
  ['before', ['the password of a thief', 'the password of the owner']],
  ['after', ['the password of the owner', 'the password of a thief']],
])('who registers a foreign address %s its owner gains no password to it', async (_when, passwords) => {
  const email = shop.newEmail();
  for (const password of passwords) await shop.users.register(registration(email, password));
  await shop.users.verifyRegistration({ email, code: shop.codeFor(email) });
  for (const password of passwords) {
    await expect(shop.users.signIn({ email, password })).rejects.toMatchObject({ code: 'sign-in-refused' });
  }
  await shop.users.confirmPasswordReset({
    email,
    code: shop.codeFor(email),
    password: 'chosen by the owner',
  });
  await expect(shop.users.signIn({ email, password: 'chosen by the owner' })).resolves.toBeDefined();
});

test('who comes back with the same password goes on where they stopped', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  await shop.users.register(registration(email));
  await shop.users.verifyRegistration({ email, code: shop.codeFor(email) });
  await expect(shop.users.signIn(registration(email))).resolves.toBeDefined();
});

test('a wrong password and an unknown address are refused in the same words', async () => {
  const { email } = await shop.account();
  const wrong = await shop.users.signIn({ email, password: 'not it' }).catch((error: unknown) => error);
  const unknown = await shop.users
    .signIn({ email: shop.newEmail(), password: 'not it' })
    .catch((error: unknown) => error);
  expect(wrong).toMatchObject({ kind: 'unauthenticated', code: 'sign-in-refused' });
  expect(unknown).toEqual(wrong);
});

test('the right password of an unconfirmed account brings a new code instead of a session', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  await expect(shop.users.signIn(registration(email))).rejects.toMatchObject({ code: 'email-not-verified' });
  await expect(shop.users.verifyRegistration({ email, code: shop.codeFor(email) })).resolves.toBeDefined();
});

test('a hundred wrong passwords close an address until its owner resets it', async () => {
  const { email, password } = await shop.account();
  await shop.models.signInTries.create({ _id: email, tries: 95, expiresAt: new Date(Date.now() + 1e9) });
  const guesses = Array.from({ length: 12 }, () => shop.users.signIn({ email, password: 'a guess' }));
  expect(tally(await outcomesOf(guesses))).toEqual({ 'sign-in-refused': 5, 'sign-in-locked': 7 });
  await expect(shop.users.signIn({ email, password })).rejects.toMatchObject({ code: 'sign-in-locked' });
  await shop.users.requestPasswordReset({ email });
  await shop.users.confirmPasswordReset({ email, code: shop.codeFor(email), password: 'a new password' });
  await expect(shop.users.signIn({ email, password: 'a new password' })).resolves.toBeDefined();
});

test('a reset code used twice at once sets one password, and every session ends', async () => {
  const { email, password } = await shop.account();
  const before = [await shop.users.signIn({ email, password }), await shop.users.signIn({ email, password })];
  await shop.users.requestPasswordReset({ email });
  const code = shop.codeFor(email);
  const resets = ['first new password', 'second new password'].map((next) =>
    shop.users.confirmPasswordReset({ email, code, password: next }),
  );
  expect(tally(await outcomesOf(resets))).toEqual({ ok: 1, 'code-refused': 1 });
  const signIns = ['first new password', 'second new password', password].map((next) =>
    shop.users.signIn({ email, password: next }),
  );
  expect(tally(await outcomesOf(signIns))).toEqual({ ok: 1, 'sign-in-refused': 2 });
  const refreshes = before.map(({ refreshToken }) =>
    shop.users.refresh({ refreshToken: String(refreshToken) }),
  );
  expect(await outcomesOf(refreshes)).toEqual(['session-ended', 'session-ended']);
});

test('asking for a reset with an unknown address is answered alike and opens nothing', async () => {
  const email = shop.newEmail();
  await expect(shop.users.requestPasswordReset({ email })).resolves.toBeUndefined();
  expect(shop.mailsTo(email)).toEqual([{ kind: 'no-account', to: email }]);
});

test('a reset confirms an unconfirmed address, with an event for each', async () => {
  const email = shop.newEmail();
  await shop.users.register(registration(email));
  await shop.users.requestPasswordReset({ email });
  await shop.users.confirmPasswordReset({ email, code: shop.codeFor(email), password: 'a new password' });
  const stored = await shop.models.users.findOne({ email }).lean();
  expect(stored).toMatchObject({ emailVerified: true, version: 3 });
  expect(stored?.outbox.map(({ type }) => type)).toEqual([
    'user.registered',
    'user.verified',
    'user.changed',
  ]);
});

test('seeding an account twice leaves one', async () => {
  const account = {
    email: shop.newEmail(),
    password: 'caravan-seller-1',
    name: 'Oasis',
    role: 'seller',
  } as const;
  const seeds = Array.from({ length: 4 }, () =>
    shop.users.createDemoAccount({ ...account, sellerId: 'oasis' }),
  );
  const ids = new Set((await Promise.all(seeds)).map(({ id }) => id));
  expect(ids.size).toBe(1);
  const { actor } = await shop.users.signIn(account);
  expect(actor).toEqual({ id: [...ids][0], role: 'seller', sellerId: 'oasis' });
});
