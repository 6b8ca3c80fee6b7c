import { Listr } from 'listr2';
import { loadConfig } from '../../services/platform/config';
import type { CaravanEvent } from '../../events/contract';
import { createShop, type Shop } from '../../test/shopper/shopper';
import { apiUrlOf, callWitnesses, type Witnesses } from '../../test/shopper/witnesses';
import {
  accept,
  asSellers,
  authorisedPayment,
  buyOfTwoSellers,
  delivered,
  Difference,
  ordersOf,
  refundOneLine,
  ship,
  type Story,
} from '../demo/story';
import { askApi, askKafka, askTemporal, moneyDifferences, workflowOf } from '../demo/testimony';
import { useShop } from '../everything';
import { reasonOf, runCommand } from '../failure';
import { endPrograms } from '../machine/exec';
import { createProgress, formatElapsed, type Progress } from '../machine/progress';
import { stopEverything } from '../process/managed';
import { onStopRequest } from '../process/signals';

/** What the list of tasks fills in as it goes. */
type Told = Partial<Story> & { events?: CaravanEvent[]; differences: string[] };

/** `npm run demo`: one purchase from the basket to a refund, checked against the API, Temporal and Kafka. */
async function demo(): Promise<number> {
  const wantsJson = process.argv.includes('--json');
  const progress = createProgress();
  stopOnRequest(progress);
  // A demo of its own need not wait for parcels as long as a person would like to watch them.
  const shop = await useShop(progress, { CARRIER_STEP_MS: '1000' });
  const told: Told = { differences: [] };
  const startedMs = Date.now();
  try {
    const config = loadConfig(shop.env);
    const visitors = createShop(apiUrlOf(shop.env));
    const witnesses = callWitnesses(config);
    try {
      await taskList(visitors, witnesses, told).run();
    } catch (error) {
      told.differences.push(reasonOf(error));
    } finally {
      visitors.close();
      await witnesses.close();
    }
  } finally {
    await shop.stop();
  }

  const ok = told.differences.length === 0;
  for (const difference of told.differences) progress.say(`  differs: ${difference}`);
  progress.say(
    ok
      ? `\nAll as it should be (${formatElapsed(Date.now() - startedMs)}).`
      : '\nNot everything is as it should be; what differs stands above.',
  );
  if (wantsJson) console.log(JSON.stringify(summaryOf(told, ok)));
  return ok ? 0 : 1;
}

