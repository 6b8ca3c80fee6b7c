'use client';

import { useState } from 'react';
import type { OrderView, Refund } from '@/lib/types';
import { Button } from '@/ui/button';
import { CancelDialog } from './cancel-dialog';
import { RefundDialog } from './refund-dialog';

/** What a buyer can do: cancel while that is possible, and always say that something is wrong. */
export function OrderHelp({ order, refunds }: { order: OrderView; refunds: Refund[] }) {
  const [open, setOpen] = useState<'cancel' | 'refund' | null>(null);
  const close = () => setOpen(null);
  const canRefund = order.actions.includes('request-refund');
  const canCancel = order.actions.includes('cancel');
  return (
    <div className="mt-8 flex flex-wrap gap-3 border-t border-line pt-5">
      <Button icon={canRefund ? 'back' : 'help'} onClick={() => setOpen('refund')}>
        {canRefund ? 'Ask for money back' : 'Something is wrong'}
      </Button>
      {canCancel && (
        <Button look="quiet" onClick={() => setOpen('cancel')}>
          Cancel the order
        </Button>
      )}
      {open === 'cancel' && <CancelDialog order={order} onClose={close} />}
      {open === 'refund' && (
        <RefundDialog order={order} refunds={refunds} onClose={close} onCancel={() => setOpen('cancel')} />
      )}
    </div>
  );
}
