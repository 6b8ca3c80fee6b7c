'use client';

import { useLive } from '@/lib/socket';
import { useFormat } from '@/lib/surroundings';
import { Failed } from '@/shop/failed';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Gate } from '../gate';
import { SELLERS } from '../types';
import { List, PageHead } from './list';
import { PayoutAccount } from './payout-account';
import { PayoutRow } from './payout-row';
import { useList, useRenewMoney, useThing } from './queries';
import { Statement } from './statement';
import type { NextPayout, PayoutView, SellerBalance } from './types';
import { noPayoutReason } from './words';

interface SellerPayoutsProps {
  /** Days of the statement, as the address says. */
  from: string | null;
  to: string | null;
}

/** What a seller is owed, where it goes, what was paid, and every movement. */
export function SellerPayouts(props: SellerPayoutsProps) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Payouts sellerId={actor.sellerId} {...props} />}
    </Gate>
  );
}

function Payouts({ sellerId, from, to }: SellerPayoutsProps & { sellerId: string }) {
  useLive({ seller: sellerId }, useRenewMoney());
  const payouts = useList<PayoutView>(`/sellers/${sellerId}/payouts`);
  return (
    <div className="page pt-8">
      <PageHead title="Payouts">What you sold is paid to you once the time for returns is over.</PageHead>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Balance sellerId={sellerId} />
        <PayoutAccount sellerId={sellerId} />
      </div>
      <div className="mt-10 space-y-10">
        <List
          title="Paid to you"
          query={payouts}
          keyOf={({ id }) => id}
          empty={
            <section>
              <h2 className="mb-2 text-lead">Paid to you</h2>
              <p className="text-muted">Nothing yet. The first payout appears here as soon as it is begun.</p>
            </section>
          }
        >
          {(payout) => <PayoutRow payout={payout} />}
        </List>
        <Statement sellerId={sellerId} from={from} to={to} />
      </div>
    </div>
  );
}

function Balance({ sellerId }: { sellerId: string }) {
  const { data, error, refetch } = useThing<{ items: SellerBalance[] }>(`/sellers/${sellerId}/balance`);
  const next = useThing<{ items: NextPayout[] }>(`/sellers/${sellerId}/next-payouts`).data?.items ?? [];
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading label="Loading what you are owed">
        <Skeleton className="h-56 w-full" />
      </Loading>
    );
  }
  if (data.items.length === 0) {
    return (
      <div className="rounded-card border border-line bg-surface">
        <EmptyState title="Nothing was sold yet">
          <p>What you are owed stands here from your first shipped order on.</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      {data.items.map((balance) => (
        <OneBalance
          key={balance.currency}
          balance={balance}
          next={next.find(({ currency }) => currency === balance.currency)}
        />
      ))}
    </div>
  );
}

function OneBalance({ balance, next }: { balance: SellerBalance; next: NextPayout | undefined }) {
  const { currency, payableMinor, pendingMinor, reservedMinor } = balance;
  return (
    <section aria-label="What you are owed" className="rounded-card bg-dusk-soft p-5 md:p-7">
      <dl>
        <dt className="font-medium">Ready to be paid</dt>
        <dd className="mt-1 font-display text-hero">
          <Price minor={payableMinor} currency={currency} />
        </dd>
      </dl>
      <p className="mt-2 min-h-6 max-w-prose">
        <NextSentence next={next} />
      </p>
      {payableMinor < 0 && (
        <Notice tone="warn" className="mt-4" title="You owe this for now">
          <p>
            Money went back to buyers after it had been paid to you. You need not send anything: what you sell
            next is set against it.
          </p>
        </Notice>
      )}
      <dl className="mt-5 grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <div>
          <dt className="text-small text-muted">While returns are open</dt>
          <dd className="text-lead">
            <Price minor={pendingMinor} currency={currency} />
          </dd>
        </div>
        <div>
          <dt className="text-small text-muted">Kept until a dispute is decided</dt>
          <dd className="text-lead">
            <Price minor={reservedMinor} currency={currency} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function NextSentence({ next }: { next: NextPayout | undefined }) {
  const format = useFormat();
  if (!next) return null;
  if (next.reason !== null) return noPayoutReason(next.reason);
  const paid = `The next run pays ${format.money(next.amountMinor, next.currency)}`;
  if (next.reserveMinor === 0) return `${paid}.`;
  return `${paid}; ${format.money(next.reserveMinor, next.currency)} is kept in reserve for refunds.`;
}
