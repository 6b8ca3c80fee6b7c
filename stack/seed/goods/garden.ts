import { choice, type Shelf } from './kinds';

export const garden: Shelf = {
  code: 'GAR',
  categoryId: 'garden',
  sellerId: 'groenhof',
  taxCategory: 'standard',
  tags: ['plants', 'outdoor', 'growing'],
  finishes: {
    clay: { words: 'red clay', text: 'Low-fired clay that breathes, so roots do not drown.', palette: ['#BC6A45', '#8A4326', '#E6AA86'] },
    slate: { words: 'slate', text: 'A blue-grey slip that dries darker in the rain.', palette: ['#5E6A70', '#3B454A', '#A7B2B7'] },
    zinc: { words: 'zinc', text: 'Hot-dipped zinc with the flowered surface it gets when it cools slowly.', palette: ['#A3ABAD', '#6C7578', '#DCE2E3'] },
    copper: { words: 'copper', text: 'Copper that will be brown by autumn and green in ten years.', palette: ['#B4683C', '#74391A', '#EBB088'] },
    sage: { words: 'sage green', text: 'Powder-coated in the green of sage leaves.', palette: ['#8FA088', '#5F705A', '#D2DCCB'] },
    ash: { words: 'ash wood', text: 'Ash from the hedges around the nursery, split along the grain and oiled.', palette: ['#CFA672', '#93693A', '#EED5AE'] },
  },
  forms: [
    { title: 'Herb pot, {}', subject: 'plantPot', priceMinor: 1690, weightGrams: 1200, text: 'A pot with a saucer for a windowsill; basil is happy in it.', finishes: ['clay', 'slate', 'sage'], choice: choice('Width', ['14 cm', 0, 0], ['18 cm', 600, 700], ['24 cm', 1500, 1900]), tags: ['pot', 'planter'] },
    { title: 'Watering can, {}', subject: 'wateringCan', priceMinor: 4900, weightGrams: 1100, text: 'Four litres, a long spout that reaches the back, and a rose that makes rain of it.', finishes: ['zinc', 'copper', 'sage'], tags: ['tool'] },
    { title: 'Hand trowel, {}', subject: 'trowel', priceMinor: 2400, weightGrams: 310, text: 'Forged in one piece to the handle; it does not bend in clay.', finishes: ['ash', 'copper', 'slate'], tags: ['tool'] },
    { title: 'Bird house, {}', subject: 'birdHouse', priceMinor: 3400, weightGrams: 1300, text: 'A 32 mm door for great tits, a floor that drains, and a roof that lifts off in winter.', finishes: ['ash', 'sage', 'slate'], tags: ['birds'] },
    { title: 'Meadow seed box, {}', subject: 'seedBox', priceMinor: 1490, weightGrams: 180, text: 'Twelve packets, a month each: sow what the lid says and wait.', finishes: ['sage', 'clay', 'zinc'], tags: ['seeds', 'gift'] },
    { title: 'Tall planter, {}', subject: 'tallPlanter', priceMinor: 6900, weightGrams: 5200, text: 'Sixty centimetres, for an olive or a small fig, with feet that keep it off the stone.', finishes: ['slate', 'clay', 'zinc'], tags: ['pot', 'planter'] },
  ],
  care: [
    'Stands frost to minus fifteen when it can drain.',
    'Packed in straw by the people who grow the plants.',
    'Bring it in on the coldest nights, and it lasts your life.',
  ],
};
