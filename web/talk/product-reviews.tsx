'use client';

import { useState } from 'react';
import { useFormat } from '@/lib/surroundings';
import { useSession } from '@/lib/session';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Select } from '@/ui/field';
import { Loading, Skeleton } from '@/ui/skeleton';
import { OneReview } from './one-review';
import { useProductReviews } from './queries';
import { ReportDialog } from './report-dialog';
import { Stars } from './stars';
import type { RatingSummary, ReviewPage, ReviewSort } from './types';

interface ProductReviewsProps {
  productId: string;
  sellerName: string;
  /** The first page, found while the page was made. */
  first: ReviewPage | null;
}

/** What buyers say of a product: what it comes to, then each of them. */
export function ProductReviews({ productId, sellerName, first }: ProductReviewsProps) {
  const [sort, setSort] = useState<ReviewSort>('newest');
  const [stars, setStars] = useState<number | null>(null);
  const [reported, setReported] = useState<string | null>(null);
  const query = useProductReviews(productId, sort, stars, first);
  const pages = query.data?.pages;
  const rating = (pages?.[0] ?? first)?.rating;
  const items = pages?.flatMap((page) => page.items);
  const isKnown = useHasAccount();

  return (
    <section aria-labelledby="reviews" className="mt-16 scroll-mt-6 border-t border-line pt-10 md:mt-24">
      <h2 id="reviews" className="text-title md:text-head">
        What buyers say
      </h2>
      {!rating || rating.count === 0 ? (
        <p className="mt-3 max-w-prose text-large text-muted">
          Nobody has written about it yet. Whoever buys it can, once it has arrived.
        </p>
      ) : (
        <div className="mt-6 grid gap-8 md:grid-cols-[16rem_minmax(0,1fr)] md:gap-12">
          <Summary rating={rating} chosen={stars} onChoose={setStars} />
          <div>
            <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
              <Select
                label="In which order?"
                value={sort}
                onChange={(event) => setSort(event.target.value as ReviewSort)}
              >
                <option value="newest">Newest first</option>
                <option value="best">Best first</option>
                <option value="worst">Worst first</option>
              </Select>
              {stars !== null && (
                <Button size="small" onClick={() => setStars(null)}>
                  Show all again
                </Button>
              )}
            </div>
            {query.error && !items ? (
              <Failed error={query.error} onRetry={() => void query.refetch()} />
            ) : !items ? (
              <Loading label="Loading what buyers say" className="space-y-6">
                <Skeleton className="h-24" />
                <Skeleton className="h-24" />
              </Loading>
            ) : items.length === 0 ? (
              <p className="text-muted">Nobody gave it so many stars.</p>
            ) : (
              <ul className="divide-y divide-line">
                {items.map((review) => (
                  <li key={review.id} className="py-6 first:pt-0">
                    <OneReview review={review} sellerName={sellerName}>
                      {isKnown && (
                        <button
                          type="button"
                          className="mt-1 min-h-6 text-small text-muted underline-offset-4 hover:underline"
                          onClick={() => setReported(review.id)}
                        >
                          Report<span className="sr-only"> the review by {review.authorName}</span>
                        </button>
                      )}
                    </OneReview>
                  </li>
                ))}
              </ul>
            )}
            {query.hasNextPage && (
              <Button
                className="mt-4"
                busy={query.isFetchingNextPage}
                busyText="Loading…"
                onClick={() => void query.fetchNextPage()}
              >
                Show more
              </Button>
            )}
          </div>
        </div>
      )}
      {reported && (
        <ReportDialog
          path={`/reviews/${reported}`}
          title="Report a review"
          description="Our staff look at it and decide. It stays until then."
          onClose={() => setReported(null)}
        />
      )}
    </section>
  );
}

function useHasAccount(): boolean {
  const session = useSession();
  return session.status === 'present' && session.session.actor.role !== 'guest';
}

/** The average, and how many gave how much; a bar shows only those. */
function Summary({
  rating,
  chosen,
  onChoose,
}: {
  rating: RatingSummary;
  chosen: number | null;
  onChoose: (stars: number | null) => void;
}) {
  const format = useFormat();
  return (
    <div>
      <p className="flex items-center gap-3">
        <span className="figures font-display text-hero leading-none">{format.rating(rating.average)}</span>
        <span>
          <Stars value={Math.round(rating.average)} size={18} />
          <span className="block text-small text-muted">
            {rating.count === 1 ? 'from one buyer' : `from ${format.count(rating.count)} buyers`}
          </span>
        </span>
      </p>
      <ul className="mt-4">
        {[5, 4, 3, 2, 1].map((stars) => {
          const count = rating.stars[stars - 1] ?? 0;
          const isChosen = chosen === stars;
          return (
            <li key={stars}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => onChoose(isChosen ? null : stars)}
                className={classes(
                  'figures flex min-h-8 w-full items-center gap-3 rounded-small px-1 text-small hover:bg-sunk',
                  isChosen && 'bg-sunk font-medium',
                )}
              >
                <span className="w-12 text-left whitespace-nowrap">
                  {stars} {stars === 1 ? 'star' : 'stars'}
                </span>
                <span aria-hidden="true" className="h-2 grow overflow-hidden rounded-chip bg-sunk">
                  <span
                    className="block h-full rounded-chip bg-amber"
                    style={{ width: `${Math.round((count / rating.count) * 100)}%` }}
                  />
                </span>
                <span className="min-w-6 text-right text-muted">
                  {format.count(count)}
                  <span className="sr-only"> {count === 1 ? 'buyer' : 'buyers'}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
