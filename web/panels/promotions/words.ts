import type { Tone } from '@/ui/chip';
import { percent } from '@/lib/percent';
import type { PromotionView } from './types';

export const STATE_WORDS: Record<PromotionView['state'], { label: string; tone: Tone }> = {
  scheduled: { label: 'Not yet', tone: 'dusk' },
  running: { label: 'Counts now', tone: 'oasis' },
  over: { label: 'Over', tone: 'plain' },
  ended: { label: 'Ended', tone: 'plain' },
};

/** What a promotion gives, in a few words. @param money writes an amount */
export function benefitWords(
  { benefit }: Pick<PromotionView, 'benefit'>,
  money: (minor: number, currency: string) => string,
): string {
  switch (benefit.kind) {
    case 'percent':
      return `${percent(benefit.points)} off`;
    case 'amount':
      return `${money(benefit.amountMinor, benefit.currency)} off`;
    case 'free-shipping':
      return 'Free post';
    case 'buy-x-get-y':
      return `Of ${benefit.buy + benefit.get}, the ${benefit.get === 1 ? 'cheapest is' : `${benefit.get} cheapest are`} free`;
  }
}

/** For what and whom it counts, in sentences; empty when for all. */
export function conditionWords(
  { conditions, limits }: Pick<PromotionView, 'conditions' | 'limits'>,
  money: (minor: number, currency: string) => string,
): string[] {
  const { minimumMinor, categoryIds, productIds, firstOrderOnly } = conditions;
  return [
    ...(minimumMinor > 0 ? [`From ${money(minimumMinor, 'EUR')} of goods.`] : []),
    ...(categoryIds.length > 0 ? [`Only ${categoryIds.join(', ')}.`] : []),
    ...(productIds.length > 0
      ? [`Only ${productIds.length === 1 ? 'one product' : `${productIds.length} products`}.`]
      : []),
    ...(firstOrderOnly ? ["Only for somebody's first order."] : []),
    ...(limits.perBuyer !== null
      ? [`Each buyer ${limits.perBuyer === 1 ? 'once' : `${limits.perBuyer} times`}.`]
      : []),
  ];
}
