'use client';

import { addressLines } from '@/lib/address';
import { useFormat } from '@/lib/surroundings';
import type { Address } from '@/lib/types';

/** Where it goes, as text, while that cannot be changed. */
export function AddressSummary({ email, address }: { email: string; address: Address }) {
  const format = useFormat();
  return (
    <address className="not-italic">
      {[...addressLines(address), format.country(address.country), email].map((line, index) => (
        <span key={index} className={index === 0 ? 'block font-medium' : 'block'}>
          {line}
        </span>
      ))}
    </address>
  );
}
