import type { SearchDocument } from '../search.port';
import { popularity, type Merits } from '../search.ranking';

const FIRST_SIZE = 1024;

/** Gives names numbers, in the order in which they come. */
function createNumbers() {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names: names as readonly string[],
    find: (name: string): number | undefined => numbers.get(name),
    of(name: string): number {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
  };
}

/**
 * The facts of the products in columns of numbers: a hundred thousand of them are few bytes, outside of the heap, and
 * read quickly. A product that is written anew gets the next number; the old one stays dead until `compact`.
 */
export function createTable() {
  const categories = createNumbers();
  const sellers = createNumbers();
  const options = createNumbers();
  const numberOf = new Map<string, number>();
  let ids: string[] = [];
  let columns = columnsOf(FIRST_SIZE);
  let choices = new Int32Array(FIRST_SIZE);
  let choicesUsed = 0;

  return {
    categories,
    sellers,
    /** Names of `choices`: option and value, see `choiceName`. */
    options,
    /** Numbers given so far, dead ones too. */
    get length(): number {
      return ids.length;
    },
    /** Products that are there. */
    get count(): number {
      return numberOf.size;
    },
    get columns() {
      return columns;
    },
    get choices() {
      return choices;
    },
    idOf: (number: number): string => ids[number] ?? '',
    numberOf: (id: string): number | undefined => numberOf.get(id),

    /** Writes a product under the next number. */
    add(document: SearchDocument, textHash: number): number {
      const number = ids.length;
      if (number >= columns.price.length) columns = grown(columns);
      ids.push(document.id);
      numberOf.set(document.id, number);
      columns.alive[number] = 1;
      columns.textHash[number] = textHash;
      columns.category[number] = categories.of(document.category.id);
      columns.seller[number] = sellers.of(document.seller.id);
      columns.choiceStart[number] = choicesUsed;
      for (const { name, values } of document.options) {
        for (const value of values) {
          if (choicesUsed >= choices.length) choices = doubled(choices);
          choices[choicesUsed] = options.of(choiceName(name, value));
          choicesUsed += 1;
        }
      }
      columns.choiceEnd[number] = choicesUsed;
      this.setFacts(number, document);
      return number;
    },

    /** What changes without new words. */
    setFacts(number: number, document: SearchDocument): void {
      columns.version[number] = document.version;
      columns.price[number] = document.priceFromMinor;
      columns.average[number] = document.rating.average;
      columns.ratings[number] = document.rating.count;
      columns.created[number] = document.createdAtMs;
      columns.inStock[number] = document.inStock ? 1 : 0;
      columns.sold[number] = document.sold;
    },

    /** False when nothing of it counts. */
    setStock(number: number, inStock: boolean, sold: number): boolean {
      const before = { inStock: columns.inStock[number] === 1, sold: columns.sold[number] ?? 0 };
      columns.inStock[number] = inStock ? 1 : 0;
      columns.sold[number] = sold;
      return before.inStock !== inStock || popularity(before.sold) !== popularity(sold);
    },

    kill(number: number): void {
      columns.alive[number] = 0;
      const id = ids[number] ?? '';
      if (numberOf.get(id) === number) numberOf.delete(id);
    },

    meritsOf(number: number): Merits {
      return {
        priceFromMinor: columns.price[number] ?? 0,
        average: columns.average[number] ?? 0,
        count: columns.ratings[number] ?? 0,
        createdAtMs: columns.created[number] ?? 0,
        inStock: columns.inStock[number] === 1,
        sold: columns.sold[number] ?? 0,
      };
    },

    /** Forgets dead numbers. Returns the new number of each old one, -1 for those. */
    compact(): Int32Array {
      const renumbered = new Int32Array(ids.length).fill(-1);
      const kept: string[] = [];
      const before = columns;
      columns = columnsOf(Math.max(FIRST_SIZE, numberOf.size));
      const newChoices = new Int32Array(Math.max(FIRST_SIZE, choicesUsed));
      let used = 0;
      for (let old = 0; old < ids.length; old += 1) {
        if (before.alive[old] !== 1) continue;
        const number = kept.length;
        renumbered[old] = number;
        for (const name of NAMES) columns[name][number] = before[name][old] ?? 0;
        columns.choiceStart[number] = used;
        for (let at = before.choiceStart[old] ?? 0; at < (before.choiceEnd[old] ?? 0); at += 1) {
          newChoices[used] = choices[at] ?? 0;
          used += 1;
        }
        columns.choiceEnd[number] = used;
        const id = ids[old] ?? '';
        numberOf.set(id, number);
        kept.push(id);
      }
      ids = kept;
      choices = newChoices;
      choicesUsed = used;
      return renumbered;
    },
  };
}

export type Table = ReturnType<typeof createTable>;

/** An option with one of its values, as one name. */
export const choiceName = (option: string, value: string) => `${option}\u0000${value}`;
export function choiceOf(name: string): { option: string; value: string } {
  const at = name.indexOf('\u0000');
  return { option: name.slice(0, at), value: name.slice(at + 1) };
}

function columnsOf(size: number) {
  return {
    alive: new Uint8Array(size),
    version: new Float64Array(size),
    textHash: new Float64Array(size),
    category: new Int32Array(size),
    seller: new Int32Array(size),
    price: new Float64Array(size),
    average: new Float64Array(size),
    ratings: new Int32Array(size),
    created: new Float64Array(size),
    inStock: new Uint8Array(size),
    sold: new Float64Array(size),
    choiceStart: new Int32Array(size),
    choiceEnd: new Int32Array(size),
  };
}
type Columns = ReturnType<typeof columnsOf>;
const NAMES = Object.keys(columnsOf(0)) as (keyof Columns)[];

function grown(columns: Columns): Columns {
  const wider = columnsOf(2 * columns.price.length);
  for (const name of NAMES) wider[name].set(columns[name]);
  return wider;
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * values.length);
  wider.set(values);
  return wider;
}
