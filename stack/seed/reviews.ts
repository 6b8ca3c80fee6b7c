import { EDIT_WITHIN_MS } from '../../services/review/review.state';
import type { BroughtReview } from '../../services/review/review.bringing';
import type { DemoProduct } from './goods';
import { createRandom, type Random } from './random';

const AUTHORS = [
  ...['Ada L.', 'Bruno K.', 'Clara M.', 'Dilan Y.', 'Elif S.', 'Farid A.', 'Greta H.', 'Hugo P.', 'Ines R.'],
  ...['Jonas W.', 'Kaia T.', 'Leo B.', 'Mira O.', 'Noor D.', 'Oskar V.', 'Paula G.', 'Rasmus N.', 'Sofia C.'],
];

/** What people say, by how many stars they give; each fits any of the goods. */
const WORDS: Record<1 | 2 | 3 | 4 | 5, readonly (readonly [string, string])[]> = {
  5: [
    [
      'Better than the picture',
      'It looks good in the picture and better in the hand. Packed with care, too.',
    ],
    ['A gift that stayed', 'Bought as a gift. I kept it and ordered a second one for my sister.'],
    ['You can tell it is made by hand', 'Small differences from piece to piece, which is why I came here.'],
    ['Every day since', 'I have used it every day for two months and it shows no sign of it.'],
    ['', 'Quick to come, a note from the maker inside. Lovely.'],
    ['Exactly right', 'The size is as written and the colour is as shown. Nothing to add.'],
  ],
  4: [
    ['Very nice', 'A little smaller than I had thought, but the measures were there to read.'],
    ['Would buy it again', 'One corner was not quite even. I like it all the more.'],
    ['', 'Good work for the price. It took a day longer than promised.'],
    ['Good, and heavy', 'Solid. Think of the weight if you want to hang or carry it.'],
  ],
  3: [
    ['All right', 'Nice enough, though the colour is darker in daylight than on my screen.'],
    ['', 'It does what it should. I had hoped for a finer finish.'],
  ],
  2: [['Not for me', 'It feels lighter than it looks. The shop was friendly about it.']],
  1: [
    ['Came broken', 'It arrived with a crack. They took it back without a word, but I had none for the day.'],
  ],
};

const DAY_MS = 86_400_000;
/** The newest of them, so that the demo shop does not look as if it were left behind. */
const NEWEST_MS = Date.parse('2026-01-15T09:00:00.000Z');

/** Two to seven reviews of each product, the same each time. */
export function demoReviews(goods: readonly DemoProduct[]): BroughtReview[] {
  return goods.flatMap(({ product }) => {
    const random = createRandom(`reviews ${product.id}`);
    const said = new Set<string>();
    return Array.from({ length: random.whole(2, 7) }, (_, n) => reviewOf(product, n, said, random));
  });
}

/** @param said what stands below the product already; nobody says the same again, but with nothing new left no words */
function reviewOf(
  product: DemoProduct['product'],
  n: number,
  said: Set<string>,
  random: Random,
): BroughtReview {
  const stars = starsOf(random.next());
  const left = WORDS[stars].filter(([, words]) => !said.has(words));
  const [title, text] = left.length > 0 ? random.pick(left) : (['', ''] as const);
  said.add(text);
  const createdMs = NEWEST_MS - random.whole(0, 200) * DAY_MS - n * 3_700_000;
  return {
    id: `rv-demo-${product.id}-${n}`,
    productId: product.id,
    productTitle: product.title,
    sellerId: product.sellerId,
    authorName: random.pick(AUTHORS),
    ...{ stars, title, text },
    createdAt: new Date(createdMs).toISOString(),
    editableUntil: new Date(createdMs + EDIT_WITHIN_MS).toISOString(),
  };
}

function starsOf(luck: number): 1 | 2 | 3 | 4 | 5 {
  if (luck < 0.62) return 5;
  if (luck < 0.88) return 4;
  if (luck < 0.95) return 3;
  return luck < 0.98 ? 2 : 1;
}
