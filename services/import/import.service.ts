import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Connection, trusted } from 'mongoose';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import type { ImportFiles } from './import.files';
import type { Layout } from './import.header';
import {
  importModel,
  reportModel,
  seenModel,
  type ImportDocument,
  type ReportDocument,
} from './import.model';
import type { CatalogueImport, ImportCounts, ImportStatus, RowReport } from './import.schema';

export type ImportService = ReturnType<typeof createImportService>;

/** Lines are padded so that ids of reports stand in the order of the file. */
const padded = (line: number) => String(line).padStart(10, '0');
const OPEN = ['waiting', 'reading'];

/** What there is of imports: each file, how far it is, and what came of its rows. */
export function createImportService(deps: { connection: Connection; clock: Clock; files: ImportFiles }) {
  const { clock, files } = deps;
  const imports = importModel(deps.connection);
  const reports = reportModel(deps.connection);
  const seen = seenModel(deps.connection);
  const now = () => new Date(clock.nowMs()).toISOString();

  return {
    /**
     * Takes a file in. The same key of the same seller is the same import; its file is not read again.
     * @throws DomainError `too-large`
     */
    async take(request: {
      sellerId: string;
      by: ActedBy;
      key: string;
      name: string;
      file: Readable;
    }): Promise<CatalogueImport> {
      const { sellerId, by, key, name, file } = request;
      const id = importIdOf(sellerId, key);
      const known = await get(id);
      if (known) return known;
      const sizeBytes = await files.save(id, file);
      try {
        await imports.create({
          ...{ _id: id, sellerId, by, name, sizeBytes, status: 'waiting', createdAt: now() },
          ...{ done: 0, applied: 0, refused: 0, rows: null, ignored: [], problem: null, endedAt: null },
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const taken = await get(id);
      if (!taken) throw new Error('the import was not written');
      return taken;
    },

    get,

    /** With what only reading needs. */
    find: (id: string) => imports.findById(id).lean<ImportDocument>(),

    /** A seller's imports, newest first. */
    async list(request: { sellerId: string; limit: number; cursor?: string }) {
      const { sellerId, limit, cursor } = request;
      const before = cursor === undefined ? {} : { createdAt: trusted({ $lt: cursor }) };
      const found = await imports
        .find({ sellerId, ...before } as never)
        .sort({ createdAt: -1 })
        .limit(limit + 1)
        .lean<ImportDocument[]>();
      const items = found.slice(0, limit).map(shown);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.createdAt ?? null) : null };
    },

    /** It was looked through: how many rows there are, and how they are laid out. */
    async begin(id: string, layout: Omit<Layout, 'first'>, rows: number): Promise<void> {
      await imports.updateOne({ _id: id, status: trusted({ $in: OPEN }) } as never, {
        $set: { status: 'reading', rows, ...layout },
      });
    },

    /** So far it is. A step that was repeated, or lives on after it was given up, takes nothing back. */
    async progress(id: string, counts: ImportCounts): Promise<void> {
      await imports.updateOne({ _id: id }, { $max: counts });
    },

    /** How it ended; the file and what was only needed for reading go. The first ending stands. */
    async end(id: string, status: ImportStatus, problem: string | null): Promise<CatalogueImport | null> {
      await imports.updateOne({ _id: id, status: trusted({ $in: OPEN }) } as never, {
        $set: { status, problem, endedAt: now() },
      });
      await files.remove(id);
      await seen.deleteMany(ofImport(id));
      return get(id);
    },

    /**
     * Notes in which lines the SKUs stand, and answers for each with the line in which it stood first.
     */
    async firstLines(
      id: string,
      rows: readonly { line: number; sku: string }[],
    ): Promise<Map<string, number>> {
      if (rows.length === 0) return new Map();
      const documents = rows.map(({ line, sku }) => ({ _id: `${id}:${sku}`, line }));
      await seen.collection.insertMany(documents as never, { ordered: false }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
      const ids = documents.map(({ _id }) => _id);
      const found = await seen.find({ _id: trusted({ $in: ids }) }).lean<{ _id: string; line: number }[]>();
      return new Map(found.map(({ _id, line }) => [_id.slice(id.length + 1), line]));
    },

    /** Keeps what came of some rows; repeated it is the same. */
    async report(id: string, rows: RowReport[]): Promise<void> {
      const [first] = rows;
      if (!first) return;
      await reports.updateOne({ _id: `${id}:${padded(first.line)}` }, { $set: { rows } }, { upsert: true });
    },

    /** What came of all rows, in their order, a few at a time. */
    async *reported(id: string): AsyncGenerator<RowReport[]> {
      for await (const { rows } of reports
        .find(ofImport(id))
        .sort({ _id: 1 })
        .lean<ReportDocument[]>()
        .cursor())
        yield rows;
    },

    /** The first rows that were not applied. */
    async refusals(id: string, limit: number): Promise<RowReport[]> {
      const found: RowReport[] = [];
      for await (const rows of this.reported(id)) {
        found.push(...rows.filter(({ problem }) => problem !== null));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },

    async ready(): Promise<void> {
      await Promise.all([imports.init(), reports.init(), seen.init()]);
    },
  };

  async function get(id: string): Promise<CatalogueImport | null> {
    const found = await imports.findById(id).lean<ImportDocument>();
    return found ? shown(found) : null;
  }
}

/** Everything whose id begins with the import's. */
const ofImport = (id: string) => ({ _id: trusted({ $gt: `${id}:`, $lt: `${id};` }) }) as never;

function shown({ _id, delimiter: _delimiter, header: _header, ...rest }: ImportDocument): CatalogueImport {
  return { id: _id, ...rest };
}

function importIdOf(sellerId: string, key: string): string {
  return `im-${createHash('sha256')
    .update(JSON.stringify([sellerId, key]))
    .digest('hex')
    .slice(0, 24)}`;
}
