import type { CardsConfig, PublicConfig } from './types';

const API_PORT = '4000';
const PROVIDER_URL = 'http://127.0.0.1:4020';

/** Base URL at which this server reaches the API. Read at request time, so one build serves every place. */
export function apiInternalUrl(): string {
  return withoutSlash(process.env.API_INTERNAL_URL ?? `http://127.0.0.1:${process.env.API_PORT ?? API_PORT}`);
}

/** What browsers are told: where sockets connect, and where card details go. */
export function publicConfig(): PublicConfig {
  return {
    apiUrl: withoutSlash(
      process.env.API_PUBLIC_URL ?? `http://localhost:${process.env.API_PORT ?? API_PORT}`,
    ),
    cards: cardsConfig(),
    ...picturesConfig(),
    ...(process.env.FIREBASE_WEB_CONFIG ? { hasFirebase: true } : {}),
  };
}

function picturesConfig(): Pick<PublicConfig, 'picturesUrl'> {
  const { MEDIA_STORE, IMAGEKIT_URL_ENDPOINT } = process.env;
  if (MEDIA_STORE !== 'imagekit' || !IMAGEKIT_URL_ENDPOINT) return {};
  return { picturesUrl: new URL(IMAGEKIT_URL_ENDPOINT).origin };
}

function cardsConfig(): CardsConfig {
  if (process.env.PAYMENT_PROVIDER === 'stripe')
    return { provider: 'stripe', publishableKey: process.env.STRIPE_PUBLISHABLE_KEY ?? '' };
  const url = process.env.PAYMENT_PROVIDER_PUBLIC_URL ?? process.env.PAYMENT_PROVIDER_URL ?? PROVIDER_URL;
  return { provider: 'simulator', url: withoutSlash(url) };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
