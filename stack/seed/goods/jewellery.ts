import { choice, type Shelf } from './kinds';

export const jewellery: Shelf = {
  code: 'JEW',
  categoryId: 'jewellery',
  sellerId: 'saffar',
  taxCategory: 'standard',
  tags: ['silver', 'gold', 'jewelry', 'gift'],
  finishes: {
    silver: { words: 'silver', text: 'Sterling silver, recycled, hallmarked in Granada.', palette: ['#C9CDD2', '#7F868E', '#FFFFFF'] },
    gold: { words: 'gold vermeil', text: 'Silver under 2.5 microns of 18 carat gold, which is what vermeil means.', palette: ['#D9AE4F', '#8E6717', '#FBEBB5'] },
    garnet: { words: 'gold vermeil and garnet', text: 'Set with a small garnet the colour of pomegranate.', palette: ['#D2A046', '#8A5F17', '#8E1F33'] },
    turquoise: { words: 'silver and turquoise', text: 'The turquoise is natural and a little uneven, as it is in the rock.', palette: ['#C4C9CE', '#747B83', '#3D9C9A'] },
    moonstone: { words: 'silver and moonstone', text: 'Moonstone shows blue only from one side. That side faces the wearer.', palette: ['#CBCFD6', '#7C838E', '#C7D8EC'] },
  },
  forms: [
    { title: 'Signet ring, {}', subject: 'ring', priceMinor: 8900, weightGrams: 12, text: 'A soft oval on a band that was hammered, then smoothed until it was almost forgotten.', finishes: ['gold', 'garnet', 'turquoise'], choice: choice('Ring size', ['50', 0, 0], ['52', 0, 0], ['54', 0, 0], ['56', 0, 0], ['58', 0, 0], ['60', 0, 0]) },
    { title: 'Hoop earrings, {}', subject: 'hoops', priceMinor: 6400, weightGrams: 8, text: 'Hollow, so they are light, and twisted once, so they catch what light there is.', finishes: ['silver', 'gold', 'moonstone'], choice: choice('Diameter', ['18 mm', 0, 0], ['28 mm', 1400, 3]) },
    { title: 'Pendant, {}', subject: 'necklace', priceMinor: 7900, weightGrams: 9, text: 'A small disc with a star of eight points, on a chain that does not tangle.', finishes: ['garnet', 'silver', 'turquoise'], choice: choice('Chain', ['42 cm', 0, 0], ['50 cm', 400, 1]) },
    { title: 'Open cuff, {}', subject: 'cuff', priceMinor: 11900, weightGrams: 34, text: 'Bent on a wooden mandrel and opened by the width of a wrist; it can be eased a little by hand.', finishes: ['silver', 'gold', 'turquoise'], tags: ['bracelet'] },
    { title: 'Drop earrings, {}', subject: 'drops', priceMinor: 7200, weightGrams: 7, text: 'They hang three centimetres and move only when you do.', finishes: ['moonstone', 'garnet', 'gold'] },
    { title: 'Thin stacking rings, {}', subject: 'stackRings', priceMinor: 5400, weightGrams: 6, text: 'Three rings, each a millimetre and a half: one plain, one beaded, one twisted.', finishes: ['gold', 'silver', 'moonstone'], choice: choice('Ring size', ['50', 0, 0], ['53', 0, 0], ['56', 0, 0], ['59', 0, 0]) },
  ],
  care: [
    'Comes in a box of cedar veneer. Polish it with the cloth inside.',
    'Made at one bench in the Albaicin; sizes can be changed once, free.',
    'Take it off to swim. Sleep in it if you like.',
  ],
};
