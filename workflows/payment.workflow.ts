import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { PaymentActivities, PaymentFacts } from '../activities/payment.activities';
import type { PaymentStatus } from '../services/payment/payment.schema';
import { attention, refusal } from './attention';
import {
  captureUpdate,
  orderEndedSignal,
  type PaymentInput,
  paymentStatusQuery,
  providerReportedSignal,
  refundUpdate,
  releaseUpdate,
} from './payment.messages';
import { OUTSIDE } from './steps';

const { capturePart } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Take the money of an order',
});
const { releasePart } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  summary: 'Let go of the money of an order',
});
const { refundPart } = proxyActivities<PaymentActivities>({ ...OUTSIDE, summary: 'Give money back' });

/**
 * The money of one checkout, from authorised to settled: each order's part is captured or released, refunds go back.
 * It is the only one who moves it, one request at a time, and rests when all its orders are over.
 */
export async function payment({
  orderIds,
  paymentId,
  authorisedUntil,
}: PaymentInput): Promise<PaymentStatus> {
  let facts: PaymentFacts | null = null;
  let served = 0;
  const ended = new Set<string>();
  const turn = queue();
  attention(() => facts?.status ?? 'authorised');

  const serve = (what: string, move: () => Promise<PaymentFacts>) =>
    turn(async () => {
      facts = await move();
      served += 1;
      setCurrentDetails(
        `${what} Taken ${facts.capturedMinor}, given back ${facts.refundedMinor} of ${facts.authorisedMinor} (minor units).`,
      );
      return facts;
    });

  setHandler(paymentStatusQuery, () => facts?.status ?? 'authorised');
  setHandler(providerReportedSignal, () => undefined);
  setHandler(orderEndedSignal, ({ orderId }) => void ended.add(orderId));
  setHandler(
    captureUpdate,
    ({ orderId }) => serve('Took the money of an order.', () => capturePart({ paymentId, orderId })),
    {
      description: 'Take the part of one order.',
      validator: ({ orderId }) => knowsOrder(orderIds, orderId),
    },
  );
  setHandler(
    releaseUpdate,
    ({ orderId }) => serve('Let go of the money of an order.', () => releasePart({ paymentId, orderId })),
    {
      description: 'Let go of the part of one order.',
      validator: ({ orderId }) => knowsOrder(orderIds, orderId),
    },
  );
  setHandler(
    refundUpdate,
    (request) => serve('Gave money back.', () => refundPart({ paymentId, ...request })),
    {
      description: 'Give money of one order back.',
      validator: ({ orderId, amountMinor }) => {
        knowsOrder(orderIds, orderId);
        if (!Number.isInteger(amountMinor) || amountMinor <= 0)
          throw refusal(
            'invalid-amount',
            'A refund is a whole number of minor units above zero. Nothing was refunded.',
          );
      },
    },
  );

  setCurrentDetails(
    `The money is reserved${authorisedUntil ? ` until ${authorisedUntil}` : ''}. Waits for sellers to ship.`,
  );
  if (orderIds.length === 0) await condition(() => served > 0, '1 minute');
  else await condition(() => ended.size === orderIds.length);
  await condition(allHandlersFinished);
  return facts === null ? 'authorised' : (facts as PaymentFacts).status;
}

function knowsOrder(orderIds: readonly string[], orderId: string): void {
  if (orderIds.length > 0 && !orderIds.includes(orderId))
    throw refusal('unknown-order', 'This payment has no such order. Nothing was moved.');
}

/** Runs one after the other, in the order of asking; a failure of one does not stop the next. */
function queue(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
}
