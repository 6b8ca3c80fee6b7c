import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id: 26 lower-case characters, sortable by time (the layout of a ULID, https://github.com/ulid/spec).
 * Safe in URLs, workflow ids and file names.
 */
export function newId(nowMs: number = Date.now()): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time;
  let noise = '';
  for (const byte of randomBytes(16)) noise += ALPHABET.charAt(byte % 32);
  return time + noise;
}

/** What an id made by us looks like; parts such as `-1` are appended for things inside it. */
export const ID_PATTERN = /^[0-9a-z][0-9a-z-]{2,63}$/;
