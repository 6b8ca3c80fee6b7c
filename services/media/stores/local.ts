import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { widthsOf, type MediaStore } from '../media-store.port';
import type { CleanPicture } from '../picture.guard';

/** As small as it can be without being seen. More effort takes four times as long and saves next to nothing. */
const WEBP = { quality: 80, effort: 3 };
const AVIF = { quality: 55, effort: 1 };
/** Of what we call a picture. What else stands in a ref was not written by us. */
const REF = /^[0-9a-z-]+\/[0-9a-z]+:[0-9,]+$/;

/**
 * Pictures as files below a folder that the API serves under `/media`: WebP for everybody, AVIF beside it for browsers
 * that read it.
 * @param options.folder MEDIA_DIR; shared by all replicas of the API
 */
export function createLocalStore(options: { folder: string }): MediaStore {
  const fileOf = (path: string) => join(options.folder, path);

  return {
    name: 'local',
    enhancements: [],

    async put(picture, { id, folder }) {
      await mkdir(fileOf(folder), { recursive: true });
      const widths = widthsOf(picture.width);
      const sizes = [];
      // One after another: more at once would only hold more of them in memory.
      for (const width of widths) {
        const path = `${folder}/${id}-${width}`;
        await writeWhole(fileOf(`${path}.webp`), await rendering(picture, width).webp(WEBP).toBuffer());
        await writeWhole(fileOf(`${path}.avif`), await rendering(picture, width).avif(AVIF).toBuffer());
        sizes.push({ width, url: `/media/${path}.webp`, avifUrl: `/media/${path}.avif` });
      }
      const { width, height } = picture;
      return { width, height, sizes, ref: `${folder}/${id}:${widths.join(',')}` };
    },

    async remove(ref) {
      if (!REF.test(ref)) throw new Error(`no picture of ours is called ${ref}`);
      const [path = '', widths = ''] = ref.split(':');
      for (const width of widths.split(','))
        for (const type of ['webp', 'avif']) await rm(fileOf(`${path}-${width}.${type}`), { force: true });
    },
  };
}

function rendering({ pixels, width, height, channels }: CleanPicture, wanted: number): Sharp {
  const whole = sharp(pixels, { raw: { width, height, channels } });
  return wanted === width ? whole : whole.resize(wanted);
}

/** A file is there whole or not at all. */
async function writeWhole(file: string, data: Buffer): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, data);
  await rename(unfinished, file);
}
