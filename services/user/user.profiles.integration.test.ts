import { startUserService, outcomesOf, tally, type UserHarness } from './user.fixture';
import { MAX_SAVED } from './user.profiles';

let shop: UserHarness;
beforeAll(async () => {
  shop = await startUserService();
});
afterAll(() => shop.close());

const address = { name: 'Amina Haddad', line1: 'Kasbah 4', city: 'Ghent', postcode: '9000', country: 'BE' };
const method = (n: number) => ({ token: `pm_${n}`, brand: 'visa', last4: '4242', expiry: '04/30' });

test('of two edits of one version the second is stale', async () => {
  const { id } = await shop.account();
  const version = (await shop.users.get(id))?.version ?? 0;
  const edits = ['Amina H.', 'A. Haddad'].map((name) =>
    shop.users.changeProfile({ userId: id, expectedVersion: version, name }),
  );
  expect(tally(await outcomesOf(edits))).toEqual({ ok: 1, 'stale-version': 1 });
  expect((await shop.users.get(id))?.version).toBe(version + 1);
});

test('an account without a document cannot be edited', async () => {
  const edit = shop.users.changeProfile({ userId: 'nobody', expectedVersion: 1, name: 'X' });
  await expect(edit).rejects.toMatchObject({ code: 'not-found' });
});

test('twenty-five addresses added at once become twenty, each kept whole', async () => {
  const { id } = await shop.account();
  const adds = Array.from({ length: 25 }, (_, i) =>
    shop.users.addAddress({ userId: id, address: { ...address, line2: `floor ${i}` } }),
  );
  expect(tally(await outcomesOf(adds))).toEqual({ ok: MAX_SAVED, 'too-many-saved': 5 });
  const user = await shop.users.get(id);
  expect(new Set(user?.addresses.map(({ line2 }) => line2)).size).toBe(MAX_SAVED);
  expect(user?.addresses[0]).toMatchObject(address);
});

test('an address is removed once, and then there is room again', async () => {
  const { id } = await shop.account();
  const { addresses } = await shop.users.addAddress({ userId: id, address });
  const removal = { userId: id, addressId: String(addresses[0]?.id) };
  const removals = [shop.users.removeAddress(removal), shop.users.removeAddress(removal)];
  expect(tally(await outcomesOf(removals))).toEqual({ ok: 1, 'not-found': 1 });
  expect((await shop.users.get(id))?.addresses).toEqual([]);
});

test('nobody removes what belongs to another account', async () => {
  const [mine, other] = [await shop.account(), await shop.account()];
  const { addresses } = await shop.users.addAddress({ userId: mine.id, address });
  const removal = shop.users.removeAddress({ userId: other.id, addressId: String(addresses[0]?.id) });
  await expect(removal).rejects.toMatchObject({ code: 'not-found' });
  expect((await shop.users.get(mine.id))?.addresses).toHaveLength(1);
});

test('the same card added by two tabs at once is kept once', async () => {
  const { id } = await shop.account();
  await Promise.all([1, 1, 1, 2].map((n) => shop.users.addPaymentMethod({ userId: id, method: method(n) })));
  const user = await shop.users.get(id);
  expect(user?.paymentMethods.map(({ token }) => token).sort()).toEqual(['pm_1', 'pm_2']);
  const methodId = String(user?.paymentMethods[0]?.id);
  expect((await shop.users.removePaymentMethod({ userId: id, methodId })).paymentMethods).toHaveLength(1);
});

test.each(['4242424242424242', '4242 4242 4242 4242', '3782-822463-10005'])(
  'a card number is never kept as a token: %s',
  async (token) => {
    const { id } = await shop.account();
    const adding = shop.users.addPaymentMethod({ userId: id, method: { ...method(1), token } });
    await expect(adding).rejects.toMatchObject({ kind: 'invalid', code: 'card-number-refused' });
    expect((await shop.users.get(id))?.paymentMethods).toEqual([]);
  },
);

test('every change is one event, and none of them says anything personal', async () => {
  const { id, email } = await shop.account();
  await shop.users.addAddress({ userId: id, address });
  await shop.users.addPaymentMethod({ userId: id, method: method(7) });
  const stored = await shop.models.users.findOne({ _id: id }).lean();
  expect(stored?.version).toBe(3);
  expect(stored?.outbox).toHaveLength(3);
  const events = JSON.stringify(stored?.outbox);
  for (const personal of [email, 'Amina', 'Kasbah', 'pm_7', '4242']) expect(events).not.toContain(personal);
});

test('an operator in place of an id finds nobody', async () => {
  await shop.account();
  const id = { $ne: null } as unknown as string;
  await expect(shop.users.get(id)).rejects.toThrow();
});
