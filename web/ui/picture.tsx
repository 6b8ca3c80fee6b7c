import { avifSrcSet, fileAt, srcSet } from '@/lib/media';
import type { Picture as PictureType } from '@/lib/types';
import { classes } from './classes';

interface PictureProps {
  picture: PictureType | null;
  /** How wide it is shown, as the `sizes` of an image. */
  sizes: string;
  /** The first pictures of a page are fetched at once, the others when they come near. */
  eager?: boolean;
  className?: string;
  alt?: string;
}

/** A picture of a thing, 4:5, whose room is kept before it comes. */
export function Picture({ picture, sizes, eager, className, alt }: PictureProps) {
  const frame = classes('block aspect-4/5 w-full overflow-hidden bg-sunk object-cover', className);
  if (!picture) return <div aria-hidden="true" className={frame} />;
  const image = (
    <img
      src={fileAt(picture, 800)}
      srcSet={srcSet(picture)}
      sizes={sizes}
      width={picture.width}
      height={picture.height}
      alt={alt ?? picture.alt}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : undefined}
      decoding="async"
      className={frame}
    />
  );
  const avif = avifSrcSet(picture);
  if (avif === null) return image;
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={avif} sizes={sizes} />
      {image}
    </picture>
  );
}
