'use client';

import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { openStripeCard, type StripeCard } from '@/lib/stripe-card';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import type { CardFieldsProps } from './card-fields';
import { onSchemeChange, stripeAppearance } from './stripe-appearance';

/** A card for Stripe, typed into fields of Stripe's own. */
export function StripeCardFields({
  ref,
  publishableKey,
  sum,
  disabled,
  children,
}: CardFieldsProps & { publishableKey: string }) {
  const host = useRef<HTMLDivElement>(null);
  const trouble = useRef<HTMLDivElement>(null);
  const [card, setCard] = useState<StripeCard | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(1);
  const opening = useRef<Promise<StripeCard | null>>(null);
  const { amountMinor, currency } = sum ?? {};
  const isPriced = sum !== undefined;

  const open = useEffectEvent(async (signal: AbortSignal): Promise<StripeCard | null> => {
    if (!host.current || !sum) return null;
    return openStripeCard({
      publishableKey,
      host: host.current,
      sum,
      appearance: stripeAppearance(),
      signal,
    });
  });

  useEffect(() => {
    if (!isPriced) return;
    const leaving = new AbortController();
    const opened = open(leaving.signal);
    opening.current = opened;
    opened.then(
      (fields) => !leaving.signal.aborted && setCard(fields),
      () => !leaving.signal.aborted && setFailed(true),
    );
    return () => {
      leaving.abort();
      setCard(null);
      opened.then((fields) => fields?.close()).catch(() => {});
    };
  }, [publishableKey, attempt, isPriced]);

  useEffect(() => {
    if (amountMinor !== undefined && currency) card?.setSum({ amountMinor, currency });
  }, [card, amountMinor, currency]);
  useEffect(() => card?.setReadOnly(disabled), [card, disabled]);
  useEffect(() => (card ? onSchemeChange(() => card.setAppearance(stripeAppearance())) : undefined), [card]);

  useImperativeHandle(ref, () => ({
    async check() {
      // Who is quicker than the fields waits for them.
      const fields = await opening.current?.catch(() => null);
      if (fields) return fields.check();
      trouble.current?.querySelector('button')?.focus();
      return false;
    },
    token: () => (card ? card.token() : Promise.reject(new Error('There are no fields for a card.'))),
    spent: () => card?.spent(),
  }));

  return (
    <>
      {failed && (
        <div ref={trouble}>
          <Notice
            tone="warn"
            title="The fields for your card could not be loaded. Nothing was charged."
            action={
              <Button
                size="small"
                onClick={() => {
                  setFailed(false);
                  setAttempt(attempt + 1);
                }}
              >
                Try again
              </Button>
            }
          >
            <p>
              They come from Stripe, who takes our payments. A weak connection or a content blocker may keep
              them away. Your basket and what you typed are still here.
            </p>
          </Notice>
        </div>
      )}
      {!card && !failed && (
        <Loading>
          <Skeleton className="h-44 rounded-card" />
        </Loading>
      )}
      {/* Out of sight and not out of the page: Stripe measures its frames there. */}
      <div
        ref={host}
        aria-label="Your card"
        role="group"
        className={card ? undefined : 'h-0 overflow-hidden'}
      />
      {children}
      {publishableKey.startsWith('pk_test_') && (
        <p className="rounded-card bg-sunk p-4 text-small text-muted">
          Stripe is in its test mode here: no money moves. The card{' '}
          <span className="figures">4242 4242 4242 4242</span> works, with any date to come and any code.
        </p>
      )}
    </>
  );
}
