import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../platform/ids';
import { fileGone, fileTooLarge } from './import.errors';

const MB = 1024 * 1024;

export type ImportFiles = ReturnType<typeof createImportFiles>;

/**
 * The files of imports, in a folder that API and workers share. Nobody is ever sent one.
 * @param limitMb largest file, MB
 */
export function createImportFiles({ folder, limitMb }: { folder: string; limitMb: number }) {
  const pathOf = (id: string) => join(folder, `${id}.csv`);

  return {
    /** Writes a file as it comes; it is there whole or not at all. @throws DomainError `too-large` */
    async save(id: string, from: Readable): Promise<number> {
      await mkdir(folder, { recursive: true });
      const partial = join(folder, `${newId()}.part`);
      let sizeBytes = 0;
      const counted = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          sizeBytes += chunk.length;
          done(sizeBytes > limitMb * MB ? fileTooLarge(limitMb) : null, chunk);
        },
      });
      try {
        await pipeline(from, counted, createWriteStream(partial, { flush: true }));
        await rename(partial, pathOf(id));
        return sizeBytes;
      } finally {
        await rm(partial, { force: true });
      }
    },

    /** Its bytes from there on. @throws UnreadableFileError `file-gone` */
    async open(id: string, offset = 0): Promise<Readable> {
      const there = await stat(pathOf(id)).catch(() => null);
      if (!there) throw fileGone();
      return createReadStream(pathOf(id), { start: offset, highWaterMark: 256 * 1024 });
    },

    /** Removing what is not there is fine. */
    async remove(id: string): Promise<void> {
      await rm(pathOf(id), { force: true });
    },
  };
}
