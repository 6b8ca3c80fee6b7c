import type { CheckoutDocument } from '../../services/checkout/checkout.model';
import type { DeliveryDocument } from '../../services/delivery/delivery.model';
import type { StockDocument } from '../../services/inventory/inventory.model';
import type { OrderDocument } from '../../services/order/order.model';
import type { PaymentDocument } from '../../services/payment/payment.model';
import type { ProviderPayment } from '../../services/payment/provider.port';
import { createSimulatorProvider } from '../../services/payment/providers/simulator';
import type { Config } from '../../services/platform/config';
import { connectDatabases, type Databases, type ServiceName } from '../../services/platform/mongo';
import type { RefundDocument } from '../../services/refund/refund.model';
import { connectTemporal } from '../../temporal/connection';

/** Everything that is compared, as it stood within one reading. */
export interface Records {
  stocks: StockDocument[];
  checkouts: CheckoutDocument[];
  orders: OrderDocument[];
  payments: PaymentDocument[];
  deliveries: DeliveryDocument[];
  refunds: RefundDocument[];
  atProvider: ProviderPayment[];
  /** Ids of the workflows that are open. */
  openWorkflows: ReadonlySet<string>;
}

/** Those who are asked; none of them is ever told anything. */
export interface Sources {
  read(): Promise<Records>;
  close(): Promise<void>;
}

/** @throws when a server or the provider cannot be reached: nothing is then known */
export async function openSources(config: Config): Promise<Sources> {
  const databases = await connectDatabases(config);
  const temporal = connectTemporal(config);
  const provider = createSimulatorProvider({
    baseUrl: config.PAYMENT_PROVIDER_URL,
    apiKey: config.PAYMENT_PROVIDER_KEY,
    webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  });

  async function paymentsAtProvider(): Promise<ProviderPayment[]> {
    const found: ProviderPayment[] = [];
    let cursor: string | undefined;
    do {
      const page = await provider.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  async function openWorkflows(): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const { workflowId } of temporal.client.workflow.list({
      query: "ExecutionStatus = 'Running'",
    }))
      ids.add(workflowId);
    return ids;
  }

  return {
    async read() {
      const [stocks, checkouts, orders, payments, deliveries, refunds, atProvider, open] = await Promise.all([
        all<StockDocument>(databases, 'inventory', 'stocks'),
        all<CheckoutDocument>(databases, 'checkout', 'checkouts'),
        all<OrderDocument>(databases, 'order', 'orders'),
        all<PaymentDocument>(databases, 'payment', 'payments'),
        all<DeliveryDocument>(databases, 'delivery', 'deliveries'),
        all<RefundDocument>(databases, 'refund', 'refunds'),
        paymentsAtProvider(),
        openWorkflows(),
      ]);
      return { stocks, checkouts, orders, payments, deliveries, refunds, atProvider, openWorkflows: open };
    },
    async close() {
      await temporal.close();
      await databases.close();
    },
  };
}

/** What nobody compares, and what is private: cards and addresses are not even read. */
const LEFT_OUT = { outbox: 0, tokens: 0, shippingAddress: 0, email: 0, timeline: 0 } as const;

async function all<Document extends { _id: string }>(
  databases: Databases,
  service: ServiceName,
  collection: string,
): Promise<Document[]> {
  const found = await databases
    .of(service)
    .collection(collection)
    .find({}, { projection: LEFT_OUT })
    .toArray();
  return found as unknown as Document[];
}
