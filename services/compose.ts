import { createAuditLogService } from './audit-log/audit-log.service';
import { createCartService } from './cart/cart.service';
import { createCaseService } from './case/case.service';
import { createCheckoutService } from './checkout/checkout.service';
import { createSimulatorCarrier } from './delivery/carriers/simulator';
import { createDeliveryService } from './delivery/delivery.service';
import { createDisputeService } from './dispute/dispute.service';
import { createInventoryService } from './inventory/inventory.service';
import { createBookkeeping } from './ledger/bookkeeping';
import { createLedgerService } from './ledger/ledger.service';
import { createMailer } from './notification/mailer';
import { createOrderService } from './order/order.service';
import { createPaymentDisputes } from './payment/payment.disputes';
import { createPaymentService } from './payment/payment.service';
import { createPaymentProvider } from './payment/providers/provider';
import { createPayoutAccounts } from './payout/payout.accounts';
import { createPayoutPlanning } from './payout/payout.planning';
import { createPayoutService } from './payout/payout.service';
import { createPayoutProvider } from './payout/providers/provider';
import { type Clock, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import type { Logger } from './platform/logger';
import type { Databases } from './platform/mongo';
import { createPricingService } from './pricing/pricing.service';
import { createProductService } from './product/product.service';
import { createWatchReports } from './reconciliation/reports';
import { createRefundService } from './refund/refund.service';
import { createSellerService } from './seller/seller.service';
import { createUserService } from './user/user.service';

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
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM });

  const seller = createSellerService({ connection: databases.of('seller'), clock });
  const inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  const product = createProductService({
    connection: databases.of('product'),
    clock,
    sellers: seller,
    stock: inventory,
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

  return {
    provider,
    carrier,
    mailer,
    seller,
    inventory,
    product,
    user: createUserService({
      connection: databases.of('user'),
      clock,
      mailer,
      config: { authSecret: config.AUTH_SECRET },
    }),
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
    pricing: createPricingService({ products: product, sellers: seller }),
    /** Prices as visitors see them, from the catalogue in memory: for views. What is paid is priced by `pricing`. */
    estimates: createPricingService({ products: product.catalogue, sellers: product.catalogue }),
    checkout: createCheckoutService({ connection: databases.of('checkout'), clock }),
    order,
    payment: createPaymentService({
      connection: databases.of('payment'),
      clock,
      provider,
      returnUrlOf: (checkoutId) => `${config.WEB_PUBLIC_URL}/checkout/${checkoutId}`,
    }),
    delivery: createDeliveryService({ connection: databases.of('delivery'), clock, carrier }),
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
    auditLog: createAuditLogService({ connection: databases.of('audit-log'), clock }),
  };
}
