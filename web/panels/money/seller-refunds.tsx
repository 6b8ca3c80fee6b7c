'use client';

import { useState } from 'react';
import { capital, plural } from '@/lib/format';
import { useLive } from '@/lib/socket';
import { EmptyState } from '@/ui/empty-state';
import { DecideDialog, type Decision } from '../decide-refund';
import { Gate } from '../gate';
import { SELLERS, type RefundView } from '../types';
import { List, PageHead } from './list';
import { itemsOf, REFUNDS_FOR_SELLER, useList, useRenewMoney } from './queries';
import { RefundRow, RefundToDecide } from './refund-rows';

/** What buyers ask a seller to give back: what waits for an answer first, with its clock. */
export function SellerRefunds() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Refunds sellerId={actor.sellerId} />}
    </Gate>
  );
}

const LIVE_POLL_MS = 60_000;

function Refunds({ sellerId }: { sellerId: string }) {
  const renew = useRenewMoney();
  const live = useLive({ seller: sellerId }, renew);
  const pollMs = live ? LIVE_POLL_MS : 5000;
  const path = `/sellers/${sellerId}/refunds`;
  const waiting = useList<RefundView>(path, REFUNDS_FOR_SELLER, pollMs);
  const all = useList<RefundView>(path, {}, pollMs);
  const [asked, setAsked] = useState<{ refund: RefundView; decision: Decision } | null>(null);
  const count = itemsOf(waiting)?.length;
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Refunds">
        {count !== undefined &&
          (count === 0
            ? 'No answer of yours is awaited.'
            : `${capital(plural(count, 'answer'))} of yours ${count === 1 ? 'is' : 'are'} awaited.`)}
      </PageHead>
      <div className="space-y-10">
        <List
          title="Waiting for you"
          hint="What runs out first stands first."
          query={waiting}
          order={(one, other) => (one.decideBy ?? '').localeCompare(other.decideBy ?? '')}
          keyOf={keyOf}
        >
          {(refund) => (
            <RefundToDecide
              refund={refund}
              by="seller"
              onDecide={(decision) => setAsked({ refund, decision })}
            />
          )}
        </List>
        <List
          title="All refunds"
          query={all}
          keyOf={keyOf}
          empty={
            <EmptyState title="Nothing was asked back">
              <p>When a buyer asks for money back, you read it here and decide.</p>
            </EmptyState>
          }
        >
          {(refund) => <RefundRow refund={refund} by="seller" />}
        </List>
      </div>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

const keyOf = ({ id }: RefundView) => id;
