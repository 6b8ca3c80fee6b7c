import type { z } from 'zod';
import { checkoutSchema } from '../../services/checkout/checkout.schema';
import {
  categorySchema,
  productCardSchema,
  productDetailSchema,
} from '../../services/product/product.schema';
import { conversationViewSchema, messageSchema } from '../../services/messaging/messaging.schema';
import { reviewSchema } from '../../services/review/review.schema';
import { publicSellerSchema } from '../../services/seller/seller.schema';
import { actorSchema, userSchema } from '../../services/user/user.schema';
import type { ApiDeps } from '../deps';
import { orderViewSchema } from '../order-acting';
import { createOwnOrigins } from '../http/own-origins';
import type { Route } from '../http/route';
import { analyticsRoutes } from './analytics';
import { accountRoutes } from './accounts';
import { attentionRoutes } from './attention';
import { applicationRoutes } from './applications';
import { auditLogRoutes } from './audit-log';
import { behaviourRoutes } from './behaviour';
import { cartRoutes, cartViewSchema } from './carts';
import { catalogueRoutes } from './catalogue';
import { categoryRoutes } from './categories';
import { checkoutRoutes } from './checkouts';
import { codecRoutes } from './codec';
import { conversationRoutes } from './conversations';
import { commissionRoutes } from './commissions';
import { courierParcelRoutes } from './courier-parcels';
import { courierRoutes } from './couriers';
import { deliveryRoutes, deliveryViewSchema } from './deliveries';
import { deviceRoutes } from './devices';
import { disputeRoutes, disputeViewSchema } from './disputes';
import { eventRoutes } from './events';
import { goodsRoutes } from './goods';
import { identityRoutes } from './identity';
import { importRoutes } from './imports';
import { ledgerRoutes } from './ledger';
import { previewRoutes } from './ledger-previews';
import { mediaRoutes } from './media';
import { notificationRoutes } from './notifications';
import { orderRoutes } from './orders';
import { paymentRoutes } from './payments';
import { applicationViewSchema, onboardingRoutes } from './onboarding';
import { payoutRoutes, payoutViewSchema } from './payouts';
import { payoutWebhookRoutes } from './payout-webhooks';
import { promotionRoutes, promotionViewSchema } from './promotions';
import { reconciliationRoutes } from './reconciliation';
import { recommendationRoutes } from './recommendations';
import { refundRoutes, refundViewSchema } from './refunds';
import { returnRoutes } from './returns';
import { reviewRoutes } from './reviews';
import { shippingRoutes } from './shipping';
import { shopRoutes } from './shops';
import { stockRoutes } from './stock';
import { userRoutes } from './users';
import { webhookEndpointRoutes } from './webhook-endpoints';
import { webhookRoutes } from './webhooks';

/** All routes under /v1. Express tries them in this order, so the busiest come first. */
export function createRoutes(deps: ApiDeps): Route[] {
  const { seller } = deps.services;
  const origins = createOwnOrigins({ ...deps, shopAt: (host) => seller.domains.shopAt(host) });
  return [
    ...catalogueRoutes(deps),
    ...recommendationRoutes(deps),
    ...cartRoutes(deps),
    ...checkoutRoutes({ ...deps, origins }),
    ...orderRoutes(deps),
    ...returnRoutes(deps),
    ...deliveryRoutes(deps),
    ...courierParcelRoutes(deps),
    ...courierRoutes(deps),
    ...behaviourRoutes(deps),
    ...webhookRoutes(deps),
    ...payoutWebhookRoutes(deps),
    ...identityRoutes({ ...deps, origins }),
    ...userRoutes(deps),
    ...shopRoutes(deps),
    ...onboardingRoutes(deps),
    ...applicationRoutes(deps),
    ...refundRoutes(deps),
    ...disputeRoutes(deps),
    ...paymentRoutes(deps),
    ...payoutRoutes(deps),
    ...promotionRoutes(deps),
    ...shippingRoutes(deps),
    ...ledgerRoutes(deps),
    ...previewRoutes(deps),
    ...attentionRoutes(deps),
    ...accountRoutes(deps),
    ...commissionRoutes(deps),
    ...categoryRoutes(deps),
    ...auditLogRoutes(deps),
    ...analyticsRoutes(deps),
    ...eventRoutes(deps),
    ...reconciliationRoutes(deps),
    ...goodsRoutes(deps),
    ...stockRoutes(deps),
    ...importRoutes(deps),
    ...mediaRoutes(deps),
    ...notificationRoutes(deps),
    ...reviewRoutes(deps),
    ...conversationRoutes(deps),
    ...deviceRoutes(deps),
    ...webhookEndpointRoutes(deps),
    ...codecRoutes(deps),
  ];
}

/** The shapes that have a name in the API's document. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Actor: actorSchema,
  Application: applicationViewSchema,
  Basket: cartViewSchema,
  Category: categorySchema,
  Checkout: checkoutSchema,
  Delivery: deliveryViewSchema,
  Dispute: disputeViewSchema,
  Order: orderViewSchema,
  Payout: payoutViewSchema,
  Product: productDetailSchema,
  Promotion: promotionViewSchema,
  ProductCard: productCardSchema,
  Refund: refundViewSchema,
  Conversation: conversationViewSchema,
  Message: messageSchema,
  Review: reviewSchema,
  Seller: publicSellerSchema,
  User: userSchema,
};
