import type { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import type { ImportCursor } from './import.schema';

/** One row of the file: its cells, or what is wrong with it. `next` is where the row after it begins. */
export interface FileRow {
  line: number;
  cells: string[] | null;
  problem: string | null;
  next: ImportCursor;
}

/** A line as it lies in the file; null bytes when it is too long to be one. */
interface Line extends ImportCursor {
  bytes: Buffer | null;
  endOffset: number;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NEWLINE = 0x0a;
const QUOTE = 0x22;
/** A row may be so long, in bytes and in lines; more is a quote that was never closed. */
const MOST_BYTES = 64 * 1024;
const MOST_LINES = 50;

/**
 * The rows of a table (RFC 4180) from a place on, a few at a time in memory however long the file is. A row with
 * broken quotes is reported, and reading goes on with the next line: one lost quote does not swallow the rest.
 */
export async function* rowsOf(
  stream: Readable,
  from: ImportCursor,
  delimiter: string,
): AsyncGenerator<FileRow> {
  const lines = linesOf(stream, from);
  const waiting: Line[] = [];
  const more = async (): Promise<boolean> => {
    const { value, done } = await lines.next();
    if (!done) waiting.push(value);
    return !done;
  };
  while (waiting.length > 0 || (await more())) {
    const first = waiting[0];
    if (!first) return;
    const used = await wholeRow(waiting, more);
    const row = used === 0 ? null : readRow(waiting.slice(0, used), delimiter);
    // What does not come out as a row is given up line by line.
    const taken = row?.cells ? used : 1;
    const last = waiting[taken - 1] ?? first;
    const next = { offset: last.endOffset, line: last.line + 1 };
    waiting.splice(0, taken);
    if (row && row.cells?.length === 0) continue;
    yield { line: first.line, cells: row?.cells ?? null, problem: problemOf(first, row), next };
  }
}

/** How many of the lines are one row: as many as it takes until quotes are even; 0 when there is no end to it. */
async function wholeRow(waiting: Line[], more: () => Promise<boolean>): Promise<number> {
  let quotes = 0;
  let bytes = 0;
  for (let used = 1; used <= MOST_LINES; used += 1) {
    if (waiting.length < used && !(await more())) return 0;
    const line = waiting[used - 1]?.bytes;
    if (!line) return 0;
    bytes += line.length;
    if (bytes > MOST_BYTES) return 0;
    quotes += quotesIn(line);
    if (quotes % 2 === 0) return used;
  }
  return 0;
}

interface ReadRow {
  cells: string[] | null;
  problem: string | null;
}

/** The cells of the lines; none for lines with nothing in them. */
function readRow(lines: readonly Line[], delimiter: string): ReadRow {
  const bytes = Buffer.concat(lines.flatMap(({ bytes: of }) => (of ? [of] : [])));
  const text = utf8(bytes)?.replace(/\r?\n$/, '');
  if (text === undefined) return { cells: null, problem: 'This row has letters that are not UTF-8.' };
  if (text.trim() === '') return { cells: [], problem: null };
  // Without quotes nothing but the delimiter counts, and a parser for each row costs more than all the rest.
  if (!text.includes('"')) return { cells: text.split(delimiter), problem: null };
  try {
    const [cells = []] = parse(text, { delimiter, relax_column_count: true }) as string[][];
    return { cells, problem: null };
  } catch {
    return { cells: null, problem: 'The quotes in this row do not fit together.' };
  }
}

function problemOf(first: Line, row: ReadRow | null): string | null {
  if (row) return row.problem;
  return first.bytes ? 'A quote in this row is never closed.' : 'This row is longer than 64 kB.';
}

/** The lines of a stream with where each lies. Of one that is too long only where it ends is kept. */
async function* linesOf(stream: Readable, from: ImportCursor): AsyncGenerator<Line> {
  let { offset, line } = from;
  let parts: Buffer[] = [];
  let length = 0;
  const finished = (): Line => {
    const bytes = length > MOST_BYTES ? null : Buffer.concat(parts);
    const found = { bytes, offset, line, endOffset: offset + length };
    offset += length;
    line += 1;
    parts = [];
    length = 0;
    return found;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    while (start < chunk.length) {
      const at = chunk.indexOf(NEWLINE, start);
      const end = at === -1 ? chunk.length : at + 1;
      length += end - start;
      if (length <= MOST_BYTES) parts.push(chunk.subarray(start, end));
      else parts = [];
      start = end;
      if (at !== -1) yield finished();
    }
  }
  if (length > 0) yield finished();
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}

/** Undefined when it is not UTF-8. */
export function utf8(bytes: Buffer): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}
