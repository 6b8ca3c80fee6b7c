import type { NewProduct } from '../../services/product/product.service';
import { books } from './goods/books';
import { ceramics } from './goods/ceramics';
import { garden } from './goods/garden';
import { jewellery } from './goods/jewellery';
import type { Finish, Form, Palette, Shelf } from './goods/kinds';
import { knitwear } from './goods/knitwear';
import { lamps } from './goods/lamps';
import { leather } from './goods/leather';
import { rugs } from './goods/rugs';
import { soap } from './goods/soap';
import { spices } from './goods/spices';
import { stationery } from './goods/stationery';
import { tea } from './goods/tea';
import { toys } from './goods/toys';
import { createRandom, type Random } from './random';

const SHELVES: readonly Shelf[] = [
  ...[ceramics, lamps, rugs, tea, spices, soap, leather],
  ...[books, stationery, knitwear, toys, jewellery, garden],
];

/** Where stock lies: `${sellerId}-1` is the shop itself, `-2` its second store. */
interface DemoStock {
  sku: string;
  sellerId: string;
  warehouseId: string;
  quantity: number;
}

export interface DemoProduct {
  product: NewProduct;
  stock: DemoStock[];
  picture: { name: string; subject: string; categoryId: string; palette: Palette };
}

export const PICTURE_WIDTHS = [400, 800] as const;

/** Browsers keep a picture for ever: when the drawing changes, so must this. */
const DRAWING = 'a';

/** Name of a product's picture in the media folder. */
export const pictureFile = (name: string, width: number) => `${name}-${DRAWING}-${width}.webp`;

/** The day on which the newest of the demo goods was put up; the others follow, a few hours apart. */
const NEWEST_MS = Date.parse('2026-09-14T09:00:00Z');
const HOURS_APART = 7;

/**
 * The demo catalogue, always the same. Shelves take turns, so that the first few products come from all sellers.
 * @param limit at most so many products
 */
export function demoGoods(limit = Infinity): DemoProduct[] {
  const rows = SHELVES.map((shelf) => productsOf(shelf));
  const longest = Math.max(...rows.map((row) => row.length));
  const all = Array.from({ length: longest }, (_, turn) => rows.flatMap((row) => row[turn] ?? [])).flat();
  return all.slice(0, limit).map(({ make }, index) => make(index));
}

interface Plan {
  make(index: number): DemoProduct;
}

/** One product for each form and finish; forms take turns, so that neighbours differ. */
function productsOf(shelf: Shelf): Plan[] {
  const most = Math.max(...shelf.forms.map(({ finishes }) => finishes.length));
  return Array.from({ length: most }, (_, turn) =>
    shelf.forms.flatMap((form, formIndex) => {
      const finishId = form.finishes[turn];
      const finish = finishId === undefined ? undefined : shelf.finishes[finishId];
      if (finishId === undefined || !finish) return [];
      return [{ make: (index: number) => makeProduct({ shelf, form, formIndex, finishId, finish, index }) }];
    }),
  ).flat();
}

interface Parts {
  shelf: Shelf;
  form: Form;
  formIndex: number;
  finishId: string;
  finish: Finish;
  index: number;
}

function makeProduct({ shelf, form, formIndex, finishId, finish, index }: Parts): DemoProduct {
  const code = `${shelf.code}${String(formIndex + 1).padStart(2, '0')}-${finishId.toUpperCase()}`;
  const id = code.toLowerCase();
  const random = createRandom(id);
  const title = form.title.replace('{}', finish.words);
  const values = form.choice?.values ?? [['One size', 0, 0] as const];
  const variants = values.map(([label, addMinor, addGrams], position) => ({
    sku: `${code}-${position + 1}`,
    title: form.choice ? label : 'One size',
    options: form.choice ? { [form.choice.name]: label } : {},
    priceMinor: form.priceMinor + addMinor,
    weightGrams: form.weightGrams + addGrams,
  }));
  return {
    product: {
      id,
      slug: slugOf(title),
      sellerId: shelf.sellerId,
      title,
      description: [form.text, finish.text, random.pick(shelf.care)].join(' '),
      categoryId: shelf.categoryId,
      tags: [...new Set([...shelf.tags, ...(form.tags ?? [])])],
      taxCategory: shelf.taxCategory,
      currency: 'EUR',
      options: form.choice ? [{ name: form.choice.name, values: values.map(([label]) => label) }] : [],
      variants,
      pictures: [
        {
          id,
          alt: title,
          width: 800,
          height: 1000,
          sizes: PICTURE_WIDTHS.map((width) => ({ width, url: `/media/${pictureFile(id, width)}` })),
        },
      ],
      rating: ratingOf(random),
      status: 'active',
      createdAt: new Date(NEWEST_MS - index * HOURS_APART * 3_600_000).toISOString(),
    },
    stock: variants.flatMap(({ sku }) => stockOf(shelf.sellerId, sku, index, random)),
    picture: { name: id, subject: form.subject, categoryId: shelf.categoryId, palette: finish.palette },
  };
}

function ratingOf(random: Random) {
  const count = Math.round(2 + random.next() ** 3 * 180);
  return { average: Math.round(random.between(41, 50)) / 10, count };
}

/** The first goods of every shop never run short; later some are scarce, some sold out, some lie in two places. */
function stockOf(sellerId: string, sku: string, index: number, random: Random): DemoStock[] {
  const at = (store: 1 | 2, quantity: number) => ({
    sku,
    sellerId,
    warehouseId: `${sellerId}-${store}`,
    quantity,
  });
  if (index < SHELVES.length * 2) return [at(1, 5000), at(2, 2000)];
  // One thing that everybody wants, for races.
  if (index === SHELVES.length * 2) return [at(1, 40), at(2, 10)];
  const luck = random.next();
  if (luck < 0.05) return [];
  if (luck < 0.14) return [at(1, 3)];
  if (luck < 0.18) return [at(1, 1)];
  return random.next() < 0.4
    ? [at(1, random.whole(20, 90)), at(2, random.whole(10, 60))]
    : [at(1, random.whole(15, 140))];
}

function slugOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/[\p{M}’']/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
