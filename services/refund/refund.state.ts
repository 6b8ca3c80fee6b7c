import { soldQuantity, unitPrices } from '../order/order.amounts';
import type { Order } from '../order/order.schema';
import type { Units } from '../order/parcel.schema';
import type { Refund, RefundRequest, RefundStatus } from './refund.schema';

export const NEXT_REFUND_STATUS: Record<RefundStatus, readonly RefundStatus[]> = {
  requested: ['awaiting-approval', 'refunding'],
  'awaiting-approval': ['refunding', 'rejected'],
  refunding: ['refunded', 'failed', 'needs-attention'],
  // A bank may send money back days after it was given.
  refunded: ['needs-attention'],
  rejected: [],
  failed: [],
  'needs-attention': ['refunding', 'refunded'],
};

/**
 * Whether the money of this try is still owed: it came back, nobody has tried again since, and staff have not paid it
 * another way. A look at the provider can be older than what staff did meanwhile.
 */
export function isOwed(
  { status, attempt, settledBy }: Pick<Refund, 'status' | 'attempt' | 'settledBy'>,
  tried: number,
): boolean {
  return status === 'needs-attention' && (attempt ?? 1) <= tried && settledBy == null;
}

/** What a refund takes of its order. */
export type RefundShare = Pick<Refund, 'amountMinor' | 'lines' | 'shippingMinor'>;

/** What a refund would give back, or why it cannot be. */
export type RefundPlan =
  | { ok: true; amountMinor: number; lines: Refund['lines']; shippingMinor: number; plainMinor: number }
  | { ok: false; reason: RefundRefusal; leftMinor: number };
export type RefundRefusal =
  | 'nothing-asked'
  | 'lines-or-amount'
  | 'currency'
  | 'unknown-line'
  | 'more-than-ordered'
  | 'shipping-refunded'
  | 'more-than-paid'
  | 'order-cancelled'
  | 'order-disputed'
  | 'not-paid-yet'
  | 'not-sent-yet';

/**
 * The amounts of a refund. A line's units cost its total shared by largest remainder, the first units first, so
 * that all the refunds of a line sum to what was paid for it. Pure; the preview and the act both use it.
 * @param before what is given back already or asked for, except what was refused
 */
export function planRefund(
  order: Order,
  request: Omit<RefundRequest, 'reason' | 'note' | 'restock'>,
  before: readonly RefundShare[],
): RefundPlan {
  const leftMinor = order.capturedMinor - sumOf(before);
  const refused = (reason: RefundRefusal): RefundPlan => ({ ok: false, reason, leftMinor });
  const asksForThings = request.lines.length > 0 || request.shipping;

  if (request.currency !== undefined && request.currency !== order.currency) return refused('currency');
  if (order.capturedMinor === 0)
    return refused(order.status === 'cancelled' ? 'order-cancelled' : 'not-paid-yet');
  if (request.amountMinor !== undefined) {
    if (asksForThings) return refused('lines-or-amount');
    if (request.amountMinor > leftMinor) return refused('more-than-paid');
    const { amountMinor } = request;
    return { ok: true, amountMinor, lines: [], shippingMinor: 0, plainMinor: amountMinor };
  }
  if (!asksForThings) return refused('nothing-asked');

  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of request.lines) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  const lines: Refund['lines'] = [];
  for (const [lineId, quantity] of wanted) {
    const line = order.lines.find((entry) => entry.id === lineId);
    if (!line) return refused('unknown-line');
    const done = unitsOf(before, lineId);
    if (done + quantity > soldQuantity(line)) return refused('more-than-ordered');
    const amountMinor = unitPrices(line)
      .slice(done, done + quantity)
      .reduce((sum, unit) => sum + unit, 0);
    lines.push({ lineId, quantity, amountMinor });
  }
  if (request.shipping && before.some(({ shippingMinor }) => shippingMinor > 0))
    return refused('shipping-refunded');
  const shippingMinor = request.shipping ? order.shipping.totalMinor : 0;
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0) + shippingMinor;
  if (amountMinor === 0) return refused('nothing-asked');
  if (amountMinor > leftMinor) return refused('more-than-paid');
  return { ok: true, amountMinor, lines, shippingMinor, plainMinor: 0 };
}

/**
 * The request that gives back all that is left of an order: by lines and shipping, or, where plain amounts were given
 * before, as the amount that remains. Null when nothing is left. Pure.
 */
