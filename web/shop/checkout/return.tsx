'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { api } from '@/lib/api';
import { ApiProblem } from '@/lib/problem';
import { keys, useCheckout, useIsPresent } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { useLive } from '@/lib/socket';
import type { Checkout } from '@/lib/types';
import { Button, ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { Trail } from '@/ui/timeline';
import { Away, Failed } from '../failed';
import { dropDraft, rememberOpen } from './use-draft';

const POLL_MS = 1500;
/** After this long nobody should sit and watch. */
const PATIENCE_MS = 90_000;

/** Where the browser comes back to from the bank, and where one waits for a slow answer. */
export function CheckoutReturn({ id }: { id: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const session = useSession();
  const present = useIsPresent();
  const [patient, setPatient] = useState(true);
  const [over, setOver] = useState(false);
  const checkout = useCheckout(id, patient && !over ? POLL_MS : false);
  const status = checkout.data?.status;
  const orderId = checkout.data?.orderIds[0];
  useLive(present ? { checkout: id } : null, () => void checkout.refetch());

  useEffect(() => {
    if (!present) return;
    // The bank's own report decides as well; this only makes it look sooner.
    api(`/checkouts/${id}/payment-reports`, { method: 'POST' }).catch(() => {});
  }, [id, present]);

  useEffect(() => {
    if (!patient) return;
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [patient]);

  useEffect(() => {
    if (status === undefined || isWaiting(status)) return;
    setOver(true);
    if (status !== 'placed' || !orderId) return;
    dropDraft();
    client.invalidateQueries({ queryKey: keys.cart }).catch(() => {});
    client.invalidateQueries({ queryKey: keys.orders }).catch(() => {});
    router.replace(`/orders/${orderId}?new=1`);
  }, [status, orderId, client, router]);

  useEffect(() => {
    if (status === 'declined') rememberOpen(id);
  }, [status, id]);

  if (session.status === 'away' && !checkout.data) return <Away />;
  if (session.status === 'anonymous') return <NotYours />;
  if (checkout.isError && !checkout.data) {
    const gone = checkout.error instanceof ApiProblem && checkout.error.status === 404;
    return gone ? <NotYours /> : <Failed error={checkout.error} onRetry={() => void checkout.refetch()} />;
  }
  if (!checkout.data || isWaiting(checkout.data.status) || checkout.data.status === 'placed') {
    return <Waiting patient={patient} checkout={checkout.data} onLookAgain={() => setPatient(true)} />;
  }
  return <Ended checkout={checkout.data} />;
}

function isWaiting(status: Checkout['status']): boolean {
  return status === 'open' || status === 'paying' || status === 'awaiting-buyer';
}

function Waiting({
  patient,
  checkout,
  onLookAgain,
}: {
  patient: boolean;
  checkout: Checkout | undefined;
  onLookAgain: () => void;
}) {
  const placed = checkout?.status === 'placed';
  return (
    <div className="mx-auto max-w-2xl">
      <h1 className="text-head">{placed ? 'Placed' : 'Your bank is being asked'}</h1>
      <p className="mt-2 mb-8 text-large text-muted" role="status">
        {placed
          ? 'Taking you to your order.'
          : 'Your things are held for you meanwhile. You can close this page: nothing gets lost.'}
      </p>
      <Trail
        label="How far it is"
        steps={[
          { key: 'held', label: 'Held for you', state: checkout ? 'done' : 'now' },
          { key: 'bank', label: 'Bank says yes', state: placed ? 'done' : checkout ? 'now' : 'ahead' },
          { key: 'placed', label: 'Placed', state: placed ? 'done' : 'ahead' },
        ]}
      />
      {!patient && (
        <Notice
          className="mt-8"
          title="This takes longer than usual"
          action={
            <>
              {checkout?.redirectUrl && checkout.status === 'awaiting-buyer' && (
                <a
                  href={checkout.redirectUrl}
                  className="inline-flex min-h-9 items-center rounded-chip bg-flame px-3.5 text-small font-medium text-on-flame"
                >
                  Back to your bank
                </a>
              )}
              <Button size="small" onClick={onLookAgain}>
                Look again
              </Button>
              <ButtonLink size="small" href="/orders">
                To your orders
              </ButtonLink>
            </>
          }
        >
          <p>
            We go on by ourselves. The order appears under “Orders” as soon as your bank has answered; if it
            does not, nothing is charged.
          </p>
        </Notice>
      )}
    </div>
  );
}

function Ended({ checkout }: { checkout: Checkout }) {
  const { title, text, action } = ENDINGS[checkout.status] ?? ENDINGS.expired;
  return (
    <EmptyState
      level={1}
      title={title}
      action={
        <>
          <ButtonLink href={action.href} look="flame">
            {action.label}
          </ButtonLink>
          <ButtonLink href="/basket">The basket</ButtonLink>
        </>
      }
    >
      <p role="status">{text}</p>
    </EmptyState>
  );
}

interface Ending {
  title: string;
  text: string;
  action: { href: string; label: string };
}

const PAY_AGAIN = { href: '/checkout', label: 'Pay again' };

const ENDINGS: Partial<Record<Checkout['status'], Ending>> & { expired: Ending } = {
  declined: {
    title: 'Your bank said no',
    text: 'Nothing was charged, and your things are still held. Another card may work.',
    action: { href: '/checkout', label: 'Try another card' },
  },
  refused: {
    title: 'It could not be bought like that',
    text: 'Something in the basket was sold or changed its price meanwhile. Nothing was charged.',
    action: { href: '/basket', label: 'Look at the basket' },
  },
  expired: {
    title: 'The time to pay ran out',
    text: 'Nothing was charged, and the things were let go. Your basket is as you left it.',
    action: PAY_AGAIN,
  },
  abandoned: {
    title: 'You gave this purchase up',
    text: 'Nothing was charged. Your basket is as you left it.',
    action: PAY_AGAIN,
  },
};

function NotYours() {
  return (
    <EmptyState
      level={1}
      title="This purchase is not to be seen here"
      action={
        <>
          <ButtonLink href="/sign-in" look="flame">
            Sign in
          </ButtonLink>
          <ButtonLink href="/orders">Your orders</ButtonLink>
        </>
      }
    >
      <p>It may belong to another account, or was begun in another browser.</p>
    </EmptyState>
  );
}
