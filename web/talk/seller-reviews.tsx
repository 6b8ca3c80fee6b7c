'use client';

import { useState } from 'react';
import { Gate } from '@/panels/gate';
import { PageHead } from '@/panels/money/list';
import { NoteForm } from '@/panels/note-dialog';
import { ViewTabs } from '@/panels/view-tabs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { OneReview } from './one-review';
import { useTell } from './queries';
import { ReportDialog } from './report-dialog';
import { ReviewsList } from './reviews-list';
import type { PublicReview } from './types';

/** What buyers say of a shop's things, with the shop's answers. */
export function SellerReviews({ isAll }: { isAll: boolean }) {
  return (
    <Gate roles={['seller']} whom="sellers">
      {({ sellerId }) => <Reviews sellerId={sellerId ?? ''} isAll={isAll} />}
    </Gate>
  );
}

function Reviews({ sellerId, isAll }: { sellerId: string; isAll: boolean }) {
  const [answering, setAnswering] = useState<PublicReview | null>(null);
  const [reported, setReported] = useState<PublicReview | null>(null);
  const filter = isAll ? '' : '&answered=false';
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Reviews">
        Buyers write once a thing has arrived. Your answer stands below what they say.
      </PageHead>
      <ViewTabs
        label="Which reviews"
        current={isAll ? 'all' : 'unanswered'}
        tabs={[
          { key: 'unanswered', label: 'Without an answer', href: '/seller/reviews' },
          { key: 'all', label: 'All', href: '/seller/reviews?show=all' },
        ]}
      />
      <div className="mt-5">
        <ReviewsList<PublicReview>
          path={`/sellers/${sellerId}/reviews?limit=20${filter}`}
          label="Reviews"
          empty={
            <EmptyState title={isAll ? 'Nobody has written yet' : 'Everything is answered'}>
              <p>What buyers say of your things comes here.</p>
            </EmptyState>
          }
        >
          {(review) => (
            <OneReview review={review} sellerName="You" about={<About review={review} />}>
              <div className="mt-3 flex flex-wrap gap-2">
                <Button size="small" onClick={() => setAnswering(review)}>
                  {review.answer ? 'Change the answer' : 'Answer'}
                  <span className="sr-only"> to {review.authorName}</span>
                </Button>
                <Button size="small" look="quiet" onClick={() => setReported(review)}>
                  Report<span className="sr-only"> the review by {review.authorName}</span>
                </Button>
              </div>
            </OneReview>
          )}
        </ReviewsList>
      </div>
      {answering && <AnswerDialog review={answering} onClose={() => setAnswering(null)} />}
      {reported && (
        <ReportDialog
          path={`/reviews/${reported.id}`}
          title="Report a review"
          description="Our staff look at it and decide. It stays until then."
          onClose={() => setReported(null)}
        />
      )}
    </div>
  );
}

function About({ review }: { review: Pick<PublicReview, 'productId' | 'productTitle'> }) {
  return (
    <p className="mb-1 text-small text-muted">
      <a href={`/p/${review.productId}`} className="link wrap-anywhere">
        {review.productTitle}
      </a>
    </p>
  );
}

function AnswerDialog({ review, onClose }: { review: PublicReview; onClose: () => void }) {
  const tell = useTell();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Answer ${review.authorName}`}
      description="Everybody reads it. You can change it later."
    >
      <NoteForm
        label="Your answer"
        missing="Write something first."
        initial={review.answer?.text ?? ''}
        maxLength={2000}
        confirm="Publish the answer"
        busy="Sending…"
        done="Your answer stands below the review."
        sending={tell}
        request={(text) => ({ path: `/reviews/${review.id}/answer`, method: 'PUT', body: { text } })}
        onClose={onClose}
      >
        {review.text && (
          <blockquote className="border-l-2 border-line pl-3 wrap-anywhere">{review.text}</blockquote>
        )}
      </NoteForm>
    </Dialog>
  );
}
