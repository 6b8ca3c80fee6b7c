import {
  allHandlersFinished,
  condition,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { ActedBy, CancelReason, OrderStatus } from '../services/order/order.schema';
import type { DeclinedUnits } from '../services/order/parcel.schema';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention, refusal } from './attention';
import { orderBefore3 } from './earlier/order';
import {
  acceptOrderUpdate,
  authorisationEndingSignal,
  authorisationLapsedSignal,
  cancelOrderUpdate,
  changeAddressUpdate,
  deliveryReportedSignal,
  type OrderInput,
  orderStatusQuery,
  packParcelUpdate,
  refundReportedSignal,
  shipOrderUpdate,
} from './order.messages';
import { moneyBack } from './order.money';
import { returnsOf } from './order.returns';
import { shippingOf } from './order.shipping';
import { ASKING, INSIDE, OUTSIDE } from './steps';
import { msUntil, queue } from './turns';

const local = (summary: string) => proxyLocalActivities<FulfilmentActivities>({ ...INSIDE, summary });
const remote = (summary: string) => proxyActivities<FulfilmentActivities>({ ...ASKING, summary });

const { acceptOrder } = local('Write down that the seller accepted');
const { changeAddress } = local('Write down what goes where');
const { deliverOrder, closeOrder, loseOrder, takeOrderBack } = local('Write down how a parcel ended');
const { cancelOrder } = local('Write down what is cancelled');
const { restockOrder } = local('Put the goods back on sale');
const { releaseOrder } = remote('Let go of the reserved money');
const { nudgeSeller } = proxyActivities<FulfilmentActivities>({ ...OUTSIDE, summary: 'Remind the seller' });

const SYSTEM: ActedBy = { role: 'system', id: 'order' };
/** Two thirds of the time to keep a promise pass before the reminder. */
const REMIND_AFTER = 2 / 3;
/** Of orders that were placed before this was promised. */
const PARCEL_OVERDUE_DAYS = 10;
const RETURN_HOURS = { decide: 72, send: 336, inspect: 72 };
/** The seller has to ship something. */
const TO_SHIP: readonly OrderStatus[] = ['accepted', 'shipping', 'partly-shipped'];
const SETTLED: readonly OrderStatus[] = ['cancelled', 'delivered', 'lost', 'returned'];

/** Where the order stands is known from the record alone, so what is written there cannot be taken as done. */
const MUST = { canSkip: false };

type Standing = { status: OrderStatus; returnUntil: string | null };

/**
 * What one seller owes one buyer: accepted in time, shipped in time in one or several parcels, or cancelled as far as
 * it was not; what does not arrive is given back; what did can be sent back until the order is closed.
 */
