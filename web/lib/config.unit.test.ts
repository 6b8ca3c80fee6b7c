import { publicConfig } from './config';

const before = process.env;
afterEach(() => {
  process.env = before;
});

function cardsWith(env: Record<string, string>) {
  process.env = { ...env } as NodeJS.ProcessEnv;
  return publicConfig().cards;
}

test('without a setting browsers send cards to the simulator on this machine', () => {
  expect(cardsWith({})).toEqual({ provider: 'simulator', url: 'http://127.0.0.1:4020' });
});

test('the simulator’s public address wins over the one that servers use', () => {
  const env = {
    PAYMENT_PROVIDER_URL: 'http://pay:4020',
    PAYMENT_PROVIDER_PUBLIC_URL: 'https://pay.example/',
  };
  expect(cardsWith(env)).toEqual({ provider: 'simulator', url: 'https://pay.example' });
});

test('with Stripe browsers are told the publishable key, and no other', () => {
  const env = { PAYMENT_PROVIDER: 'stripe', STRIPE_SECRET_KEY: 'sk_1', STRIPE_PUBLISHABLE_KEY: 'pk_1' };
  expect(cardsWith(env)).toEqual({ provider: 'stripe', publishableKey: 'pk_1' });
});

test('browsers are told where pictures are kept only where somebody else keeps them', () => {
  const endpoint = { IMAGEKIT_URL_ENDPOINT: 'https://ik.imagekit.io/shop/' };
  process.env = { ...endpoint } as unknown as NodeJS.ProcessEnv;
  expect(publicConfig().picturesUrl).toBeUndefined();
  process.env = { ...endpoint, MEDIA_STORE: 'imagekit' } as unknown as NodeJS.ProcessEnv;
  expect(publicConfig().picturesUrl).toBe('https://ik.imagekit.io');
});
