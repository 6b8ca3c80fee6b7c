'use client';

import { useSyncExternalStore } from 'react';
import { CONSENT_COOKIE, consentOf, type Consent } from './consent-cookie';

const KEPT_SECONDS = 180 * 24 * 3600;

const listeners = new Set<() => void>();
let askedAgain = false;

/** The answer now. */
export function consent(): Consent {
  const cookie = document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${CONSENT_COOKIE}=`))
    ?.slice(CONSENT_COOKIE.length + 1);
  return consentOf(cookie, browserObjects());
}

function browserObjects(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return globalPrivacyControl === true || doNotTrack === '1';
}

/** Keeps the answer; what was remembered before a no is forgotten by whoever listens. */
export function answer(given: 'yes' | 'no'): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${CONSENT_COOKIE}=${given}; path=/; max-age=${KEPT_SECONDS}; samesite=lax${secure}`;
  askAgain(false);
}

/** Shows the question again, for those who want to answer it otherwise. */
export function askAgain(ask = true): void {
  askedAgain = ask;
  for (const listener of listeners) listener();
}

/** Calls whenever the answer may have changed. */
export function onConsent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The answer as it changes. @param served what the server read from the cookie */
export function useConsent(served: Consent): Consent {
  return useSyncExternalStore(onConsent, consent, () => served);
}

/** Whether the question was asked for. */
export function useAskedAgain(): boolean {
  return useSyncExternalStore(
    onConsent,
    () => askedAgain,
    () => false,
  );
}
