import type { CardsConfig, PublicConfig } from './types';

/** Where Stripe's script, its frames and its API are: https://docs.stripe.com/security/guide#content-security-policy */
const STRIPE = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  calls: ['https://api.stripe.com'],
};
/** Where its SDK gets the token under which a browser is pushed to. */
const FIREBASE = ['https://firebaseinstallations.googleapis.com', 'https://fcmregistrations.googleapis.com'];
const NOBODY = { scripts: [], frames: [], calls: [] };

/**
 * The content security policy of every page: whoever moves on from page to page keeps that of the first one.
 *
 * Scripts run by nonce only. Styles may be inline: React writes style attributes, and the dialog's scroll lock a
 * style element. The browser talks to us, to the API's sockets and to whoever takes cards.
 */
export function contentSecurityPolicy(nonce: string, config: PublicConfig): string {
  const { apiUrl, cards, picturesUrl } = config;
  const { scripts, frames, calls } = strangersFor(cards);
  return [
    "default-src 'self'",
    directive('script-src', "'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...scripts),
    "style-src 'self' 'unsafe-inline'",
    directive('img-src', "'self'", 'data:', ...(picturesUrl ? [picturesUrl] : [])),
    "font-src 'self'",
    "worker-src 'self'",
    directive(
      'connect-src',
      "'self'",
      apiUrl,
      apiUrl.replace(/^http/, 'ws'),
      ...calls,
      ...(config.hasFirebase ? FIREBASE : []),
    ),
    ...(frames.length > 0 ? [directive('frame-src', ...frames)] : []),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const directive = (name: string, ...sources: string[]) => `${name} ${sources.join(' ')}`;

function strangersFor(cards: CardsConfig): Record<keyof typeof STRIPE, readonly string[]> {
  return cards.provider === 'stripe' ? STRIPE : { ...NOBODY, calls: [cards.url] };
}
