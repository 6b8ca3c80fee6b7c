'use client';

import { useRef, useState, type KeyboardEvent } from 'react';
import type { Picture as PictureType } from '@/lib/types';
import { classes } from '@/ui/classes';
import { Picture } from '@/ui/picture';

/** The pictures of a thing: one large, the others small below it; arrows walk through them. */
export function Gallery({ pictures, title }: { pictures: PictureType[]; title: string }) {
  const [shown, setShown] = useState(0);
  const thumbs = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (shown + step + pictures.length) % pictures.length;
    setShown(next);
    thumbs.current?.querySelectorAll('button')[next]?.focus();
  }

  return (
    <div>
      <Picture
        key={shown}
        picture={pictures[shown] ?? null}
        sizes="(width >= 64rem) 38rem, (width >= 48rem) 46vw, 92vw"
        eager
        className="rounded-card"
      />
      {pictures.length > 1 && (
        <div
          ref={thumbs}
          role="group"
          aria-label={`Pictures of ${title}`}
          onKeyDown={onKeyDown}
          className="mt-3 flex gap-3"
        >
          {pictures.map((picture, index) => (
            <button
              key={picture.id}
              type="button"
              aria-pressed={index === shown}
              aria-label={`Picture ${index + 1}: ${picture.alt}`}
              onClick={() => setShown(index)}
              className={classes(
                'w-16 overflow-hidden rounded-card border-2 transition-colors',
                index === shown ? 'border-flame' : 'border-transparent hover:border-edge',
              )}
            >
              <Picture picture={picture} sizes="4rem" alt="" />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
