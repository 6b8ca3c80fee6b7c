import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createBrush } from './drawing/brush';
import { heroDrawing } from './drawing/hero';
import { props } from './drawing/props';
import { compose } from './drawing/scene';
import { scaleOf, settingOf, subjects } from './drawing/subjects';
import { PICTURE_WIDTHS, pictureFile, type DemoProduct } from './goods';
import { createRandom } from './random';

type PictureOrder = DemoProduct['picture'];

/**
 * Pictures drawn at once. Rasterising is nearly all of the work and runs in Node's thread pool, so this keeps the cores
 * of a small machine busy; more would only hold more of them in memory.
 */
const AT_ONCE = 4;

/** The picture of one product as SVG, always the same for the same order. */
export function drawingOf({ name, subject, palette }: PictureOrder): string {
  const draw = subjects[subject];
  if (!draw) throw new Error(`nobody can draw a ${subject}`);
  const brush = createBrush(createRandom(`picture ${name}`));
  return compose(brush, palette, {
    subject: draw(brush, palette),
    props: props(brush),
    setting: settingOf(subject),
    scale: scaleOf(subject),
  });
}

/**
 * Draws what is missing in the folder: each picture at 800 and 400 px, as WebP.
 * @param onProgress called now and then with how many are there
 */
export async function drawPictures(
  folder: string,
  orders: readonly PictureOrder[],
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  let done = 0;
  const queue = orders.values();
  const drawThem = async () => {
    for (const order of queue) {
      await drawOne(folder, order);
      done += 1;
      if (done % 24 === 0 || done === orders.length) onProgress(done, orders.length);
    }
  };
  // The large one takes as long as twenty others, so it is begun first and beside them.
  await Promise.all([drawHero(folder), ...Array.from({ length: AT_ONCE - 1 }, drawThem)]);
}

async function drawOne(folder: string, order: PictureOrder): Promise<void> {
  const files = PICTURE_WIDTHS.map((width) => ({
    width,
    file: join(folder, pictureFile(order.name, width)),
  }));
  if ((await Promise.all(files.map(({ file }) => exists(file)))).every(Boolean)) return;
  const { data, info } = await sharp(Buffer.from(drawingOf(order)))
    .flatten()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const { width, file } of files) {
    const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
    const sized = width === info.width ? picture : picture.resize(width);
    await putFile(file, await sized.webp({ quality: 80, effort: 1 }).toBuffer());
  }
}

/** A file is there whole or not at all. */
async function putFile(file: string, data: Buffer): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, data);
  await rename(unfinished, file);
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** The season's picture, wide and for narrow screens, with the sizes that the home page expects. */
const HEROES = [
  { file: 'hero-2400.webp', view: [0, 0, 2400, 1200], width: 2400, height: 1200 },
  { file: 'hero-1200.webp', view: [960, 150, 1400, 1050], width: 1200, height: 900 },
] as const;

/** Draws the large picture of the home page where it is missing. */
async function drawHero(folder: string): Promise<void> {
  for (const { file, view, width, height } of HEROES) {
    if (await exists(join(folder, file))) continue;
    const drawing = heroDrawing(createBrush(createRandom('hero')), view, width, height);
    await putFile(
      join(folder, file),
      await sharp(Buffer.from(drawing)).flatten().webp({ quality: 82 }).toBuffer(),
    );
  }
}
