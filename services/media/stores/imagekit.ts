import ImageKit from 'imagekit';
import sharp from 'sharp';
import { exchange } from '../../platform/http-client';
import { PictureStoreUnavailableError } from '../media.errors';
import type { Enhancement } from '../media.schema';
import { widthsOf, type MediaStore } from '../media-store.port';
import type { CleanPicture } from '../picture.guard';

/** What is uploaded is rendered again for every page, so it is kept better than pages show it. */
const MASTER = { quality: 92, effort: 3 };
/** An upscaled picture has twice the side at least; more than pages show is never asked for. */
const UPSCALED = 2;

/**
 * AI transformations, in the order in which they make sense: clean what is there, cut it out, make it large.
 * https://imagekit.io/docs/ai-transformations
 */
const EFFECTS: readonly [Enhancement, string][] = [
  ['retouch', 'e-retouch'],
  ['background', 'e-bgremove'],
  ['upscale', 'e-upscale'],
];

export interface ImageKitOptions {
  publicKey: string;
  privateKey: string;
  /** Where pictures are read, such as `https://ik.imagekit.io/<id>`. */
  urlEndpoint: string;
  uploadUrl: string;
  apiUrl: string;
  timeoutMs: number;
}

/**
 * Pictures at ImageKit (https://imagekit.io/docs/api-reference): uploaded once; sizes, formats and enhancements are
 * parts of the address. It gives each browser the format that it reads best under one address.
 */
export function createImageKitStore(options: ImageKitOptions): MediaStore {
  const { publicKey, privateKey, urlEndpoint, timeoutMs } = options;
  const client = new ImageKit({ publicKey, privateKey, urlEndpoint, uploadEndpoint: options.uploadUrl });
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${privateKey}:`).toString('base64')}`;

  const urlOf = (path: string, width: number, enhance: readonly Enhancement[]) =>
    client.url({
      path,
      transformationPosition: 'query',
      transformation: [
        ...EFFECTS.filter(([name]) => enhance.includes(name)).map(([, raw]) => ({ raw })),
        { width, format: 'auto' },
      ],
    });

  return {
    name: 'imagekit',
    enhancements: EFFECTS.map(([name]) => name),

    async put(picture, { id, folder, enhance }) {
      const file = await masterOf(picture);
      const { fileId, filePath } = await withinTime(
        client.upload({
          ...{ file, fileName: `${id}.webp`, folder: `/${folder}` },
          // The name is ours, so that the same picture put twice is there once.
          ...{ useUniqueFileName: false, overwriteFile: true },
        }),
        timeoutMs,
      );
      const factor = enhance.includes('upscale') ? UPSCALED : 1;
      const [width, height] = [picture.width * factor, picture.height * factor];
      const sizes = widthsOf(width).map((one) => ({ width: one, url: urlOf(filePath, one, enhance) }));
      return { width, height, sizes, ref: fileId };
    },

    // The SDK knows one address only for this call, so it is made here.
    async remove(ref) {
      const url = new URL(`${apiUrl}/v1/files/${encodeURIComponent(ref)}`);
      const answer = await exchange({ method: 'DELETE', url, headers: { authorization }, timeoutMs }).catch(
        (cause: unknown) => {
          throw new PictureStoreUnavailableError({ cause });
        },
      );
      if (answer.status === 404 || (answer.status >= 200 && answer.status < 300)) return;
      throw new PictureStoreUnavailableError({ cause: new Error(`ImageKit answered ${answer.status}`) });
    },
  };
}

function masterOf({ pixels, width, height, channels }: CleanPicture): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels } }).webp(MASTER).toBuffer();
}

/** The SDK waits for ever. What it throws are plain objects, some with our key in them: only the words are kept. */
async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    const words = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error;
    throw new PictureStoreUnavailableError({ cause: new Error(`ImageKit: ${String(words)}`) });
  } finally {
    clearTimeout(timer);
  }
}
