import { choice, type Shelf } from './kinds';

export const leather: Shelf = {
  code: 'LEA',
  categoryId: 'leather',
  sellerId: 'bellandi',
  taxCategory: 'standard',
  tags: ['leather', 'bag', 'accessory', 'handmade'],
  finishes: {
    tan: { words: 'tan', text: 'Vegetable-tanned with chestnut and mimosa; it starts as bread and ends as chestnut.', palette: ['#B9793F', '#7A4A20', '#E3B27C'] },
    cognac: { words: 'cognac', text: 'Dyed through, so a scratch is only a scratch, and waxed by hand.', palette: ['#9A4F25', '#5F2C10', '#D48B57'] },
    black: { words: 'black', text: 'Dyed through and lightly waxed, with edges burnished rather than painted.', palette: ['#34302E', '#171514', '#7D756F'] },
    olive: { words: 'olive', text: 'A green that is mostly brown, and goes with both.', palette: ['#66653C', '#3A3A20', '#A9A775'] },
    oxblood: { words: 'oxblood', text: 'A deep red that darkens along the folds within a year.', palette: ['#6E2523', '#3F100F', '#B4625A'] },
  },
  forms: [
    { title: 'Market tote, {}', subject: 'tote', priceMinor: 18900, weightGrams: 980, text: 'One hide, four seams and handles long enough for a shoulder in a winter coat.', finishes: ['tan', 'black', 'olive'], tags: ['shopper'] },
    { title: 'Satchel, {}', subject: 'satchel', priceMinor: 24900, weightGrams: 1350, text: 'Takes a 14-inch laptop, a book and a lunch, and closes with a brass turn.', finishes: ['cognac', 'oxblood', 'tan'], tags: ['laptop', 'work'] },
    { title: 'Bifold wallet, {}', subject: 'wallet', priceMinor: 6900, weightGrams: 110, text: 'Six cards, notes, and a pocket for what must not be lost.', finishes: ['tan', 'black', 'cognac'] },
    { title: 'Belt, {}', subject: 'belt', priceMinor: 7900, weightGrams: 260, text: 'Cut in one piece, 32 mm wide, with a solid brass buckle.', finishes: ['cognac', 'black', 'oxblood'], choice: choice('Length', ['80 cm', 0, 0], ['90 cm', 0, 20], ['100 cm', 0, 40], ['110 cm', 0, 60]) },
    { title: 'Weekend bag, {}', subject: 'duffel', priceMinor: 38900, weightGrams: 2100, text: 'Forty litres, the size that goes above any seat, with a base that stands up by itself.', finishes: ['cognac', 'olive', 'black'], tags: ['travel'] },
    { title: 'Key loop, {}', subject: 'keyLoop', priceMinor: 1900, weightGrams: 40, text: 'Made of what the bags leave over, saddle-stitched, with a brass ring.', finishes: ['oxblood', 'tan', 'olive'], choice: choice('Initials', ['Without', 0, 0], ['Stamped', 600, 0]), tags: ['gift'] },
  ],
  care: [
    'A little beeswax twice a year is all the care it needs.',
    'Sewn in Santa Croce with waxed linen; repairs are free for ten years.',
    'The hide shows its life: small marks are not faults.',
  ],
};
