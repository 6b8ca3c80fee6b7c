import type { Order } from '../order/order.schema';
import type { PlannedEntry } from './ledger.entry';
import * as postings from './ledger.postings';
import type { LedgerEntry } from './ledger.schema';

export type PlanAbout = (entries: readonly LedgerEntry[]) => readonly (PlannedEntry | null)[];

/**
 * What is to be booked about an order, given what is. Its sale comes first where it is missing; where the order is
 * closed or its money was released before, what the plan leaves pending is released as well. Pure; the preview and the act both use it.
 */
export function planAbout(order: Order, booked: readonly LedgerEntry[], plan: PlanAbout): PlannedEntry[] {
  const known = new Set(booked.map(({ id }) => id));
  const fresh = (planned: readonly (PlannedEntry | null)[]) =>
    planned.filter(isThere).filter(({ id }) => !known.has(id));
  const sold = fresh([postings.saleEntry(order), postings.captureEntry(order)]);
  const before = withPlanned(booked, sold);
  const planned = fresh(plan(before));
  const after = withPlanned(before, planned);
  // Where all of it was kept aside when the order closed there was nothing to release, and no entry tells of it.
  const isReleased = order.status === 'closed' || before.some(({ kind }) => kind === 'release');
  return [...sold, ...planned, ...(isReleased ? fresh([postings.releaseEntry(order, after)]) : [])];
}

export const planRefund =
  (order: Order, refund: postings.BookedRefund): PlanAbout =>
  (entries) =>
    entryOf(entries, `refund:${refund.id}`) ? [] : [postings.refundEntry(order, refund, entries)];

/** What is to be booked if these refunds are agreed and paid, one after the other. Pure. @throws MoreThanLeftError */
export function planPaidRefunds(
  order: Order,
  booked: readonly LedgerEntry[],
  refunds: readonly postings.BookedRefund[],
): PlannedEntry[] {
  return refunds.reduce<PlannedEntry[]>((planned, refund) => {
    const agreed = planAbout(order, withPlanned(booked, planned), planRefund(order, refund));
    return [...planned, ...agreed, ...[postings.refundPaidEntry(order, refund, 1)].filter(isThere)];
  }, []);
}

/**
 * Money of a refund has left: it has to be owed. Where it had come to nothing before, it is agreed once more under
 * the next number.
 */
export const planOwed =
  (order: Order, refund: postings.BookedRefund): PlanAbout =>
  (entries) => {
    const count = (kind: LedgerEntry['kind']) =>
      entries.filter((each) => each.kind === kind && each.about.refundId === refund.id).length;
    const agreed = count('refund');
    if (agreed > count('refund-withdrawn')) return [];
    return [postings.refundEntry(order, refund, entries, agreed + 1)];
  };

export function entryOf(entries: readonly LedgerEntry[], id: string): LedgerEntry | null {
  return entries.find((each) => each.id === id) ?? null;
}

function withPlanned(booked: readonly LedgerEntry[], planned: readonly PlannedEntry[]): LedgerEntry[] {
  return [...booked, ...planned.map((each) => ({ ...each, at: '' }))];
}

export function isThere(planned: PlannedEntry | null): planned is PlannedEntry {
  return planned !== null;
}
