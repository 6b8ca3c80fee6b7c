import { contentSecurityPolicy } from './content-security-policy';
import type { CardsConfig } from './types';

const sourcesWith = (cards: CardsConfig) =>
  Object.fromEntries(
    contentSecurityPolicy('abc', { apiUrl: 'https://api.example.com', cards })
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  ) as Record<string, string[] | undefined>;

test('with the simulator the browser may call it, and nobody frames or scripts beside us', () => {
  const sources = sourcesWith({ provider: 'simulator', url: 'http://pay.example.com' });
  expect(sources['connect-src']).toEqual([
    "'self'",
    'https://api.example.com',
    'wss://api.example.com',
    'http://pay.example.com',
  ]);
  expect(sources['script-src']).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  expect(sources['frame-src']).toBeUndefined();
});

test('a shop that pushes through Firebase lets browsers register there, and others do not', () => {
  const cards = { provider: 'simulator', url: 'http://pay.example.com' } as const;
  const policyOf = (hasFirebase: boolean) =>
    contentSecurityPolicy('abc', { apiUrl: 'https://api.example.com', cards, hasFirebase });
  expect(policyOf(true)).toContain('https://fcmregistrations.googleapis.com');
  expect(policyOf(false)).not.toContain('googleapis');
  expect(policyOf(false)).toContain("worker-src 'self'");
});

test('with Stripe its script, frames and API are let in, and the simulator is not', () => {
  const sources = sourcesWith({ provider: 'stripe', publishableKey: 'pk_test_1' });
  expect(sources['script-src']).toContain('https://js.stripe.com');
  expect(sources['frame-src']).toEqual(
    expect.arrayContaining(['https://js.stripe.com', 'https://hooks.stripe.com']),
  );
  expect(sources['connect-src']).toEqual([
    "'self'",
    'https://api.example.com',
    'wss://api.example.com',
    'https://api.stripe.com',
  ]);
  expect(sources['script-src']).toContain("'nonce-abc'");
});

test('pictures come from us, and from whoever keeps them where somebody does', () => {
  const config = {
    apiUrl: 'https://api.example.com',
    cards: { provider: 'simulator', url: 'http://pay.example.com' },
  } as const;
  const ours = contentSecurityPolicy('abc', config);
  expect(ours).toContain("img-src 'self' data:;");
  const kept = contentSecurityPolicy('abc', { ...config, picturesUrl: 'https://ik.imagekit.io' });
  expect(kept).toContain("img-src 'self' data: https://ik.imagekit.io;");
});
