import type { Client } from '@temporalio/client';
import { OUTBOXES } from '../events/outboxes';
import type { CheckoutDocument } from '../services/checkout/checkout.model';
import type { DeliveryDocument } from '../services/delivery/delivery.model';
import type { DisputeDocument } from '../services/dispute/dispute.model';
import type { StockDocument } from '../services/inventory/inventory.model';
import type { EntryDocument } from '../services/ledger/ledger.model';
import type { OrderDocument } from '../services/order/order.model';
import type { PaymentDocument } from '../services/payment/payment.model';
import type { PaymentProvider, ProviderPayment } from '../services/payment/provider.port';
import { createPaymentProvider } from '../services/payment/providers/provider';
import type { PayoutProvider, ProviderTransfer } from '../services/payout/payout-provider.port';
import type { PayoutDocument } from '../services/payout/payout.model';
import { createPayoutProvider } from '../services/payout/providers/provider';
import type { Config } from '../services/platform/config';
import { connectDatabases, type Databases, type ServiceName } from '../services/platform/mongo';
import type { ClaimDocument, PromotionDocument } from '../services/promotion/promotion.model';
import type { RefundDocument } from '../services/refund/refund.model';
import { readBooks, type BalanceRecords } from './balances';
import { readGoods, type GoodsRecords } from './goods';
import { readPassages, type PassageRecords } from './events';
import { readTalk, type TalkRecords } from './talk';
import { connectTemporal } from '../temporal/connection';
import { readShops, type ShopRecords } from './shops';

/** Everything that is compared, as it stood within one reading. */
export interface Records {
  stocks: StockDocument[];
  checkouts: CheckoutDocument[];
  orders: OrderDocument[];
  payments: PaymentDocument[];
  deliveries: DeliveryDocument[];
  refunds: RefundDocument[];
  disputes: DisputeDocument[];
  payouts: PayoutDocument[];
  promotions: PromotionDocument[];
  /** Uses of codes, and what is left of those that were given back. */
  claims: ClaimDocument[];
  talk: TalkRecords;
  goods: GoodsRecords;
  shopping: ShopRecords;
  /** The books, in the order in which they were written. */
  entries: EntryDocument[];
  /** Snapshots of what the entries come to, from which payouts are reckoned. */
  balances: BalanceRecords;
  /** Documents whose events were not published when they were read; `outboxAt` is the last one's time, epoch ms. */
  waiting: { collection: string; _id: string; outboxAt: number }[];
  /** How events came to those who read them. */
  passages: PassageRecords;
  atProvider: ProviderPayment[];
  transfers: ProviderTransfer[];
  /** Ids of the workflows that are open. */
  openWorkflows: ReadonlySet<string>;
}

/** Those who are asked; none of them is ever told anything. */
export interface Sources {
  read(): Promise<Records>;
  close(): Promise<void>;
}

/** What the sources are read through. */
interface Readers {
  databases: Databases;
  client: Client;
  provider: Pick<PaymentProvider, 'list'>;
  payoutProvider: Pick<PayoutProvider, 'list'>;
}

/** @throws when a server or the provider cannot be reached: nothing is then known */
export async function openSources(config: Config): Promise<Sources> {
  const databases = await connectDatabases(config);
  const temporal = connectTemporal(config);
  const readers = {
    databases,
    client: temporal.client,
    provider: createPaymentProvider(config),
    payoutProvider: createPayoutProvider(config),
  };
  return {
    ...sourcesOf(readers),
    async close() {
      await temporal.close();
      await databases.close();
    },
  };
}

/** Sources on connections that somebody else opened and closes. */
export function sourcesOf({ databases, client, provider, payoutProvider }: Readers): Sources {
  const all = <Document extends { _id: string }>(service: ServiceName, collection: string) =>
    everyOne<Document>(databases, service, collection);
  return {
    async read() {
      const [stocks, checkouts, orders, payments, deliveries, refunds, disputes, payouts, books] =
        await Promise.all([
          all<StockDocument>('inventory', 'stocks'),
          all<CheckoutDocument>('checkout', 'checkouts'),
          all<OrderDocument>('order', 'orders'),
          all<PaymentDocument>('payment', 'payments'),
          all<DeliveryDocument>('delivery', 'deliveries'),
          all<RefundDocument>('refund', 'refunds'),
          all<DisputeDocument>('dispute', 'disputes'),
          all<PayoutDocument>('payout', 'payouts'),
          readBooks(databases),
        ]);
      const [promotions, claims] = await Promise.all([
        all<PromotionDocument>('promotion', 'promotions'),
        all<ClaimDocument>('promotion', 'claims'),
      ]);
      const [atProvider, transfers, openWorkflows, waiting] = await Promise.all([
        everyPage((page) => provider.list(page)),
        everyPage((page) => payoutProvider.list(page)),
        openOnes(client),
        waitingIn(databases),
      ]);
      return {
        ...{ stocks, checkouts, orders, payments, deliveries, refunds, disputes, payouts },
        ...{ promotions, claims },
        talk: await readTalk(databases),
        goods: await readGoods(databases),
        shopping: await readShops(databases),
        passages: await readPassages(databases),
        ...{ atProvider, transfers, openWorkflows, waiting },
        ...books,
      };
    },
    close: () => Promise.resolve(),
  };
}

async function everyPage<Item>(
  list: (page: { limit: number; cursor?: string }) => Promise<{ items: Item[]; nextCursor?: string }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

async function waitingIn(databases: Databases): Promise<Records['waiting']> {
  const found = OUTBOXES.map(async ({ service, collection }) => {
    const documents = await databases
      .of(service)
      .collection<{ _id: string; outboxAt: number }>(collection)
      .find({ outboxAt: { $gt: 0 } }, { projection: { outboxAt: 1 } })
      .toArray();
    return documents.map(({ _id, outboxAt }) => ({ collection, _id, outboxAt }));
  });
  return (await Promise.all(found)).flat();
}

async function openOnes(client: Client): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    ids.add(workflowId);
  return ids;
}

/** What nobody compares, and what is private: cards and addresses are not even read. */
const LEFT_OUT = { outbox: 0, tokens: 0, shippingAddress: 0, email: 0, timeline: 0 } as const;

async function everyOne<Document extends { _id: string }>(
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
