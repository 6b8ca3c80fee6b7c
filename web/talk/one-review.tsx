'use client';

import type { ReactNode } from 'react';
import { mediaUrl, srcSet } from '@/lib/media';
import type { Picture } from '@/lib/types';
import { Moment } from '@/ui/clock';
import { Stars } from './stars';
import type { PublicReview } from './types';

interface OneReviewProps {
  review: PublicReview;
  /** Who answered, by name. */
  sellerName?: string | undefined;
  /** Under what is said: what its reader can do. */
  children?: ReactNode;
  /** Says what it is about, where the page does not. */
  about?: ReactNode;
}

/** What one buyer says, with the shop's answer. */
export function OneReview({ review, sellerName = 'The shop', about, children }: OneReviewProps) {
  const { stars, title, text, pictures, authorName, createdAt, editedAt, answer } = review;
  return (
    <article className="min-w-0">
      {about}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Stars value={stars} />
        {title && <span className="font-medium wrap-anywhere">{title}</span>}
      </p>
      {text && <p className="mt-2 max-w-prose whitespace-pre-line wrap-anywhere">{text}</p>}
      <Pictures pictures={pictures} by={authorName} />
      <p className="mt-2 text-small text-muted">
        {authorName}, <Moment at={createdAt} style="long" />
        {editedAt && ' (changed since)'}
      </p>
      {answer && (
        <div className="mt-3 border-l-2 border-dusk pl-4">
          <p className="text-small font-medium text-dusk">{sellerName} answers</p>
          <p className="max-w-prose whitespace-pre-line wrap-anywhere">{answer.text}</p>
        </div>
      )}
      {children}
    </article>
  );
}

/** Small pictures; each opens in its full size. */
export function Pictures({ pictures, by }: { pictures: readonly Picture[]; by: string }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-2" aria-label={`Pictures by ${by}`}>
      {pictures.map((picture) => {
        const widest = [...picture.sizes].sort((a, b) => b.width - a.width)[0];
        return (
          <li key={picture.id}>
            <a href={mediaUrl(widest?.url ?? '')} target="_blank" rel="noreferrer">
              <img
                srcSet={srcSet(picture)}
                src={mediaUrl(widest?.url ?? '')}
                sizes="6rem"
                alt={picture.alt || `Picture by ${by}`}
                loading="lazy"
                className="size-24 rounded-small border border-line bg-sunk object-cover"
              />
            </a>
          </li>
        );
      })}
    </ul>
  );
}
