import type { ReturnStatus } from './return.schema';

/** Which status of a return may follow which; what is not here is refused. */
export const NEXT_RETURN_STATUS: Record<ReturnStatus, readonly ReturnStatus[]> = {
  requested: ['offered', 'approved', 'rejected'],
  offered: ['approved', 'kept'],
  // What the carrier loses or damages is refunded without anybody looking at it.
  approved: ['received', 'accepted', 'expired'],
  received: ['accepted', 'refused'],
  accepted: [],
  refused: [],
  rejected: [],
  kept: [],
  expired: [],
};

export function canReturnBecome(from: ReturnStatus, to: ReturnStatus): boolean {
  return NEXT_RETURN_STATUS[from].includes(to);
}

/** True when nothing can follow. */
export function returnIsOver(status: ReturnStatus): boolean {
  return NEXT_RETURN_STATUS[status].length === 0;
}
