import * as events from '../../events/contracts/order.events';
import { eventOf } from '../../events/outbox';
import type { Address } from '../user/user.schema';
import { lastUnitsMinor } from './order.amounts';
import { planCancel } from './order.cancelling';
import { AddressChangeError, DeclineAllError, OrderPackedError, OrderUnitsError } from './order.errors';
import { endedWith } from './order.packing';
import type { ActedBy, CancelReason, Order, OrderLine } from './order.schema';
import { factsOf, hasBeen, mustBecome, type OrderSteps, told } from './order.steps';
import type { DeclinedUnits, DeclineReason } from './parcel.schema';

const HOUR_MS = 3_600_000;

export interface CancelRequest {
  by: ActedBy;
  reason: CancelReason;
  note?: string;
  /** For the return window of what was delivered, where only the rest is cancelled; hours. */
  returnWindowHours?: number;
}

/** What people and clocks decide about an order before it has left. */
export function createDeciding({ clock, change, step }: OrderSteps) {
  return {
    /**
     * The seller will send it, or all but what they decline: that is taken off before anything is taken.
     * @throws OrderUnitsError, DeclineAllError
     */
    accept: (
      orderId: string,
      {
        by,
        shipWithinHours,
        declined = [],
      }: { by: ActedBy; shipWithinHours: number; declined?: readonly DeclinedUnits[] },
    ): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        if (hasBeen(current, 'accepted')) return null;
        mustBecome(current, 'accepted', 'accepted');
        const shipBy = new Date(nowMs + shipWithinHours * HOUR_MS).toISOString();
        const { lines, declinedMinor, words } = declineUnits(current.lines, declined);
        const text = words
          ? `The seller accepted the order without ${words}. That part is taken off what you pay.`
          : 'The seller accepted the order and is packing it.';
        return {
          set: {
            status: 'accepted',
            shipBy,
            ...(declinedMinor > 0 || words ? { lines, declinedMinor } : {}),
          },
          push: { timeline: told(nowMs, 'accepted', text, by) },
          events: [eventOf(events.orderAccepted, factsOf(current, 'accepted'), nowMs)],
        };
      }),

    /**
     * Cancels the order, or, once a part of it has left, the rest. A buyer can until everything is packed.
     * @throws OrderStateError, OrderPackedError
     */
    cancel: (orderId: string, { by, reason, note, returnWindowHours = 0 }: CancelRequest): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const plan = planCancel(current, by);
        if (plan === null) return null;
        const why = `${CANCEL_TEXT[reason]}${note ? ` (${note})` : ''}`;
        const { status } = plan.set;
        if (!plan.isRest) {
          const text = `Cancelled: ${why}. The money that was reserved is released.`;
          return {
            set: { ...plan.set, cancelReason: reason },
            push: { timeline: told(nowMs, status, text, by) },
            events: [eventOf(events.orderCancelled, { ...factsOf(current, status), reason }, nowMs)],
          };
        }
        const text = `What had not left yet was cancelled: ${why}. Its money is given back.`;
        const partly = eventOf(events.orderPartlyCancelled, { ...factsOf(current, status), reason }, nowMs);
        const ended = endedWith(current, status, { nowMs, returnWindowHours });
        return {
          set: { ...ended.set, ...plan.set },
          push: { timeline: told(nowMs, status, text, by) },
          events: [partly, ...ended.events],
        };
      }),

    /**
     * Another address, until something is packed. Tax and shipping stand, so it has to be where they stay the same.
     * @throws OrderPackedError, AddressChangeError
     */
    changeAddress: (orderId: string, { by, address }: { by: ActedBy; address: Address }): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const before = current.shippingAddress;
        if (JSON.stringify(before) === JSON.stringify(address)) return null;
        const { status } = current;
        if (status !== 'placed' && status !== 'accepted') mustBecome(current, 'accepted', 'sent elsewhere');
        if ((current.parcels ?? []).length > 0) throw new OrderPackedError();
        if (before.country !== address.country) throw new AddressChangeError('country');
        // Some countries tax by region.
        if (sameWords(before.region) !== sameWords(address.region) && TAXED_BY_REGION.has(address.country))
          throw new AddressChangeError('region');
        return {
          set: { shippingAddress: address },
          push: { timeline: told(nowMs, status, `It goes to another address in ${address.city}.`, by) },
          events: [eventOf(events.orderNoted, factsOf(current, status), nowMs)],
        };
      }),

    /** The seller's time is nearly over; written once for each thing that is due. */
    nudge: (orderId: string, { what, dueBy }: { what: 'accept' | 'ship'; dueBy: string }): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const key = `nudged-${what}`;
        if (current.noteKeys?.includes(key)) return null;
        const text = `The seller was reminded that the order has to be ${what === 'accept' ? 'accepted' : 'shipped'} soon.`;
        const facts = { ...factsOf(current, current.status), what, dueBy };
        return {
          push: { timeline: told(nowMs, current.status, text, SYSTEM), noteKeys: key },
          events: [eventOf(events.orderSellerNudged, facts, nowMs)],
        };
      }),

    close: (orderId: string): Promise<Order> =>
      step(orderId, 'closed', {
        verb: 'closed',
        text: 'The time for returns is over. The order is closed.',
        by: SYSTEM,
        event: (base) => eventOf(events.orderClosed, base, clock.nowMs()),
      }),
  };
}

