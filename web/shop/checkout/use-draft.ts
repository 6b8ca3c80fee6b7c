'use client';

import { useEffect } from 'react';
import type { Address } from '@/lib/types';

/** What has been typed so far. Card details are never part of it. */
export interface CheckoutDraft {
  email: string;
  address: Required<Address>;
  shippingChoices: Record<string, string>;
}

const KEY = 'caravan.checkout.draft';
const OPEN_KEY = 'caravan.checkout.open';

/** What was typed before, in this tab; null when there is nothing. */
export function loadDraft(): Partial<CheckoutDraft> | null {
  return load(KEY) as Partial<CheckoutDraft> | null;
}

/** Keeps what is typed as it is typed. */
export function useKeepDraft(draft: CheckoutDraft): void {
  const text = JSON.stringify(draft);
  useEffect(() => store(KEY, text), [text]);
}

/** Forgets what was typed, once it has been bought. */
export function dropDraft(): void {
  store(KEY, null);
  store(OPEN_KEY, null);
}

/** Remembers that this checkout was sent, so that a reloaded page asks how it stands; null when it came to nothing. */
export function rememberOpen(checkoutId: string | null): void {
  store(OPEN_KEY, checkoutId === null ? null : JSON.stringify(checkoutId));
}

/** The checkout that was sent from this tab and is not known to be over. */
export function openCheckoutId(): string | null {
  const id = load(OPEN_KEY);
  return typeof id === 'string' ? id : null;
}

function load(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Private windows may refuse to store; then the page works without. */
function store(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
