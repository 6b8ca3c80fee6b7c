import { linesOf, mapHref } from './address';

const to = { name: 'Ada', line1: 'Allee 1 & 2', postcode: '10115', city: 'Berlin', country: 'DE' };

test('an address has its lines in the order of a letter, and none that are empty', () => {
  expect(linesOf({ ...to, line2: '' })).toEqual(['Allee 1 & 2', '10115 Berlin', 'DE']);
});

test('the map is asked for the place and not for the person', () => {
  expect(mapHref(to)).toContain('Allee%201%20%26%202%2C%2010115%20Berlin');
  expect(mapHref(to)).not.toContain('Ada');
});
