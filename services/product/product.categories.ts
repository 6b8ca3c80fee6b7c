import mongoose, { type Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { DomainError, NotFoundError, StaleVersionError } from '../platform/errors';
import type { CategoryDocument } from './product.model';
import type { Category, CategoryChanges, CategoryRecord, NewCategory } from './product.schema';

/** Places are far apart, so that one can be put between two. */
const STEP = 10;

/**
 * The categories of the market, as admins keep them. An archived one is offered to nobody; what is in it stays for
 * sale, and is found by search and under its shop.
 */
export function createCategories(deps: { model: Model<CategoryDocument>; clock: Clock }) {
  const { model, clock } = deps;

  return {
    /** All of them, archived ones too, in their order. */
    async list(): Promise<CategoryRecord[]> {
      const found = await model.find({}).sort({ position: 1, _id: 1 }).lean<CategoryDocument[]>();
      return found.map(recordOf);
    },

    /** Makes a category unless it is there. For the demo. */
    async add({ id, ...category }: Category): Promise<void> {
      await model.updateOne(
        { _id: id },
        { $setOnInsert: { ...category, version: 1, updatedAt: clock.nowMs() } },
        { upsert: true },
      );
    },

    /** Makes a category, as the last. @throws DomainError `category-taken` */
    async create(request: NewCategory): Promise<CategoryRecord> {
      const { id, ...words } = request;
      const last = await model.findOne({}).sort({ position: -1 }).lean<CategoryDocument>();
      const position = (last?.position ?? 0) + STEP;
      try {
        await model.create({ _id: id, ...words, position, version: 1, updatedAt: clock.nowMs() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new DomainError(
          'conflict',
          'category-taken',
          'There is a category with this address already. Nothing was added. Choose another, or bring that one back.',
        );
      }
      return { id, ...words, position, archived: false, version: 1 };
    },

    /**
     * Changes name or description, archives a category or brings it back. Its address stays for ever.
     * @throws NotFoundError; StaleVersionError
     */
    async change(request: {
      id: string;
      expectedVersion: number;
      changes: CategoryChanges;
    }): Promise<CategoryRecord> {
      const { id, expectedVersion, changes } = request;
      const changed = await model
        .findOneAndUpdate(
          { _id: id, ...atVersion(expectedVersion) },
          { $set: { ...changes, version: expectedVersion + 1, updatedAt: clock.nowMs() } },
          { returnDocument: 'after' },
        )
        .lean<CategoryDocument>();
      if (changed) return recordOf(changed);
      if (!(await model.exists({ _id: id }))) throw new NotFoundError('category');
      throw new StaleVersionError('category');
    },

    /**
     * Puts the categories in this order; archived ones come last.
     * @param ids every category that is not archived, each once
     * @throws DomainError `categories-changed` when it is not all of them
     */
    async order(ids: readonly string[]): Promise<void> {
      const all = await this.list();
      const shown = all.filter(({ archived }) => !archived).map(({ id }) => id);
      if (
        ids.length !== shown.length ||
        new Set(ids).size !== ids.length ||
        shown.some((id) => !ids.includes(id))
      ) {
        throw new DomainError(
          'conflict',
          'categories-changed',
          'Somebody added or archived a category meanwhile. The order was not changed. Load the list again.',
        );
      }
      const archived = all.filter((one) => one.archived).map(({ id }) => id);
      const nowMs = clock.nowMs();
      await model.bulkWrite(
        [...ids, ...archived].map((id, index) => ({
          updateOne: {
            filter: { _id: id },
            update: { $set: { position: (index + 1) * STEP, updatedAt: nowMs } },
          },
        })),
      );
    },
  };
}

/** Categories from before there were versions have none, and count as 0. */
function atVersion(version: number): Record<string, unknown> {
  return version === 0 ? { version: mongoose.trusted({ $exists: false }) } : { version };
}

function recordOf(document: CategoryDocument): CategoryRecord {
  const { _id, name, description, position, archived, version } = document;
  return { id: _id, name, description, position, archived: archived ?? false, version: version ?? 0 };
}
