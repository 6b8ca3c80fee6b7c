import { choice, type Form, type Shelf } from './kinds';

const binding = choice('Binding', ['Paperback', 0, 0], ['Hardback', 900, 220]);
const book = (title: string, subject: string, priceMinor: number, weightGrams: number, cover: string, text: string): Form => ({
  ...{ title, subject, priceMinor, weightGrams, text, choice: binding },
  finishes: [cover],
});

export const books: Shelf = {
  code: 'BOO',
  categoryId: 'books',
  sellerId: 'harrow',
  taxCategory: 'books',
  tags: ['book', 'reading'],
  finishes: {
    ochre: { words: '', text: 'Printed on cream paper and sewn in sections, so it lies open.', palette: ['#C8892F', '#F3E4BF', '#6E3B1B'] },
    teal: { words: '', text: 'Set in a type cut for long reading, with a ribbon.', palette: ['#1F6A66', '#E9E0C8', '#E0A24C'] },
    wine: { words: '', text: 'With an afterword, and notes that stay out of the way.', palette: ['#6E2233', '#F0DCCB', '#D08B5B'] },
    night: { words: '', text: 'Bound in cloth with a stamped spine.', palette: ['#252B47', '#E9D9B3', '#C95F3B'] },
    brick: { words: '', text: 'Illustrated with linocuts on almost every page.', palette: ['#B04A2F', '#F6E6CF', '#2E3A3F'] },
    leaf: { words: '', text: 'Printed in three colours by a press that still smells of ink.', palette: ['#5B7346', '#F0EBD2', '#C7A03F'] },
  },
  forms: [
    book('The Salt Road: a walk in nine wells', 'bookStanding', 1490, 340, 'ochre', 'Marta Oyelaran walks a caravan route with the last people who know its wells, and gets lost twice.'),
    book('A Short History of Waiting', 'bookStack', 1290, 290, 'teal', 'Essays on queues, harbours, surgeries and platforms, by Tomas Brandt, who was once a station master.'),
    book('Bread for Strangers', 'bookOpen', 2490, 780, 'brick', 'Sixty loaves and the kitchens they come from, with recipes that were tried in a small oven.'),
    book('The Lamplighter’s Daughter', 'bookStanding', 1190, 310, 'night', 'A novel about a town that turned its lights off, and the girl who kept a list. By Ines Caldeira.'),
    book('Weeds Worth Knowing', 'bookOpen', 1890, 520, 'leaf', 'Ninety plants that come without being asked, how to name them, and which to leave alone.'),
    book('Letters to a Slow River', 'bookStack', 1390, 260, 'wine', 'Poems by Hanne Solvik, in Norwegian and English on facing pages.'),
    book('How Things Are Mended', 'bookOpen', 2190, 640, 'teal', 'Chairs, cups, coats and quarrels: a manual in four parts, with drawings that can be followed.'),
    book('Twelve Kinds of Dusk', 'bookStanding', 1690, 380, 'wine', 'A painter and a physicist look at the same evening for a year. By Leila and Anton Farrow.'),
    book('The Cartographer’s Appetite', 'bookStack', 1490, 350, 'ochre', 'Eleven meals in places that are not on the map any more.'),
    book('Small Weather', 'bookStanding', 1090, 220, 'leaf', 'Very short stories, each the length of a bus stop, by Piet van Aken.'),
    book('An Honest Kitchen', 'bookOpen', 2790, 890, 'brick', 'What to cook on the days when nobody photographs it. A hundred and ten suppers.'),
    book('The Clockmaker of Fez', 'bookStanding', 1290, 330, 'night', 'A mystery in which everybody tells the truth, and the clock does not.'),
    book('Under the Plane Trees', 'bookStack', 1390, 300, 'leaf', 'A summer in a square, watched from one bench. By Agathe Roux.'),
    book('The Night Train Reader', 'bookStack', 1590, 410, 'night', 'Twenty stories to be read between two stations, chosen by people who drive the trains.'),
    book('Dyes from the Hedge', 'bookOpen', 2290, 560, 'wine', 'How to colour wool with what grows nearby. Quantities, times and honest failures.'),
    book('A Field Guide to Doors', 'bookOpen', 1990, 470, 'brick', 'Bolts, hinges, knockers and what they say about who lives inside.'),
    book('The Patience of Stones', 'bookStanding', 1390, 320, 'teal', 'Geology for people who sit on walls. By Rhys Pritchard.'),
    book('What the Ferryman Saw', 'bookStanding', 1190, 280, 'ochre', 'A novel in crossings, forty of them, none longer than the river is wide.'),
  ],
  care: ['Sent flat, in card, not in foam.', 'Printed within sixty miles of the shop.', 'If it arrives bent, we send another.'],
};
