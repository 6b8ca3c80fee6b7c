import type { NewPromotion } from '../../services/promotion/promotion.schema';

/** Promotions of the demo, under ids that stay the same. */
export const demoPromotions: readonly { id: string; sellerId: string | null; wanted: NewPromotion }[] = [
  {
    ...{ id: 'demo-hello', sellerId: null },
    wanted: {
      ...{ label: 'A tenth off to say hello', code: 'HELLO10', benefit: { kind: 'percent', points: 1000 } },
      ...{ conditions: {}, limits: { total: 500 } },
    },
  },
];
