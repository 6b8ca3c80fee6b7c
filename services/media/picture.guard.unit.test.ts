import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { checkPicture, cleanPicture, PICTURE_LIMITS } from './picture.guard';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c2461b' } });

/** CRC-32 as PNG wants it. */
function crc(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG whose header says this size, whatever pixels follow. */
function pngOf(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a picture', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('as %s is taken', async (type) => {
    const bytes = await plain(50, 40).toFormat(type).toBuffer();
    expect(await checkPicture(bytes)).toEqual({ type, width: 50, height: 40 });
    const clean = await cleanPicture(bytes);
    expect(clean).toMatchObject({ width: 50, height: 40 });
    expect(clean.pixels).toHaveLength(50 * 40 * clean.channels);
  });

  test('keeps its shape and gets no larger than we show', async () => {
    const wide = await cleanPicture(await plain(3200, 800).jpeg().toBuffer());
    expect(wide).toMatchObject({ width: 1200, height: 300 });
    const tall = await cleanPicture(await plain(100, 3000).jpeg().toBuffer());
    expect(tall).toMatchObject({ width: 60, height: 1800 });
  });

  test('is cut to the shape of a card where that is wished, and not stretched for it', async () => {
    const wide = await cleanPicture(await plain(1000, 500).jpeg().toBuffer(), '4:5');
    expect(wide).toMatchObject({ width: 400, height: 500 });
    const tall = await cleanPicture(await plain(200, 3000).png().toBuffer(), '4:5');
    expect(tall).toMatchObject({ width: 200, height: 250 });
  });

  test('that a camera took on its side stands upright', async () => {
    const bytes = await plain(60, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await cleanPicture(bytes)).toMatchObject({ width: 30, height: 60 });
    expect(await cleanPicture(bytes, '4:5')).toMatchObject({ width: 30, height: 38 });
  });

  test('keeps what can be seen through it', async () => {
    const bytes = await sharp({
      create: { width: 10, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect((await cleanPicture(bytes)).channels).toBe(4);
  });

  test('that moves is its first frame', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { pixels, width, height } = await cleanPicture(moving);
    expect({ width, height, first: [...pixels.subarray(0, 3)] }).toEqual({
      width: 20,
      height: 10,
      first: [255, 0, 0],
    });
  });
});

describe('what is no picture is not taken', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  test.each<[string, Buffer]>([
    ['a drawing that can run scripts', Buffer.from(SVG)],
    ['the same behind a declaration', Buffer.from(`<?xml version="1.0"?>${SVG}`)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a page that begins like a comment in a picture', Buffer.from('GIF8<script>alert(1)</script>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a packed file', Buffer.from('PK\x03\x04', 'latin1')],
    ['a video in the same box as AVIF', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', async (_what, bytes) => {
    await expect(cleanPicture(bytes)).rejects.toMatchObject({ code: 'not-a-picture' });
  });

  test.each(['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\0\0\0\0WEBP'])(
    'a drawing behind the first bytes of a picture (%#)',
    async (magic) => {
      const bytes = Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.from(SVG)]);
      await expect(cleanPicture(bytes)).rejects.toMatchObject({
        code: expect.stringMatching(/^(not-a-picture|picture-broken)$/) as string,
      });
    },
  );

  test('a picture that is cut off', async () => {
    const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, n) => (n * 7919) % 251));
    const raw = { width: 300, height: 300, channels: 3 as const };
    for (const type of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await sharp(noise, { raw }).toFormat(type).toBuffer();
      const cut = bytes.subarray(0, Math.floor(bytes.length / 2));
      await expect(cleanPicture(cut)).rejects.toMatchObject({ code: 'picture-broken' });
    }
  });
});

describe('a picture that would not fit', () => {
  test('is refused by its header, before it is unpacked', async () => {
    // 100 megapixels and 4 gigapixels in a few kB.
    for (const side of [10_000, 65_000]) {
      const bomb = pngOf(side, side, Buffer.alloc(1_000_000));
      expect(bomb.length).toBeLessThan(5000);
      const before = process.memoryUsage().rss;
      const startedMs = Date.now();
      await expect(cleanPicture(bomb)).rejects.toMatchObject({ code: 'picture-too-large' });
      expect(Date.now() - startedMs).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
    }
  });

  test('is refused earlier as AVIF, which is unpacked as a whole', async () => {
    const bytes = await plain(4100, 3000).avif({ effort: 0, quality: 1 }).toBuffer();
    await expect(cleanPicture(bytes)).rejects.toMatchObject({
      code: 'picture-too-large',
      details: { maxPixels: 12_000_000 },
    });
  });

  test('is refused by its length', async () => {
    const bytes = Buffer.concat([
      await plain(10, 10).jpeg().toBuffer(),
      Buffer.alloc(PICTURE_LIMITS.maxBytes),
    ]);
    await expect(cleanPicture(bytes)).rejects.toMatchObject({ code: 'picture-too-large' });
  });

  test('is refused however thin it is', async () => {
    const tall = pngOf(1, 41_000_000, Buffer.alloc(1000));
    await expect(cleanPicture(tall)).rejects.toMatchObject({ code: 'picture-too-large' });
  });
});
