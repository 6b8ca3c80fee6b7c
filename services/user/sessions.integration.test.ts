import { outcomesOf, startUserService, tally, type UserHarness } from './user.fixture';

let shop: UserHarness;
beforeAll(async () => {
  shop = await startUserService();
});
afterAll(() => shop.close());

const signedIn = async () => {
  const { refreshToken } = await shop.users.signIn(await shop.account());
  return String(refreshToken);
};
const refresh = (refreshToken: string) => shop.users.refresh({ refreshToken });

test('of twenty tabs that refresh at once all get access and one gets the new token', async () => {
  const token = await signedIn();
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(token)));
  expect(answers.every(({ accessToken }) => accessToken.length > 0)).toBe(true);
  const next = answers.map(({ refreshToken }) => refreshToken).filter((value) => value !== null);
  expect(next).toHaveLength(1);
  await expect(refresh(String(next[0]))).resolves.toBeDefined();
});

test('who lost the answer to a refresh comes back with the token before, also much later', async () => {
  const before = await signedIn();
  await refresh(before);
  shop.pass(60_000);
  const { refreshToken: again } = await refresh(before);
  const { refreshToken: next } = await refresh(String(again));
  expect(next).not.toBeNull();
});

test('a copied token betrays itself: what was replaced ends the whole family', async () => {
  const copied = await signedIn();
  const { refreshToken: owners } = await refresh(copied);
  shop.pass(60_000);
  const { refreshToken: thiefs } = await refresh(copied);
  await expect(refresh(String(owners))).rejects.toMatchObject({ code: 'session-ended' });
  await expect(refresh(String(thiefs))).rejects.toMatchObject({ code: 'session-ended' });
});

test('of ten tabs that come back with the token before, one gets a new one', async () => {
  const before = await signedIn();
  await refresh(before);
  shop.pass(60_000);
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(before)));
  expect(answers.filter(({ refreshToken }) => refreshToken !== null)).toHaveLength(1);
});

test('a token of two exchanges ago ends the family even within the ten seconds', async () => {
  const oldest = await signedIn();
  const { refreshToken: older } = await refresh(oldest);
  const { refreshToken: current } = await refresh(String(older));
  await expect(refresh(oldest)).rejects.toMatchObject({ code: 'session-ended' });
  await expect(refresh(String(current))).rejects.toMatchObject({ code: 'session-ended' });
});

test('one account signed out in one browser stays signed in in the other', async () => {
  const account = await shop.account();
  const [here, there] = [await shop.users.signIn(account), await shop.users.signIn(account)];
  await shop.users.signOut({ refreshToken: String(here.refreshToken) });
  await shop.users.signOut({ refreshToken: String(here.refreshToken) });
  expect(await outcomesOf([here, there].map(({ refreshToken }) => refresh(String(refreshToken))))).toEqual([
    'session-ended',
    'ok',
  ]);
});

test('a session that nobody used for thirty days is over, and each use prolongs it', async () => {
  const token = await signedIn();
  shop.pass(29 * 24 * 3_600_000);
  const { refreshToken } = await refresh(token);
  shop.pass(29 * 24 * 3_600_000);
  const { refreshToken: last } = await refresh(String(refreshToken));
  shop.pass(30 * 24 * 3_600_000 + 1);
  await expect(refresh(String(last))).rejects.toMatchObject({ code: 'session-ended' });
});

test('a guest keeps one identity over refreshes and has no account', async () => {
  const { actor, refreshToken } = await shop.users.startGuestSession();
  expect(actor.role).toBe('guest');
  expect((await refresh(String(refreshToken))).actor).toEqual(actor);
  expect(await shop.users.get(actor.id)).toBeNull();
});

test('a changed role shows from the next refresh on', async () => {
  const account = await shop.account();
  const { refreshToken } = await shop.users.signIn(account);
  await shop.models.users.updateOne({ _id: account.id }, { $set: { role: 'support' } });
  expect((await refresh(String(refreshToken))).actor).toEqual({ id: account.id, role: 'support' });
});

test.each(['', '.', 'nonsense', `${'0'.repeat(26)}.${'a'.repeat(43)}`, '{"$ne":null}', 'a'.repeat(5000)])(
  'a made-up token is refused: %.30s',
  async (token) => {
    await expect(refresh(token)).rejects.toMatchObject({ code: 'session-ended' });
    await expect(shop.users.signOut({ refreshToken: token })).resolves.toBeUndefined();
  },
);

test('no token can be read from the database', async () => {
  const token = await signedIn();
  const [family, secret] = token.split('.');
  const stored = await shop.models.sessions.findOne({ _id: family }).lean();
  expect(JSON.stringify(stored)).not.toContain(secret);
});

test('two tabs that sign out and refresh at once end signed out', async () => {
  const token = await signedIn();
  const [refreshed] = await Promise.allSettled([refresh(token), shop.users.signOut({ refreshToken: token })]);
  const last = refreshed.status === 'fulfilled' ? (refreshed.value.refreshToken ?? token) : token;
  expect(tally(await outcomesOf([refresh(last)]))).toEqual({ 'session-ended': 1 });
});
