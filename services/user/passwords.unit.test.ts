import { hashPassword, isPassword } from './passwords';

test('a password is stored as Argon2id with the parameters that OWASP names', async () => {
  expect(await hashPassword('a long enough password')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('the same password never has the same hash', async () => {
  expect(await hashPassword('a long enough password')).not.toBe(await hashPassword('a long enough password'));
});

test('only the right password matches', async () => {
  const stored = await hashPassword('a long enough password');
  expect(await isPassword('a long enough password', stored)).toBe(true);
  expect(await isPassword('a long enough Password', stored)).toBe(false);
});

test('a password typed with composed or separate accents is the same password', async () => {
  expect(await isPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true);
});

test('without a stored hash no password matches, not even the decoy', async () => {
  expect(await isPassword('nobody has this password', null)).toBe(false);
  expect(await isPassword('nobody has this password', undefined)).toBe(false);
});
