import type { Category, Product } from '../services/product/product.schema';
import type { Seller } from '../services/seller/seller.schema';
import { createRandom, type Random } from '../stack/seed/random';

const SYLLABLES =
  'ba ber cor da del fen gal hum ing jor kes lan mer nor ol per quil ras sen tor ul ven wick yar zen'.split(
    ' ',
  );
const COLOURS = 'Sand Ink Copper Sage Rust Indigo Cream Moss Plum Slate Amber Coral'.split(' ');
const SIZES = 'S M L XL'.split(' ');
const KINDS =
  'lamp lantern rug throw teapot bowl vase mug scarf jumper wallet satchel notebook planter trowel necklace earrings candle soap puzzle'.split(
    ' ',
  );
const MATERIALS =
  'copper brass wool linen oak walnut clay glass silver leather paper iron cotton marble'.split(' ');
const SELLERS = 2000;
const CATEGORIES = 16;
const WORDS = 20_000;
const PORTION = 500;

/**
 * A catalogue of any size, the same for the same size: products of two thousand shops, with titles of three or four
 * words and texts of some forty out of twenty thousand, the frequent ones often (Zipf).
 */
export function generatedGoods(count: number) {
  const words = vocabulary();
  const sellers = Array.from({ length: SELLERS }, (_, index) => sellerOf(index, words));
  const categories = Array.from({ length: CATEGORIES }, (_, index) => categoryOf(index));
  return {
    sellers,
    categories,
    words,
    product: (index: number) => productOf(index, words),
    *portions(): Generator<Product[]> {
      for (let from = 0; from < count; from += PORTION)
        yield Array.from({ length: Math.min(PORTION, count - from) }, (_, at) => productOf(from + at, words));
    },
    stock: () =>
      Array.from({ length: count }, (_, index) =>
        skusOf(index).map((sku) => ({
          id: `${sku}@w`,
          sku,
          available: index % 10 === 0 ? 0 : 20,
          sold: index % 300,
        })),
      ).flat(),
  };
}

/** Questions as people ask them: words of goods, whole and unfinished, some misspelt. */
export function questions(count: number, words: readonly string[]) {
  const random = createRandom('questions');
  const exact = () => `${random.pick(MATERIALS)} ${random.pick(KINDS)}`;
  const misspelt = () => {
    const word = random.pick([...KINDS, ...MATERIALS].filter(({ length }) => length > 4));
    const at = random.whole(1, word.length - 2);
    return `${word.slice(0, at)}x${word.slice(at + 1)}`;
  };
  const rare = () => `${frequent(random, words)} ${random.pick(KINDS)}`;
  return {
    'two common words': Array.from({ length: count }, exact),
    'a common and another': Array.from({ length: count }, rare),
    misspelt: Array.from({ length: count }, () => `${misspelt()} ${frequent(random, words)}`),
    unfinished: Array.from(
      { length: count },
      () => `${random.pick(MATERIALS)} ${random.pick(KINDS).slice(0, 3)}`,
    ),
  };
}

function vocabulary(): string[] {
  const random = createRandom('vocabulary');
  const words = new Set<string>();
  while (words.size < WORDS)
    words.add(Array.from({ length: random.whole(2, 4) }, () => random.pick(SYLLABLES)).join(''));
  return [...words];
}

/** The n-th word comes about 1/n as often as the first. */
const frequent = (random: Random, words: readonly string[]) =>
  words[Math.min(words.length - 1, Math.floor(words.length ** random.next()) - 1)] ?? '';

function skusOf(index: number): string[] {
  return Array.from({ length: 1 + (index % 3) }, (_, variant) => `P${index}-V${variant}`);
}

function productOf(index: number, words: readonly string[]): Product {
  const random = createRandom(`product ${index}`);
  const kind = random.pick(KINDS);
  const priceMinor = random.whole(300, 40_000);
  const colours = skusOf(index).map((_, at) => COLOURS[(index + at) % COLOURS.length] ?? 'Sand');
  const title = `${random.pick(MATERIALS)} ${kind} ${frequent(random, words)}`;
  const picture = (at: number) => ({
    ...{ id: `picture-${index}-${at}`, alt: title, width: 1200, height: 1500 },
    sizes: [400, 800].map((width) => ({ width, url: `/media/picture-${index}-${at}-${width}.webp` })),
  });
  return {
    ...{
      id: `product-${index}`,
      slug: `${kind}-${index}`,
      sellerId: `seller-${random.whole(0, SELLERS - 1)}`,
      title,
    },
    description: Array.from({ length: 40 }, () => frequent(random, words)).join(' '),
    categoryId: `category-${KINDS.indexOf(kind) % CATEGORIES}`,
    tags: [kind, random.pick(MATERIALS)],
    ...{ taxCategory: 'standard', currency: 'EUR', priceFromMinor: priceMinor },
    options: [
      { name: 'Colour', values: [...new Set(colours)] },
      { name: 'Size', values: [SIZES[index % SIZES.length] ?? 'M'] },
    ],
    variants: skusOf(index).map((sku, at) => ({
      ...{ sku, title: colours[at] ?? '', priceMinor, weightGrams: 300 },
      options: { Colour: colours[at] ?? '', Size: SIZES[index % SIZES.length] ?? 'M' },
    })),
    pictures: [picture(0), picture(1)],
    rating: { average: random.whole(20, 50) / 10, count: random.whole(0, 60) },
    status: 'active',
    createdAt: new Date(1_750_000_000_000 + index * 60_000).toISOString(),
    version: 1,
  };
}

function sellerOf(index: number, words: readonly string[]): Seller {
  const name = `${words[index] ?? ''} ${words[index + 500] ?? ''}`;
  return {
    ...{
      id: `seller-${index}`,
      slug: `shop-${index}`,
      name,
      tagline: name,
      story: name,
      city: 'Porto',
      country: 'PT',
    },
    ...{
      status: 'active',
      commissionPoints: 1000,
      handlingDays: 2,
      rating: { average: 4, count: 3 },
      version: 1,
    },
  };
}

function categoryOf(index: number): Category {
  return {
    id: `category-${index}`,
    name: `${KINDS[index] ?? ''} and more`,
    description: '',
    position: index,
  };
}
