import { choice, type Shelf } from './kinds';

const weight = choice('Weight', ['80 g', 0, 0], ['200 g', 1100, 140], ['500 g', 3400, 460]);

export const tea: Shelf = {
  code: 'TEA',
  categoryId: 'tea',
  sellerId: 'feuille',
  taxCategory: 'food',
  tags: ['tea', 'drink', 'leaf'],
  finishes: {
    assam: {
      words: 'Assam, second flush',
      text: 'Malty and dark, picked in June; takes milk well and forgives a long steep.',
      palette: ['#7A2E1F', '#E4C48E', '#C9742F'],
    },
    darjeeling: {
      words: 'Darjeeling, first flush',
      text: 'Light, a little green, with the smell of a meadow after rain. Three minutes and no milk.',
      palette: ['#7C8A4A', '#EFE3BC', '#D9B64E'],
    },
    lapsang: {
      words: 'Lapsang Souchong',
      text: 'Dried over pine smoke in the Wuyi hills. People love it or leave the room.',
      palette: ['#2E2A28', '#B98A52', '#8A4B2A'],
    },
    sencha: {
      words: 'Sencha from Uji',
      text: 'Steamed within hours of picking; brew it at 70 degrees, or it takes offence.',
      palette: ['#4E7A4B', '#E8E6C4', '#A9C46C'],
    },
    jasmine: {
      words: 'Jasmine pearls',
      text: 'Green tea rolled by hand and laid among fresh jasmine for six nights.',
      palette: ['#DCE3D0', '#6C8A66', '#F7F3DF'],
    },
    oolong: {
      words: 'Oolong, high mountain',
      text: 'Half-way between green and black. The leaves open slowly and are good for five pots.',
      palette: ['#3F6B66', '#E1CE9B', '#8CB2A4'],
    },
    chai: {
      words: 'Masala chai',
      text: 'Assam with cardamom, ginger, clove and black pepper, to be boiled with milk and time.',
      palette: ['#B4552B', '#F0D7A4', '#6E2A16'],
    },
    earlgrey: {
      words: 'Earl Grey with cornflowers',
      text: 'Keemun scented with real bergamot oil and less of it than usual, so the tea can still be tasted.',
      palette: ['#37496E', '#E7DCC5', '#9FB3DA'],
    },
    verbena: {
      words: 'Lemon verbena',
      text: 'Whole leaves, dried in the shade. Nothing in it that keeps you awake.',
      palette: ['#A8B35B', '#F4EFD2', '#5F7038'],
    },
    rooibos: {
      words: 'Rooibos with orange',
      text: 'Red, round and without caffeine, with slivers of orange peel.',
      palette: ['#C0592B', '#F3D9B1', '#E9A24B'],
    },
    hibiscus: {
      words: 'Hibiscus and rose',
      text: 'Sharp and red; as good over ice in August as hot in January.',
      palette: ['#A12845', '#F2CFC8', '#D9607A'],
    },
    mint: {
      words: 'Desert mint',
      text: 'Spearmint of the oasis gardens, strong enough for the small glasses and the long afternoons.',
      palette: ['#2F7D63', '#E5EDD6', '#7FC29B'],
    },
  },
  forms: [
    {
      title: '{}, in a tin',
      subject: 'teaTin',
      priceMinor: 1290,
      weightGrams: 160,
      text: 'A tin with a tight inner lid that keeps leaf tea for two years.',
      finishes: ['assam', 'sencha', 'earlgrey', 'hibiscus', 'oolong', 'verbena'],
      choice: weight,
    },
    {
      title: '{}, in a pouch',
      subject: 'teaPouch',
      priceMinor: 890,
      weightGrams: 110,
      text: 'The same leaves without the tin, in paper that can be recycled.',
      finishes: ['darjeeling', 'chai', 'rooibos', 'jasmine', 'mint', 'lapsang'],
      choice: weight,
    },
    {
      title: 'Caddy and scoop with {}',
      subject: 'teaCaddy',
      priceMinor: 3400,
      weightGrams: 620,
      text: 'A cherry-wood caddy, a scoop that measures a cup, and 120 g of tea to begin with.',
      finishes: ['jasmine', 'lapsang', 'darjeeling'],
      tags: ['gift'],
    },
    {
      title: 'Tea for two: {}',
      subject: 'teaGlass',
      priceMinor: 2600,
      weightGrams: 540,
      text: 'Two heat-proof glasses and 80 g of tea in a box that was meant to be given away.',
      finishes: ['mint', 'oolong', 'hibiscus'],
      tags: ['gift', 'glass'],
    },
  ],
  care: [
    'Packed in Nantes in the week it is sent.',
    'Bought from the garden, with the name of the garden and the month on the label.',
    'Keep it dry, dark and away from the spices.',
  ],
};