/**
 * The lines without what is declined, what that takes off in minor units, and the same in words. Pure: the preview
 * and the act both use it.
 * @throws OrderUnitsError, DeclineAllError
 */
export function declineUnits(lines: readonly OrderLine[], declined: readonly DeclinedUnits[]) {
  const known = new Map(lines.map((line) => [line.id, line]));
  if (new Set(declined.map(({ lineId }) => lineId)).size < declined.length)
    throw new OrderUnitsError([], 'Name each line once.');
  const taken = declined.map(({ lineId, quantity, reason }) => {
    const line = known.get(lineId);
    if (!line || quantity > line.quantity)
      throw new OrderUnitsError(
        lines.map(({ id, quantity: ordered }) => ({ lineId: id, quantity: ordered })),
        'More was declined than was ordered.',
      );
    return { line, lineId, quantity, reason, amountMinor: lastUnitsMinor(line, quantity) };
  });
  const sum = (counts: readonly { quantity: number }[]) =>
    counts.reduce((total, { quantity }) => total + quantity, 0);
  if (taken.length > 0 && sum(taken) === sum(lines)) throw new DeclineAllError();
  return {
    lines: lines.map((line) => {
      const units = taken.find(({ lineId }) => lineId === line.id);
      return units ? { ...line, declinedQuantity: units.quantity, declineReason: units.reason } : line;
    }),
    declinedMinor: taken.reduce((total, { amountMinor }) => total + amountMinor, 0),
    declined: taken.map(({ lineId, quantity, amountMinor }) => ({ lineId, quantity, amountMinor })),
    words: taken
      .map(({ line, quantity, reason }) => `${quantity} x ${line.title} (${DECLINE_TEXT[reason]})`)
      .join(', '),
  };
}

const SYSTEM: ActedBy = { role: 'system', id: 'order' };

/** Countries whose regions have tax rates of their own. */
const TAXED_BY_REGION: ReadonlySet<string> = new Set(['US']);

function sameWords(text = ''): string {
  return text.trim().toUpperCase();
}

const DECLINE_TEXT: Record<DeclineReason, string> = {
  'out-of-stock': 'there is none left',
  damaged: 'it is damaged',
  'cannot-ship': 'it cannot be sent',
  other: 'another reason',
};

const CANCEL_TEXT: Record<CancelReason, string> = {
  'changed-mind': 'the buyer changed their mind',
  'ordered-by-mistake': 'it was ordered by mistake',
  'found-elsewhere': 'the buyer found it elsewhere',
  'out-of-stock': 'the seller has none left',
  'cannot-ship': 'the seller cannot ship it',
  'not-accepted-in-time': 'the seller did not accept it in time',
  'not-shipped-in-time': 'the seller did not ship it in time',
  'authorisation-expired': 'the bank no longer holds the money for it',
  other: 'another reason was given',
};
