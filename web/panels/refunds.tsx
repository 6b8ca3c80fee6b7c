'use client';

import { useState } from 'react';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment, TimeLeft } from '@/ui/clock';
import { Price } from '@/ui/price';
import { DecideDialog, type Decision } from './decide-refund';
import { REFUND_REASONS, REFUND_WORDS, silenceWords } from './order-words';
import { OutLink } from './out-link';
import { Part } from './part';
import { ACTORS, type RefundView } from './types';

interface RefundsProps {
  order: OrderView;
  refunds: readonly RefundView[];
  /** Who looks: what was passed to support is not the seller's to decide any more. */
  by: 'seller' | 'staff';
}

/** What was asked back, with the decision where one is due. Nothing while nothing was asked. */
export function Refunds({ order, refunds, by }: RefundsProps) {
  const [asked, setAsked] = useState<{ refund: RefundView; decision: Decision } | null>(null);
  if (refunds.length === 0) return null;
  const mayDecide = ({ approval }: RefundView) => by === 'staff' || approval.by !== 'support';
  return (
    <Part title="Money asked back">
      <ul className="-my-3 divide-y divide-line">
        {[...refunds].reverse().map((refund) => (
          <li key={refund.id} className="py-3">
            <OneRefund order={order} refund={refund} />
            {refund.status === 'awaiting-approval' && (
              <>
                <DecideBy refund={refund} />
                {mayDecide(refund) && (
                  <div className="mt-3 flex flex-wrap gap-2">
                    <Button look="ink" size="small" onClick={() => setAsked({ refund, decision: 'approve' })}>
                      Agree
                    </Button>
                    <Button size="small" onClick={() => setAsked({ refund, decision: 'reject' })}>
                      Decline
                    </Button>
                  </div>
                )}
              </>
            )}
            {refund.links?.temporal && (
              <p className="mt-2">
                <OutLink href={refund.links.temporal}>Workflow of the refund</OutLink>
              </p>
            )}
          </li>
        ))}
      </ul>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </Part>
  );
}

/** By when an answer is due, and what silence does. */
export function DecideBy({ refund }: { refund: RefundView }) {
  const { approval, decideBy } = refund;
  if (!decideBy || approval.by === 'nobody') return null;
  return (
    <p className="mt-1 text-small">
      <TimeLeft until={decideBy} over="No time left" className="font-medium" /> to answer, due{' '}
      <Moment at={decideBy} />. <span className="text-muted">{silenceWords(approval)}</span>
    </p>
  );
}

/** What was asked back and why, and how that stands. */
export function OneRefund({ order, refund }: { order: OrderView | undefined; refund: RefundView }) {
  const { label, tone } = REFUND_WORDS[refund.status];
  return (
    <>
      <p className="flex items-center justify-between gap-3">
        <Price minor={refund.amountMinor} currency={refund.currency} className="font-medium" />
        <Chip tone={tone}>{label}</Chip>
      </p>
      <p className="mt-1 min-h-6">{contentOf(order, refund)}</p>
      <p className="text-small text-muted">
        {REFUND_REASONS[refund.reason]} · {ACTORS[refund.requestedBy.role]}, <Moment at={refund.createdAt} />
      </p>
      {refund.note && (
        <blockquote className="mt-1 border-l-2 border-line pl-3 text-muted">{refund.note}</blockquote>
      )}
      {refund.problem && <p className="mt-1 text-small text-alarm">{PROBLEM_TEXT}</p>}
      {refund.settledBy && <p className="mt-1 text-small">Staff paid it another way.</p>}
      {refund.decisionNote && (
        <p className="mt-1 text-small">
          <span className="text-muted">Answer:</span> {refund.decisionNote}
        </p>
      )}
    </>
  );
}

const PROBLEM_TEXT = 'The money did not reach the buyer. Support sees to it.';

/** `2 × Flat-woven rug, the post`; nothing while the order is still on its way. */
function contentOf(order: OrderView | undefined, refund: RefundView): string {
  if (!order) return '';
  const parts = refund.lines.map(({ lineId, quantity }) => {
    const title = order.lines.find((line) => line.id === lineId)?.title ?? 'a thing';
    return quantity > 1 ? `${quantity} × ${title}` : title;
  });
  if (refund.shippingMinor > 0) parts.push('the post');
  if (refund.plainMinor > 0)
    parts.push(parts.length > 0 ? 'and an amount' : 'An amount, for no single thing');
  return parts.join(', ');
}
