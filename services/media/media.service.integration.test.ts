import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createMediaService, type MediaService } from './media.service';
import { createLocalStore } from './stores/local';

let databases: Databases;
let folder = '';
let nowMs = Date.UTC(2030, 0, 1);
let media: MediaService;
let photo: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-media-'));
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `media_${newId()}_` });
  photo = await sharp({ create: { width: 80, height: 100, channels: 3, background: '#c2461b' } })
    .jpeg()
    .toBuffer();
  media = createMediaService({
    connection: databases.of('media'),
    clock: { nowMs: () => nowMs },
    store: createLocalStore({ folder }),
    fetchFile: () => Promise.resolve(photo),
    settings: { uploadsPerHour: 4 },
  });
});
afterAll(async () => {
  await databases.of('media').dropDatabase();
  await databases.close();
  await rm(folder, { recursive: true, force: true });
});

test("a picture is named in forms by its owner only, in the form's order and words", async () => {
  const mine = await media.putPicture({ bytes: photo, ownerId: 'ada', alt: 'A jug' });
  const fetched = await media.fetchPicture({ url: 'https://pictures.example/1.jpg', ownerId: 'ada' });
  const wanted = [{ id: fetched.id, alt: 'From above' }, { id: mine.id }];
  const found = await media.requirePictures({ ownerId: 'ada', wanted });
  expect(found).toEqual([{ ...fetched, alt: 'From above' }, mine]);
  await expect(media.requirePictures({ ownerId: 'eve', wanted })).rejects.toMatchObject({
    code: 'unknown-picture',
    details: { pictures: [fetched.id, mine.id] },
  });
});

test('a picture that is taken away is gone, and nobody takes away that of another', async () => {
  const { id } = await media.putPicture({ bytes: photo, ownerId: 'ben' });
  const files = async () => (await readdir(join(folder, 'uploads'))).filter((name) => name.startsWith(id));
  await expect(media.removePicture({ id, ownerId: 'eve' })).rejects.toMatchObject({
    code: 'unknown-picture',
  });
  expect(await files()).toHaveLength(2);
  await media.removePicture({ id, ownerId: 'ben' });
  expect(await files()).toEqual([]);
  await expect(media.requirePictures({ ownerId: 'ben', wanted: [{ id }] })).rejects.toMatchObject({
    code: 'unknown-picture',
  });
});

test('a document of 10 MB comes back as it was, and its record without it', async () => {
  const bytes = Buffer.alloc(10 * 1024 * 1024, 'x');
  bytes.write('%PDF-1.7');
  const stored = await media.putDocument({ bytes, name: 'licence.pdf', ownerId: 'cleo' });
  expect(stored).toMatchObject({ name: 'licence.pdf', type: 'application/pdf', size: bytes.length });
  expect(stored.id).toMatch(/^[0-9a-f]{40}$/);
  expect(await media.document(stored.id)).toEqual({ ...stored, ownerId: 'cleo' });
  const read = await media.readDocument(stored.id);
  expect(read?.bytes.equals(bytes)).toBe(true);
  expect(await media.document('nothing')).toBeNull();
  expect(await media.readDocument('nothing')).toBeNull();
});

test.each<[string, Buffer]>([
  ['a page', Buffer.from('<!doctype html>')],
  ['a page behind which a PDF begins', Buffer.from('<script>1</script>%PDF-1.7')],
  ['a packed file', Buffer.from('PK\x03\x04', 'latin1')],
  ['a drawing', Buffer.from('<svg/>')],
])('%s is no document', async (_what, bytes) => {
  await expect(media.putDocument({ bytes, name: 'a.pdf', ownerId: 'dan' })).rejects.toMatchObject({
    code: 'not-a-document',
  });
});

test('so many files an hour are taken of somebody, pictures and documents together, and then more again', async () => {
  const picture = () => media.putPicture({ bytes: photo, ownerId: 'flo' });
  const document = () => media.putDocument({ bytes: Buffer.from('%PDF-1.7'), name: 'a.pdf', ownerId: 'flo' });
  for (const upload of [picture, document, picture, document]) await upload();
  for (const upload of [picture, document])
    await expect(upload()).rejects.toMatchObject({ code: 'too-many-uploads' });
  await expect(media.putPicture({ bytes: photo, ownerId: 'gil' })).resolves.toBeDefined();
  nowMs += 3_600_000;
  await expect(picture()).resolves.toBeDefined();
});
