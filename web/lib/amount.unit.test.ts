import { minorOf } from './amount';

test.each([
  ['12.50', 'EUR', 1250],
  ['12,5', 'EUR', 1250],
  [' 7 ', 'EUR', 700],
  ['0.01', 'EUR', 1],
  ['1200', 'JPY', 1200],
])('"%s" in %s is %d minor units', (text, currency, minor) => {
  expect(minorOf(text, currency)).toBe(minor);
});

test.each([
  ['', 'EUR'],
  ['-5', 'EUR'],
  ['1.234,50', 'EUR'],
  ['12.505', 'EUR'],
  ['12.5', 'JPY'],
  ['1e3', 'EUR'],
  ['twelve', 'EUR'],
])('"%s" in %s is no amount', (text, currency) => {
  expect(minorOf(text, currency)).toBeNull();
});
