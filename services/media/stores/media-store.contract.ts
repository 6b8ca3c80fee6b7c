import sharp from 'sharp';
import { newId } from '../../platform/ids';
import type { MediaStore } from '../media-store.port';
import { cleanPicture } from '../picture.guard';

/** A store under test, and how its pictures are read as a browser reads them. */
export interface StoreUnderTest {
  store: MediaStore;
  /** The bytes at an address, or null where nothing is. */
  read(url: string): Promise<Buffer | null>;
}

/** What every keeper of pictures promises. */
export function describeMediaStore(name: string, subject: () => StoreUnderTest): void {
  const place = (id = newId()) => ({ id, folder: 'uploads', enhance: [] });
  const drawn = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#0f6b63' } })
      .jpeg()
      .toBuffer();

  describe(`pictures kept by ${name}`, () => {
    test('are there at every width that is told, in their shape', async () => {
      const { store, read } = subject();
      const stored = await store.put(await cleanPicture(await drawn(1000, 500)), place());
      expect(stored).toMatchObject({ width: 1000, height: 500 });
      expect(stored.sizes.map(({ width }) => width)).toEqual([400, 800, 1000]);
      for (const { width, url, avifUrl } of stored.sizes) {
        for (const address of avifUrl === undefined ? [url] : [url, avifUrl]) {
          const bytes = await read(address);
          expect(await sharp(bytes ?? undefined).metadata()).toMatchObject({ width, height: width / 2 });
        }
      }
    });

    test('are never larger than they came', async () => {
      const { store } = subject();
      const stored = await store.put(await cleanPicture(await drawn(30, 30)), place());
      expect(stored.sizes.map(({ width }) => width)).toEqual([30]);
    });

    test('have nothing in them of the file they came in but the picture', async () => {
      const { store, read } = subject();
      const photo = await sharp(await drawn(200, 250))
        .withExif({ IFD0: { Copyright: 'SECRET-NAME' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-WORDS</x:xmpmeta>')
        .jpeg()
        .toBuffer();
      const bytes = Buffer.concat([photo, Buffer.from('PK\x03\x04<script>alert("SECRET-SCRIPT")</script>')]);
      expect(bytes.toString('latin1')).toContain('SECRET-WORDS');
      const stored = await store.put(await cleanPicture(bytes), place());
      for (const { url, avifUrl = url } of stored.sizes) {
        for (const address of [url, avifUrl]) {
          const kept = (await read(address)) ?? Buffer.from('SECRET');
          expect(kept.toString('latin1')).not.toMatch(/SECRET|<script/);
          expect(await sharp(kept).metadata()).not.toHaveProperty('exif');
        }
      }
    });

    test('put twice under one id are there once', async () => {
      const { store, read } = subject();
      const picture = await cleanPicture(await drawn(40, 50));
      const where = place();
      const first = await store.put(picture, where);
      const second = await store.put(picture, where);
      expect(second).toEqual(first);
      await store.remove(first.ref);
      for (const { url } of first.sizes) expect(await read(url)).toBeNull();
    });

    test('are gone when they were removed, and others are not; removed again they stay gone', async () => {
      const { store, read } = subject();
      const picture = await cleanPicture(await drawn(500, 500));
      const [gone, stays] = [await store.put(picture, place()), await store.put(picture, place())];
      await store.remove(gone.ref);
      await store.remove(gone.ref);
      for (const { url, avifUrl = url } of gone.sizes)
        for (const address of [url, avifUrl]) expect(await read(address)).toBeNull();
      for (const { url } of stays.sizes) expect(await read(url)).not.toBeNull();
    });
  });
}
