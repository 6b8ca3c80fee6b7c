'use client';

import { Price } from '@/ui/price';
import type { LedgerLeg } from './types';
import { accountName } from './words';

/** The legs of an entry in two columns that come to the same, by currency. @param caption names the table */
export function Legs({ legs, caption }: { legs: readonly LedgerLeg[]; caption: string }) {
  const currencies = [...new Set(legs.map(({ currency }) => currency))];
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-small text-muted">
          <th scope="col" className="py-1 pr-3 text-left font-normal">
            Account
          </th>
          <th scope="col" className="w-19 py-1 pl-2 sm:w-24 text-right font-normal">
            Debit
          </th>
          <th scope="col" className="w-19 py-1 pl-2 sm:w-24 text-right font-normal">
            Credit
          </th>
        </tr>
      </thead>
      <tbody>
        {legs.map((leg, index) => (
          <tr key={`${leg.account} ${leg.side} ${index}`} className="border-t border-line">
            <th scope="row" className="py-1.5 pr-3 text-left font-normal">
              {accountName(leg.account)}
            </th>
            <Amount leg={leg} side="debit" />
            <Amount leg={leg} side="credit" />
          </tr>
        ))}
      </tbody>
      <tfoot>
        {currencies.map((currency) => (
          <tr key={currency} className="border-t-2 border-line font-medium">
            <th scope="row" className="py-1.5 pr-3 text-left font-medium">
              Sum
            </th>
            <Sum legs={legs} side="debit" currency={currency} />
            <Sum legs={legs} side="credit" currency={currency} />
          </tr>
        ))}
      </tfoot>
    </table>
  );
}

function Amount({ leg, side }: { leg: LedgerLeg; side: LedgerLeg['side'] }) {
  return (
    <td className="py-1.5 pl-2 text-right align-baseline">
      {leg.side === side && <Price minor={leg.amountMinor} currency={leg.currency} />}
    </td>
  );
}

function Sum({
  legs,
  side,
  currency,
}: {
  legs: readonly LedgerLeg[];
  side: LedgerLeg['side'];
  currency: string;
}) {
  const minor = legs
    .filter((leg) => leg.side === side && leg.currency === currency)
    .reduce((sum, leg) => sum + leg.amountMinor, 0);
  return (
    <td className="py-1.5 pl-2 text-right">
      <Price minor={minor} currency={currency} />
    </td>
  );
}
