import { NativeConnection } from '@temporalio/worker';
import { auditOf } from '../audit/audit';
import { sourcesOf } from '../audit/records';
import { createPlacing } from '../services/checkout/checkout.placing';
import { createServices } from '../services/compose';
import { createDispatching } from '../services/delivery/delivery.dispatching';
import { createDisputeHandling } from '../services/dispute/dispute.handling';
import { createDisputeNotices } from '../services/dispute/dispute.notices';
import { createOnboardingHandling } from '../services/onboarding/onboarding.handling';
import { createReconciliation } from '../services/reconciliation/reconciliation';
import { createOrderCare } from '../services/order/order.care';
import { createFulfilment } from '../services/order/order.fulfilment';
import { createPaymentCare } from '../services/payment/payment.care';
import { createRankingPublishing } from '../services/recommendation/recommendation.publishing';
import { openRedisCache } from '../services/recommendation/recommendation.redis';
import { createRefundGiving } from '../services/refund/refund.giving';
import { createPaying } from '../services/payout/payout.paying';
import { createWebhookNotices } from '../services/webhook/webhook.notices';
import { createDomainChecking } from '../services/seller/domain.checking';
import { createNameResolver } from '../services/seller/dns.port';
import { systemClock } from '../services/platform/clock';
import { type Config, loadConfig } from '../services/platform/config';
import { createLogger, type Logger } from '../services/platform/logger';
import { connectDatabases, type Databases } from '../services/platform/mongo';
import { probeConcurrency } from '../services/platform/mongo-probe';
import { connectTemporal, type Temporal } from '../temporal/connection';
import { createMender } from './mender';
import { createWebhookTelling } from './webhook-telling';
import { createTrainingProcesses } from './training-room';
import { createDisputeDesk } from './dispute-desk';
import { createPaymentDesk } from './payment-desk';
import { ensureSchedules } from '../temporal/schedules';
import { setUpNamespace } from '../temporal/setup';
import { withFaults } from './faults';
import { createActivities } from './registry';

export interface Workplace {
  config: Config;
  logger: Logger;
  databases: Databases;
  temporal: Temporal;
  native: NativeConnection;
  activities: { checkout: object; fulfilment: object };
  close(): Promise<void>;
}

