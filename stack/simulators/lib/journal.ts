import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Lines a compacted journal is written in at once. */
const BATCH = 1000;
const CHUNK_BYTES = 1024 * 1024;

export interface Journal<Entry> {
  /** Hands the entry to the operating system before it returns; it survives a killed process, not a power cut. */
  append(entry: Entry): void;
  close(): void;
}

/**
 * An append-only file of JSON lines. At start every line is applied, then the file is rewritten with only what is
 * still of use.
 * @param options.apply changes the state in memory; the same function serves replay and new entries
 * @param options.snapshot the entries that rebuild the present state
 */
export function openJournal<Entry>(options: {
  file: string;
  apply: (entry: Entry) => void;
  snapshot: () => Iterable<Entry>;
}): Journal<Entry> {
  mkdirSync(dirname(options.file), { recursive: true });
  replay(options.file, options.apply);
  rewrite(options.file, options.snapshot());
  const descriptor = openSync(options.file, 'a');
  let torn = false;
  return {
    append(entry) {
      const line = `${JSON.stringify(entry)}\n`;
      try {
        // After a full disk half a line may stand there; the next entry begins on a line of its own.
        writeSync(descriptor, torn ? `\n${line}` : line);
        torn = false;
      } catch (error) {
        torn = true;
        throw error;
      }
      options.apply(entry);
    },
    close: () => closeSync(descriptor),
  };
}

function replay<Entry>(file: string, apply: (entry: Entry) => void): void {
  let unreadable = 0;
  for (const line of linesOf(file)) {
    const entry = parse<Entry>(line);
    if (entry === undefined) unreadable += 1;
    else apply(entry);
  }
  // A process killed in the middle of a write leaves half a line: nobody got an answer for it.
  if (unreadable > 0) process.stderr.write(`journal: dropped ${unreadable} unfinished lines\n`);
}

function parse<Entry>(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

/** Reads piece by piece, for a journal may be larger than the longest string. */
function* linesOf(file: string): Generator<string> {
  if (!existsSync(file)) return;
  const descriptor = openSync(file, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  try {
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.filter((line) => line !== '');
    }
  } finally {
    closeSync(descriptor);
  }
  if (rest !== '') yield rest;
}

function rewrite<Entry>(file: string, entries: Iterable<Entry>): void {
  const draft = `${file}.new`;
  const descriptor = openSync(draft, 'w');
  let lines: string[] = [];
  for (const entry of entries) {
    lines.push(`${JSON.stringify(entry)}\n`);
    if (lines.length === BATCH) {
      writeSync(descriptor, lines.join(''));
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(descriptor, lines.join(''));
  closeSync(descriptor);
  renameSync(draft, file);
}
