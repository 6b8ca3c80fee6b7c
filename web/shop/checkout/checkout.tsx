'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useCart, useCheckout, useMe } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Away, Failed } from '../failed';
import { CheckoutForm } from './checkout-form';
import { loadDraft, openCheckoutId } from './use-draft';
import type { PlacingState } from './use-place-order';
import type { Checkout as CheckoutType } from '@/lib/types';

/** Buying the basket: gathers what the form starts from, and picks up a checkout that was begun before. */
export function Checkout() {
  const session = useSession();
  const cart = useCart();
  const me = useMe();
  const present = session.status === 'present';
  if (session.status === 'away') return <Away />;
  if (session.status === 'unknown' || (present && (cart.isPending || (me.isLoading && !me.isError))))
    return <CheckoutSkeleton />;
  if (cart.isError && !cart.data) return <Failed error={cart.error} onRetry={() => void cart.refetch()} />;
  if (!cart.data || cart.data.lines.length === 0) {
    return (
      <EmptyState
        title="There is nothing to pay"
        action={
          <>
            <ButtonLink href="/orders">Your orders</ButtonLink>
            <ButtonLink href="/" look="flame">
              To the market
            </ButtonLink>
          </>
        }
      >
        <p>Your basket is empty. If you have just paid, the order is under “Orders”.</p>
      </EmptyState>
    );
  }
  const begun = openCheckoutId();
  if (begun === cart.data.checkoutId) return <Resumed id={begun} cart={cart.data} user={me.data ?? null} />;
  return (
    <CheckoutForm cart={cart.data} user={me.data ?? null} draft={loadDraft()} initial={{ step: 'editing' }} />
  );
}

/** The page was reloaded after paying was tried: how that stands decides where it goes on. */
function Resumed({
  id,
  cart,
  user,
}: { id: string } & Pick<Parameters<typeof CheckoutForm>[0], 'cart' | 'user'>) {
  const checkout = useCheckout(id, false);
  const router = useRouter();
  // The bank is being asked: the page that waits for its answer says more than a form would.
  const isAsked = checkout.data?.status === 'paying' || checkout.data?.status === 'awaiting-buyer';
  useEffect(() => {
    if (isAsked) router.replace(`/checkout/${id}`);
  }, [id, isAsked, router]);
  if (checkout.isPending || isAsked) return <CheckoutSkeleton />;
  return <CheckoutForm cart={cart} user={user} draft={loadDraft()} initial={stateOf(checkout.data)} />;
}

function stateOf(checkout: CheckoutType | undefined): PlacingState {
  const held =
    checkout?.status === 'declined' &&
    checkout.holdExpiresAt &&
    Date.parse(checkout.holdExpiresAt) > Date.now();
  if (!checkout || !held) return { step: 'editing' };
  return {
    step: 'declined',
    checkoutId: checkout.id,
    message: 'Your card was declined. Nothing was charged.',
    holdExpiresAt: checkout.holdExpiresAt ?? '',
  };
}

function CheckoutSkeleton() {
  return (
    <Loading className="grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
      <div className="space-y-6">
        <Skeleton className="h-[34rem] rounded-card" />
        <Skeleton className="h-40 rounded-card" />
      </div>
      <Skeleton className="h-80 rounded-card" />
    </Loading>
  );
}
