'use client';

import { refundNews, whatOf } from '@/lib/refund-story';
import { useFormat } from '@/lib/surroundings';
import type { OrderView, Refund } from '@/lib/types';
import { REFUND_STATUS_WORDS } from '@/lib/words';
import { TimeLeft } from '@/ui/clock';
import { Notice, type NoticeTone } from '@/ui/notice';
import { Price } from '@/ui/price';

const TONES: Partial<Record<Refund['status'], NoticeTone>> = {
  refunded: 'good',
  rejected: 'warn',
  failed: 'warn',
};

/** Money that was asked back: how that stands, who answers and by when. */
export function OrderRefunds({ refunds, order }: { refunds: Refund[]; order: OrderView }) {
  const format = useFormat();
  if (refunds.length === 0) return null;
  return (
    <section aria-label="Money back" className="mt-6 space-y-3">
      {[...refunds].reverse().map((refund) => (
        <Notice
          key={refund.id}
          tone={TONES[refund.status] ?? 'info'}
          icon="back"
          title={
            <>
              <Price minor={refund.amountMinor} currency={order.currency} />:{' '}
              {REFUND_STATUS_WORDS[refund.status].toLowerCase()}
            </>
          }
        >
          <p>
            {refundNews(refund, order.sellerName, (at) => format.date(at, 'moment'))}{' '}
            {refund.status === 'awaiting-approval' && refund.decideBy && (
              <TimeLeft until={refund.decideBy} over="" className="font-medium" />
            )}
          </p>
          {refund.decisionNote && (
            <blockquote className="border-l-2 border-edge pl-3">{refund.decisionNote}</blockquote>
          )}
          <p className="text-small text-muted">
            For {whatOf(refund, order)}. Asked on {format.date(refund.createdAt, 'moment')}.
          </p>
        </Notice>
      ))}
    </section>
  );
}
