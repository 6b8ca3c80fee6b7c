import sharp from 'sharp';
import { cleanPicture } from '../picture.guard';
import { createImageKitStore } from './imagekit';
import { startImageKit, type ImageKitStandIn } from './imagekit.fixture';
import { describeMediaStore } from './media-store.contract';

let imagekit: ImageKitStandIn;
beforeAll(async () => {
  imagekit = await startImageKit();
});
afterEach(() => imagekit.misbehave(null));
afterAll(() => imagekit.close());

const storeOf = (privateKey = imagekit.privateKey) =>
  createImageKitStore({
    ...{ publicKey: 'public_test', privateKey, timeoutMs: 500 },
    urlEndpoint: `${imagekit.url}/shop`,
    uploadUrl: `${imagekit.url}/api/v1/files/upload`,
    apiUrl: imagekit.url,
  });

const read = async (url: string) => {
  const answer = await fetch(url);
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
};

describeMediaStore('ImageKit', () => ({ store: storeOf(), read }));

const drawn = async () =>
  cleanPicture(
    await sharp({ create: { width: 600, height: 300, channels: 3, background: '#4b3f72' } })
      .png()
      .toBuffer(),
  );

test('enhancements are parts of the address, in the order in which they make sense', async () => {
  const place = { id: 'enhanced', folder: 'uploads', enhance: ['upscale', 'background', 'retouch'] as const };
  const { sizes, width, height } = await storeOf().put(await drawn(), place);
  expect({ width, height }).toEqual({ width: 1200, height: 600 });
  expect(sizes.map(({ url }) => new URL(url).searchParams.get('tr'))).toEqual(
    [400, 800, 1200].map((one) => `e-retouch:e-bgremove:e-upscale:w-${one},f-auto`),
  );
});

test('our name for a picture is its name there', async () => {
  await storeOf().put(await drawn(), { id: 'named', folder: 'uploads', enhance: [] });
  expect(imagekit.files.get('/uploads/named.webp')?.fields).toMatchObject({
    useUniqueFileName: 'false',
    overwriteFile: 'true',
  });
});

test.each(['refuse', 'break', 'be-silent'] as const)(
  'when ImageKit chooses to %s, nothing is stored and it is said so',
  async (manner) => {
    const { ref } = await storeOf().put(await drawn(), { id: 'before', folder: 'uploads', enhance: [] });
    imagekit.misbehave(manner);
    const place = { id: 'never', folder: 'uploads', enhance: [] };
    await expect(storeOf().put(await drawn(), place)).rejects.toMatchObject({
      code: 'picture-store-unavailable',
    });
    await expect(storeOf().remove(ref)).rejects.toMatchObject({ code: 'picture-store-unavailable' });
    expect(imagekit.files.has('/uploads/never.webp')).toBe(false);
  },
);

test('our key is in no error', async () => {
  const error: unknown = await storeOf('a-key-that-is-wrong')
    .put(await drawn(), { id: 'keyless', folder: 'uploads', enhance: [] })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'picture-store-unavailable' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('a-key-that-is-wrong');
});
