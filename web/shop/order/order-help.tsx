'use client';

import { useState } from 'react';
import { hasPartLeft } from '@/lib/parcel';
import type { OrderView, Refund } from '@/lib/types';
import { AskSeller } from '@/talk/ask-seller';
import { Button } from '@/ui/button';
import { AddressDialog } from './address-dialog';
import { CancelDialog } from './cancel-dialog';
import { RefundDialog } from './refund-dialog';
import { ReturnDialog } from './return-dialog';

/** What a buyer can do: cancel or redirect while that is possible, send back, and always say that something is wrong. */
export function OrderHelp({ order, refunds }: { order: OrderView; refunds: Refund[] }) {
  const [open, setOpen] = useState<'cancel' | 'refund' | 'return' | 'address' | null>(null);
  const close = () => setOpen(null);
  const canRefund = order.actions.includes('request-refund');
  const canCancel = order.actions.includes('cancel');
  return (
    <div className="mt-8 flex flex-wrap gap-3 border-t border-line pt-5">
      {order.actions.includes('request-return') && (
        <Button icon="parcel" onClick={() => setOpen('return')}>
          Send something back
        </Button>
      )}
      <Button icon={canRefund ? 'back' : 'help'} onClick={() => setOpen('refund')}>
        {canRefund ? 'Ask for money back' : 'Something is wrong'}
      </Button>
      <AskSeller subject={{ type: 'order', id: order.id }}>Ask the seller</AskSeller>
      {canCancel && (
        <Button look="quiet" onClick={() => setOpen('cancel')}>
          {hasPartLeft(order) ? 'Cancel the rest' : 'Cancel the order'}
        </Button>
      )}
      {order.actions.includes('change-address') && (
        <Button look="quiet" onClick={() => setOpen('address')}>
          Change the address
        </Button>
      )}
      {open === 'cancel' && <CancelDialog order={order} onClose={close} />}
      {open === 'return' && <ReturnDialog order={order} onClose={close} />}
      {open === 'address' && <AddressDialog order={order} onClose={close} />}
      {open === 'refund' && (
        <RefundDialog order={order} refunds={refunds} onClose={close} onCancel={() => setOpen('cancel')} />
      )}
    </div>
  );
}
