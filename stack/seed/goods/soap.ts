import { choice, type Shelf } from './kinds';

export const soap: Shelf = {
  code: 'SOA',
  categoryId: 'soap',
  sellerId: 'vallon',
  taxCategory: 'standard',
  tags: ['bath', 'body', 'skin', 'natural'],
  finishes: {
    olive: { words: 'olive and bay', text: 'Seven parts olive oil, one part bay, and the green that comes of it.', palette: ['#8C9A5B', '#E6E4C6', '#566235'] },
    lavender: { words: 'lavender', text: 'Oil of true lavender from 900 metres up, which is softer than the kind in drawers.', palette: ['#A292BC', '#ECE6F1', '#66558A'] },
    fig: { words: 'fig leaf', text: 'Green, milky and dry: the leaf, not the fruit.', palette: ['#7FA07A', '#EAF0DE', '#4B6B4D'] },
    rose: { words: 'Damask rose', text: 'Rose distilled in May, with a little pink clay for the colour.', palette: ['#D79C97', '#F8E7E1', '#A8605F'] },
    orange: { words: 'orange blossom', text: 'Neroli on top and bitter peel beneath. It smells of an evening with the windows open.', palette: ['#E2A765', '#FBEFD8', '#B36B2A'] },
    charcoal: { words: 'cedar and charcoal', text: 'Willow charcoal cleans, cedar from the Atlas makes it pleasant.', palette: ['#4A4744', '#BEB4A6', '#262423'] },
    milk: { words: 'almond milk', text: 'Mild, nearly without scent; made for babies and bought by everybody else.', palette: ['#EFE6D5', '#FFFDF6', '#C8B795'] },
  },
  forms: [
    { title: 'Bar soap, {}', subject: 'soapBar', priceMinor: 690, weightGrams: 130, text: 'Cooked in a kettle, poured, cut by wire and dried for six weeks.', finishes: ['olive', 'lavender', 'charcoal', 'milk'], choice: choice('Pack', ['One bar', 0, 0], ['Three bars', 1200, 260], ['Six bars', 2900, 650]) },
    { title: 'Hand wash, {}', subject: 'pumpBottle', priceMinor: 1690, weightGrams: 620, text: 'Half a litre of liquid soap in a bottle that can be filled again.', finishes: ['fig', 'orange', 'rose'], choice: choice('Kind', ['Bottle', 0, 0], ['Refill, 1 litre', 700, 480]) },
    { title: 'Soap on a rope, {}', subject: 'soapRope', priceMinor: 1190, weightGrams: 240, text: 'A round of 200 g on a cotton cord, for showers without a shelf.', finishes: ['charcoal', 'olive', 'orange'] },
    { title: 'Body cream, {}', subject: 'creamJar', priceMinor: 2400, weightGrams: 330, text: 'Almond oil, shea and beeswax, whipped until it is light.', finishes: ['rose', 'milk', 'lavender'], choice: choice('Size', ['100 ml', 0, 0], ['250 ml', 1500, 210]) },
    { title: 'Scented candle, {}', subject: 'candleJar', priceMinor: 2900, weightGrams: 480, text: 'Rapeseed wax with a cotton wick; forty hours in a glass that is worth keeping.', finishes: ['fig', 'charcoal', 'orange'], tags: ['candle'] },
    { title: 'Bath salts, {}', subject: 'saltJar', priceMinor: 1490, weightGrams: 560, text: 'Grey salt of the Camargue, coarse, for five long baths.', finishes: ['lavender', 'rose'] },
  ],
  care: [
    'No palm oil, no dye, no animal fat.',
    'Made in Salon in lots of four hundred and stamped by hand.',
    'Keeps two years dry; lasts longer if it can drip.',
  ],
};
