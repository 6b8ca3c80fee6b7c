import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../services/platform/config';
import { grouped, inBoth, type Breach, type Finding } from './findings';
import { auditMoney } from './money';
import { openSources, type Records } from './records';
import { auditStock } from './stock';
import { auditWorkflows } from './workflows';

export interface Audit {
  /** Empty when everything agrees. */
  findings: Finding[];
  /** How many of each were looked at. */
  seen: Record<string, number>;
}

/** Between two readings: longer than any step of a shop that is well takes. */
const AGAIN_AFTER_MS = 2_000;
const READINGS = 5;

/**
 * Compares stock, checkouts, orders, payments, the provider's records and open workflows, and changes nothing. What
 * is under way looks broken for a moment, so only what every one of several readings finds is a finding; where the
 * first finds nothing it is the only one.
 * @throws when something cannot be read
 */
export async function audit(config: Config): Promise<Audit> {
  const sources = await openSources(config);
  try {
    let records = await sources.read();
    let found = judge(records);
    for (let reading = 1; found.length > 0 && reading < READINGS; reading += 1) {
      await sleep(AGAIN_AFTER_MS);
      records = await sources.read();
      found = inBoth(found, judge(records));
    }
    return { findings: grouped(found), seen: countsOf(records) };
  } finally {
    await sources.close();
  }
}

/** Every breach in one reading. */
export function judge(records: Records, nowMs: number = Date.now()): Breach[] {
  return [...auditStock(records, nowMs), ...auditMoney(records), ...auditWorkflows(records)];
}

function countsOf({ stocks, checkouts, orders, payments, deliveries, refunds, atProvider }: Records) {
  return {
    'stock records': stocks.length,
    checkouts: checkouts.length,
    orders: orders.length,
    payments: payments.length,
    'payments at the provider': atProvider.length,
    parcels: deliveries.length,
    refunds: refunds.length,
  };
}
