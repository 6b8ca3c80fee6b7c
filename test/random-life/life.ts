import type { Random } from '../../stack/seed/random';
import { FAULTS, type ArmedFault } from '../../workers/faults';

/** A refund that somebody asks for, and what is said to it. */
export interface RefundWish {
  by: 'buyer' | 'seller' | 'staff';
  what: { lines: number } | { amountMinor: number } | { shipping: true };
  agreed: boolean;
  /** Pressed by two people at the same moment. */
  twice: boolean;
}

/** What becomes of an order that leaves in parts. */
export interface Parts {
  /** Whether its seller has one unit less than was bought. */
  declines: boolean;
  /** The second parcel, once the first has arrived. */
  rest: 'shipped' | 'cancelled' | 'cancelled by buyer';
  back: Back | undefined;
}

/** A unit of the first parcel that its buyer wants to send back. */
export interface Back {
  decision: 'approve' | 'reject' | 'offer';
  /** What the buyer does with an offer. */
  keeps: boolean;
  /** What the seller finds of what came back. */
  good: boolean;
}

export interface OrderFate {
  end: 'shipped' | 'in parts' | 'cancelled' | 'cancelled late' | 'cancelled by seller';
  parts: Parts;
  refunds: RefundWish[];
}

/** One purchase and all that comes of it, as data: chance has been asked before it begins. */
export interface Life {
  quantity: number;
  sellers: 1 | 2;
  card: string;
  /** What a buyer does whose card does not work at once. */
  afterwards: 'another card' | 'give up';
  atBank: 'approve' | 'decline';
  postcode: string | undefined;
  /** By the number of the order. */
  fates: [OrderFate, OrderFate];
  dispute: 'submit' | 'lose' | 'concede' | 'silence';
  bank: string | undefined;
  fault: Omit<ArmedFault, 'subjects' | 'code'> | undefined;
}

const CARDS = [
  ...Array<string>(8).fill('tok_approve'),
  ...['tok_3ds', 'tok_3ds', 'tok_decline', 'tok_insufficient-funds', 'tok_timeout-after-effect'],
  ...['tok_error-once', 'tok_slow', 'tok_duplicate-webhooks', 'tok_reordered-webhooks'],
  ...['tok_dispute', 'tok_dispute', 'tok_dispute'],
];
/** Lost, tried twice, sent back, silent, reports repeated and out of order, lost answer, fails once. */
const POSTCODES = ['99901', '99902', '99903', '99905', '99906', '99907', '99908', '99909'];
const BANKS = ['ba_ok', 'ba_ok', 'ba_returns', 'ba_refused', 'ba_duplicate'];

/** @param steps that a fault may hit; @param killing whether a fault may kill the worker */
export function randomLife(random: Random, steps: readonly string[], killing: boolean): Life {
  const faults = FAULTS.filter((fault) => killing || !fault.startsWith('killed'));
  const sometimes = <T>(share: number, make: () => T): T | undefined =>
    random.next() < share ? make() : undefined;
  const quantity = random.whole(1, 4);
  return {
    quantity,
    sellers: random.next() < 0.6 ? 2 : 1,
    card: random.pick(CARDS),
    afterwards: random.next() < 0.7 ? 'another card' : 'give up',
    atBank: random.next() < 0.8 ? 'approve' : 'decline',
    postcode: sometimes(0.4, () => random.pick(POSTCODES)),
    fates: [randomFate(random, quantity), randomFate(random, quantity)],
    dispute: random.pick(['submit', 'lose', 'concede', 'silence'] as const),
    bank: sometimes(0.3, () => random.pick(BANKS)),
    fault: sometimes(0.5, () => ({
      step: random.pick(steps),
      fault: random.pick(faults),
      effect: random.pick(['never', 'taken', 'late'] as const),
      atOnce: random.next() < 0.5,
      nth: random.whole(1, 2),
    })),
  };
}

function randomFate(random: Random, quantity: number): OrderFate {
  const end = random.pick([
    ...Array<OrderFate['end']>(4).fill('shipped'),
    ...Array<OrderFate['end']>(3).fill('in parts'),
    'cancelled',
    'cancelled late',
    'cancelled by seller',
  ] as const);
  const back = { keeps: random.next() < 0.5, good: random.next() < 0.7 };
  const parts: Parts = {
    // Who has nothing of an order cancels it.
    declines: random.next() < 0.4 && quantity > 1,
    rest: random.pick(['shipped', 'shipped', 'cancelled', 'cancelled by buyer'] as const),
    back:
      random.next() < 0.6
        ? { ...back, decision: random.pick(['approve', 'approve', 'reject', 'offer'] as const) }
        : undefined,
  };
  return { end, parts, refunds: Array.from({ length: random.whole(0, 2) }, () => randomRefund(random)) };
}

function randomRefund(random: Random): RefundWish {
  const what = random.pick([
    { lines: random.whole(1, 2) },
    { amountMinor: random.whole(1, 4000) },
    { shipping: true },
  ] as const);
  return {
    by: random.pick(['buyer', 'buyer', 'seller', 'staff'] as const),
    what,
    agreed: random.next() < 0.6,
    twice: random.next() < 0.25,
  };
}
