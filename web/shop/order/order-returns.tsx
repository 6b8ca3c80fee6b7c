'use client';

import { getLabel } from '@/lib/label';
import { useOrderAct } from '@/lib/order-acts';
import { messageOf } from '@/lib/problem';
import { returnNews } from '@/lib/return-story';
import { useFormat } from '@/lib/surroundings';
import type { OrderReturn, OrderView } from '@/lib/types';
import { inWordsOfUnits } from '@/lib/units';
import { Button } from '@/ui/button';
import { TimeLeft } from '@/ui/clock';
import { Notice, type NoticeTone } from '@/ui/notice';

const TONES: Partial<Record<OrderReturn['status'], NoticeTone>> = {
  accepted: 'good',
  kept: 'good',
  offered: 'warn',
  refused: 'warn',
  rejected: 'warn',
};

/** What the buyer sends back: how that stands, and what there is to do. Nothing while there is none. */
export function OrderReturns({ order }: { order: OrderView }) {
  const returns = order.returns ?? [];
  if (returns.length === 0) return null;
  return (
    <section aria-label="What you send back" className="mt-6 space-y-3">
      {[...returns].reverse().map((one) => (
        <Return key={one.id} order={order} one={one} />
      ))}
    </section>
  );
}

function Return({ order, one }: { order: OrderView; one: OrderReturn }) {
  const format = useFormat();
  const answering = useOrderAct(order.id);
  const { title, text } = returnNews(one, order.sellerName, (minor) => format.money(minor, order.currency));
  const mayAnswer = order.returnActions?.[one.id]?.includes('answer') ?? false;
  const answer = (accept: boolean) =>
    answering.mutate({ path: `/returns/${one.id}/answers`, body: { accept } });
  return (
    <Notice
      tone={TONES[one.status] ?? 'info'}
      icon="back"
      title={title}
      action={
        mayAnswer ? (
          <>
            <Button look="flame" busy={answering.isPending} busyText="A moment…" onClick={() => answer(true)}>
              Keep it for {format.money(one.offerMinor ?? 0, order.currency)}
            </Button>
            <Button onClick={() => answer(false)}>Send it back</Button>
          </>
        ) : (
          one.status === 'approved' && (
            <Button look="ink" onClick={() => void getLabel(one.id)}>
              Get the label
            </Button>
          )
        )
      }
    >
      <p>
        {text}{' '}
        {one.dueBy && one.status !== 'received' && (
          <TimeLeft until={one.dueBy} over="" className="font-medium" />
        )}
      </p>
      {one.decisionNote && (
        <blockquote className="border-l-2 border-edge pl-3">{one.decisionNote}</blockquote>
      )}
      {answering.error && <p className="font-medium text-alarm">{messageOf(answering.error)}</p>}
      <p className="text-small text-muted">
        {inWordsOfUnits(one.lines, order.lines)}. Asked on {format.date(one.requestedAt, 'moment')}.
      </p>
    </Notice>
  );
}
