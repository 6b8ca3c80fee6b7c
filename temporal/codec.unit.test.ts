import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { payloadCodecOf } from './codec';
import { decodePayloads, encodePayloads } from './codec-endpoint';

const KEY = 'ab'.repeat(32);
const OTHER_KEY = 'cd'.repeat(32);
const codecOf = (key: string, old: string[] = []) => {
  const codec = payloadCodecOf({ TEMPORAL_CODEC_KEY: key, TEMPORAL_CODEC_OLD_KEYS: old });
  if (!codec) throw new Error('no codec');
  return codec;
};
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (from: Payload | undefined) => from && defaultPayloadConverter.fromPayload(from);

test('without a key nothing is encrypted', () => {
  expect(payloadCodecOf({ TEMPORAL_CODEC_OLD_KEYS: [] })).toBeNull();
});

test('what is encrypted cannot be seen and comes back the same', async () => {
  const codec = codecOf(KEY);
  const values = [{ street: 'Harbour Road 4' }, 'text', 7, null, [1, 2], new Uint8Array([1, 2, 3])];
  const encoded = await codec.encode(values.map(payload));
  expect(Buffer.from(encoded[0]?.data ?? []).toString('latin1')).not.toContain('Harbour');
  expect(JSON.stringify(encoded[0]?.metadata)).not.toContain(KEY);
  expect((await codec.decode(encoded)).map(valueOf)).toEqual(values);
});

test('the same value is never encrypted to the same bytes', async () => {
  const [one, two] = await codecOf(KEY).encode([payload('same'), payload('same')]);
  expect(Buffer.from(one?.data ?? [])).not.toEqual(Buffer.from(two?.data ?? []));
});

test('payloads from before the key was set can be read', async () => {
  const [decoded] = await codecOf(KEY).decode([payload({ plain: true })]);
  expect(valueOf(decoded)).toEqual({ plain: true });
});

test('payloads of an old key can be read while it is named, and not otherwise', async () => {
  const encoded = await codecOf(OTHER_KEY).encode([payload('old')]);
  const [decoded] = await codecOf(KEY, [OTHER_KEY]).decode(encoded);
  expect(valueOf(decoded)).toBe('old');
  await expect(codecOf(KEY).decode(encoded)).rejects.toThrow('TEMPORAL_CODEC_OLD_KEYS');
});

test('a payload that was changed anywhere is refused', async () => {
  const codec = codecOf(KEY);
  const [encoded] = await codec.encode([payload('genuine')]);
  const data = Buffer.from(encoded?.data ?? []);
  for (let at = 0; at < data.length; at += 1) {
    const forged = Buffer.from(data);
    forged[at] = (forged[at] ?? 0) ^ 1;
    await expect(codec.decode([{ ...encoded, data: forged }])).rejects.toThrow('changed or cut');
  }
  await expect(codec.decode([{ ...encoded, data: data.subarray(0, 10) }])).rejects.toThrow('changed or cut');
});

describe('the codec endpoint', () => {
  const clear = {
    payloads: [
      {
        metadata: { encoding: Buffer.from('json/plain').toString('base64') },
        data: Buffer.from('{"a":1}').toString('base64'),
      },
    ],
  };

  test('encodes and decodes the JSON form of payloads', async () => {
    const encoded = await encodePayloads(codecOf(KEY), clear);
    expect(encoded).not.toEqual(clear);
    expect(await decodePayloads(codecOf(KEY), encoded)).toEqual(clear);
  });

  test('hands payloads back as they came when there is no key', async () => {
    expect(await decodePayloads(null, clear)).toEqual(clear);
    expect(await encodePayloads(null, clear)).toEqual(clear);
  });

  test.each([[null], [{}], [{ payloads: 'x' }], [{ payloads: [{ data: 'not base64 !' }] }]])(
    'refuses what is not a list of payloads: %j',
    async (body) => {
      await expect(decodePayloads(codecOf(KEY), body)).rejects.toMatchObject({
        kind: 'invalid',
        code: 'invalid-payloads',
      });
    },
  );

  test('refuses a payload of a key it does not have', async () => {
    const encoded = await encodePayloads(codecOf(OTHER_KEY), clear);
    await expect(decodePayloads(codecOf(KEY), encoded)).rejects.toMatchObject({ code: 'invalid-payloads' });
  });
});
