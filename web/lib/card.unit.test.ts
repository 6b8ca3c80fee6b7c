import { cardErrors, groupedExpiry, groupedNumber } from './card';

const NOW = Date.UTC(2026, 10, 21);
const card = { number: '4242 4242 4242 4242', expiry: '11/29', cvc: '123' };

test('a sound card has nothing wrong with it', () => {
  expect(cardErrors(card, NOW)).toEqual({});
});

test.each(['4242 4242 4242 4241', '4242', ''])('the number %p is refused', (number) => {
  expect(cardErrors({ ...card, number }, NOW)).toHaveProperty('number');
});

test('a card is good to the last day of its month', () => {
  expect(cardErrors({ ...card, expiry: '11/26' }, NOW)).toEqual({});
  expect(cardErrors({ ...card, expiry: '10/26' }, NOW)).toHaveProperty('expiry');
});

test('a month that does not exist is refused', () => {
  expect(cardErrors({ ...card, expiry: '13/29' }, NOW)).toHaveProperty('expiry');
});

test('what is typed is grouped as on the card', () => {
  expect(groupedNumber('42424242-42')).toBe('4242 4242 42');
  expect(groupedExpiry('929')).toBe('09/29');
  expect(groupedExpiry('12')).toBe('12');
});
