'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { api, newKey } from '@/lib/api';
import { ApiProblem, messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import type { Address, Checkout, Money, Quote } from '@/lib/types';
import { dropDraft, rememberOpen } from './use-draft';

/** What is sent to buy the basket. */
export interface Purchase {
  checkoutId: string;
  cartId: string;
  email: string;
  shippingAddress: Address;
  shippingChoices: Record<string, string>;
  paymentToken: string;
  expectedTotal: Money;
}

/** Where buying stands, as the page shows it. */
export type PlacingState =
  | { step: 'editing' }
  | { step: 'sending' }
  | { step: 'leaving'; to: 'bank' | 'orders' }
  | { step: 'declined'; checkoutId: string; message: string; holdExpiresAt: string }
  | { step: 'price-changed'; expectedMinor: number; quote: Quote }
  | { step: 'refused'; code: string; message: string; skus: string[] }
  | { step: 'silent'; message: string };

type Answer =
  | { id: string; status: 'placed'; orderIds: string[] }
  | { id: string; status: 'awaiting-buyer'; redirectUrl: string }
  | { id: string; status: 'paying' };

/** The API itself waits 20 s for the bank, and then says that it goes on. */
const TIMEOUT_MS = 30_000;

/**
 * Sends the purchase and follows its answer. Pressed twice it sends once; sent again after silence it sends the same
 * thing under the same key, so that nothing happens twice.
 */
export function usePlaceOrder(initial: PlacingState = { step: 'editing' }) {
  const router = useRouter();
  const client = useQueryClient();
  const [state, setState] = useState<PlacingState>(initial);
  const sending = useRef(false);
  const unanswered = useRef<{ path: string; body: unknown; key: string } | null>(null);

  /** @returns whether the purchase was taken; what became of it stands in the state */
  async function submit(
    makePurchase: () => Promise<Purchase>,
    declinedCheckout: string | null,
  ): Promise<boolean> {
    if (sending.current) return false;
    sending.current = true;
    setState({ step: 'sending' });
    let checkoutId: string | null = declinedCheckout;
    try {
      const purchase = await makePurchase();
      const { checkoutId: id, ...body } = purchase;
      checkoutId = id;
      rememberOpen(id);
      const path = declinedCheckout ? `/checkouts/${declinedCheckout}/payment-attempts` : '/checkouts';
      const sent = declinedCheckout ? { paymentToken: purchase.paymentToken } : body;
      follow(await send(path, sent));
      return true;
    } catch (error) {
      const after = afterFailure(error, checkoutId, router.push);
      // Refused beforehand: there is no checkout to ask for.
      if (after.step === 'refused' || after.step === 'price-changed') rememberOpen(null);
      setState(after);
      return false;
    } finally {
      sending.current = false;
    }
  }

  async function send(path: string, body: unknown): Promise<Answer> {
    const before = unanswered.current;
    const same = before?.path === path && JSON.stringify(before.body) === JSON.stringify(body);
    const key = before && same ? before.key : newKey();
    unanswered.current = { path, body, key };
    try {
      const answer = await api<Answer>(path, {
        method: 'POST',
        body,
        idempotencyKey: key,
        timeoutMs: TIMEOUT_MS,
      });
      unanswered.current = null;
      return answer;
    } catch (error) {
      const isAnswer = error instanceof ApiProblem && error.status > 0 && error.status < 500;
      if (isAnswer) unanswered.current = null;
      throw error;
    }
  }

  function follow(answer: Answer): void {
    if (answer.status === 'awaiting-buyer' && isWebAddress(answer.redirectUrl)) {
      setState({ step: 'leaving', to: 'bank' });
      window.location.assign(answer.redirectUrl);
      return;
    }
    setState({ step: 'leaving', to: 'orders' });
    if (answer.status !== 'placed') {
      router.push(`/checkout/${answer.id}`);
      return;
    }
    dropDraft();
    router.push(`/orders/${answer.orderIds[0] ?? ''}?new=1`);
    client.invalidateQueries({ queryKey: keys.cart }).catch(() => {});
    client.invalidateQueries({ queryKey: keys.orders }).catch(() => {});
  }

  /** Gives the held things back, so that address and post can be changed. */
  async function giveUp(checkoutId: string): Promise<void> {
    try {
      await api<Checkout>(`/checkouts/${checkoutId}/abandonments`, { method: 'POST' });
      setState({ step: 'editing' });
    } catch (error) {
      setState({ step: 'silent', message: messageOf(error) });
    }
  }

  return { state, submit, giveUp, edit: () => setState({ step: 'editing' }) };
}

function afterFailure(error: unknown, checkoutId: string | null, go: (path: string) => void): PlacingState {
  if (!(error instanceof ApiProblem)) return { step: 'silent', message: messageOf(error) };
  const { code, extra } = error;
  const id = typeof extra.checkoutId === 'string' ? extra.checkoutId : checkoutId;
  if (code === 'payment-declined' && id) {
    return {
      step: 'declined',
      checkoutId: id,
      message: error.message,
      holdExpiresAt: String(extra.holdExpiresAt),
    };
  }
  if (code === 'price-changed' && extra.quote) {
    return { step: 'price-changed', expectedMinor: Number(extra.expectedMinor), quote: extra.quote as Quote };
  }
  if ((code === 'payment-in-progress' || code === 'checkout-unconfirmed') && id) {
    go(`/checkout/${id}`);
    return { step: 'leaving', to: 'orders' };
  }
  if (error.status > 0 && error.status < 500) {
    return { step: 'refused', code, message: messageOf(error), skus: skusOf(extra) };
  }
  return { step: 'silent', message: messageOf(error) };
}

function skusOf(extra: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(extra.skus)) return extra.skus.map(String);
  if (!Array.isArray(extra.lines)) return [];
  return (extra.lines as { sku?: unknown }[]).map((line) => String(line.sku));
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
