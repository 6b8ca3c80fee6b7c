import type { Picture } from '../product/product.schema';
import type { CleanPicture } from './picture.guard';
import type { Enhancement } from './media.schema';

/** Where the renditions of a picture are: widths in pixels, and what the store calls the whole. */
export interface StoredPicture extends Pick<Picture, 'width' | 'height' | 'sizes'> {
  /** What `remove` is told; nobody else understands it. */
  ref: string;
}

/** Keeps the shop's public pictures and renders them at the widths that pages ask for. */
export interface MediaStore {
  /** Written to the picture's record, so that it is removed where it was put. */
  readonly name: 'local' | 'imagekit';
  /** What it can do to a picture beyond making it smaller. */
  readonly enhancements: readonly Enhancement[];
  /**
   * Keeps a picture under an id of ours. Put twice under one id it is there once.
   * @throws PictureStoreUnavailableError, when nothing or something unfinished was stored
   */
  put(
    picture: CleanPicture,
    place: { id: string; folder: string; enhance: readonly Enhancement[] },
  ): Promise<StoredPicture>;
  /**
   * Takes a picture away for good; one that is gone already is fine.
   * @throws PictureStoreUnavailableError
   */
  remove(ref: string): Promise<void>;
}

/** The widths that pages ask for, in pixels. */
const WIDTHS = [400, 800, 1200] as const;

/** The widths at which a picture is worth rendering: never larger than it is. */
export function widthsOf(width: number): number[] {
  const smaller: number[] = WIDTHS.filter((one) => one < width);
  return [...smaller, Math.min(width, WIDTHS[2])];
}
