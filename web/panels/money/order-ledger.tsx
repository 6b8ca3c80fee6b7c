'use client';

import { messageOf } from '@/lib/problem';
import { Moment } from '@/ui/clock';
import { Icon } from '@/ui/icon';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Fact, Facts, Part } from '../part';
import { Legs } from './legs';
import { Prose } from './prose';
import { useThing } from './queries';
import type { LedgerEntry, OrderLedger as Ledger } from './types';
import { withoutOrderId } from './without-order-id';
import { accountName, ENTRY_WORDS } from './words';

/** Everything that is booked about an order: what it adds up to, then each entry with its legs. For staff. */
export function OrderLedger({ orderId }: { orderId: string }) {
  const { data, error } = useThing<Ledger>(`/orders/${orderId}/ledger`);
  if (!data && !error) {
    return (
      <Loading label="Loading the ledger">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  }
  return (
    <Part title="Ledger">
      {data ? <Books ledger={data} /> : <p className="text-muted">{messageOf(error)}</p>}
    </Part>
  );
}

function Books({ ledger }: { ledger: Ledger }) {
  const { entries, accounts } = ledger;
  if (entries.length === 0) {
    return <p className="text-muted">Nothing is booked yet: money is booked when it is charged.</p>;
  }
  const standing = accounts.filter(({ balanceMinor }) => balanceMinor !== 0);
  return (
    <>
      <h3 className="mb-2 font-text font-medium tracking-normal">What it adds up to</h3>
      <Facts>
        {standing.map(({ account, currency, balanceMinor }) => (
          <Fact key={`${account} ${currency}`} term={accountName(account)}>
            <Price minor={balanceMinor} currency={currency} />
          </Fact>
        ))}
      </Facts>
      <h3 className="mt-5 mb-1 font-text font-medium tracking-normal">Entries</h3>
      <ol className="divide-y divide-line">
        {[...entries].reverse().map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const [first] = entry.legs;
  const total = entry.legs.reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountMinor : 0), 0);
  return (
    <details className="group py-1">
      <summary className="flex min-h-11 list-none items-center gap-3 rounded-small hover:bg-ground [&::-webkit-details-marker]:hidden">
        <span className="text-muted transition-transform duration-150 group-open:rotate-90">
          <Icon name="right" size={15} />
        </span>
        <span className="min-w-0 grow">
          <span className="block leading-tight font-medium">{ENTRY_WORDS[entry.kind]}</span>
          <span className="block text-small leading-tight text-muted">
            <Moment at={entry.at} />
          </span>
        </span>
        {first && <Price minor={total} currency={first.currency} />}
      </summary>
      <div className="pb-3 sm:pl-7">
        <p className="mb-1 max-w-prose break-words text-muted">
          <Prose text={withoutOrderId(entry.text)} />
        </p>
        <Legs legs={entry.legs} caption={`The legs of: ${ENTRY_WORDS[entry.kind]}`} />
      </div>
    </details>
  );
}
