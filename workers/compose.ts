import { NativeConnection } from '@temporalio/worker';
import { createCheckoutActivities } from '../activities/checkout.activities';
import { createFulfilmentActivities } from '../activities/fulfilment.activities';
import { createPaymentActivities } from '../activities/payment.activities';
import { createPlacing } from '../services/checkout/checkout.placing';
import { createServices } from '../services/compose';
import { createFulfilment } from '../services/order/order.fulfilment';
import { systemClock } from '../services/platform/clock';
import { type Config, loadConfig } from '../services/platform/config';
import { createLogger, type Logger } from '../services/platform/logger';
import { connectDatabases, type Databases } from '../services/platform/mongo';
import { probeConcurrency } from '../services/platform/mongo-probe';
import { connectTemporal, type Temporal } from '../temporal/connection';
import { createPaymentDesk } from './payment-desk';
import { setUpNamespace } from '../temporal/setup';
import { withFaults } from './faults';

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
    inventory,
    orders: order,
    payments: payment,
    pricing,
    sellers: seller,
    clock: systemClock,
    promises: {
      acceptWithinHours: config.ACCEPT_WITHIN_HOURS,
      shipWithinHours: config.SHIP_WITHIN_HOURS,
      returnWindowHours: config.RETURN_WINDOW_HOURS,
      carrierPollSeconds: config.CARRIER_POLL_SECONDS,
    },
  });
  const fulfilment = createFulfilment({
    orders: order,
    inventory,
    deliveries: delivery,
    refunds: refund,
    desk: createPaymentDesk(temporal.client),
    sellers: seller,
  });
  const fulfilmentActivities = createFulfilmentActivities({ orders: order, refunds: refund, fulfilment });

  return {
    config,
    logger,
    databases,
    temporal,
    native,
    activities: {
      // Refunds run on the queue of the money, and their steps with them.
      checkout: withFaults(
        {
          ...createCheckoutActivities({ placing }),
          ...createPaymentActivities({ payments: payment }),
          ...fulfilmentActivities,
        },
        config.CARAVAN_FAULT_FILE,
      ),
      fulfilment: withFaults(fulfilmentActivities, config.CARAVAN_FAULT_FILE),
    },
    async close() {
      await temporal.close();
      await native.close();
      await databases.close();
    },
  };
}
