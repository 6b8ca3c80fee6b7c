import { mediaUrl } from '@/lib/media';
import { classes } from '@/ui/classes';

/** A small picture of an ordered thing; its name stands beside it, so it is silent. */
export function Thumbnail({ url, className }: { url: string | null; className?: string }) {
  const frame = classes('block aspect-4/5 w-12 shrink-0 rounded-small bg-sunk object-cover', className);
  if (!url) return <span aria-hidden="true" className={frame} />;
  return (
    <img
      src={mediaUrl(url)}
      alt=""
      width={48}
      height={60}
      loading="lazy"
      decoding="async"
      className={frame}
    />
  );
}
