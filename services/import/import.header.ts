import type { Readable } from 'node:stream';
import { emptyFile, wrongEncoding, wrongHeader } from './import.errors';
import { rowsOf, utf8 } from './import.reading';
import { COLUMNS, type ImportCursor } from './import.schema';

/** How a file is laid out. */
export interface Layout {
  delimiter: string;
  /** Names of the columns as they stand, small; an unknown one is kept, so that cells are counted right. */
  header: string[];
  ignored: string[];
  /** Where the rows begin. */
  first: ImportCursor;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const DELIMITERS = [',', ';', '\t'] as const;
/** So much of the beginning is looked at to tell the encoding, in bytes. */
const LOOKED_AT = 256 * 1024;

/**
 * Reads the first row and says what the file is. Other encodings than UTF-8 are told and not guessed at: what is guessed
 * wrong stands in the shop for all to see.
 * @throws UnreadableFileError
 */
export async function layoutOf(open: (offset?: number) => Promise<Readable>): Promise<Layout> {
  const beginning = await firstBytes(await open());
  requireUtf8(beginning);
  const offset = beginning.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  const end = beginning.indexOf(0x0a);
  const firstLine = beginning.subarray(offset, end === -1 ? undefined : end).toString();
  const delimiter =
    [...DELIMITERS].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
  const stream = await open(offset);
  for await (const { cells, problem, next } of rowsOf(stream, { offset, line: 1 }, delimiter)) {
    stream.destroy();
    if (!cells) throw wrongHeader(`The first row cannot be read. ${problem ?? ''}`.trim());
    return { delimiter, first: next, ...columnsOf(cells) };
  }
  throw emptyFile();
}

function columnsOf(cells: readonly string[]): { header: string[]; ignored: string[] } {
  const header = cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const known: readonly string[] = COLUMNS;
  const repeated = known.find((name) => header.filter((each) => each === name).length > 1);
  if (repeated) throw wrongHeader(`The column ${repeated} stands there twice.`);
  if (!header.includes('sku'))
    throw wrongHeader(
      'There is no column sku in the first row. Take the names of the columns from an export.',
    );
  return { header, ignored: header.filter((name) => !known.includes(name)).slice(0, 50) };
}

function requireUtf8(beginning: Buffer): void {
  if (beginning.length === 0) throw emptyFile();
  const [a, b] = beginning;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || beginning.includes(0))
    throw wrongEncoding('UTF-16');
  // The end of what was looked at may cut a letter in two.
  const isWhole = beginning.length < LOOKED_AT;
  const lengths = isWhole ? [0] : [0, 1, 2, 3];
  if (lengths.every((cut) => utf8(beginning.subarray(0, beginning.length - cut)) === undefined))
    throw wrongEncoding('another encoding, such as Windows-1252 (Latin 1)');
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= LOOKED_AT) break;
  }
  return Buffer.concat(parts).subarray(0, LOOKED_AT);
}
