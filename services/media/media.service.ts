import { randomBytes } from 'node:crypto';
import { type Connection, trusted } from 'mongoose';
import type { Picture } from '../product/product.schema';
import type { Clock } from '../platform/clock';
import type { GuardedFetch } from '../platform/guarded-fetch';
import { newId } from '../platform/ids';
import { documentTypeOf } from './file-types';
import type { MediaStore } from './media-store.port';
import {
  EnhancementUnavailableError,
  NotADocumentError,
  TooManyUploadsError,
  UnknownPictureError,
} from './media.errors';
import { fileModel, pictureModel, type FileDocument, type PictureDocument } from './media.model';
import type { NamedPicture, PictureOptions, PictureWishes, PrivateDocument } from './media.schema';
import { cleanPicture, PICTURE_LIMITS, PICTURE_TYPES } from './picture.guard';
import { createWorkbench } from './workbench';

export type MediaService = ReturnType<typeof createMediaService>;

/** Where uploads go in the store of pictures. The shop's own demo pictures lie beside it. */
const FOLDER = 'uploads';
const HOUR_MS = 3_600_000;
/** How long a picture by its address may take to come, in ms. */
const FETCH_MS = 15_000;
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** Pictures for everybody to see and documents for nobody but their owner and staff. */
export function createMediaService({
  connection,
  clock,
  store,
  fetchFile,
  settings,
}: {
  connection: Connection;
  clock: Clock;
  store: MediaStore;
  fetchFile: GuardedFetch;
  settings: { uploadsPerHour: number };
}) {
  const pictures = pictureModel(connection);
  const files = fileModel(connection);
  const workbench = createWorkbench();

  /** Two at once may both be the last one: it keeps the store from being filled, to one more or less. */
  async function countUpload(ownerId: string): Promise<void> {
    const since = trusted({ $gt: new Date(clock.nowMs() - HOUR_MS).toISOString() });
    const filter = { ownerId, createdAt: since } as never;
    const uploaded = (await pictures.countDocuments(filter)) + (await files.countDocuments(filter));
    if (uploaded >= settings.uploadsPerHour) throw new TooManyUploadsError(settings.uploadsPerHour);
  }

  function requireEnhancements(enhance: readonly string[]): void {
    const offered: readonly string[] = store.enhancements;
    if (!enhance.every((one) => offered.includes(one))) throw new EnhancementUnavailableError();
  }

  async function keep(bytes: Buffer, { ownerId, alt = '', crop, enhance = [] }: PictureWishes) {
    const nowMs = clock.nowMs();
    const id = newId(nowMs);
    const stored = await workbench(async () =>
      store.put(await cleanPicture(bytes, crop), { id, folder: FOLDER, enhance }),
    );
    const { ref, ...picture } = stored;
    const createdAt = new Date(nowMs).toISOString();
    await pictures.create({ _id: id, ...{ ownerId, alt, store: store.name, ref, createdAt }, ...picture });
    return { id, alt, ...picture };
  }

  return {
    /** What is taken and can be done, for forms. */
    options: (): PictureOptions => ({
      ...PICTURE_LIMITS,
      types: [...PICTURE_TYPES],
      enhancements: [...store.enhancements],
    }),

    /**
     * Keeps a picture of somebody, cleaned of everything but its pixels.
     * @throws NotAPictureError, BrokenPictureError, PictureTooLargeError, EnhancementUnavailableError,
     * TooManyUploadsError, PicturesBusyError, PictureStoreUnavailableError
     */
    async putPicture({ bytes, ...wishes }: PictureWishes & { bytes: Buffer }): Promise<Picture> {
      requireEnhancements(wishes.enhance ?? []);
      await countUpload(wishes.ownerId);
      return keep(bytes, wishes);
    },

    /**
     * The same for a picture that lies at a public address.
     * @throws DomainError `address-refused`, `fetch-failed`, and those of `putPicture`
     */
    async fetchPicture({ url, ...wishes }: PictureWishes & { url: string }): Promise<Picture> {
      requireEnhancements(wishes.enhance ?? []);
      await countUpload(wishes.ownerId);
      const { maxBytes } = PICTURE_LIMITS;
      return keep(await fetchFile({ url, maxBytes, timeoutMs: FETCH_MS }), wishes);
    },

    /**
     * The pictures that a form names, in its order and with its words.
     * @throws UnknownPictureError for those that are not this owner's
     */
    async requirePictures(request: { ownerId: string; wanted: readonly NamedPicture[] }): Promise<Picture[]> {
      const { ownerId, wanted } = request;
      if (wanted.length === 0) return [];
      const ids = wanted.map(({ id }) => id);
      const found = (await pictures
        .find({ _id: trusted({ $in: ids }), ownerId } as never)
        .lean()) as PictureDocument[];
      const byId = new Map(found.map((one) => [one._id, one]));
      const missing = ids.filter((id) => !byId.has(id));
      if (missing.length > 0) throw new UnknownPictureError(missing);
      return wanted.flatMap(({ id, alt }) => {
        const one = byId.get(id);
        return one ? [shown(one, alt)] : [];
      });
    },

    /** Takes a picture away for good. Whoever shows it still must have let go of it. */
    async removePicture({ id, ownerId }: { id: string; ownerId: string }): Promise<void> {
      const found = (await pictures.findOne({ _id: id, ownerId }).lean()) as PictureDocument | null;
      if (!found) throw new UnknownPictureError([id]);
      // What lies with a keeper of former times stays there: its keys may be gone.
      if (found.store === store.name) await store.remove(found.ref);
      await pictures.deleteOne({ _id: id });
    },

    /**
     * Keeps a private file of somebody: a PDF, JPEG or PNG, as it is.
     * @throws NotADocumentError, TooManyUploadsError
     */
    async putDocument(request: { bytes: Buffer; name: string; ownerId: string }): Promise<PrivateDocument> {
      const { bytes, name, ownerId } = request;
      const type = documentTypeOf(bytes);
      if (type === null || bytes.length > MAX_DOCUMENT_BYTES) throw new NotADocumentError();
      await countUpload(ownerId);
      const createdAt = new Date(clock.nowMs()).toISOString();
      const document = { name, type, size: bytes.length, createdAt };
      // Not an id of the usual form: it tells nothing, not even when.
      const _id = randomBytes(20).toString('hex');
      await files.create({ _id, ownerId, bytes, ...document });
      return { id: _id, ...document };
    },

    /** What is known of a private file, without the file. */
    async document(id: string): Promise<(PrivateDocument & { ownerId: string }) | null> {
      const found = (await files.findById(id).select('-bytes').lean()) as Omit<FileDocument, 'bytes'> | null;
      if (!found) return null;
      const { _id, ...rest } = found;
      return { id: _id, ...rest };
    },

    /** A private file. Who may have it is for the caller to say: its owner and staff. */
    async readDocument(id: string): Promise<(PrivateDocument & { ownerId: string; bytes: Buffer }) | null> {
      const found = await files.findById(id);
      if (!found) return null;
      const { _id, ...rest } = found.toObject();
      // A plain object would carry the driver's own kind of bytes.
      return { id: _id, ...rest, bytes: Buffer.from(found.bytes) };
    },
  };
}

function shown({ _id, alt, width, height, sizes }: PictureDocument, words = alt): Picture {
  return { id: _id, alt: words, width, height, sizes };
}
