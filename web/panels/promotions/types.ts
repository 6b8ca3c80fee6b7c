import type { NewPromotion, Promotion } from '../../../services/promotion/promotion.schema';

export type { Benefit } from '../../../services/promotion/promotion.schema';

/** A promotion as its list shows it. */
export type PromotionView = Promotion & {
  state: 'scheduled' | 'running' | 'over' | 'ended';
  fundedBy: 'seller' | 'platform';
  uses?: number;
  actions: string[];
};

export type WantedPromotion = Partial<NewPromotion> & Pick<NewPromotion, 'label' | 'benefit'>;
