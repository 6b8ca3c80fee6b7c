import { createCartService } from './cart/cart.service';
import { createCheckoutService } from './checkout/checkout.service';
import { createSimulatorCarrier } from './delivery/carriers/simulator';
import { createDeliveryService } from './delivery/delivery.service';
import { createInventoryService } from './inventory/inventory.service';
import { createMailer } from './notification/mailer';
import { createOrderService } from './order/order.service';
import { createPaymentService } from './payment/payment.service';
import { createSimulatorProvider } from './payment/providers/simulator';
import { type Clock, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import type { Logger } from './platform/logger';
import type { Databases } from './platform/mongo';
import { createPricingService } from './pricing/pricing.service';
import { createProductService } from './product/product.service';
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
  const provider = createSimulatorProvider({
    baseUrl: config.PAYMENT_PROVIDER_URL,
    apiKey: config.PAYMENT_PROVIDER_KEY,
    webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  });
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
    order: createOrderService({ connection: databases.of('order'), clock }),
    payment: createPaymentService({
      connection: databases.of('payment'),
      clock,
      provider,
      returnUrlOf: (checkoutId) => `${config.WEB_PUBLIC_URL}/checkout/${checkoutId}`,
    }),
    delivery: createDeliveryService({ connection: databases.of('delivery'), clock, carrier }),
    refund: createRefundService({
      connection: databases.of('refund'),
      clock,
      autoLimitMinor: config.REFUND_AUTO_LIMIT_MINOR,
    }),
  };
}
