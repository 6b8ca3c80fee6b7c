import { PicturesBusyError } from './media.errors';

/** One large picture takes some 100 MB, an AVIF 200 MB, while it is unpacked and rendered. */
const AT_ONCE = 1;
const MOST_WAITING = 8;

/** Does so much of something at once, and keeps so many waiting. @throws PicturesBusyError to those beyond */
export function createWorkbench(atOnce = AT_ONCE, mostWaiting = MOST_WAITING) {
  const waiting: (() => void)[] = [];
  let working = 0;

  return async function work<T>(job: () => Promise<T>): Promise<T> {
    if (working >= atOnce) {
      if (waiting.length >= mostWaiting) throw new PicturesBusyError();
      // The place is handed on, so nobody who comes in between takes it.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else working += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else working -= 1;
    }
  };
}
