import { csvOf } from './csv';

test('commas, quotes and line breaks stay inside their cell', () => {
  expect(
    csvOf(
      ['a', 'b'],
      [
        ['x,y', 'say "no"'],
        ['two\nlines', 3],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""no"""\r\n"two\nlines",3\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
  'a text that a spreadsheet would reckon is left a text: %j',
  (text) => {
    const [, row = ''] = csvOf(['a'], [[text]]).split(/\r\n(?=.)/s);
    expect(row.replace(/^"/, '')).toMatch(/^'/);
  },
);

test('a negative number stays a number', () => {
  expect(csvOf(['a'], [[-5]])).toBe('a\r\n-5\r\n');
});
