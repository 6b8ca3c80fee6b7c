import { hash, verify, type Algorithm } from '@node-rs/argon2';

/**
 * Argon2id with 19 MiB, two passes and one lane: the least that the OWASP Password Storage Cheat Sheet
 * recommends (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html, Argon2id).
 */
const ARGON2ID = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** A hash for storage; the salt is random and in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), ARGON2ID);
}

let decoy: Promise<string> | undefined;

/** Whether the password is the one; without a hash to compare with it takes as long and says no. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await decoy), normal(password));
  return matches && typeof stored === 'string';
}

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B, 5.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
