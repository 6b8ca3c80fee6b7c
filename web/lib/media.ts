import type { Picture } from './types';

/** The address of a picture below our own origin. */
export function mediaUrl(url: string): string {
  if (/^(https?:|data:|\/)/.test(url)) return url;
  return `/media/${url}`;
}

/** The widths of a picture as a `srcset`. */
export function srcSet(picture: Picture): string {
  return picture.sizes.map((size) => `${mediaUrl(size.url)} ${size.width}w`).join(', ');
}

/** The same in AVIF, or null where it is not there at every width. */
export function avifSrcSet(picture: Picture): string | null {
  const files = picture.sizes.map(({ width, avifUrl }) => avifUrl && `${mediaUrl(avifUrl)} ${width}w`);
  return files.length > 0 && files.every(Boolean) ? files.join(', ') : null;
}

/** The narrowest file of a picture that is at least `width` wide, else the widest. */
export function fileAt(picture: Picture, width: number): string {
  const byWidth = [...picture.sizes].sort((a, b) => a.width - b.width);
  const chosen = byWidth.find((size) => size.width >= width) ?? byWidth.at(-1);
  return chosen ? mediaUrl(chosen.url) : '';
}
