import { newId } from '../platform/ids';
import { startUserService, type UserHarness } from './user.fixture';

let harness: UserHarness;
beforeAll(async () => {
  harness = await startUserService();
}, 60_000);
afterAll(() => harness.close());

const PASSWORD = 'a long enough password';

async function anInvitation(email = harness.newEmail(), sellerId = newId()) {
  const invited = await harness.users.inviteCourier({ sellerId, shopName: 'Loom', email, name: 'Karim' });
  const accept = (code: string) =>
    harness.users.acceptInvitation({ invitationId: invited.id, code, password: PASSWORD, name: 'Karim B.' });
  return { email, sellerId, invited, accept };
}

test('who is invited joins with the code of the mail, and works for that shop alone', async () => {
  const { email, sellerId, invited, accept } = await anInvitation();
  expect(await harness.users.listCouriers(sellerId)).toEqual([invited]);
  const { actor } = await accept(harness.codeFor(email));
  expect(actor).toMatchObject({ role: 'courier', sellerId });
  expect(await harness.users.listCouriers(sellerId)).toEqual([
    { id: actor.id, name: 'Karim B.', email, status: 'active' },
  ]);
  expect(await harness.users.isCourierOf({ courierId: actor.id, sellerId })).toBe(true);
  expect(await harness.users.isCourierOf({ courierId: actor.id, sellerId: newId() })).toBe(false);
  expect(await harness.users.listCouriers(newId())).toEqual([]);
});

test('without the code nobody joins, and an address that has an account keeps it as it is', async () => {
  const account = await harness.account();
  const { email, accept } = await anInvitation(account.email);
  await expect(accept('000000')).rejects.toMatchObject({ code: 'code-refused' });
  await expect(accept(harness.codeFor(email))).rejects.toMatchObject({ code: 'address-taken' });
  expect((await harness.users.signIn(account)).actor.role).toBe('buyer');
});

test('inviting one address again, even at once, is one invitation with a new code', async () => {
  const { email, sellerId, invited, accept } = await anInvitation();
  const old = harness.codeFor(email);
  const again = await Promise.all([anInvitation(email, sellerId), anInvitation(email, sellerId)]);
  expect(again.map((one) => one.invited.id)).toEqual([invited.id, invited.id]);
  if (old !== harness.codeFor(email))
    await expect(accept(old)).rejects.toMatchObject({ code: 'code-refused' });
  expect((await harness.users.listCouriers(sellerId)).map(({ status }) => status)).toEqual(['invited']);
});

test('a courier who is let go of is a buyer, signed out everywhere; other shops cannot do that', async () => {
  const { email, sellerId, accept } = await anInvitation();
  const { actor, refreshToken } = await accept(harness.codeFor(email));
  const elsewhere = harness.users.removeCourier({ sellerId: newId(), id: actor.id });
  await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
  await harness.users.removeCourier({ sellerId, id: actor.id });
  await expect(harness.users.refresh({ refreshToken: refreshToken ?? '' })).rejects.toMatchObject({ code: 'session-ended' });
  expect((await harness.users.signIn({ email, password: PASSWORD })).actor).toEqual({
    id: actor.id,
    role: 'buyer',
  });
});
