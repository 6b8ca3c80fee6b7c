import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DeliveryStatus } from '../services/delivery/delivery.schema';
import type { ActedBy, CancelReason, OrderStatus } from '../services/order/order.schema';
import type { DeclinedUnits, ParcelCarrier, Units } from '../services/order/parcel.schema';
import type { ReturnReason, ReturnStatus } from '../services/order/return.schema';
import type { Address } from '../services/user/user.schema';

export interface OrderInput {
  orderId: string;
  paymentId: string;
  acceptBy: string;
  shipWithinHours: number;
  returnWindowHours: number;
  /** How long a parcel's tracking may be silent before the carrier is asked. */
  carrierPollSeconds: number;
  /** So many days after it should have arrived a parcel is a case for staff. Absent in what earlier versions placed. */
  parcelOverdueDays?: number;
  /** How long who is waited for in a return may take: to agree, to send it, to look at it. Since edition 3. */
  returnHours?: ReturnHours;
  /**
   * Without one the payment's workflow is open all the time and is told when the order is over. Until 3 an order is
   * one parcel, and is accepted, cancelled and given back as a whole.
   */
  edition?: 2 | 3;
}
export interface ReturnHours {
  decide: number;
  send: number;
  inspect: number;
}
export interface OrderAnswer {
  status: OrderStatus;
}
export interface ReturnAnswer {
  returnId: string;
  status: ReturnStatus;
}
export interface DeliveryReport {
  deliveryId: string;
  status: DeliveryStatus;
}

/** All of it, or without what is declined. */
export const acceptOrderUpdate = defineUpdate<OrderAnswer, [{ by: ActedBy; declined?: DeclinedUnits[] }]>(
  'accept',
);
export interface PackRequest {
  by: ActedBy;
  /** Absent: all that is not packed yet. */
  lines?: Units[];
  carrier: ParcelCarrier;
  courierId?: string;
}
export const packParcelUpdate = defineUpdate<OrderAnswer & { parcelId: string }, [PackRequest]>('pack');
/**
 * Takes the money of the order with the first parcel, books the carrier and answers once the parcel is with it. Without
 * a parcel the one that is packed leaves; where none is, all that is left leaves in one.
 */
export const shipOrderUpdate = defineUpdate<
  OrderAnswer & { deliveryId: string },
  [{ by: ActedBy; parcelId?: string }]
>('ship');
/** Possible until it ships: releases the money and the stock. Once a part has left, only the rest. */
export const cancelOrderUpdate = defineUpdate<
  OrderAnswer,
  [{ by: ActedBy; reason: CancelReason; note?: string }]
>('cancel');
export const changeAddressUpdate = defineUpdate<OrderAnswer, [{ by: ActedBy; address: Address }]>(
  'changeAddress',
);

export const requestReturnUpdate = defineUpdate<
  ReturnAnswer,
  [{ by: ActedBy; lines: Units[]; reason: ReturnReason; note?: string }]
>('requestReturn');
export interface ReturnDecided {
  returnId: string;
  by: ActedBy;
  decision: 'approve' | 'reject' | 'offer';
  note?: string;
  /** Of an offer: what the buyer gets for keeping it, minor units. */
  amountMinor?: number;
}
export const decideReturnUpdate = defineUpdate<ReturnAnswer, [ReturnDecided]>('decideReturn');
/** The buyer takes the offer and keeps it, or sends it back. */
export const answerOfferUpdate = defineUpdate<
  ReturnAnswer,
  [{ returnId: string; by: ActedBy; accept: boolean }]
>('answerOffer');
/** The seller has the goods, whatever the carrier says. */
export const receiveReturnUpdate = defineUpdate<ReturnAnswer, [{ returnId: string; by: ActedBy }]>(
  'receiveReturn',
);
export interface ReturnInspected {
  returnId: string;
  by: ActedBy;
  /** What was found good; absent where all of it was. */
  accepted?: Units[];
  note?: string;
}
export const inspectReturnUpdate = defineUpdate<ReturnAnswer, [ReturnInspected]>('inspectReturn');

export const deliveryReportedSignal = defineSignal<[DeliveryReport]>('deliveryReported');
export const refundReportedSignal =
  defineSignal<[{ refundId: string; amountMinor: number }]>('refundReported');
/** Machine: a bank has decided a dispute, or money that somebody asked for is not given: what waited for that may go back. */
export const moneyDecidedSignal = defineSignal('moneyDecided');
/** Machine: the bank holds the money for a short time only, and nobody has accepted the order. */
export const authorisationEndingSignal = defineSignal<[{ until: string }]>('authorisationEnding');
/** Machine: the bank let go of the money; without it nothing may be shipped. */
export const authorisationLapsedSignal = defineSignal('authorisationLapsed');
export const orderStatusQuery = defineQuery<OrderStatus>('status');
