import type { Seller } from './seller.schema';

/** Whether the shop is on vacation at this moment. */
export function isAway({ vacation }: Pick<Seller, 'vacation'>, nowMs: number): boolean {
  return vacation ? Date.parse(vacation.from) <= nowMs && nowMs < Date.parse(vacation.until) : false;
}

/** Whether its goods can be bought at this moment. */
export function sells(seller: { status: string; vacation?: Seller['vacation'] }, nowMs: number): boolean {
  return seller.status === 'active' && !isAway(seller, nowMs);
}

/** The name of the TXT record that proves a domain. */
export function recordNameOf(host: string): string {
  return `_caravan.${host}`;
}
