import { choice, type Shelf } from './kinds';

export const toys: Shelf = {
  code: 'TOY',
  categoryId: 'toys',
  sellerId: 'holzfink',
  taxCategory: 'standard',
  tags: ['wood', 'wooden', 'children', 'gift'],
  finishes: {
    beech: { words: 'beech', text: 'Left as it grew and rubbed with linseed oil.', palette: ['#DDB27C', '#A9753F', '#F2D8AE'] },
    poppy: { words: 'poppy', text: 'Painted red with a water-based colour that passes EN 71-3, so it may be chewed.', palette: ['#C8452F', '#8C2415', '#F0B9A0'] },
    sky: { words: 'sky', text: 'Painted a pale blue that lets the grain through.', palette: ['#7FA9C2', '#4B7690', '#D7E6EC'] },
    sun: { words: 'sun', text: 'Painted yellow, twice, by people who listen to the radio meanwhile.', palette: ['#E2AE3C', '#A97517', '#F8E2A4'] },
    fern: { words: 'fern', text: 'Stained green, and brown where the edges are rounded.', palette: ['#6E8F57', '#456034', '#BFD1A6'] },
    walnut: { words: 'walnut', text: 'Of walnut that fell in a storm; heavy, dark and pleasant to hold.', palette: ['#70492E', '#45290F', '#B38A63'] },
  },
  forms: [
    { title: 'Stacking rings, {}', subject: 'stackingRings', priceMinor: 2400, weightGrams: 520, text: 'Seven rings on a soft-sprung stick that bends before it pokes.', finishes: ['sun', 'poppy', 'sky'], tags: ['baby'] },
    { title: 'Pull-along whale, {}', subject: 'whale', priceMinor: 2900, weightGrams: 430, text: 'Nods as it rolls and can be taken for walks of any length.', finishes: ['sky', 'walnut', 'fern'], tags: ['animal'] },
    { title: 'Delivery van, {}', subject: 'van', priceMinor: 3200, weightGrams: 560, text: 'A van with a back that opens and four parcels, which will be lost first.', finishes: ['poppy', 'sun', 'beech'], tags: ['car', 'vehicle'] },
    { title: 'Building blocks, {}', subject: 'blocks', priceMinor: 3900, weightGrams: 1400, text: 'Arches, bridges, roofs and plain good bricks, in a cotton sack.', finishes: ['beech', 'walnut', 'fern'], choice: choice('Pieces', ['30', 0, 0], ['60', 2600, 1400]) },
    { title: 'Sailing boat, {}', subject: 'boat', priceMinor: 3600, weightGrams: 380, text: 'Floats upright in a bath and bravely on a pond; the sail is waxed cotton.', finishes: ['poppy', 'sky', 'beech'], tags: ['water', 'outdoor'] },
    { title: 'Hare on wheels, {}', subject: 'hare', priceMinor: 2700, weightGrams: 340, text: 'Its ears go up and down as it runs, one a little later than the other.', finishes: ['walnut', 'beech', 'sun'], tags: ['animal'] },
  ],
  care: [
    'From eighteen months; no part comes off that fits in a mouth.',
    'Turned in Seiffen, where it has been done since the mines closed.',
    'Wipe it with a damp cloth. Wheels and cords can be ordered again.',
  ],
};
