import { choice, type Shelf } from './kinds';

const sizes = choice('Size', ['XS', 0, 0], ['S', 0, 30], ['M', 0, 60], ['L', 0, 100], ['XL', 0, 150]);

export const knitwear: Shelf = {
  code: 'KNI',
  categoryId: 'knitwear',
  sellerId: 'inch',
  taxCategory: 'standard',
  tags: ['wool', 'clothing', 'winter', 'knitted'],
  finishes: {
    oat: {
      words: 'oat',
      text: 'Undyed: the fleece of two flocks, blended.',
      palette: ['#DCCBAE', '#B29A74', '#F3EADA'],
    },
    moss: {
      words: 'moss',
      text: 'A heathered green with a thread of yellow that is seen only close by.',
      palette: ['#6A7449', '#485132', '#A4AC7E'],
    },
    rust: {
      words: 'rust',
      text: 'The colour of bracken in October.',
      palette: ['#A8502B', '#733317', '#DB9068'],
    },
    sea: {
      words: 'sea',
      text: 'Blue and grey carded together, as the water is on most days.',
      palette: ['#48687C', '#2F4857', '#8FAABA'],
    },
    plum: { words: 'plum', text: 'Dark until the sun is on it.', palette: ['#5E3450', '#3C1E33', '#A4759A'] },
    charcoal: {
      words: 'charcoal',
      text: 'The wool of black sheep, which is brown, and grey where they are old.',
      palette: ['#4B4744', '#2D2A28', '#8D8782'],
    },
  },
  forms: [
    {
      title: 'Fisherman’s sweater, {}',
      subject: 'sweater',
      priceMinor: 14900,
      weightGrams: 780,
      text: 'Cables and moss stitch, knitted in the round to the armpits, with a neck that does not scratch.',
      finishes: ['oat', 'sea', 'moss'],
      choice: sizes,
      tags: ['jumper', 'pullover'],
    },
    {
      title: 'Watch cap, {}',
      subject: 'beanie',
      priceMinor: 3400,
      weightGrams: 95,
      text: 'A ribbed cap with a deep fold that covers the ears or does not.',
      finishes: ['rust', 'charcoal', 'sea'],
      choice: choice('Size', ['S/M', 0, 0], ['L/XL', 0, 15]),
      tags: ['hat'],
    },
    {
      title: 'Long scarf, {}',
      subject: 'scarf',
      priceMinor: 5900,
      weightGrams: 260,
      text: 'Two metres ten, wide enough to be a shawl in a cold train.',
      finishes: ['plum', 'oat', 'rust'],
    },
    {
      title: 'Boot socks, {}',
      subject: 'socks',
      priceMinor: 2400,
      weightGrams: 120,
      text: 'Thick at the heel and the toe, thin where the boot is.',
      finishes: ['moss', 'plum', 'oat'],
      choice: choice('Shoe size', ['36-39', 0, 0], ['40-43', 0, 15], ['44-47', 0, 30]),
    },
    {
      title: 'Buttoned cardigan, {}',
      subject: 'cardigan',
      priceMinor: 16900,
      weightGrams: 820,
      text: 'Horn buttons, two pockets and elbows knitted double.',
      finishes: ['charcoal', 'rust', 'plum'],
      choice: sizes,
    },
    {
      title: 'Mittens, {}',
      subject: 'mittens',
      priceMinor: 3900,
      weightGrams: 110,
      text: 'Lined with alpaca, with a cuff long enough to meet a sleeve.',
      finishes: ['sea', 'moss', 'charcoal'],
      choice: choice('Size', ['S', 0, 0], ['M', 0, 10], ['L', 0, 20]),
      tags: ['gloves'],
    },
  ],
  care: [
    'Wash it cold, dry it flat, and air it more than you wash it.',
    'Knitted in Galway from wool that was spun in Donegal.',
    'A skein of the yarn comes with it for mending.',
  ],
};
