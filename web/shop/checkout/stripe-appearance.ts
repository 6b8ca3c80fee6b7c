import type { Appearance } from '@stripe/stripe-js';

/** Stripe's fields in our colours, as the page has them now: they are frames, to which no style of ours reaches. */
export function stripeAppearance(): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const edge = `1px solid ${token('--edge')}`;
  return {
    theme: matchMedia(DARK).matches ? 'night' : 'stripe',
    disableAnimations: matchMedia('(prefers-reduced-motion: reduce)').matches,
    variables: {
      colorPrimary: token('--flame'),
      colorBackground: token('--surface'),
      colorText: token('--ink'),
      colorTextSecondary: token('--muted'),
      colorTextPlaceholder: token('--muted'),
      colorDanger: token('--alarm'),
      borderRadius: token('--radius-card'),
      fontFamily: 'system-ui, sans-serif',
      fontSizeBase: token('--text-base'),
    },
    rules: {
      '.Input': { border: edge, boxShadow: 'none' },
      '.Input--invalid': { border: `1px solid ${token('--alarm')}`, boxShadow: 'none' },
      '.Label': { color: token('--ink'), fontWeight: '500' },
    },
  };
}

/** Calls back when the page turns dark or light. @returns how to stop that */
export function onSchemeChange(heard: () => void): () => void {
  const scheme = matchMedia(DARK);
  scheme.addEventListener('change', heard);
  return () => scheme.removeEventListener('change', heard);
}

const DARK = '(prefers-color-scheme: dark)';
