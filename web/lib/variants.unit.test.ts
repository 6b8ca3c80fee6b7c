import type { Variant } from './types';
import { choicesOf } from './variants';

const variant = (sku: string, colour: string, size: string): Variant => ({
  sku,
  title: `${colour}, ${size}`,
  options: { Colour: colour, Size: size },
  priceMinor: 1000,
  weightGrams: 100,
});
const redSmall = variant('RED-S', 'red', 'small');
const redLarge = variant('RED-L', 'red', 'large');
const blueLarge = variant('BLUE-L', 'blue', 'large');
const product = {
  options: [
    { name: 'Colour', values: ['red', 'blue', 'green'] },
    { name: 'Size', values: ['small', 'large'] },
  ],
  variants: [redSmall, redLarge, blueLarge],
  available: { 'RED-S': 2, 'RED-L': 0, 'BLUE-L': 5 },
};

test('another value keeps what else is chosen', () => {
  expect(choicesOf(product, 'Colour', redLarge).find(({ value }) => value === 'blue')?.variant).toBe(
    blueLarge,
  );
});

test('a value that exists only otherwise changes what else is chosen', () => {
  expect(choicesOf(product, 'Colour', redSmall).find(({ value }) => value === 'blue')?.variant).toBe(
    blueLarge,
  );
});

test('a value that leads to something sold out says so', () => {
  expect(choicesOf(product, 'Size', redSmall)).toEqual([
    { value: 'small', variant: redSmall, soldOut: false },
    { value: 'large', variant: redLarge, soldOut: true },
  ]);
});

test('a value that nothing has leads nowhere', () => {
  expect(choicesOf(product, 'Colour', redSmall).at(2)).toEqual({
    value: 'green',
    variant: null,
    soldOut: false,
  });
});
