import { faultOfTaxNumber, plainTaxNumber } from './tax-ids';

const vat = (country: string, number: string) => faultOfTaxNumber({ country, kind: 'vat', number });

test.each([
  ['DE', 'DE 136 695 976'],
  ['DE', '136695976'],
  ['AT', 'ATU13585627'],
  ['BE', 'BE 0428.759.497'],
  ['FR', 'FR 40 303 265 045'],
  ['FR', 'K7399859412'],
  ['IT', '00743110157'],
  ['LU', 'LU 150 274 42'],
  ['GR', 'EL094259216'],
  ['NL', 'NL004495445B01'],
  ['US', '12-3456789'],
])('a VAT number of %s is taken however it is written: %s', (country, number) => {
  expect(vat(country, number)).toBeNull();
});

test.each([
  ['DE', '136695978'],
  ['DE', '163695976'],
  ['AT', 'U13585626'],
  ['BE', '0428759498'],
  ['FR', '41303265045'],
  ['IT', '00743110158'],
  ['LU', '15027443'],
])('a VAT number of %s with a wrong or swapped digit is noticed: %s', (country, number) => {
  expect(vat(country, number)).toBe('check-digit');
});

test.each([
  ['DE', '12345678'],
  ['DE', 'FR13669597'],
  ['AT', '13585627'],
  ['IT', '0074311015X'],
  ['US', '<script>'],
])('a VAT number that does not look like one of %s is refused: %s', (country, number) => {
  expect(vat(country, number)).toBe('format');
});

test('a business without a VAT number gives its tax number, which is only looked at', () => {
  expect(faultOfTaxNumber({ country: 'DE', kind: 'national', number: '181/815/08155' })).toBeNull();
  expect(plainTaxNumber({ country: 'DE', number: ' de 136 695-976 ' })).toBe('136695976');
});
