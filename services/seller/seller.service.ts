import { LRUCache } from 'lru-cache';
import mongoose, { type Connection } from 'mongoose';
import { sellerOpened } from '../../events/contracts/catalogue.events';
import { eventOf, withoutOutbox } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import { insertOnce, present } from '../platform/guarded';
import { sellerModel, type SellerDocument } from './seller.model';
import { sellerSchema, type Seller } from './seller.schema';

/** How old a shop's terms may be when a basket is priced, in ms. */
const LATELY_MS = 1000;

/** What is decided when a shop opens; the rest is made up of time. */
export type NewSeller = Omit<Seller, 'version'>;

/** The shops of the market. @param deps.connection the sellers' own database */
export function createSellerService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const sellers = sellerModel(connection);
  const show = (found: SellerDocument) => present<Seller>(found, ['updatedAt']);
  const lately = new LRUCache<string, Seller>({ max: 1000, ttl: LATELY_MS });

  return {
    /**
     * Opens a shop; the same shop again answers with what is there.
     * @throws DomainError `slug-taken` when another shop has this slug
     */
    async create(request: NewSeller): Promise<Seller> {
      const { id, ...shop } = sellerSchema.omit({ version: true }).parse(request);
      const nowMs = clock.nowMs();
      const opened = eventOf(sellerOpened, { sellerId: id, name: shop.name, slug: shop.slug }, nowMs);
      await insertOnce(sellers, { _id: id, ...shop, updatedAt: nowMs }, nowMs, opened);
      const found = await this.get(id);
      if (!found)
        throw new DomainError('conflict', 'slug-taken', 'Another shop has this name in its address.');
      return found;
    },

    async get(id: string): Promise<Seller | null> {
      const found = await sellers.findById(id, withoutOutbox).lean<SellerDocument>();
      return found ? show(found) : null;
    },

    async getBySlug(slug: string): Promise<Seller | null> {
      const found = await sellers.findOne({ slug }, withoutOutbox).lean<SellerDocument>();
      return found ? show(found) : null;
    },

    /** Those of the ids that exist, in no order, as they were at most a second ago. */
    async getMany(ids: readonly string[]): Promise<Seller[]> {
      const known = ids.flatMap((id) => lately.get(id) ?? []);
      const unknown = ids.filter((id) => !known.some((seller) => seller.id === id));
      if (unknown.length === 0) return known;
      const found = await sellers
        .find({ _id: mongoose.trusted({ $in: unknown }) }, withoutOutbox)
        .lean<SellerDocument[]>();
      const read = found.map(show);
      for (const seller of read) lately.set(seller.id, seller);
      return [...known, ...read];
    },

    /** Every shop that is open, by name. */
    async list(): Promise<Seller[]> {
      const found = await sellers
        .find({ status: 'active' }, withoutOutbox)
        .sort({ name: 1 })
        .lean<SellerDocument[]>();
      return found.map(show);
    },

    /** Shops changed since then (epoch ms, inclusive), closed ones too; for views of the catalogue. */
    async changedSince(sinceMs: number): Promise<{ seller: Seller; updatedAt: number }[]> {
      const found = await sellers
        .find({ updatedAt: mongoose.trusted({ $gte: sinceMs }) }, withoutOutbox)
        .lean<SellerDocument[]>();
      return found.map((document) => ({ seller: show(document), updatedAt: document.updatedAt }));
    },

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await sellers.init();
    },
  };
}
