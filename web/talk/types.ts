import type { PublicReview, RatingSummary, Review } from '../../services/review/review.schema';
import type { Page } from '@/lib/types';

export type { ConversationView, Message } from '../../services/messaging/messaging.schema';
export type { PublicReview, RatingSummary, Review, ReviewSort } from '../../services/review/review.schema';

/** A page of what is said of a product, with what it comes to. */
export interface ReviewPage extends Page<PublicReview> {
  rating: RatingSummary;
}

/** A product of an order that came, and what its buyer said of it. */
export interface Reviewable {
  productId: string;
  title: string;
  review: Review | null;
}
