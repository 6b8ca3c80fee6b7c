'use client';

import Link from 'next/link';
import { useState } from 'react';
import { newKey } from '@/lib/api';
import { Gate } from '@/panels/gate';
import { PageHead } from '@/panels/money/list';
import { NoteForm } from '@/panels/note-dialog';
import { STAFF } from '@/panels/types';
import { ViewTabs } from '@/panels/view-tabs';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Dialog } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { OneReview } from './one-review';
import { useTell } from './queries';
import { ReviewsList } from './reviews-list';
import type { Review } from './types';
import { reasonWords } from './words';

type Decision = 'hide' | 'restore' | 'keep';
interface Asked {
  review: Review;
  decision: Decision;
}

const WORDS: Record<Decision, { title: string; description: string; confirm: string; done: string }> = {
  hide: {
    title: 'Take the review out of sight',
    description: 'Nobody but its author and staff sees it, and it does not count. The author is told why.',
    confirm: 'Hide it',
    done: 'It is out of sight.',
  },
  restore: {
    title: 'Show the review again',
    description: 'Everybody sees it, and it counts again.',
    confirm: 'Show it',
    done: 'Everybody sees it again.',
  },
  keep: {
    title: 'Leave the review as it is',
    description: 'Its reports are answered by that.',
    confirm: 'Leave it',
    done: 'It stays as it is.',
  },
};

/** Reviews that somebody reported, and those that are hidden. */
export function StaffReviews({ isHidden }: { isHidden: boolean }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Reviews isHidden={isHidden} />}
    </Gate>
  );
}

function Reviews({ isHidden }: { isHidden: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Reviews">What somebody asked us to look at, and what we took out of sight.</PageHead>
      <ViewTabs
        label="Which reviews"
        current={isHidden ? 'hidden' : 'reported'}
        tabs={[
          { key: 'reported', label: 'Reported', href: '/staff/reviews' },
          { key: 'hidden', label: 'Out of sight', href: '/staff/reviews?show=hidden' },
        ]}
      />
      <div className="mt-5">
        <ReviewsList<Review>
          path={`/reviews?limit=20&scope=${isHidden ? 'hidden' : 'reported'}`}
          label="Reviews"
          empty={
            <EmptyState title={isHidden ? 'Nothing is out of sight' : 'Nothing waits'}>
              <p>{isHidden ? 'What staff hide stands here.' : 'What is reported comes here.'}</p>
            </EmptyState>
          }
        >
          {(review) => <Reported review={review} onAsk={(decision) => setAsked({ review, decision })} />}
        </ReviewsList>
      </div>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function Reported({ review, onAsk }: { review: Review; onAsk: (decision: Decision) => void }) {
  const isHidden = review.status === 'hidden';
  return (
    <OneReview
      review={review}
      about={
        <p className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted">
          <Link href={`/p/${review.productId}`} prefetch={false} className="link wrap-anywhere">
            {review.productTitle}
          </Link>
          <Link href={`/staff/orders/${review.orderId}`} prefetch={false} className="link">
            Its order
          </Link>
          {isHidden && <Chip tone="amber">Out of sight</Chip>}
        </p>
      }
    >
      {review.reports.length > 0 && (
        <ul aria-label="Reports" className="mt-3 space-y-1 rounded-card bg-amber-soft p-3 text-small">
          {review.reports.map((report) => (
            <li key={`${report.by.id} ${report.at}`}>
              <span className="font-medium">{reasonWords(report.reason)}</span> ({report.by.role},{' '}
              <Moment at={report.at} />){report.note && `: ${report.note}`}
            </li>
          ))}
        </ul>
      )}
      {review.hiddenBecause && <p className="mt-2 text-small">Hidden because: {review.hiddenBecause}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          size="small"
          look={isHidden ? 'outline' : 'alarm'}
          onClick={() => onAsk(isHidden ? 'restore' : 'hide')}
        >
          {isHidden ? 'Show again…' : 'Hide…'}
        </Button>
        {review.reports.length > 0 && (
          <Button size="small" onClick={() => onAsk('keep')}>
            Leave it…
          </Button>
        )}
      </div>
    </OneReview>
  );
}

function DecideDialog({ review, decision, onClose }: Asked & { onClose: () => void }) {
  const { title, description, ...words } = WORDS[decision];
  const [key] = useState(newKey);
  const tell = useTell();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={description}>
      <NoteForm
        label="Why"
        hint={decision === 'hide' ? 'The author reads it.' : 'It stays in the log.'}
        missing="Say why; nothing was changed."
        busy="Sending…"
        look={decision === 'hide' ? 'alarm' : 'ink'}
        sending={tell}
        request={(note) => ({
          path: `/reviews/${review.id}/moderations`,
          body: { decision, note },
          idempotencyKey: key,
        })}
        onClose={onClose}
        {...words}
      />
    </Dialog>
  );
}
