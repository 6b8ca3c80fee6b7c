'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { TEST_BANKS } from '@/lib/test-banks';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Part } from '../part';
import { Choices } from './choices';
import { useSend, useThing } from './queries';
import type { PayoutAccountView } from './types';
import { bankReason } from './words';

/** Where the seller is paid, and changing it. */
export function PayoutAccount({ sellerId }: { sellerId: string }) {
  const path = `/sellers/${sellerId}/payout-account`;
  const { data: account, error, refetch } = useThing<PayoutAccountView>(path);
  const [changing, setChanging] = useState(false);
  if (error && !account) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!account) {
    return (
      <Loading label="Loading the bank account">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  }
  const missing = account.status === 'missing';
  return (
    <Part title="Your bank account">
      <p>
        {missing ? (
          'None is named yet. Nothing can be paid before that.'
        ) : (
          <>
            {account.holder}, ending in <span className="figures font-medium">{account.last4}</span>
          </>
        )}
      </p>
      {!missing && <State account={account} />}
      <Button
        look={account.status === 'verified' ? 'outline' : 'flame'}
        className="mt-4"
        onClick={() => setChanging(true)}
      >
        {missing ? 'Name a bank account…' : 'Change it…'}
      </Button>
      {changing && <AccountDialog account={account} path={path} onClose={() => setChanging(false)} />}
    </Part>
  );
}

function State({ account: { status, problem } }: { account: PayoutAccountView }) {
  if (status === 'verified') return <p className="mt-1 text-oasis">Verified. Payouts go there.</p>;
  return (
    <Notice tone="warn" className="mt-3" title={STATES[status] ?? 'Payouts wait'}>
      <p>
        {problem ? bankReason(problem) : 'Name your account anew.'} Nothing is lost: it stays owed to you.
      </p>
    </Notice>
  );
}

const STATES: Readonly<Record<string, string>> = {
  unverified: 'Not verified yet',
  refused: 'The last payout was not taken',
  returned: 'The bank sent the last payout back',
};

function AccountDialog({
  account,
  path,
  onClose,
}: {
  account: PayoutAccountView;
  path: string;
  onClose: () => void;
}) {
  const sending = useSend<PayoutAccountView>();
  const [askedAt] = useState(() => Date.now());
  const [holder, setHolder] = useState(account.holder ?? '');
  const [bankToken, setBankToken] = useState<string>(TEST_BANKS[0].token);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = holder.trim();
    setMissing(name.length < 2);
    if (name.length < 2 || sending.isPending) return;
    sending.mutate(
      { path, method: 'PUT', body: { holder: name, bankToken }, askedAt },
      {
        onSuccess: ({ status }) => {
          toast(status === 'verified' ? 'Saved. Payouts go there.' : 'Saved. It is not verified yet.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Where shall we pay you?"
      description="The number goes to the payment provider. We keep its last four characters only."
    >
      <form onSubmit={submit} noValidate className="space-y-5">
        <Field
          label="Holder of the account"
          autoComplete="name"
          maxLength={120}
          value={holder}
          onChange={(event) => setHolder(event.target.value)}
          error={missing ? 'Whose account is it? The bank compares the name.' : undefined}
        />
        <div>
          <Choices
            label="A bank account of the demo: no money moves"
            choices={TEST_BANKS.map(({ token, label, meaning }) => ({ value: token, label, hint: meaning }))}
            value={bankToken}
            onChange={setBankToken}
          />
        </div>
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Asking the provider…">
            Save
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
