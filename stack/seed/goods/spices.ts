import { choice, type Shelf } from './kinds';

const size = choice('Size', ['Small jar', 0, 0], ['Large jar', 650, 160], ['Refill bag', 250, 30]);

export const spices: Shelf = {
  code: 'SPI',
  categoryId: 'spices',
  sellerId: 'kardamom',
  taxCategory: 'food',
  tags: ['spice', 'cooking', 'kitchen', 'pantry'],
  finishes: {
    saffron: {
      words: 'Saffron threads',
      text: 'Only the red tips, from Khorasan. Steep a pinch in warm milk for a quarter of an hour.',
      palette: ['#B8341B', '#F0B64A', '#7A1A0C'],
    },
    paprika: {
      words: 'Smoked paprika',
      text: 'Peppers from La Vera, dried for two weeks over oak. Sweet, not hot.',
      palette: ['#A8331D', '#E0805A', '#6B1A0E'],
    },
    turmeric: {
      words: 'Turmeric',
      text: 'Ground from whole fingers of Erode turmeric; stains everything, and is worth it.',
      palette: ['#DE9A1F', '#F7D169', '#9A620B'],
    },
    cumin: {
      words: 'Cumin',
      text: 'Whole seeds with a fine, sweet smell; toast them dry until they jump.',
      palette: ['#8A6A3A', '#C9A869', '#54401F'],
    },
    sumac: {
      words: 'Sumac',
      text: 'Sour, dark red and a little salty. Over eggs, onions, grilled fish, nearly everything.',
      palette: ['#7C1F2B', '#B95560', '#470D15'],
    },
    zaatar: {
      words: "Za'atar",
      text: 'Wild thyme, sesame and sumac in the proportions of a family in Nablus, who sell it to us.',
      palette: ['#66703A', '#B7B27A', '#3C431F'],
    },
    cardamom: {
      words: 'Green cardamom',
      text: 'Plump pods from Guatemala, picked before they split. Crush them just before use.',
      palette: ['#8DA45C', '#CFD9A4', '#586B33'],
    },
    cinnamon: {
      words: 'Ceylon cinnamon',
      text: 'Thin quills that crumble between the fingers: the real one, not cassia.',
      palette: ['#9C5A2E', '#D9A066', '#5E3116'],
    },
    pepper: {
      words: 'Kampot pepper',
      text: 'Black pepper picked by the berry. Fruity first, then warm.',
      palette: ['#33302C', '#7A7166', '#191715'],
    },
    ras: {
      words: 'Ras el hanout',
      text: 'Twenty-one spices and rose petals, mixed in small lots so that it is never old.',
      palette: ['#B06A2C', '#E3B978', '#7B3B4A'],
    },
    chilli: {
      words: 'Urfa chilli',
      text: 'Sun-dried by day and wrapped by night; dark, oily flakes with a taste of raisins.',
      palette: ['#4A1A1C', '#8E3A35', '#2A0C0E'],
    },
    salt: {
      words: 'Flaked sea salt',
      text: 'From the pans of the Ria Formosa. Crunches, then is gone.',
      palette: ['#E9E6DF', '#FFFFFF', '#B8B4AA'],
    },
  },
  forms: [
    {
      title: '{}',
      subject: 'spiceJar',
      priceMinor: 590,
      weightGrams: 140,
      text: 'In a glass jar with a cork, filled to the top.',
      finishes: ['paprika', 'turmeric', 'sumac', 'cumin', 'zaatar', 'ras', 'chilli'],
      choice: size,
    },
    {
      title: '{}, whole',
      subject: 'spiceBowl',
      priceMinor: 890,
      weightGrams: 120,
      text: 'Whole and unbroken, because the smell lives inside.',
      finishes: ['cardamom', 'cinnamon', 'pepper', 'saffron'],
      choice: size,
    },
    {
      title: 'Mortar of olive wood with {}',
      subject: 'mortar',
      priceMinor: 3900,
      weightGrams: 980,
      text: 'A mortar that fits one hand, its pestle, and a jar to start with.',
      finishes: ['cumin', 'pepper', 'cardamom'],
      tags: ['gift', 'mortar'],
    },
    {
      title: 'Cook’s trio with {}',
      subject: 'spiceTrio',
      priceMinor: 1990,
      weightGrams: 420,
      text: 'Three jars in a box: this one, smoked paprika and flaked salt.',
      finishes: ['saffron', 'turmeric', 'zaatar', 'salt'],
      tags: ['gift', 'set'],
    },
  ],
  care: [
    'Ground in Hamburg no more than a month before it reaches you.',
    'The year of the harvest is on the label. Use it within eighteen months.',
    'Nothing is added: no salt, no flour, no colour.',
  ],
};
