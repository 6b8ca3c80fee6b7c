import * as events from '../../events/contracts/order.events';
import { eventOf } from '../../events/outbox';
import { covers, returnable } from './order.contents';
import { OrderStateError, OrderUnitsError, ReturnOfferError, ReturnStateError } from './order.errors';
import type { OrderDocument } from './order.model';
import type { ActedBy, Order } from './order.schema';
import { factsOf, type OrderSteps, told } from './order.steps';
import type { Units } from './parcel.schema';
import type { OrderReturn, ReturnRequest, ReturnStatus } from './return.schema';
import { canReturnBecome } from './return.state';

const HOUR_MS = 3_600_000;

/** One step of a return: what it becomes, who says so, and until when the next one has to act, in hours. */
export interface ReturnStep {
  orderId: string;
  returnId: string;
  to: ReturnStatus;
  by: ActedBy;
  note?: string;
  dueInHours?: number;
  offerMinor?: number;
  /** What was found good; absent where all of it was. */
  accepted?: readonly Units[];
}

/** Goods that come back. Who agrees, and when silence does, is decided by the order's workflow. */
export function createReturning({ change }: OrderSteps) {
  return {
    /** @throws OrderUnitsError when more is named than was delivered and not returned yet */
    requestReturn: (
      orderId: string,
      {
        by,
        returnId,
        dueInHours,
        ...asked
      }: ReturnRequest & { by: ActedBy; returnId: string; dueInHours: number },
    ): Promise<Order> =>
      change(orderId, (current, nowMs) => {
        const { status, returns = [] } = current;
        if (returns.some(({ id }) => id === returnId)) return null;
        const hasArrived = (current.parcels ?? []).some((parcel) => parcel.status === 'delivered');
        // Orders that earlier versions delivered have no parcels, and take their returns as refunds.
        if (!hasArrived || status === 'closed') throw new OrderStateError('sent back', status);
        const left = returnable(current);
        if (!covers(left, asked.lines))
          throw new OrderUnitsError(left, 'That is more than was delivered and can still be sent back.');
        const fresh: OrderReturn = {
          ...{ id: returnId, status: 'requested', lines: asked.lines, reason: asked.reason },
          ...{ note: asked.note ?? null, requestedAt: new Date(nowMs).toISOString() },
          dueBy: new Date(nowMs + dueInHours * HOUR_MS).toISOString(),
          ...{ offerMinor: null, decisionNote: null, acceptedLines: null, receivedAt: null, endedAt: null },
        };
        return {
          set: { returns: [...returns, fresh] },
          push: {
            timeline: told(
              nowMs,
              status,
              `The buyer wants to send back ${wordsOf(current, fresh.lines)}.`,
              by,
            ),
          },
          events: [returnEvent(current, fresh, nowMs)],
        };
      }),

    /** One step of a return; nothing when it was taken already. @throws ReturnStateError, ReturnOfferError */
    stepReturn: (step: ReturnStep): Promise<Order> =>
      change(step.orderId, (current, nowMs) => {
        const { returns = [], status } = current;
        const found = returns.find(({ id }) => id === step.returnId);
        if (!found) throw new OrderUnitsError([], 'There is no such return.');
        if (found.status === step.to) return null;
        if (!canReturnBecome(found.status, step.to)) {
          // Steps of a worker that died are repeated together, the early ones when later ones have taken effect.
          if (current.noteKeys?.includes(keyOf(step))) return null;
          throw new ReturnStateError(found.status);
        }
        const next = stepped(current, found, step, nowMs);
        return {
          set: { returns: returns.map((each) => (each.id === next.id ? next : each)) },
          push: {
            timeline: told(nowMs, status, textOf(current, next, step), step.by),
            noteKeys: keyOf(step),
          },
          events: [returnEvent(current, next, nowMs)],
        };
      }),
  };
}

function stepped(order: OrderDocument, found: OrderReturn, step: ReturnStep, nowMs: number): OrderReturn {
  const { to, note, dueInHours, offerMinor, accepted } = step;
  const at = new Date(nowMs).toISOString();
  if (offerMinor !== undefined && offerMinor > priceOf(order, found.lines))
    throw new ReturnOfferError(priceOf(order, found.lines));
  if (accepted && !covers(found.lines, accepted))
    throw new OrderUnitsError(found.lines, 'More was found good than was sent back.');
  const isGood = to === 'accepted' || to === 'refused';
  return {
    ...found,
    status: to,
    dueBy: dueInHours === undefined ? null : new Date(nowMs + dueInHours * HOUR_MS).toISOString(),
    ...(offerMinor === undefined ? {} : { offerMinor }),
    ...(note === undefined ? {} : { decisionNote: note }),
    ...(to === 'received' ? { receivedAt: at } : {}),
    ...(isGood ? { acceptedLines: to === 'refused' ? [] : [...(accepted ?? found.lines)] } : {}),
    ...(dueInHours === undefined ? { endedAt: at } : {}),
  };
}

/** What the buyer paid for these units at most, minor units. */
function priceOf({ lines }: OrderDocument, units: readonly Units[]): number {
  return units.reduce((sum, { lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    return sum + (line ? Math.floor((line.totalMinor * quantity) / line.quantity) : 0);
  }, 0);
}

function textOf(order: OrderDocument, next: OrderReturn, { to, note, by }: ReturnStep): string {
  const words = wordsOf(order, next.lines);
  const because = note ? ` ${note}` : '';
  const bySilence = by.role === 'system' ? ' Nobody answered in time.' : '';
  const texts: Record<ReturnStatus, string> = {
    requested: `The buyer wants to send back ${words}.`,
    offered: `The seller offers a part of the money if the buyer keeps ${words}.${because}`,
    approved: `The return of ${words} is agreed to. Its label is ready.${bySilence}${because}`,
    received: `The return of ${words} has arrived at the seller.`,
    accepted: `The return was found good: ${wordsOf(order, next.acceptedLines ?? next.lines)}. The money is given back.${because}`,
    refused: `The return was looked at and declined.${because}`,
    rejected: `The return of ${words} was declined.${because}`,
    kept: `The buyer keeps ${words} and gets a part of the money back.`,
    expired: `The return of ${words} did not arrive at the seller. Nothing is given back for it.`,
  };
  return texts[to];
}

function wordsOf({ lines }: OrderDocument, units: readonly Units[]): string {
  return units
    .map(({ lineId, quantity }) => `${quantity} x ${lines.find(({ id }) => id === lineId)?.title ?? lineId}`)
    .join(', ');
}

function keyOf({ returnId, to }: ReturnStep): string {
  return `${returnId}-${to}`;
}

function returnEvent(
  order: OrderDocument,
  { id: returnId, status: returnStatus }: OrderReturn,
  nowMs: number,
) {
  return eventOf(
    events.orderReturnChanged,
    { ...factsOf(order, order.status), returnId, returnStatus },
    nowMs,
  );
}
