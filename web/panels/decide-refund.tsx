'use client';

import { useFormat } from '@/lib/surroundings';
import { NoteDialog } from './note-dialog';
import { useRenewOrder } from './queries';
import type { RefundView } from './types';

export type Decision = 'approve' | 'reject';

/** Agreeing to a refund, or declining it with the reason. */
export function DecideDialog({
  refund,
  decision,
  onClose,
}: {
  refund: RefundView;
  decision: Decision;
  onClose: () => void;
}) {
  const format = useFormat();
  const renew = useRenewOrder(refund.orderId);
  const amount = format.money(refund.amountMinor, refund.currency);
  const common = { label: 'Note to the buyer', busy: 'A moment…', onClose, onSettled: renew };
  return decision === 'approve' ? (
    <NoteDialog
      {...common}
      title={`Give ${amount} back`}
      description={`${amount} goes back to the buyer's card, and is taken off what the seller is paid.`}
      confirm={`Give ${amount} back`}
      done={`${amount} is going back to the buyer.`}
      request={(note) => ({ path: `/refunds/${refund.id}/approvals`, body: note ? { note } : {} })}
    />
  ) : (
    <NoteDialog
      {...common}
      title="Decline this request"
      description="No money goes back. The buyer reads your note."
      missing="Say why; the buyer reads it."
      confirm="Decline"
      look="alarm"
      done="Declined. The buyer is told why."
      request={(note) => ({ path: `/refunds/${refund.id}/rejections`, body: { note } })}
    />
  );
}
