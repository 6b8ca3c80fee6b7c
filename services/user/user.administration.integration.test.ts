import { outcomesOf, startUserService, tally, type UserHarness } from './user.fixture';

let shop: UserHarness;
beforeAll(async () => {
  shop = await startUserService();
});
afterAll(() => shop.close());

const admin = { by: 'admin-1' };
const versionOf = async (id: string) => (await shop.users.get(id))?.version ?? 0;

test('nobody gets in with a locked account, and its sessions are over; unlocked it is as before', async () => {
  const { id, email, password } = await shop.account();
  const { refreshToken } = await shop.users.signIn({ email, password });
  const locked = await shop.users.lockAccount({
    ...{ userId: id, expectedVersion: await versionOf(id), note: 'stolen', ...admin },
  });
  expect(locked.locked).toMatchObject({ by: 'admin-1', note: 'stolen' });
  await expect(shop.users.refresh({ refreshToken: refreshToken ?? '' })).rejects.toMatchObject({
    code: 'session-ended',
  });
  await expect(shop.users.signIn({ email, password })).rejects.toMatchObject({ code: 'account-locked' });
  // Who guesses learns nothing.
  await expect(shop.users.signIn({ email, password: 'a wrong password' })).rejects.toMatchObject({
    code: 'sign-in-refused',
  });
  await shop.users.unlockAccount({ userId: id, expectedVersion: locked.version, ...admin });
  expect((await shop.users.signIn({ email, password })).actor.id).toBe(id);
});

test('a new password does not unlock an account', async () => {
  const { id, email } = await shop.account();
  await shop.users.lockAccount({
    ...{ userId: id, expectedVersion: await versionOf(id), note: 'stolen', ...admin },
  });
  await shop.users.requestPasswordReset({ email });
  const password = 'another long password';
  await shop.users.confirmPasswordReset({ email, code: shop.codeFor(email), password });
  await expect(shop.users.signIn({ email, password })).rejects.toMatchObject({ code: 'account-locked' });
});

test('a new role ends the sessions of the old one, and takes the shop away with it', async () => {
  const { id, email, password } = await shop.account();
  const { refreshToken } = await shop.users.signIn({ email, password });
  const asSeller = await shop.users.setRole({
    ...{ userId: id, expectedVersion: await versionOf(id), role: 'seller', sellerId: 'loom', ...admin },
  });
  await expect(shop.users.refresh({ refreshToken: refreshToken ?? '' })).rejects.toMatchObject({
    code: 'session-ended',
  });
  expect((await shop.users.signIn({ email, password })).actor).toEqual({
    id,
    role: 'seller',
    sellerId: 'loom',
  });
  const asBuyer = await shop.users.setRole({
    ...{ userId: id, expectedVersion: asSeller.version, role: 'buyer', ...admin },
  });
  expect(asBuyer).not.toHaveProperty('sellerId');
});

test('admins do not lock or demote themselves', async () => {
  const { id } = await shop.account();
  const own = { userId: id, expectedVersion: await versionOf(id), by: id };
  const acts = [shop.users.lockAccount({ ...own, note: 'x' }), shop.users.setRole({ ...own, role: 'buyer' })];
  expect(tally(await outcomesOf(acts))).toEqual({ 'own-account': 2 });
});

test('of two admins who decide at once the second is told to look again', async () => {
  const { id } = await shop.account();
  const seen = { userId: id, expectedVersion: await versionOf(id), ...admin };
  const acts = [
    shop.users.lockAccount({ ...seen, note: 'x' }),
    shop.users.setRole({ ...seen, role: 'support' }),
  ];
  expect(tally(await outcomesOf(acts))).toEqual({ ok: 1, 'stale-version': 1 });
});

test('people are found by a part of their address, with signs taken as they are, page by page', async () => {
  const { id, email } = await shop.account();
  const found = await shop.users.searchAccounts({ query: email.slice(2, -4), limit: 5 });
  expect(found.items.map((account) => account.id)).toEqual([id]);
  expect((await shop.users.searchAccounts({ query: '.*', limit: 5 })).items).toEqual([]);
  const first = await shop.users.searchAccounts({ role: 'buyer', limit: 1 });
  const next = await shop.users.searchAccounts({ role: 'buyer', limit: 1, cursor: first.nextCursor ?? '' });
  expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
});
