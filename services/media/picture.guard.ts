import sharp, { type Sharp } from 'sharp';
import { BrokenPictureError, NotAPictureError, PictureTooLargeError } from './media.errors';
import { pictureTypeOf, type PictureType } from './file-types';
import type { Crop } from './media.schema';

export const PICTURE_LIMITS = { maxBytes: 10 * 1024 * 1024, maxPixels: 40_000_000 };
export const PICTURE_TYPES: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
];

/** What is kept of a picture at most, in pixels. */
const MAX_WIDTH = 1200;
const MAX_HEIGHT = 1800;
/** An AVIF is unpacked as a whole, at some 18 bytes a pixel; the others come in strips. */
const MAX_AVIF_PIXELS = 12_000_000;
/** Longest that one picture may be worked on, in seconds. */
const WORK_SECONDS = 20;

/** What sharp calls the format of each type. */
const FORMATS: Readonly<Record<PictureType, string>> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'heif',
};

/** A picture as bare pixels, row by row: nothing of the file that it came in is left. */
export interface CleanPicture {
  pixels: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/**
 * Looks at a picture's first bytes and header only, so that what would not fit into memory is never unpacked.
 * @throws NotAPictureError, BrokenPictureError, PictureTooLargeError
 */
export async function checkPicture(
  bytes: Buffer,
): Promise<{ type: PictureType; width: number; height: number }> {
  if (bytes.length > PICTURE_LIMITS.maxBytes) throw new PictureTooLargeError(PICTURE_LIMITS);
  const type = pictureTypeOf(bytes);
  if (type === null) throw new NotAPictureError();
  const { format, width, height } = await open(bytes)
    .metadata()
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  if (format !== FORMATS[type]) throw new NotAPictureError();
  if (!width || !height) throw new BrokenPictureError();
  const maxPixels = type === 'avif' ? MAX_AVIF_PIXELS : PICTURE_LIMITS.maxPixels;
  if (width * height > maxPixels) throw new PictureTooLargeError({ ...PICTURE_LIMITS, maxPixels });
  return { type, width, height };
}

/**
 * Unpacks a picture into pixels: upright, in sRGB, the first frame of several, not larger than we show. Words, places
 * and profiles in the file, and whatever hangs on at its end, are not taken along.
 * @throws NotAPictureError, BrokenPictureError, PictureTooLargeError
 */
export async function cleanPicture(bytes: Buffer, crop?: Crop): Promise<CleanPicture> {
  await checkPicture(bytes);
  const upright = open(bytes).autoOrient();
  const shaped =
    crop === '4:5'
      ? upright.resize({ ...(await cardSize(bytes)), fit: 'cover', position: 'attention' })
      : upright.resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: 'inside', withoutEnlargement: true });
  try {
    const { data, info } = await shaped
      .toColourspace('srgb')
      .timeout({ seconds: WORK_SECONDS })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The largest card that can be cut from a picture without stretching it. */
async function cardSize(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { autoOrient } = await open(bytes).metadata();
  const width = Math.max(4, Math.min(MAX_WIDTH, autoOrient.width, Math.floor((autoOrient.height * 4) / 5)));
  return { width, height: Math.round((width * 5) / 4) };
}

/** A reader that takes one frame, stops where the file is cut off, and counts pixels before it unpacks them. */
function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: PICTURE_LIMITS.maxPixels, failOn: 'error', pages: 1 });
}

function asRefusal(error: unknown): Error {
  const text = error instanceof Error ? error.message : '';
  if (text.includes('pixel limit')) return new PictureTooLargeError(PICTURE_LIMITS);
  if (text.includes('unsupported image format')) return new NotAPictureError();
  return new BrokenPictureError();
}
