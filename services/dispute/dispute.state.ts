import { allocate } from '../platform/shares';
import type { Dispute, DisputeStatus } from './dispute.schema';

/** A verdict may come at any time: the buyer can withdraw, and the bank does not always wait. */
export const NEXT_DISPUTE_STATUS: Record<DisputeStatus, readonly DisputeStatus[]> = {
  open: ['submitted', 'conceded', 'won', 'lost'],
  submitted: ['won', 'lost'],
  conceded: ['won', 'lost'],
  won: [],
  lost: [],
};

export function disputeIsOver(status: DisputeStatus): boolean {
  return NEXT_DISPUTE_STATUS[status].length === 0;
}

/** What of one seller order a bank could still take back, minor units. */
export interface Disputable {
  orderId: string;
  leftMinor: number;
}

/**
 * Which order gives how much of a disputed amount: by what is left of each, largest remainder, so that none gives more
 * than it has. Orders that give nothing are left out. Null when the bank asks for more than is left.
 */
export function splitDispute(
  amountMinor: number,
  orders: readonly Disputable[],
): { orderId: string; amountMinor: number }[] | null {
  const left = orders.map(({ leftMinor }) => leftMinor);
  if (amountMinor > left.reduce((sum, minor) => sum + minor, 0)) return null;
  const shares = allocate(amountMinor, left);
  return orders
    .map(({ orderId }, index) => ({ orderId, amountMinor: shares[index] ?? 0 }))
    .filter((part) => part.amountMinor > 0);
}

const HOUR_MS = 3_600_000;

/**
 * When to remind and when to submit by itself. Moments that are past when the dispute is opened are left out, because
 * the notice of its opening says the same; a short deadline still leaves three quarters of it to people.
 */
export function disputeMoments({
  openedMs,
  dueMs,
  remindHours,
  submitHours,
}: {
  openedMs: number;
  dueMs: number;
  remindHours: readonly number[];
  submitHours: number;
}): { remindAt: string[]; submitAt: string } {
  const windowMs = Math.max(0, dueMs - openedMs);
  const submitMs = dueMs - Math.min(submitHours * HOUR_MS, windowMs / 4);
  const remindMs = remindHours
    .map((hours) => dueMs - hours * HOUR_MS)
    .filter((ms) => ms > openedMs && ms < submitMs);
  return {
    remindAt: [...new Set(remindMs)].sort((a, b) => a - b).map(iso),
    submitAt: iso(submitMs),
  };
}

/** What is submitted unless somebody writes better: the facts and statements of each order, in plain text. */
export function draftEvidence(dispute: Pick<Dispute, 'parts'>, longest: number): string {
  const parts = dispute.parts.map(({ orderId, sellerName, facts, statements }) =>
    [
      `Order ${orderId}, sold by ${sellerName}`,
      ...facts.map(({ at, text }) => (at === null ? `- ${text}` : `- ${at}: ${text}`)),
      ...statements.map(({ at, text }) => `Statement of the seller (${at}): ${text}`),
    ].join('\n'),
  );
  const text = parts.join('\n\n');
  return text.length <= longest ? text : `${text.slice(0, longest - CUT.length)}${CUT}`;
}

const CUT = '\n(shortened)';

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
