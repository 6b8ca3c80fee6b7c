'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { getLabel } from '@/lib/label';
import type { OrderReturn, OrderView } from '@/lib/types';
import { inWordsOfUnits } from '@/lib/units';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment, TimeLeft } from '@/ui/clock';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Part } from '../part';
import { usePanelAct } from '../queries';
import { DecideReturn } from './decide-return';
import { InspectDialog } from './inspect-dialog';
import { RETURN_REASONS, RETURN_SILENCE, RETURN_WORDS } from './words';

/** What the buyer wants to send back, or has: how it stands and what there is to do. Nothing while there is none. */
export function Returns({ order }: { order: OrderView }) {
  const returns = order.returns ?? [];
  if (returns.length === 0) return null;
  return (
    <Part title="Returns">
      <ul className="-my-4 divide-y divide-line">
        {[...returns].reverse().map((one) => (
          <li key={one.id} className="py-4">
            <Return order={order} one={one} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Return({ order, one }: { order: OrderView; one: OrderReturn }) {
  const [asked, setAsked] = useState<'decide' | 'inspect' | null>(null);
  const receiving = usePanelAct(order.id);
  const actions = order.returnActions?.[one.id] ?? [];
  const { label, tone } = RETURN_WORDS[one.status];
  const receive = () =>
    receiving.mutate(
      { path: `/returns/${one.id}/receipts`, body: {} },
      { onError: (error) => toast(messageOf(error), { tone: 'failed' }) },
    );
  return (
    <article className="space-y-2">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium break-words">{inWordsOfUnits(one.lines, order.lines)}</span>
        <Chip tone={tone}>{label}</Chip>
      </p>
      <p>
        {RETURN_REASONS[one.reason]}.{' '}
        <span className="text-small text-muted">
          Asked <Moment at={one.requestedAt} />
        </span>
      </p>
      {one.note && <blockquote className="border-l-2 border-line pl-3">{one.note}</blockquote>}
      {one.offerMinor !== null && (
        <p>
          Offered if they keep it:{' '}
          <Price minor={one.offerMinor} currency={order.currency} className="font-medium" />
        </p>
      )}
      {one.decisionNote && <p className="text-muted">You said: {one.decisionNote}</p>}
      {one.acceptedLines && one.acceptedLines.length > 0 && (
        <p className="text-muted">Found good: {inWordsOfUnits(one.acceptedLines, order.lines)}</p>
      )}
      {one.dueBy && (
        <p className="text-small">
          <TimeLeft until={one.dueBy} className="font-medium" />.{' '}
          <span className="text-muted">{RETURN_SILENCE[one.status]}</span>
        </p>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {actions.includes('decide') && (
          <Button look="flame" onClick={() => setAsked('decide')}>
            Answer…
          </Button>
        )}
        {actions.includes('receive') && (
          <Button look="ink" busy={receiving.isPending} busyText="A moment…" onClick={receive}>
            It is here
          </Button>
        )}
        {actions.includes('inspect') && (
          <Button look="flame" onClick={() => setAsked('inspect')}>
            I have looked at it…
          </Button>
        )}
        {one.status === 'approved' && (
          <Button look="quiet" onClick={() => void getLabel(one.id)}>
            Label
          </Button>
        )}
      </div>
      {asked === 'decide' && <DecideReturn order={order} one={one} onClose={() => setAsked(null)} />}
      {asked === 'inspect' && <InspectDialog order={order} one={one} onClose={() => setAsked(null)} />}
    </article>
  );
}
