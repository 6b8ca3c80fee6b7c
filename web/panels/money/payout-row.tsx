'use client';

import type { ReactNode } from 'react';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Price } from '@/ui/price';
import type { PayoutView } from './types';
import { bankReason, PAYOUT_WORDS } from './words';

/** One payout: how much, to where, how it stands, and why it came back. @param title whose it is, for staff */
export function PayoutRow({
  payout,
  title,
  children,
}: {
  payout: PayoutView;
  title?: string;
  children?: ReactNode;
}) {
  const { label, tone } = PAYOUT_WORDS[payout.status];
  return (
    <div className="p-4 md:px-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          <p className={title ? 'text-small text-muted' : undefined}>
            To the account ending in <span className="figures">{payout.last4}</span>
          </p>
          <p className="text-small text-muted">
            Begun <Moment at={payout.createdAt} />
            {payout.paidAt && (
              <>
                , paid <Moment at={payout.paidAt} />
              </>
            )}
          </p>
        </div>
        <div className="flex flex-col items-end gap-1.5">
          <Price minor={payout.amountMinor} currency={payout.currency} className="text-large font-medium" />
          <Chip tone={tone}>{label}</Chip>
        </div>
      </div>
      {payout.returnedAt && (
        <p className="mt-2 border-l-2 border-alarm pl-3">
          {payout.status === 'returned' ? 'The bank sent it back' : 'The provider did not take it'} on{' '}
          <Moment at={payout.returnedAt} />
          {payout.reason && <>: {bankReason(payout.reason)}</>} The money is owed again.
        </p>
      )}
      {children && (
        <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-2 empty:hidden">{children}</div>
      )}
    </div>
  );
}
