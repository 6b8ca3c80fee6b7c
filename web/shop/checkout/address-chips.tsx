'use client';

import type { Address } from '@/lib/types';

/** The addresses that somebody keeps, one press each. */
export function AddressChips({
  addresses,
  onPick,
}: {
  addresses: (Address & { id: string })[];
  onPick: (address: Address) => void;
}) {
  return (
    <div role="group" aria-label="Your addresses" className="flex flex-wrap gap-2">
      {addresses.map(({ id, ...address }) => (
        <button
          key={id}
          type="button"
          onClick={() => onPick(address)}
          className="max-w-full truncate rounded-chip border border-edge px-4 py-2 text-small hover:border-ink"
        >
          {address.line1}, {address.city}
        </button>
      ))}
    </div>
  );
}
