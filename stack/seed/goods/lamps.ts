import { choice, type Shelf } from './kinds';

const plug = choice('Plug', ['EU, type F', 0, 0], ['UK, type G', 200, 20]);

export const lamps: Shelf = {
  code: 'LAM',
  categoryId: 'lamps',
  sellerId: 'lumiera',
  taxCategory: 'standard',
  tags: ['light', 'lighting', 'lamp', 'home'],
  finishes: {
    brass: {
      words: 'in brushed brass',
      text: 'The brass is brushed and left without lacquer, so it darkens where it is touched and can be polished back.',
      palette: ['#C79A4B', '#7C5A1F', '#F6DFA6'],
    },
    iron: {
      words: 'in blackened iron',
      text: 'The iron is heated, oiled and wiped, which is what keeps it black.',
      palette: ['#3B3734', '#1B1917', '#8E857C'],
    },
    linen: {
      words: 'with a linen shade',
      text: 'The shade is undyed linen on a wire frame, and warms the light by a tone or two.',
      palette: ['#E4D3B4', '#A98B5E', '#FFF3D6'],
    },
    olive: {
      words: 'in olive green',
      text: 'Painted in three thin coats of a green that was mixed to sit beside leaves and not compete.',
      palette: ['#6C7443', '#3D4325', '#B8BE8B'],
    },
    oxblood: {
      words: 'in oxblood enamel',
      text: 'The enamel is fired on, a dark red outside and white inside, and does not scratch in this life.',
      palette: ['#7A2A22', '#461410', '#D3877A'],
    },
    paper: {
      words: 'in mulberry paper',
      text: 'The paper is made of mulberry bark, in sheets that let the light through in clouds.',
      palette: ['#F0E4CC', '#B79F78', '#FFF8E7'],
    },
  },
  forms: [
    {
      title: 'Bedside lamp {}',
      subject: 'tableLamp',
      priceMinor: 8900,
      weightGrams: 1600,
      text: 'A small lamp, 34 cm tall, with its switch on the base where a sleepy hand finds it.',
      finishes: ['linen', 'brass', 'olive'],
      choice: plug,
      tags: ['bedroom'],
    },
    {
      title: 'Pendant {}',
      subject: 'pendant',
      priceMinor: 12900,
      weightGrams: 1800,
      text: 'Made to hang low over a table; it throws a pool of light a metre and a half wide. With two metres of cloth cord.',
      finishes: ['oxblood', 'brass', 'iron'],
      choice: choice('Diameter', ['26 cm', 0, 0], ['38 cm', 4200, 900]),
      tags: ['dining'],
    },
    {
      title: 'Garden lantern {}',
      subject: 'lantern',
      priceMinor: 6400,
      weightGrams: 1500,
      text: 'Four panes of blown glass and a door that closes with a click. For a candle of up to 8 cm.',
      finishes: ['iron', 'brass', 'olive'],
      choice: choice('Height', ['28 cm', 0, 0], ['40 cm', 2600, 1100]),
      tags: ['candle', 'outdoor'],
    },
    {
      title: 'Globe lamp {}',
      subject: 'globeLamp',
      priceMinor: 7600,
      weightGrams: 700,
      text: 'A round lamp that stands on the floor or on a shelf, and makes a corner worth sitting in.',
      finishes: ['paper', 'linen', 'olive'],
      choice: plug,
    },
    {
      title: 'Candlestick {}',
      subject: 'candlestick',
      priceMinor: 3400,
      weightGrams: 650,
      text: 'Turned from one bar, with a dish wide enough to catch what runs. Takes ordinary 22 mm candles.',
      finishes: ['brass', 'iron', 'oxblood'],
      choice: choice('Set', ['One', 0, 0], ['Pair', 2900, 650]),
      tags: ['candle', 'table'],
    },
    {
      title: 'Reading lamp {}',
      subject: 'readingLamp',
      priceMinor: 14900,
      weightGrams: 2900,
      text: 'The arm moves without tools and stays where it is left; the light falls on the page and nowhere else.',
      finishes: ['brass', 'oxblood', 'iron'],
      choice: plug,
      tags: ['desk', 'office'],
    },
  ],
  care: [
    'Takes an E27 bulb of up to 8 W, which we put in the box.',
    'Every lamp is wired, lit and left on for a night before it leaves us.',
    'Spare shades and cords are kept for at least ten years.',
  ],
};
