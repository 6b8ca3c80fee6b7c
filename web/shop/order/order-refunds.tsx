'use client';

import { useFormat } from '@/lib/surroundings';
import type { OrderView, Refund } from '@/lib/types';
import { REFUND_STATUS_WORDS } from '@/lib/words';
import { Notice, type NoticeTone } from '@/ui/notice';
import { Price } from '@/ui/price';

const TONES: Partial<Record<Refund['status'], NoticeTone>> = {
  refunded: 'good',
  rejected: 'warn',
  failed: 'warn',
};

/** Money that was asked back, and how that stands. */
export function OrderRefunds({ refunds, order }: { refunds: Refund[]; order: OrderView }) {
  const format = useFormat();
  if (refunds.length === 0) return null;
  return (
    <section aria-label="Money back" className="mt-6 space-y-3">
      {refunds.map((refund) => (
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
          <p className="text-small">
            Asked for on {format.date(refund.createdAt, 'moment')}.
            {refund.decisionNote && ` ${refund.decisionNote}`}
            {refund.status === 'refunding' && ' It takes your bank a few days to show it.'}
          </p>
        </Notice>
      ))}
    </section>
  );
}
