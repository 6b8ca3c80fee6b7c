import type { Connection } from 'mongoose';
import type { ProductFacts } from './learning/dataset';
import type { Towers } from './learning/towers';
import { rankingCollections } from './recommendation.collections';

/** A document stays far below what the database takes. */
const ROWS_A_PART = 2000;

/** Keeps the vectors of each version that can be gone back to. */
export function createVectors(connection: Connection) {
  const { vectors } = rankingCollections(connection);
  return {
    /** Repeated, it writes the same again. */
    async keep(
      versionId: string,
      products: readonly ProductFacts[],
      { dimensions, past, found }: Towers,
    ): Promise<void> {
      for (let part = 0; part * ROWS_A_PART < products.length; part += 1) {
        const ids = products.slice(part * ROWS_A_PART, (part + 1) * ROWS_A_PART).map(({ id }) => id);
        const from = part * ROWS_A_PART * dimensions;
        const to = from + ids.length * dimensions;
        const rows = { past: textOf(past.subarray(from, to)), found: textOf(found.subarray(from, to)) };
        await vectors.updateOne(
          { _id: `${versionId}:${part}` },
          { $set: { versionId, part, ids, dimensions, ...rows } },
          { upsert: true },
        );
      }
    },

    /** Those of a version, in the order of today's products; what it did not know has none. */
    async of(versionId: string, index: ReadonlyMap<string, number>): Promise<Towers> {
      const parts = await vectors.find({ versionId }).toArray();
      const dimensions = parts[0]?.dimensions ?? 1;
      const towers: Towers = {
        dimensions,
        past: new Float32Array(index.size * dimensions),
        found: new Float32Array(index.size * dimensions),
      };
      for (const { ids, past, found } of parts) {
        const [rows, goals] = [floatsOf(past), floatsOf(found)];
        ids.forEach((id, row) => {
          const at = index.get(id);
          if (at === undefined) return;
          const [from, to] = [row * dimensions, (row + 1) * dimensions];
          towers.past.set(rows.subarray(from, to), at * dimensions);
          towers.found.set(goals.subarray(from, to), at * dimensions);
        });
      }
      return towers;
    },
  };
}

function textOf(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function floatsOf(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
