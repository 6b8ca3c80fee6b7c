'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { useSellers } from '@/lib/queries';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Gate } from '../gate';
import { NoteDialog } from '../note-dialog';
import { OutLink } from '../out-link';
import { Fact, Facts } from '../part';
import { STAFF } from '../types';
import { ViewTabs } from '../view-tabs';
import { List, PageHead } from './list';
import { PayoutRow } from './payout-row';
import { useList, useSend, useThing } from './queries';
import type { NextPayout, PayoutStatus, PayoutView, SellerBalance } from './types';
import { noPayoutReason, PAYOUT_WORDS } from './words';

const STATUSES: readonly PayoutStatus[] = ['set-aside', 'in-transit', 'paid', 'returned', 'refused'];

/** What all sellers are paid: what failed can be sent again, and a seller be paid at once. */
export function StaffPayouts({ status }: { status: string | null }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Payouts status={STATUSES.find((one) => one === status) ?? null} />}
    </Gate>
  );
}

function Payouts({ status }: { status: PayoutStatus | null }) {
  const query = useList<PayoutView>('/payouts', { status });
  const sellers = useSellers().data;
  const [retried, setRetried] = useState<PayoutView | null>(null);
  const [paying, setPaying] = useState(false);
  const nameOf = (sellerId: string) => sellers?.find(({ id }) => id === sellerId)?.name ?? sellerId;
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <PageHead title="Payouts">Sellers are paid by themselves, once returns are over.</PageHead>
        <Button onClick={() => setPaying(true)} className="mb-6">
          Pay a seller now…
        </Button>
      </div>
      <ViewTabs
        label="Payouts by state"
        current={status ?? 'all'}
        tabs={[
          { key: 'all', label: 'All', href: '/staff/payouts' },
          ...STATUSES.map((key) => ({
            key,
            label: PAYOUT_WORDS[key].label,
            href: `/staff/payouts?status=${key}`,
          })),
        ]}
      />
      <div className="mt-5">
        <List
          title="Payouts"
          quietTitle
          query={query}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title={status ? 'None of these' : 'No payouts yet'}>
              <p>The next run pays what is ready and has a verified account.</p>
            </EmptyState>
          }
        >
          {(payout) => (
            <PayoutRow payout={payout} title={nameOf(payout.sellerId)}>
              {payout.actions.includes('retry') && (
                <Button size="small" onClick={() => setRetried(payout)}>
                  Send again…
                </Button>
              )}
              {payout.links && <OutLink href={payout.links.temporal}>Its workflow</OutLink>}
            </PayoutRow>
          )}
        </List>
      </div>
      {retried && (
        <RetryDialog payout={retried} name={nameOf(retried.sellerId)} onClose={() => setRetried(null)} />
      )}
      {paying && <PayNowDialog onClose={() => setPaying(false)} />}
    </div>
  );
}

function RetryDialog({ payout, name, onClose }: { payout: PayoutView; name: string; onClose: () => void }) {
  return (
    <NoteDialog
      title="Send it again"
      description={`What ${name} is owed now is sent as a new payout, to the account that is named now.`}
      label="Why does it work this time?"
      missing="Say why. Nothing was sent yet."
      confirm="Send again"
      busy="Sending…"
      done="A new payout is on its way."
      request={(note) => ({ path: `/payouts/${payout.id}/retries`, body: { note } })}
      onClose={onClose}
    />
  );
}

function PayNowDialog({ onClose }: { onClose: () => void }) {
  const sellers = useSellers().data ?? [];
  const [sellerId, setSellerId] = useState('');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Pay a seller now"
      description="Instead of waiting for the next run. Only what is ready is paid."
    >
      <Select label="Whom?" value={sellerId} onChange={(event) => setSellerId(event.target.value)}>
        <option value="">Choose a shop</option>
        {sellers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      {sellerId ? (
        <PayNow key={sellerId} sellerId={sellerId} onClose={onClose} />
      ) : (
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
        </Buttons>
      )}
    </Dialog>
  );
}

function PayNow({ sellerId, onClose }: { sellerId: string; onClose: () => void }) {
  const format = useFormat();
  const sending = useSend();
  const [askedAt] = useState(() => Date.now());
  const balances = useThing<{ items: SellerBalance[] }>(`/sellers/${sellerId}/balance`).data?.items;
  const next = useThing<{ items: NextPayout[] }>(`/sellers/${sellerId}/next-payouts`).data?.items;
  const [first] = balances ?? [];
  const reason = next?.find(({ currency }) => currency === first?.currency)?.reason ?? null;
  const pay = () => {
    if (!first || sending.isPending) return;
    sending.mutate(
      // The dialog is the request: opened again it is another one.
      { path: '/payouts', askedAt, body: { sellerId, currency: first.currency } },
      {
        onSuccess: () => {
          toast('The payout is on its way.');
          onClose();
        },
      },
    );
  };
  return (
    <div className="mt-5 min-h-32">
      {balances && next && !first && <p className="text-muted">Nothing was sold by this shop yet.</p>}
      {first && (
        <Facts>
          <Fact term="Ready for payout">
            <Price minor={first.payableMinor} currency={first.currency} />
          </Fact>
          <Fact term="While returns are open">
            <Price minor={first.pendingMinor} currency={first.currency} />
          </Fact>
          <Fact term="Kept for disputes">
            <Price minor={first.reservedMinor} currency={first.currency} />
          </Fact>
        </Facts>
      )}
      {first && reason && <p className="mt-3 text-muted">The next run: {noPayoutReason(reason)}</p>}
      {sending.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button
          look="flame"
          disabled={!first || first.payableMinor <= 0}
          busy={sending.isPending}
          busyText="Paying…"
          onClick={pay}
        >
          {first && first.payableMinor > 0
            ? `Pay ${format.money(first.payableMinor, first.currency)}`
            : 'Nothing to pay'}
        </Button>
      </Buttons>
    </div>
  );
}