export function planRest(order: Order, before: readonly RefundShare[]): RefundWish | null {
  const lines = order.lines
    .map((line) => ({ lineId: line.id, quantity: soldQuantity(line) - unitsOf(before, line.id) }))
    .filter(({ quantity }) => quantity > 0);
  const shipping = order.shipping.totalMinor > 0 && !before.some(({ shippingMinor }) => shippingMinor > 0);
  const whole = planRefund(order, { lines, shipping }, before);
  const leftMinor = order.capturedMinor - sumOf(before);
  if (leftMinor <= 0) return null;
  if (whole.ok && whole.amountMinor === leftMinor) return { lines, shipping };
  return { lines: [], shipping: false, amountMinor: leftMinor };
}

/**
 * The request that gives back these units, and the shipping where that is asked, as far as nobody has asked for them
 * before: the shop's own refunds of what did not arrive are never more than is left. Null when nothing is. Pure.
 */
export function planUnits(
  order: Order,
  asked: { lines: readonly Units[]; shipping: boolean },
  before: readonly RefundShare[],
): RefundWish | null {
  const lines = asked.lines
    .map(({ lineId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      const left = line ? soldQuantity(line) - unitsOf(before, lineId) : 0;
      return { lineId, quantity: Math.min(quantity, left) };
    })
    .filter(({ quantity }) => quantity > 0);
  const shipping =
    asked.shipping && order.shipping.totalMinor > 0 && !before.some(({ shippingMinor }) => shippingMinor > 0);
  const whole = planRefund(order, { lines, shipping }, before);
  if (whole.ok || whole.reason !== 'more-than-paid') return whole.ok ? { lines, shipping } : null;
  // Plain amounts that were given before leave less than the units cost.
  return whole.leftMinor > 0 ? { lines: [], shipping: false, amountMinor: whole.leftMinor } : null;
}

/** The request that gives back an amount, or what is left where that is less. Null when nothing is. Pure. */
export function planAmount(
  order: Order,
  wantedMinor: number,
  before: readonly RefundShare[],
): RefundWish | null {
  const amountMinor = Math.min(wantedMinor, order.capturedMinor - sumOf(before));
  return amountMinor > 0 ? { lines: [], shipping: false, amountMinor } : null;
}

/** What somebody asks for: things, or an amount. */
export type RefundWish = Pick<RefundRequest, 'lines' | 'shipping' | 'amountMinor'>;

/** What is claimed of an order, as the shop sees it that owes something of it. */
export interface Owing<Share extends RefundShare> {
  /** By the shop itself, for this very reason. */
  own: readonly Share[];
  /** By others, and agreed to. */
  agreed: readonly Share[];
  /** By others, and nobody knows yet whether anything comes of it. */
  undecided: readonly Share[];
}

/**
 * What the shop gives back now of what it owes by itself, such as for a parcel that was lost. What others have asked for
 * and nobody has decided is left alone; as far as nothing comes of that, it is owed later.
 * @param wanted what is owed, by what was given back before
 * @returns the request, or null when nothing can be given now; `laterMinor` is what may still be owed
 */
export function planOwed(
  order: Order,
  wanted: (before: readonly RefundShare[]) => RefundWish | null,
  { own, agreed, undecided }: Owing<RefundShare>,
): { now: RefundWish | null; laterMinor: number } {
  const worth = (wish: RefundWish | null, before: readonly RefundShare[]) => {
    const plan = wish && planRefund(order, wish, before);
    return plan?.ok ? plan.amountMinor : 0;
  };
  const owedMinor = worth(wanted(agreed), agreed) - sumOf(own);
  const others = [...agreed, ...undecided];
  const all = [...own, ...others];
  const leftMinor = order.capturedMinor - sumOf(all);
  // What nobody else has asked for; the rest of it may be somebody's whose request is agreed to.
  const freeMinor = worth(wanted(others), others) - sumOf(own);
  const restMinor = Math.min(owedMinor, freeMinor, leftMinor);
  const rest = restMinor > 0 ? { lines: [], shipping: false, amountMinor: restMinor } : null;
  // Things can be told apart once; what is owed after that is an amount.
  const now = own.length > 0 ? rest : wanted([...agreed, ...undecided]);
  const laterMinor = undecided.length > 0 ? Math.max(0, owedMinor - worth(now, all)) : 0;
  return { now, laterMinor };
}

/** Minor units. */
export function sumOf(shares: readonly RefundShare[]): number {
  return shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Units of a line among them. */
export function unitsOf(shares: readonly RefundShare[], lineId: string): number {
  return shares
    .flatMap(({ lines }) => lines)
    .filter((line) => line.lineId === lineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
