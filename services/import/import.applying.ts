import { DomainError } from '../platform/errors';
import type { StockMovements } from '../inventory/inventory.movements';
import type { ProductImporting } from '../product/product.importing';
import type { ImportFiles } from './import.files';
import { layoutOf } from './import.header';
import type { ImportDocument } from './import.model';
import { rowsOf, type FileRow } from './import.reading';
import { parseRow, type ImportRow } from './import.rows';
import type { CatalogueImport, ImportCounts, ImportCursor, ImportStatus, RowReport } from './import.schema';
import type { ImportService } from './import.service';

/** How far a step is; a step whose worker died goes on from there. */
export interface ImportProgress {
  /** Where the next row begins; null when all were read. */
  cursor: ImportCursor | null;
  counts: ImportCounts;
  /** Rows that this step has read. */
  read: number;
}

/** How a step tells how far it is, and learns that it should stop. */
export interface Steering {
  tell(progress: unknown): void;
  isStopped(): boolean;
}

interface ReadyRow {
  line: number;
  row: ImportRow;
  productId: string;
}

/** Rows that are looked up and reported together. */
const CHUNK = 50;
/** Products that are written at once. */
const AT_ONCE = 8;
const NOTHING: ImportCounts = { done: 0, applied: 0, refused: 0 };

export type ImportApplying = ReturnType<typeof createImportApplying>;

/** Reads the files of imports and applies their rows, each once and whole or not at all. */
export function createImportApplying(deps: {
  imports: ImportService;
  files: Pick<ImportFiles, 'open'>;
  products: Pick<ProductImporting, 'targetsOf' | 'putRow'>;
  movements: Pick<StockMovements, 'move'>;
}) {
  const { imports, files } = deps;

  return {
    /**
     * Looks the file through: what it is, and how many rows it has.
     * @returns where its rows begin
     * @throws UnreadableFileError
     */
    async inspect(importId: string, { tell }: Pick<Steering, 'tell'>): Promise<ImportCursor> {
      const { first, ...layout } = await layoutOf((offset) => files.open(importId, offset));
      let rows = 0;
      const stream = await files.open(importId, first.offset);
      try {
        for await (const _ of rowsOf(stream, first, layout.delimiter)) {
          rows += 1;
          if (rows % 1000 === 0) tell({ rows });
        }
      } finally {
        stream.destroy();
      }
      await imports.begin(importId, layout, rows);
      return first;
    },

    /**
     * Applies some rows, from a place in the file on.
     * @throws UnreadableFileError `file-gone`
     */
    async apply(
      request: { importId: string; from: ImportProgress; limit: number },
      { tell, isStopped }: Steering,
    ): Promise<ImportProgress> {
      const { importId, limit } = request;
      const found = await imports.find(importId);
      let progress = request.from;
      if (!found || found.status !== 'reading' || progress.cursor === null)
        return { ...progress, cursor: null };
      const stream = await files.open(importId, progress.cursor.offset);
      const apply = async (chunk: readonly FileRow[], isLast: boolean) => {
        const counts = added(progress.counts, await applyChunk(found, chunk));
        await imports.progress(importId, counts);
        const cursor = isLast ? null : (chunk.at(-1)?.next ?? null);
        progress = { cursor, counts, read: progress.read + chunk.length };
        tell(progress);
      };
      let chunk: FileRow[] = [];
      try {
        for await (const row of rowsOf(stream, progress.cursor, found.delimiter ?? ',')) {
          chunk.push(row);
          if (chunk.length < CHUNK) continue;
          await apply(chunk, false);
          chunk = [];
          if (progress.read >= limit || isStopped()) return progress;
        }
        await apply(chunk, true);
        return progress;
      } finally {
        stream.destroy();
      }
    },

    /** Ends an import; the first ending stands. */
    end: (importId: string, status: ImportStatus, problem: string | null): Promise<CatalogueImport | null> =>
      imports.end(importId, status, problem),
  };

  async function applyChunk(found: ImportDocument, chunk: readonly FileRow[]): Promise<ImportCounts> {
    const header = found.header ?? [];
    const problems = new Map<number, string>();
    const parsed = chunk.flatMap(({ line, cells, problem }) => {
      const read = cells ? parseRow(header, cells) : { row: null, problem: problem ?? '' };
      if (read.row) return [{ line, row: read.row }];
      problems.set(line, read.problem);
      return [];
    });
    const ready = await readyOf(found, parsed, problems);
    const groups = [...groupedByProduct(ready).values()];
    const work = async () => {
      for (let group = groups.shift(); group; group = groups.shift())
        for (const each of group) {
          const problem = await applyRow(found, each);
          if (problem !== null) problems.set(each.line, problem);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const skuAt = header.indexOf('sku');
    const rows: RowReport[] = chunk.map(({ line, cells }) => ({
      line,
      sku: (cells?.[skuAt] ?? '').slice(0, 60),
      problem: problems.get(line) ?? null,
    }));
    await imports.report(found._id, rows);
    const refused = problems.size;
    return { done: rows.length, applied: rows.length - refused, refused };
  }

  /** The rows whose SKU stands in the file only once so far, each with its product. */
  async function readyOf(
    { _id, sellerId }: ImportDocument,
    parsed: readonly { line: number; row: ImportRow }[],
    problems: Map<number, string>,
  ): Promise<ReadyRow[]> {
    const skus = parsed.map(({ line, row }) => ({ line, sku: row.product.sku }));
    const firstLines = await imports.firstLines(_id, skus);
    const single = parsed.filter(({ line, row }) => {
      const first = firstLines.get(row.product.sku) ?? line;
      if (first === line) return true;
      problems.set(line, `${row.product.sku} stands in line ${first} already.`);
      return false;
    });
    const targets = await deps.products.targetsOf(
      sellerId,
      single.map(({ row }) => row.product),
    );
    return single.flatMap(({ line, row }, index) => {
      const target = targets[index];
      if (target?.productId) return [{ line, row, productId: target.productId }];
      problems.set(line, target?.problem ?? '');
      return [];
    });
  }

  /** Why a row could not be applied; null when it was. What may pass by itself is thrown, and tried again. */
  async function applyRow(
    { _id: importId, sellerId, by }: ImportDocument,
    { line, row, productId }: ReadyRow,
  ): Promise<string | null> {
    try {
      await deps.products.putRow({ productId, sellerId, by, mark: { importId, line }, row: row.product });
      if (row.receive > 0) {
        await deps.movements.move({
          ...{ sku: row.product.sku, sellerId, by, key: `import:${importId}:${line}` },
          movement: { kind: 'receive', quantity: row.receive, reason: 'Came with an import' },
        });
      }
      return null;
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable') return error.message;
      throw error;
    }
  }
}

/** Rows of one product are written in their order; different ones at once. */
function groupedByProduct(rows: readonly ReadyRow[]): Map<string, ReadyRow[]> {
  const groups = new Map<string, ReadyRow[]>();
  for (const row of rows) {
    const group = groups.get(row.productId);
    if (group) group.push(row);
    else groups.set(row.productId, [row]);
  }
  return groups;
}

function added(one: ImportCounts = NOTHING, other: ImportCounts): ImportCounts {
  return {
    done: one.done + other.done,
    applied: one.applied + other.applied,
    refused: one.refused + other.refused,
  };
}
