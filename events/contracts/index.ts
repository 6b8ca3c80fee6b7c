import type { EventContract } from '../contract';
import * as behaviour from './behaviour.events';
import * as cases from './case.events';
import * as catalogue from './catalogue.events';
import * as commission from './commission.events';
import * as checkout from './checkout.events';
import * as delivery from './delivery.events';
import * as dispute from './dispute.events';
import * as message from './message.events';
import * as notice from './notice.events';
import * as order from './order.events';
import * as payment from './payment.events';
import * as payout from './payout.events';
import * as promotion from './promotion.events';
import * as refund from './refund.events';
import * as review from './review.events';
import * as seller from './seller.events';
import * as stock from './stock.events';

/** Every event there is, by type. */
export const CONTRACTS: ReadonlyMap<string, EventContract> = new Map(
  [
    behaviour,
    cases,
    catalogue,
    checkout,
    commission,
    delivery,
    dispute,
    message,
    notice,
    order,
    payment,
    payout,
    promotion,
    refund,
    review,
    seller,
    stock,
  ]
    .flatMap((file) => Object.values(file) as EventContract[])
    .map((contract) => [contract.type, contract]),
);
