import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { Config } from '../services/platform/config';

const ENCODING = 'encoding';
const KEY_ID = 'encryption-key-id';
const ENCRYPTED = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  id: string;
  secret: Buffer;
}

/** The settings that the codec reads. */
export type CodecConfig = Pick<Config, 'TEMPORAL_CODEC_KEY' | 'TEMPORAL_CODEC_OLD_KEYS'>;

/**
 * The codec of the configured key, or null when none is set and payloads stay readable. It encrypts with the key, and
 * reads what that key or an old one encrypted as well as what was never encrypted; so a key can be introduced and
 * rotated while workflows run.
 */
export function payloadCodecOf(config: CodecConfig): PayloadCodec | null {
  if (!config.TEMPORAL_CODEC_KEY) return null;
  const key = keyOf(config.TEMPORAL_CODEC_KEY);
  const old = config.TEMPORAL_CODEC_OLD_KEYS.map(keyOf);
  const keys = new Map([...old, key].map(({ id, secret }) => [id, secret]));
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, key)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, keys)),
  };
}

function keyOf(hex: string): Key {
  const secret = Buffer.from(hex, 'hex');
  // Tells keys apart and reveals none of the key.
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 16), secret };
}

function encrypt(payload: Payload, key: Key): Payload {
  const plain = temporal.api.common.v1.Payload.encode(payload).finish();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.secret, nonce);
  cipher.setAAD(Buffer.from(key.id));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    metadata: { [ENCODING]: Buffer.from(ENCRYPTED), [KEY_ID]: Buffer.from(key.id) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), body]),
  };
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, Buffer>): Payload {
  if (text(payload, ENCODING) !== ENCRYPTED) return payload;
  const id = text(payload, KEY_ID);
  const secret = keys.get(id);
  if (!secret)
    throw new ValueError(
      `This payload was encrypted with the key ${id}, which is neither TEMPORAL_CODEC_KEY nor in TEMPORAL_CODEC_OLD_KEYS.`,
    );
  const data = Buffer.from(payload.data ?? []);
  try {
    const cipher = createDecipheriv(CIPHER, secret, data.subarray(0, NONCE_BYTES));
    cipher.setAAD(Buffer.from(id));
    cipher.setAuthTag(data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const plain = Buffer.concat([cipher.update(data.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
    return temporal.api.common.v1.Payload.decode(plain);
  } catch (cause) {
    throw new ValueError('This encrypted payload was changed or cut on its way; it cannot be read.', cause);
  }
}

function text(payload: Payload, name: string): string {
  return Buffer.from(payload.metadata?.[name] ?? []).toString();
}