function taskList(shop: Shop, witnesses: Witnesses, told: Told) {
  const links = (...workflowIds: string[]) => workflowIds.map((id) => witnesses.link(id)).join('\n');
  const options = { persistentOutput: true };
  return new Listr<unknown, 'default', 'simple'>(
    [
      {
        title: 'Stock',
        rendererOptions: options,
        async task(_, task) {
          told.purchase = await buyOfTwoSellers(shop);
          told.orders = await ordersOf(told.purchase);
          const { products, placeOrderMs } = told.purchase;
          task.title = `Stock: ${products.length} things of ${told.orders.length} sellers are taken, orders placed in ${Math.round(placeOrderMs)} ms`;
          task.output = links(workflowOf.checkout({ purchase: told.purchase }));
        },
      },
      {
        title: 'Payment',
        rendererOptions: options,
        async task(_, task) {
          const [order] = known(told.orders);
          told.payment = await authorisedPayment(known(told.purchase), known(order));
          task.title = `Payment: ${money(told.payment.authorisedMinor, told.payment.currency)} is reserved, nothing taken yet`;
          task.output = links(workflowOf.payment(told.payment));
        },
      },
      {
        title: 'Acceptance',
        rendererOptions: options,
        async task(_, task) {
          told.orders = await asSellers(shop, known(told.orders), accept);
          task.title = `Acceptance: ${told.orders.map(({ sellerName }) => sellerName).join(' and ')} will send it`;
          task.output = links(...told.orders.map(workflowOf.order));
        },
      },
      {
        title: 'Shipment',
        rendererOptions: options,
        async task(_, task) {
          told.orders = await asSellers(shop, known(told.orders), ship);
          const taken = told.orders.map((order) => money(order.capturedMinor, order.currency));
          task.title = `Shipment: both parcels are with the carrier, ${taken.join(' and ')} taken`;
          task.output = links(...told.orders.map(workflowOf.order));
        },
      },
      {
        title: 'Delivery',
        rendererOptions: options,
        async task(_, task) {
          const { buyer } = known(told.purchase);
          const arrived = await Promise.all(known(told.orders).map((order) => delivered(buyer, order)));
          told.orders = arrived.map(([order]) => order);
          told.deliveries = arrived.map(([, delivery]) => delivery);
          task.title = `Delivery: ${told.deliveries.map(({ trackingId }) => trackingId).join(' and ')} have arrived`;
          task.output = links(...told.deliveries.map(workflowOf.delivery));
        },
      },
      {
        title: 'Refund of one line',
        rendererOptions: options,
        async task(_, task) {
          const order = known(told.orders).find(({ lines }) => lines.length > 1);
          told.refund = await refundOneLine(shop, known(told.purchase).buyer, known(order));
          task.title = `Refund of one line: ${money(told.refund.amountMinor, told.refund.currency)} is given back`;
          task.output = links(workflowOf.refund(told.refund));
        },
      },
      {
        title: 'Read back from the API, Temporal and Kafka',
        rendererOptions: options,
        async task(_, task) {
          const story = await askApi(wholeStory(told));
          Object.assign(told, story);
          const { workflows, differences } = await askTemporal(witnesses, story);
          const kafka = await askKafka(witnesses, story);
          told.events = kafka.events;
          const all = [...moneyDifferences(story), ...differences, ...kafka.differences];
          if (all.length > 0) throw new Difference(all.join('\n'));
          task.title = `Read back from the API, Temporal (${workflows.length} workflows) and Kafka (${kafka.events.length} events): all agree`;
        },
      },
    ],
    { concurrent: false, fallbackRenderer: 'simple', collectErrors: false },
  );
}

/** The object of `--json`: each thing as it was read back last. */
function summaryOf(told: Told, ok: boolean) {
  return {
    ok,
    placeOrderMs: told.purchase ? Math.round(told.purchase.placeOrderMs) : null,
    orders: (told.orders ?? []).map((order) => ({
      id: order.id,
      seller: order.sellerId,
      status: order.status,
      workflowId: workflowOf.order(order),
    })),
    payment: told.payment
      ? { ...statusOf(told.payment), workflowId: workflowOf.payment(told.payment) }
      : null,
    deliveries: (told.deliveries ?? []).map((delivery) => ({
      ...statusOf(delivery),
      workflowId: workflowOf.delivery(delivery),
    })),
    refund: told.refund ? { ...statusOf(told.refund), workflowId: workflowOf.refund(told.refund) } : null,
    kafkaEvents: (told.events ?? []).map(({ id, type, subject }) => ({ id, type, subject })),
    ...(ok ? {} : { differences: told.differences }),
  };
}

const statusOf = <Status>({ id, status }: { id: string; status: Status }) => ({ id, status });

function wholeStory({ purchase, orders, payment, deliveries, refund }: Told): Story {
  return {
    purchase: known(purchase),
    orders: known(orders),
    payment: known(payment),
    deliveries: known(deliveries),
    refund: known(refund),
  };
}

/** What an earlier task of the list has filled in. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Difference('An earlier step did not finish.');
  return value;
}

function money(amountMinor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amountMinor / 100);
}

/** Ctrl-C leaves nothing running that was started for the demo. */
function stopOnRequest(progress: Progress): void {
  onStopRequest(() => {
    progress.say('\nStopping');
    endPrograms();
    void stopEverything().finally(() => process.exit(130));
  });
}

runCommand(demo);
