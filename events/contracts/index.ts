import type { EventContract } from '../contract';
import * as catalogue from './catalogue.events';
import * as checkout from './checkout.events';
import * as delivery from './delivery.events';
import * as order from './order.events';
import * as payment from './payment.events';
import * as refund from './refund.events';
import * as stock from './stock.events';

/** Every event there is, by type. */
export const CONTRACTS: ReadonlyMap<string, EventContract> = new Map(
  [catalogue, checkout, delivery, order, payment, refund, stock]
    .flatMap((file) => Object.values(file) as EventContract[])
    .map((contract) => [contract.type, contract]),
);
