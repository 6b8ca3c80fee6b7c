import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../services/platform/config';
import { auditBalances } from './balances';
import { auditDeliveries } from './deliveries';
import { auditDisputes } from './disputes';
import { auditEvents } from './events';
import { grouped, inBoth, sumOf, type Breach, type Finding } from './findings';
import { auditGoods } from './goods';
import { auditLedger } from './ledger';
import { auditMoney } from './money';
import { auditParcels } from './orders';
import { auditPayouts } from './payouts';
import { auditPromotions } from './promotions';
import { openSources, type Records, type Sources } from './records';
import { auditShops } from './shops';
import { auditStock } from './stock';
import { auditTalk } from './talk';
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
    return await auditOf(sources);
  } finally {
    await sources.close();
  }
}

/** The same through sources that are open already. */
export async function auditOf(sources: Pick<Sources, 'read'>): Promise<Audit> {
  let records = await sources.read();
  let found = judge(records);
  for (let reading = 1; found.length > 0 && reading < READINGS; reading += 1) {
    await sleep(AGAIN_AFTER_MS);
    records = await sources.read();
    found = inBoth(found, judge(records));
  }
  return { findings: grouped(found), seen: countsOf(records) };
}

/** Every breach in one reading. */
export function judge(records: Records, nowMs: number = Date.now()): Breach[] {
  return [
    ...auditStock(records, nowMs),
    ...auditGoods(records),
    ...auditMoney(records),
    ...auditParcels(records),
    ...auditDeliveries(records),
    ...auditLedger(records),
    ...auditBalances(records),
    ...auditPromotions(records),
    ...auditTalk(records),
    ...auditDisputes(records),
    ...auditPayouts(records),
    ...auditShops(records),
    ...auditWorkflows(records, nowMs),
    ...auditEvents(records, nowMs),
  ];
}

function countsOf(records: Records) {
  const { stocks, checkouts, orders, payments, deliveries, refunds, disputes, payouts, entries } = records;
  return {
    'stock records': stocks.length,
    checkouts: checkouts.length,
    orders: orders.length,
    payments: payments.length,
    'payments at the provider': records.atProvider.length,
    parcels: deliveries.length,
    refunds: refunds.length,
    disputes: disputes.length,
    payouts: payouts.length,
    'transfers at the provider': records.transfers.length,
    'ledger entries': entries.length,
    'snapshots of balances': records.balances.snapshots.length,
    reviews: records.talk.reviews.length,
    conversations: records.talk.conversations.length,
    'events in the index': sumOf(records.passages.indexed.map(({ count }) => count)),
  };
}
