import { createAnalyticsService } from './analytics/analytics.service';
import { createRemoteReader } from './analytics/stores/remote';
import { createAuditLogService } from './audit-log/audit-log.service';
import { createBehaviourService } from './behaviour/behaviour.service';
import { createCartService } from './cart/cart.service';
import { createCaseService } from './case/case.service';
import { createCheckoutService } from './checkout/checkout.service';
import { createCommissionService } from './commission/commission.service';
import { createSimulatorCarrier } from './delivery/carriers/simulator';
import { createDeliveryService } from './delivery/delivery.service';
import { createDisputeService } from './dispute/dispute.service';
import { createSellerCatalogue } from './import/seller-catalogue';
import { createInventoryService } from './inventory/inventory.service';
import { createBookkeeping } from './ledger/bookkeeping';
import { createLedgerService } from './ledger/ledger.service';
import { createMessagingService } from './messaging/messaging.service';
import { createMediaService } from './media/media.service';
import { createMediaStore } from './media/stores/store';
import { createDevices } from './notification/devices';
import { createMailer } from './notification/mailer';
import { createNotificationService } from './notification/notification.service';
import { createOnboardingService } from './onboarding/onboarding.service';
import { createOrderService } from './order/order.service';
import { createPaymentDisputes } from './payment/payment.disputes';
import { createReturnUrlOf } from './payment/payment.return';
import { createPaymentService } from './payment/payment.service';
import { createPaymentProvider } from './payment/providers/provider';
import { createPayoutAccounts } from './payout/payout.accounts';
import { createPayoutPlanning } from './payout/payout.planning';
import { createPayoutService } from './payout/payout.service';
import { createPayoutProvider } from './payout/providers/provider';
import { type Clock, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import { createGuardedFetch, createGuardedPost, withLoopback } from './platform/guarded-fetch';
import type { Logger } from './platform/logger';
import type { Databases } from './platform/mongo';
import { MARKET_CURRENCY } from './pricing/pricing.basket';
import { createPricingService } from './pricing/pricing.service';
import { createShippingTables } from './pricing/shipping-table.service';
import { createProductService } from './product/product.service';
import { createPromotionService } from './promotion/promotion.service';
import { createWatchReports } from './reconciliation/reports';
import { createRefundService } from './refund/refund.service';
import { createReviewService } from './review/review.service';
import { createSearch } from './search/search.engine';
import { createSellerService } from './seller/seller.service';
import { createUserService } from './user/user.service';
import { createWebhookService } from './webhook/webhook.service';

/** How long an answer about figures may take, in ms. */
const FIGURES_WITHIN_MS = 12_000;

export type Services = ReturnType<typeof createServices>;

/** Every service with its collaborators: the one place that knows who needs whom. Connects to nothing by itself. */
export function createServices({
  config,
  databases,
  logger,
  clock = systemClock,
}: {
  config: Config;
  databases: Databases;
  logger: Logger;
  clock?: Clock;
}) {
  const provider = createPaymentProvider(config);
  const carrier = createSimulatorCarrier({
    baseUrl: config.CARRIER_URL,
    apiKey: config.CARRIER_KEY,
    webhookSecret: config.CARRIER_WEBHOOK_SECRET,
    timeoutMs: config.CARRIER_TIMEOUT_MS,
  });
  const mailer = createMailer({
    smtpUrl: config.SMTP_URL,
    from: config.MAIL_FROM,
    webUrl: config.WEB_PUBLIC_URL,
  });

  const seller = createSellerService({
    connection: databases.of('seller'),
    clock,
    domainPatienceDays: config.DOMAIN_PATIENCE_DAYS,
  });
  const inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  const product = createProductService({
    connection: databases.of('product'),
    clock,
    sellers: seller,
    stock: inventory,
    ...createSearch(config),
    onError: (error) => logger.warn({ err: error }, 'the catalogue could not be refreshed'),
  });
  const order = createOrderService({ connection: databases.of('order'), clock });
  const paymentDisputes = createPaymentDisputes({ connection: databases.of('payment'), clock });
  const refund = createRefundService({
    isDisputed: async (orderId) => {
      const found = await order.get(orderId);
      return found !== null && paymentDisputes.holds(found.paymentId, orderId);
    },
    connection: databases.of('refund'),
    clock,
    rules: {
      autoLimitMinor: config.REFUND_AUTO_LIMIT_MINOR,
      silenceLimitMinor: config.REFUND_SILENCE_LIMIT_MINOR,
      decideWithinHours: config.REFUND_DECIDE_HOURS,
    },
  });
  const ledger = createLedgerService({ connection: databases.of('ledger'), clock });
  const cases = createCaseService({ connection: databases.of('case'), clock });
  const payoutProvider = createPayoutProvider(config);
  const payoutDatabase = { connection: databases.of('payout'), clock };
  const payout = createPayoutService({
    ...payoutDatabase,
    accounts: createPayoutAccounts({ ...payoutDatabase, provider: payoutProvider }),
  });

  const media = createMediaService({
    connection: databases.of('media'),
    clock,
    store: createMediaStore(config),
    fetchFile: createGuardedFetch(),
    settings: { uploadsPerHour: config.UPLOADS_PER_HOUR },
  });

  const user = createUserService({
    connection: databases.of('user'),
    clock,
    mailer,
    config: { authSecret: config.AUTH_SECRET },
  });
  const notFresh = (error: unknown) => logger.warn({ err: error }, 'prices could not be refreshed');
  const promotion = createPromotionService({
    ...{ connection: databases.of('promotion'), clock, onError: notFresh },
    buyers: {
      hasAccount: async (buyerId) => (await user.get(buyerId)) !== null,
      hasOrdered: async (buyerId) => (await order.listForBuyer({ buyerId, limit: 1 })).items.length > 0,
    },
  });
  const shippingTables = createShippingTables({
    ...{ connection: databases.of('pricing'), clock, onError: notFresh },
  });
  const terms = { promotions: promotion, shipping: shippingTables };

  const services = {
    provider,
    carrier,
    mailer,
    media,
    seller,
    inventory,
    product,
    sellerCatalogue: createSellerCatalogue({
      products: databases.of('product'),
      imports: databases.of('import'),
      ...{ clock, product, inventory, media, currency: MARKET_CURRENCY },
      files: { folder: config.IMPORT_DIR, limitMb: config.IMPORT_LIMIT_MB },
    }),
    user,
    cart: createCartService({
      connection: databases.of('cart'),
      clock,
      products: {
        /** What is not in the memory of the catalogue yet is looked up. */
        async itemsForSkus(skus) {
          const seen = await product.catalogue.itemsForSkus(skus);
          return seen.length === skus.length ? seen : product.itemsForSkus(skus);
        },
      },
    }),
    promotion,
    shippingTables,
    pricing: createPricingService({ products: product, sellers: seller, ...terms }),
    /** Prices as visitors see them, from the catalogue in memory: for views. What is paid is priced by `pricing`. */
    estimates: createPricingService({ products: product.catalogue, sellers: product.catalogue, ...terms }),
    commission: createCommissionService({ connection: databases.of('commission'), clock }),
    checkout: createCheckoutService({ connection: databases.of('checkout'), clock }),
    order,
    payment: createPaymentService({
      connection: databases.of('payment'),
      clock,
      provider,
      returnUrlOf: createReturnUrlOf(config.WEB_PUBLIC_URL),
    }),
    delivery: createDeliveryService({ connection: databases.of('delivery'), clock, carrier }),
    review: createReviewService({
      ...{ connection: databases.of('review'), clock, products: product, sellers: seller },
      requirePictures: (request) => media.requirePictures(request),
      onError: (error) => logger.warn({ err: error }, 'a rating could not be counted; it will be'),
    }),
    messaging: createMessagingService({
      ...{ connection: databases.of('messaging'), clock },
      requirePictures: (request) => media.requirePictures(request),
      settings: { messagesPerMinute: config.MESSAGES_PER_MINUTE },
    }),
    onboarding: createOnboardingService({ connection: databases.of('onboarding'), clock }),
    refund,
    paymentDisputes,
    dispute: createDisputeService({ connection: databases.of('dispute'), clock }),
    ledger,
    books: createBookkeeping({ ledger, orders: order, refunds: refund }),
    payoutProvider,
    payout,
    payoutPlanning: createPayoutPlanning({
      payouts: payout,
      ledger,
      cases,
      clock,
      settings: {
        minimumMinor: config.PAYOUT_MINIMUM_MINOR,
        reservePoints: config.PAYOUT_RESERVE_POINTS,
        holdDays: config.PAYOUT_HOLD_DAYS,
        negativeDays: config.SELLER_OWES_DAYS,
      },
    }),
    cases,
    watchReports: createWatchReports({ connection: databases.of('reconciliation') }),
    behaviour: createBehaviourService({
      ...{ connection: databases.of('behaviour'), clock },
      ownHost: new URL(config.WEB_PUBLIC_URL).hostname,
      sellerOf: async (productId) => (await product.catalogue.detail(productId))?.sellerId ?? null,
    }),
    devices: createDevices({ connection: databases.of('notification'), clock }),
    webhook: createWebhookService({
      ...{ connection: databases.of('webhook'), clock },
      post: createGuardedPost(config.WEBHOOK_ALLOW_LOCAL ? withLoopback : undefined),
      settings: { allowLocal: config.WEBHOOK_ALLOW_LOCAL, timeoutMs: config.WEBHOOK_TIMEOUT_MS },
    }),
    analytics: createAnalyticsService({
      reader: createRemoteReader({
        baseUrl: config.ANALYTICS_URL,
        secret: config.ANALYTICS_SECRET,
        timeoutMs: FIGURES_WITHIN_MS,
      }),
      ...{ clock, currency: MARKET_CURRENCY },
    }),
    auditLog: createAuditLogService({ connection: databases.of('audit-log'), clock }),
  };

  const { delivery, devices, dispute, messaging, review } = services;
  return {
    ...services,
    notification: createNotificationService({
      ...{ connection: databases.of('notification'), clock, people: user },
      hasBrowser: async (personId) => (await devices.tokensOf(personId)).length > 0,
      facts: {
        order: (id) => order.get(id),
        delivery: (id) => delivery.get(id),
        refund: (id) => refund.get(id),
        dispute: (id) => dispute.get(id),
        review: (id) => review.get(id),
        conversation: (id) => messaging.get(id),
        case: (id) => cases.get(id),
        item: async (sku) => (await product.itemsForSkus([sku]))[0] ?? null,
        sellerName: async (id) => (await seller.get(id))?.name ?? 'The shop',
      },
    }),
  };
}