export async function order(input: OrderInput): Promise<OrderStatus> {
  if (input.edition !== 3) return orderBefore3(input);
  const { orderId, acceptBy, shipWithinHours, returnWindowHours, carrierPollSeconds } = input;
  const overdueDays = input.parcelOverdueDays ?? PARCEL_OVERDUE_DAYS;
  let status: OrderStatus = 'placed';
  let shipBy = acceptBy;
  let returnUntil: string | null = null;
  let busy = false;
  let isEnding = false;
  let isOver = false;
  /** What goes on beside the order, and has to be done before it ends. */
  let beside = 0;
  const write = queue();
  const staff = attention(() => status);
  const { giveBack, startRefund } = moneyBack({ ...input, staff });
  const returns = returnsOf({
    ...{ orderId, hours: input.returnHours ?? RETURN_HOURS, pollSeconds: carrierPollSeconds },
    ...{ overdueDays, staff },
    mayAsk: () => {
      if (isOver) throw refusal('return-window-over', 'The time for returns is over. Nothing was changed.');
      mustBe(['partly-shipped', 'shipped', 'delivered'], 'sent back', true);
    },
    giveBack: (returnId) =>
      giveBack(
        { refundId: refundIdOf(returnId), returnId, reason: 'other' },
        'Money goes back: the buyer sent something back',
      ),
  });

  const shipping = shippingOf({
    ...{ input, overdueDays, staff, write, status: () => status, become, written },
    tell: () => setCurrentDetails(detailsOf(status)),
    left: (parcelId) => aside(() => follow(parcelId)),
  });

  setHandler(orderStatusQuery, () => status);
  setHandler(deliveryReportedSignal, (report) => {
    returns.hear(report);
    shipping.hear(report);
  });
  setHandler(authorisationEndingSignal, ({ until }) => {
    if (status !== 'placed' || isEnding) return;
    isEnding = true;
    setCurrentDetails(`Waits for the seller to accept. The bank holds the money until ${until} only.`);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.problem, value: 'authorisation-ending' }]);
  });
  setHandler(authorisationLapsedSignal, () =>
    inTurn(() => cancelIfStill(['placed', 'accepted'], 'authorisation-expired')),
  );
  setHandler(refundReportedSignal, ({ refundId }) => log.info('money was given back', { refundId }));

  setHandler(acceptOrderUpdate, ({ by, declined }) => once(() => accept(by, declined)), {
    description: 'The seller accepts the order, or all but what they decline.',
    validator: (_request) => mustBe(['placed'], 'accepted'),
  });
  setHandler(packParcelUpdate, (request) => once(() => shipping.pack(request)), {
    description: 'The seller packs a parcel.',
    validator: (_request) => mustBe(['accepted', 'partly-shipped'], 'packed'),
  });
  setHandler(shipOrderUpdate, ({ by, parcelId }) => once(() => shipping.ship(by, parcelId)), {
    description: 'The seller ships a parcel: with the first the money is taken; the carrier is booked.',
    validator: ({ parcelId }) => {
      mustBe(['accepted', 'partly-shipped'], 'shipped');
      shipping.mustKnow(parcelId);
    },
  });
  setHandler(cancelOrderUpdate, (request) => once(() => cancel(request.by, request.reason, request.note)), {
    description: 'What has not left yet is cancelled; its money and stock are released or given back.',
    validator: (_request) => mustBe(['placed', 'accepted', 'partly-shipped'], 'cancelled'),
  });
  setHandler(changeAddressUpdate, (request) => once(() => sendElsewhere(request)), {
    description: 'The buyer wants it sent elsewhere, before anything is packed.',
    validator: (_request) => mustBe(['placed', 'accepted'], 'sent elsewhere'),
  });

  setCurrentDetails(detailsOf('placed'));
  if (!(await keeps('accept', acceptBy, () => status !== 'placed' && !busy)))
    await inTurn(() => cancelIfStill(['placed'], 'not-accepted-in-time'));
  if (TO_SHIP.includes(status)) await waitForShipments();
  if (is('cancelled')) return end(releaseEverything);
  await condition(() => SETTLED.includes(status));
  return end(is('delivered') ? staysWithBuyer : giveTheRestBack);

  /** The seller's promise: everything shipped in time, or the rest cancelled. */
  async function waitForShipments(): Promise<void> {
    const isKept = () => !TO_SHIP.includes(status) && !busy;
    if (await keeps('ship', shipBy, isKept)) return;
    await inTurn(() => cancelIfStill(['accepted', 'partly-shipped'], 'not-shipped-in-time'));
    await condition(isKept);
  }

  /** False when the seller did not keep it in time. They are reminded in between. */
  async function keeps(what: 'accept' | 'ship', dueBy: string, isKept: () => boolean): Promise<boolean> {
    const remindMs = Math.max(1, Math.floor(msUntil(dueBy) * REMIND_AFTER));
    if (await condition(isKept, remindMs, { summary: `Remind the seller to ${what}` })) return true;
    nudgeSeller({ orderId, what, dueBy }).catch(() => log.warn('the seller could not be reminded'));
    return condition(isKept, msUntil(dueBy), { summary: `The seller has to ${what} by then` });
  }

  async function accept(by: ActedBy, declined?: DeclinedUnits[]) {
    const accepted = await acceptOrder({ orderId, by, shipWithinHours, declined });
    shipBy = accepted.shipBy ?? shipBy;
    become('accepted');
    return { status };
  }

  /** A person whose cancelling fails is told; they may try again. */
  async function cancel(by: ActedBy, reason: CancelReason, note?: string) {
    const request = { orderId, by, reason, note, returnWindowHours };
    cancelled(await write(() => cancelOrder(request)));
    return { status };
  }

  /** A deadline cannot try again, and a failure must not end the order: staff help. */
  async function cancelIfStill(expected: readonly OrderStatus[], reason: CancelReason): Promise<void> {
    if (!expected.includes(status)) return;
    const request = { orderId, by: SYSTEM, reason, returnWindowHours };
    await write(() =>
      staff.insist('Cancel what has not left', async () => cancelled(await cancelOrder(request)), MUST),
    );
  }

  /** What is cancelled after the money was taken is given back. */
  function cancelled(standing: Standing): void {
    take(standing);
    shipping.unpackAll();
    if (status === 'cancelled') return;
    const refundId = refundIdOf('rest');
    aside(() =>
      giveBack({ refundId, cancelled: true, reason: 'cancelled' }, 'Money goes back: the rest was cancelled'),
    );
  }

  async function sendElsewhere(request: {
    by: ActedBy;
    address: Parameters<typeof changeAddress>[0]['address'];
  }) {
    await changeAddress({ orderId, ...request });
    return { status };
  }

  /** A parcel until it arrives, or is known never to; what was in it is given back then. */
  async function follow(deliveryId: string): Promise<void> {
    await condition(() => shipping.endOf(deliveryId) !== undefined);
    const as = shipping.endOf(deliveryId);
    const ended = { orderId, deliveryId, returnWindowHours };
    if (as === 'delivered') return written('Write down the delivery', () => deliverOrder(ended));
    if (as === 'returned') await written('Write down the return', () => takeOrderBack(ended));
    else
      await written('Write down the loss', () => loseOrder({ ...ended, as: as === 'damaged' ? as : 'lost' }));
    if (is('lost') || is('returned')) return;
    const reason = as === 'returned' ? 'other' : 'lost';
    await giveBack(
      { refundId: refundIdOf(deliveryId), parcelId: deliveryId, reason },
      'Money goes back: a parcel did not arrive',
    );
  }

  /** Forward only: the order is cancelled, so money and stock must come free, with the help of staff if need be. */
  async function releaseEverything(): Promise<void> {
    let early: string | null = null;
    let mayBeMore: boolean | undefined;
    await staff.insist('Release the money', async () => {
      ({ refundId: early, mayBeMore } = await releaseOrder({ orderId }));
    });
    await staff.insist('Put the goods back on sale', () => restockOrder({ orderId }));
    const summary = 'Money goes back: the order was cancelled';
    if (early) await startRefund(early, summary);
    if (mayBeMore) {
      const rest = { refundId: refundIdOf('all'), reason: 'cancelled' as const };
      await giveBack(rest, summary, early ? 1 : 0);
    }
    setCurrentDetails('Cancelled. Money and stock are released.');
  }

  /** Nothing arrived: whatever is left of the money goes back, the shipping too. */
  async function giveTheRestBack(): Promise<void> {
    await condition(() => beside === 0);
    await giveBack(
      { refundId: refundIdOf('all'), reason: status === 'lost' ? 'lost' : 'other' },
      'Money goes back: nothing of the order arrived',
    );
  }

  async function staysWithBuyer(): Promise<void> {
    await condition(() => false, msUntil(returnUntil ?? acceptBy), { summary: 'The time for returns ends' });
    isOver = true;
    await condition(() => returns.open() === 0 && beside === 0);
    await staff.insist('Close the order', () => closeOrder({ orderId }));
    become('closed');
  }

  async function end(how: () => Promise<void>): Promise<OrderStatus> {
    await how();
    await condition(() => allHandlersFinished() && beside === 0);
    return status;
  }

  /** Writes down what cannot be told no, and takes over where the order stands after it. */
  async function written(step: string, run: () => Promise<Standing>): Promise<void> {
    await write(() => staff.insist(step, async () => take(await run()), MUST));
  }

  function take(standing: Standing): void {
    returnUntil = standing.returnUntil ?? returnUntil;
    become(standing.status);
  }

  function become(next: OrderStatus, details = detailsOf(next)): void {
    setCurrentDetails(details);
    if (next === status && !isEnding) return;
    status = next;
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.status, value: next },
      ...(isEnding ? [{ key: SEARCH_ATTRIBUTES.problem, value: null }] : []),
    ]);
    isEnding = false;
  }

  function detailsOf(of: OrderStatus): string {
    const left = shipping.words();
    const texts: Partial<Record<OrderStatus, string>> = {
      placed: `Waits for the seller to accept, until ${acceptBy}.`,
      accepted: `Accepted. Waits for the seller to ship, until ${shipBy}. ${left}`,
      shipping: 'Taking the money and booking the carrier.',
      'partly-shipped': `A part has left. Waits for the seller to ship the rest, until ${shipBy}. ${left}`,
      shipped: 'Everything has left. Waits for it to arrive.',
      delivered: `Delivered. The buyer can return it until ${returnUntil}.`,
      lost: 'Nothing arrived. The money is given back.',
      returned: 'It went back to the seller. The money is given back.',
      cancelled: 'Cancelled. Releasing the money and the stock.',
    };
    return texts[of] ?? 'Closed.';
  }

  /** Of several refunds of an order each has the name of what it is for. */
  function refundIdOf(part: string): string {
    return `${orderId}-r-${part.slice(part.startsWith(orderId) ? orderId.length + 1 : 0)}`;
  }

  function is(expected: OrderStatus): boolean {
    return status === expected;
  }

  function mustBe(from: readonly OrderStatus[], done: string, evenIfBusy = false): void {
    if ((!busy || evenIfBusy) && from.includes(status)) return;
    throw refusal('order-state', `An order that is ${status} cannot be ${done}. Nothing was changed.`, {
      status,
    });
  }

  function aside(story: () => Promise<void>): void {
    beside += 1;
    void story().finally(() => (beside -= 1));
  }

  /** A person's act: no other may be accepted while it runs. */
  async function once<T>(act: () => Promise<T>): Promise<T> {
    busy = true;
    try {
      return await act();
    } finally {
      busy = false;
    }
  }

  /** A timer's act waits for a person's act that is under way. */
  async function inTurn(act: () => Promise<void>): Promise<void> {
    // Of several that wait for this moment the first may have taken it.
    do await condition(() => !busy);
    while (busy);
    await once(act);
  }
}
