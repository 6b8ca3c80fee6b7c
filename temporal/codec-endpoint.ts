import type { Payload, PayloadCodec } from '@temporalio/common';
import { z } from 'zod';
import { DomainError } from '../services/platform/errors';

/** A call with more payloads than this is not from Temporal UI. */
const MOST_PAYLOADS = 10_000;

const base64 = z.union([z.base64(), z.base64url()]);

/** Payloads in protobuf's JSON form (bytes in base64), as Temporal UI and CLI send them to a codec endpoint. */
export const codecBodySchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default('') }))
    .max(MOST_PAYLOADS),
});
export type CodecBody = z.infer<typeof codecBodySchema>;

/**
 * Answers POST /encode of a codec endpoint; without a codec payloads go back as they came.
 * @throws DomainError `invalid-payloads`
 */
export async function encodePayloads(codec: PayloadCodec | null, body: unknown): Promise<CodecBody> {
  const payloads = parse(body);
  return toJson(codec ? await codec.encode(payloads) : payloads);
}

/**
 * Answers POST /decode of a codec endpoint: the payloads in clear. Give it only to staff who may read them.
 * @throws DomainError `invalid-payloads`, also for a payload that was tampered with or has an unknown key
 */
export async function decodePayloads(codec: PayloadCodec | null, body: unknown): Promise<CodecBody> {
  const payloads = parse(body);
  try {
    return toJson(codec ? await codec.decode(payloads) : payloads);
  } catch {
    throw refused('One of the payloads cannot be read with the keys of this shop. Nothing was decoded.');
  }
}

function parse(body: unknown): Payload[] {
  const parsed = codecBodySchema.safeParse(body);
  if (!parsed.success) throw refused('The body is not a list of Temporal payloads. Nothing was done.');
  return parsed.data.payloads.map(({ metadata, data }) => ({
    metadata: mapValues(metadata, (value) => Buffer.from(value, 'base64')),
    data: Buffer.from(data, 'base64'),
  }));
}

function toJson(payloads: Payload[]): CodecBody {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: mapValues(metadata ?? {}, toBase64),
      data: toBase64(data ?? new Uint8Array()),
    })),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function refused(message: string): DomainError {
  return new DomainError('invalid', 'invalid-payloads', message);
}
