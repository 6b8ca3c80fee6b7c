import { choice, type Shelf } from './kinds';

export const stationery: Shelf = {
  code: 'STA',
  categoryId: 'stationery',
  sellerId: 'harrow',
  taxCategory: 'standard',
  tags: ['paper', 'writing', 'desk'],
  finishes: {
    flame: { words: 'flame', text: 'A red that leans to orange, printed as a flat wash.', palette: ['#C2461B', '#F6E4D2', '#7A2309'] },
    oasis: { words: 'oasis', text: 'Green with a good deal of blue in it.', palette: ['#0F6B63', '#E2EEE6', '#7DB7A8'] },
    dusk: { words: 'dusk', text: 'The violet of half past eight in June.', palette: ['#4B3F72', '#E8E1EE', '#A493C9'] },
    sand: { words: 'sand', text: 'The colour of the paper itself, which needs no help.', palette: ['#D9C39A', '#FBF5E6', '#94784A'] },
    ink: { words: 'ink', text: 'Black that is really a very dark blue.', palette: ['#232B3D', '#E4E2DA', '#6F7A94'] },
    marble: { words: 'marbled', text: 'The paper is marbled by hand, so yours is the only one.', palette: ['#9C4A44', '#EAD9C3', '#36566B'] },
  },
  forms: [
    { title: 'Sewn notebook, {}', subject: 'notebook', priceMinor: 1490, weightGrams: 280, text: '144 pages of 100 g paper that takes a fountain pen without showing it on the other side.', finishes: ['oasis', 'flame', 'marble'], choice: choice('Ruling', ['Plain', 0, 0], ['Lined', 0, 0], ['Dotted', 0, 0]) },
    { title: 'Bottle of ink, {}', subject: 'inkBottle', priceMinor: 1290, weightGrams: 190, text: '50 ml of a well-behaved ink that washes out of pens and, with luck, of cuffs.', finishes: ['dusk', 'ink', 'oasis'] },
    { title: 'Letter set, {}', subject: 'letterSet', priceMinor: 1890, weightGrams: 340, text: 'Twenty sheets, twenty lined envelopes and a blotter, in a box that will hold the answers.', finishes: ['sand', 'dusk', 'marble'], tags: ['gift'] },
    { title: 'Six cedar pencils, {}', subject: 'pencils', priceMinor: 990, weightGrams: 60, text: 'Round, lacquered, in three grades, and sharpened by somebody before you.', finishes: ['flame', 'oasis', 'ink'], tags: ['drawing'] },
    { title: 'Desk calendar, {}', subject: 'calendar', priceMinor: 1690, weightGrams: 260, text: 'A card a month on a beech foot, with room for one line a day.', finishes: ['sand', 'flame', 'dusk'] },
    { title: 'Linen folder, {}', subject: 'folder', priceMinor: 2290, weightGrams: 380, text: 'Holds A4 papers under three flaps and a ribbon.', finishes: ['ink', 'sand', 'oasis'], tags: ['office'] },
  ],
  care: ['Paper from a mill that runs on its own river.', 'Made at the back of the bookshop, in Hay.', 'No plastic, in it or around it.'],
};