/** Connects to everything that activities need, and refuses a database that loses updates. */
export async function createWorkplace(name: string): Promise<Workplace> {
  const config = loadConfig();
  const logger = createLogger(config, name);
  const databases = await connectDatabases(config);
  await probeConcurrency(databases);
  await setUpNamespace(config);
  const temporal = connectTemporal(config);
  const native = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const services = createServices({ config, databases, logger });
  const { seller, inventory, order, payment, delivery, refund, cart, checkout, pricing } = services;

  const placing = createPlacing({
    carts: cart,
    checkouts: checkout,
    commission: services.commission,
    inventory,
    orders: order,
    payments: payment,
    pricing,
    promotions: services.promotion,
    sellers: seller,
    clock: systemClock,
    promises: {
      acceptWithinHours: config.ACCEPT_WITHIN_HOURS,
      shipWithinHours: config.SHIP_WITHIN_HOURS,
      returnWindowHours: config.RETURN_WINDOW_HOURS,
      carrierPollSeconds: config.CARRIER_POLL_SECONDS,
      parcelOverdueDays: config.PARCEL_OVERDUE_DAYS,
      returnHours: {
        decide: config.RETURN_DECIDE_HOURS,
        send: config.RETURN_SEND_HOURS,
        inspect: config.RETURN_INSPECT_HOURS,
      },
    },
  });
  const desk = createPaymentDesk(temporal.client);
  const dispatching = createDispatching({
    deliveries: delivery,
    orders: order,
    sellers: seller,
    cases: services.cases,
  });
  const fulfilment = createFulfilment({
    orders: order,
    inventory,
    refunds: refund,
    desk,
    books: services.books,
    cases: services.cases,
    coupons: services.promotion.claims,
  });
  const orderCare = createOrderCare({
    orders: order,
    inventory,
    refunds: refund,
    disputes: services.paymentDisputes,
  });
  const refundGiving = createRefundGiving({
    refunds: refund,
    orders: order,
    inventory,
    desk,
    books: services.books,
    cases: services.cases,
    askAfterHours: config.REFUND_ASK_HOURS,
  });
  const paymentCare = createPaymentCare({
    payments: payment,
    orders: order,
    refunds: refund,
    books: services.books,
    cases: services.cases,
    clock: systemClock,
    guardHours: config.GUARD_HOURS,
  });
  const disputeHandling = createDisputeHandling({
    disputes: services.dispute,
    paymentDisputes: services.paymentDisputes,
    payments: payment,
    orders: order,
    deliveries: delivery,
    refunds: refund,
    books: services.books,
    cases: services.cases,
    provider: services.provider,
    clock: systemClock,
    rules: {
      remindHours: config.DISPUTE_REMIND_HOURS,
      submitHours: config.DISPUTE_SUBMIT_HOURS,
      pollSeconds: config.DISPUTE_POLL_SECONDS,
    },
  });
  const disputeNotices = createDisputeNotices({
    disputes: services.dispute,
    mailer: services.mailer,
    supportEmail: config.SUPPORT_EMAIL,
  });
  const paying = createPaying({
    payouts: services.payout,
    planning: services.payoutPlanning,
    books: services.books,
    ledger: services.ledger,
    cases: services.cases,
    provider: services.payoutProvider,
  });
  const reconciliation = createReconciliation({
    provider: services.provider,
    payoutProvider: services.payoutProvider,
    payments: payment,
    payouts: services.payout,
    ledger: services.ledger,
    cases: services.cases,
    mend: createMender({
      client: temporal.client,
      desk,
      disputes: createDisputeDesk({
        client: temporal.client,
        payments: payment,
        provider: services.provider,
      }),
      payouts: services.payout,
    }),
    clock: systemClock,
    logger,
  });
  const onboarding = createOnboardingHandling({
    applications: services.onboarding,
    people: services.user,
    shops: seller,
    mailer: services.mailer,
    languageOf: services.notification.languageOf,
    documents: services.media,
    bankAccounts: services.payout.accounts,
    clock: systemClock,
    patience: { remindDays: config.ONBOARDING_REMIND_DAYS, expireDays: config.ONBOARDING_EXPIRE_DAYS },
    commissionPoints: config.SELLER_COMMISSION_POINTS,
    webUrl: config.WEB_PUBLIC_URL,
  });
  const domainChecking = createDomainChecking({
    shops: seller,
    resolver: createNameResolver({ servers: config.DNS_SERVERS, timeoutMs: 2000 }),
    pollSeconds: config.DOMAIN_POLL_SECONDS,
  });
  const webhookNotices = createWebhookNotices({
    webhooks: services.webhook,
    tell: createWebhookTelling(services.notification),
  });
  const recommended = openRedisCache(config.REDIS_URL);
  const rankingPublishing = createRankingPublishing({
    connection: databases.of('recommendation'),
    clock: systemClock,
    cache: recommended.cache,
  });
  const readers = { ...services, databases, client: temporal.client };
  const activities = createActivities({
    reconciliation,
    rankingPublishing,
    trainingRoom: createTrainingProcesses(),
    importApplying: services.sellerCatalogue.applying,
    webhooks: services.webhook,
    webhookNotices,
    audit: () => auditOf(sourcesOf(readers)),
    cases: services.cases,
    reports: services.watchReports,
    paying,
    payoutPlanning: services.payoutPlanning,
    payoutPollSeconds: config.PAYOUT_POLL_SECONDS,
    disputeHandling,
    disputeNotices,
    dispatching,
    placing,
    paymentCare,
    refundGiving,
    desk,
    orders: order,
    refunds: refund,
    fulfilment,
    onboarding,
    domainChecking,
    orderCare,
  });

  await ensureSchedules(temporal.client, config);

  return {
    config,
    logger,
    databases,
    temporal,
    native,
    activities: {
      checkout: withFaults(activities.checkout, config),
      fulfilment: withFaults(activities.fulfilment, config),
    },
    async close() {
      recommended.close();
      for (const each of [services.promotion, services.shippingTables]) each.close();
      await temporal.close();
      await native.close();
      await databases.close();
    },
  };
}
