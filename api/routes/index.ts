import type { z } from 'zod';
import { checkoutSchema } from '../../services/checkout/checkout.schema';
import { deliverySchema } from '../../services/delivery/delivery.schema';
import {
  categorySchema,
  productCardSchema,
  productDetailSchema,
} from '../../services/product/product.schema';
import { sellerSchema } from '../../services/seller/seller.schema';
import { actorSchema, userSchema } from '../../services/user/user.schema';
import type { ApiDeps } from '../deps';
import type { Route } from '../http/route';
import { attentionRoutes } from './attention';
import { auditLogRoutes } from './audit-log';
import { cartRoutes, cartViewSchema } from './carts';
import { catalogueRoutes } from './catalogue';
import { checkoutRoutes } from './checkouts';
import { codecRoutes } from './codec';
import { deliveryRoutes } from './deliveries';
import { disputeRoutes, disputeViewSchema } from './disputes';
import { identityRoutes } from './identity';
import { ledgerRoutes } from './ledger';
import { previewRoutes } from './ledger-previews';
import { orderRoutes, orderViewSchema } from './orders';
import { paymentRoutes } from './payments';
import { payoutRoutes, payoutViewSchema } from './payouts';
import { payoutWebhookRoutes } from './payout-webhooks';
import { reconciliationRoutes } from './reconciliation';
import { refundRoutes, refundViewSchema } from './refunds';
import { userRoutes } from './users';
import { webhookRoutes } from './webhooks';

/** All routes under /v1. Express tries them in this order, so the busiest come first. */
export function createRoutes(deps: ApiDeps): Route[] {
  return [
    ...catalogueRoutes(deps),
    ...cartRoutes(deps),
    ...checkoutRoutes(deps),
    ...orderRoutes(deps),
    ...deliveryRoutes(deps),
    ...webhookRoutes(deps),
    ...payoutWebhookRoutes(deps),
    ...identityRoutes(deps),
    ...userRoutes(deps),
    ...refundRoutes(deps),
    ...disputeRoutes(deps),
    ...paymentRoutes(deps),
    ...payoutRoutes(deps),
    ...ledgerRoutes(deps),
    ...previewRoutes(deps),
    ...attentionRoutes(deps),
    ...auditLogRoutes(deps),
    ...reconciliationRoutes(deps),
    ...codecRoutes(deps),
  ];
}

/** The shapes that have a name in the API's document. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Actor: actorSchema,
  Basket: cartViewSchema,
  Category: categorySchema,
  Checkout: checkoutSchema,
  Delivery: deliverySchema,
  Dispute: disputeViewSchema,
  Order: orderViewSchema,
  Payout: payoutViewSchema,
  Product: productDetailSchema,
  ProductCard: productCardSchema,
  Refund: refundViewSchema,
  Seller: sellerSchema,
  User: userSchema,
};
