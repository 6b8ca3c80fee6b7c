'use client';

import { messageOf } from '@/lib/problem';
import type { Preview, usePreview } from '@/lib/preview';
import { useFormat } from '@/lib/surroundings';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { classes } from '@/ui/classes';
import { Legs } from './legs';
import { ENTRY_WORDS } from './words';

interface WhatIfProps {
  preview: ReturnType<typeof usePreview>;
  /** Sellers are told what it takes from them; staff see every leg. */
  by: 'seller' | 'staff';
}

/** What would be booked, before it is done: by the planner that books it. */
export function WhatIf({ preview, by }: WhatIfProps) {
  const format = useFormat();
  const { data, error, isFetching } = preview;
  if (error) {
    return (
      <Notice tone="warn">
        <p>{messageOf(error)}</p>
      </Notice>
    );
  }
  const entries = data?.entries ?? [];
  if (!data || (entries.length === 0 && data.laterMinor === undefined)) return null;
  return (
    <div
      aria-live="polite"
      aria-busy={isFetching}
      className={classes(
        'rounded-card bg-sunk p-4 transition-opacity duration-150',
        isFetching && 'opacity-60',
      )}
    >
      {by === 'seller' && entries.length > 0 && <FromSeller preview={data} />}
      {by === 'staff' && entries.length > 0 && (
        <>
          <p className="font-medium">What will be booked</p>
          {entries.map((entry, index) => (
            <div key={`${entry.kind} ${index}`} className="mt-2">
              <p className="text-small text-muted">{ENTRY_WORDS[entry.kind]}</p>
              <Legs legs={entry.legs} caption={`What will be booked: ${ENTRY_WORDS[entry.kind]}`} />
            </div>
          ))}
        </>
      )}
      {data.laterMinor !== undefined && (
        <p className="mt-2 text-small text-muted first:mt-0">
          Up to {format.money(data.laterMinor, data.currency)} more is given back once it is decided about the
          refunds that were asked for before.
        </p>
      )}
    </div>
  );
}

/** How much of it the seller bears; the rest is tax, commission and the carrier's. */
function FromSeller({ preview }: { preview: Preview }) {
  const format = useFormat();
  const minor = sellerBears(preview);
  return (
    <>
      <p className="flex items-baseline justify-between gap-4">
        <span>Taken off what you are owed</span>
        <Price minor={minor} currency={preview.currency} className="font-medium" />
      </p>
      {minor < preview.refundMinor && (
        <p className="text-small text-muted">
          The rest, {format.money(preview.refundMinor - minor, preview.currency)}, is tax, post and
          Caravan&apos;s commission, which are given back too.
        </p>
      )}
    </>
  );
}

function sellerBears({ entries = [] }: Preview): number {
  return entries
    .flatMap(({ legs }) => legs)
    .filter(({ account }) => account.startsWith('seller-'))
    .reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountMinor : -leg.amountMinor), 0);
}
