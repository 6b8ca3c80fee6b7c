import { Readable } from 'node:stream';
import fc from 'fast-check';
import { csvOf, csvRows } from '../../api/http/csv';
import { layoutOf } from './import.header';
import { rowsOf, type FileRow } from './import.reading';
import { parseRow } from './import.rows';

/** A stream in pieces of so many bytes, so that rows and letters are cut anywhere. */
function pieces(bytes: Buffer, size = 7): Readable {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size));
  return Readable.from(parts);
}

async function read(text: string | Buffer, from = { offset: 0, line: 1 }): Promise<FileRow[]> {
  const bytes = Buffer.from(text).subarray(from.offset);
  const rows: FileRow[] = [];
  for await (const row of rowsOf(pieces(bytes), from, ',')) rows.push(row);
  return rows;
}

const cellsOf = (rows: FileRow[]) => rows.map(({ cells }) => cells);
const layout = (bytes: Buffer) =>
  layoutOf((offset = 0) => Promise.resolve(pieces(bytes.subarray(offset), 64)));

test('whatever stands in the cells comes out as it went in, wherever reading is taken up again', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', '本', ';'),
    maxLength: 8,
  });
  // What looks like a formula is led by an apostrophe, which is another test.
  const cell = fc.oneof(
    fc.constant(''),
    text.map((rest) => `a${rest}`),
  );
  const table = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, async (cells) => {
      const file = csvRows(cells);
      const rows = await read(file);
      expect(cellsOf(rows)).toEqual(cells);
      for (const [index, { next }] of rows.entries())
        expect(cellsOf(await read(file, next))).toEqual(cells.slice(index + 1));
    }),
    { numRuns: 60 },
  );
});

test('a broken quote costs its own row and no other', async () => {
  const rows = await read('A-1,good\nB-2,"never closed\nC-3,5" tape\nD-4,"a"b\nE-5,good\n');
  expect(rows.map(({ line, cells, problem }) => [line, cells?.[0] ?? null, problem])).toEqual([
    [1, 'A-1', null],
    [2, null, expect.stringContaining('quote')],
    [3, null, expect.stringContaining('quote')],
    [4, null, expect.stringContaining('quote')],
    [5, 'E-5', null],
  ]);
});

test('a row that is endless, or no UTF-8, is told, and the ones after it are read', async () => {
  const rows = await read(
    Buffer.concat([
      Buffer.from(`A-1,${'x'.repeat(70_000)}\n`),
      Buffer.from([0x42, 0x2c, 0xe9, 0x0a]),
      Buffer.from('C-3,good\n'),
    ]),
  );
  expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
    [1, 'This row is longer than 64 kB.'],
    [2, 'This row has letters that are not UTF-8.'],
    [3, null],
  ]);
});

test.each([
  ['UTF-16 with a mark', Buffer.from('\ufeffsku,price\nA-1,2\n', 'utf16le'), 'UTF-16'],
  ['UTF-16 without one', Buffer.from('sku,price\nA-1,2\n', 'utf16le'), 'UTF-16'],
  ['Latin 1', Buffer.from('sku,title\nA-1,Th\xe9\n', 'latin1'), 'Latin 1'],
  ['an empty file', Buffer.alloc(0), 'no rows'],
  ['a file without SKUs', Buffer.from('title,price\nTea,2\n'), 'no column sku'],
  ['a column twice', Buffer.from('sku,price,price\nA-1,1,2\n'), 'price stands there twice'],
])('%s is refused and told', async (_name, bytes, told) => {
  await expect(layout(bytes)).rejects.toMatchObject({ message: expect.stringContaining(told) as string });
});

test('a mark, semicolons and unknown columns are understood', async () => {
  const text = '\ufeffSKU;Weight grams;Colour of the box\nA-1;5;red\n';
  const { header, ignored, delimiter, first } = await layout(Buffer.from(text));
  expect({ header, ignored, delimiter }).toEqual({
    header: ['sku', 'weight_grams', 'colour_of_the_box'],
    ignored: ['colour_of_the_box'],
    delimiter: ';',
  });
  expect(Buffer.from(text).subarray(first.offset).toString()).toBe('A-1;5;red\n');
});

const HEADER = ['sku', 'title', 'price', 'receive', 'option1_name', 'option1_value'];

test.each([
  [['A-1', 'Tea', '12.50', '3', '', ''], null],
  [['a b', 'Tea', '1', '', '', ''], 'sku:'],
  [['A-1', 'Tea', '12,50', '', '', ''], 'price:'],
  [['A-1', 'Tea', '-1', '', '', ''], 'price:'],
  [['A-1', 'Tea', '0', '', '', ''], 'price:'],
  [['A-1', 'Tea', '1e3', '', '', ''], 'price:'],
  [['A-1', 'Tea', '1', '-3', '', ''], 'receive:'],
  [['A-1', 'Tea', '1', '99999999', '', ''], 'receive:'],
  [['A-1', 'Tea', '1', '', 'Size', ''], 'option'],
  [['A-1', 'Tea', '1'], '3 columns instead of 6'],
  [['A-1', 'x'.repeat(121), '1', '', '', ''], 'title:'],
])('the row %j is told as %s', (cells, told) => {
  const { problem } = parseRow(HEADER, cells);
  if (told === null) expect(problem).toBeNull();
  else expect(problem).toContain(told);
});

test('a text that looks like a formula goes out led by an apostrophe and comes back as it was', async () => {
  const title = '=HYPERLINK("http://evil.example")';
  const [sent] = await read(csvOf(['A-1', title, '1', '', '', ''], []));
  expect(sent?.cells?.[1]).toBe(`'${title}`);
  expect(parseRow(HEADER, sent?.cells ?? []).row?.product.title).toBe(title);
});
