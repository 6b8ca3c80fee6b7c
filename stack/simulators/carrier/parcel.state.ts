import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import type { WebhookEvent } from '../lib/webhooks';
import type { ParcelBehaviour } from './postcodes';

export type TrackingType =
  | 'booked'
  | 'collected'
  | 'in-transit'
  | 'out-for-delivery'
  | 'attempted'
  | 'rescheduled'
  | 'held'
  | 'delivered'
  | 'lost'
  | 'damaged'
  | 'returned'
  | 'cancelled';

/** A parcel as it stands in the journal. Of the address only what the label needs is kept. */
export interface Parcel {
  trackingId: string;
  deliveryId: string;
  behaviour: ParcelBehaviour;
  from: { country: string; postcode: string };
  to: { country: string; postcode: string };
  weightGrams: number;
  parcels: number;
  status: TrackingType;
  estimatedAt: string;
  events: {
    sequence: number;
    type: TrackingType;
    description: string;
    occurredAt: string;
    heldUntil?: string;
    pickUpPoint?: string;
  }[];
  /** Another way than that of its postcode, since its buyer chose one. */
  journey?: Journey;
  /** Steps of the journey that are done. */
  stepsDone: number;
  /** When the next step of the journey is due; absent when there is none. */
  nextAtMs?: number;
}

export interface Step {
  parcel: Parcel;
  events: WebhookEvent[];
}

type Journey = readonly TrackingType[];

const TO_THE_DOOR: Journey = ['collected', 'in-transit', 'out-for-delivery'];
const TWICE_IN_VAIN: Journey = [...TO_THE_DOOR, 'attempted', 'out-for-delivery', 'attempted'];
const DELIVERED: Journey = [...TO_THE_DOOR, 'delivered'];

const JOURNEYS: Record<ParcelBehaviour, Journey> = {
  deliver: DELIVERED,
  slow: DELIVERED,
  silent: DELIVERED,
  'duplicate-webhooks': DELIVERED,
  'reordered-webhooks': DELIVERED,
  'timeout-after-effect': DELIVERED,
  'error-once': DELIVERED,
  'not-served': [],
  lost: ['collected', 'in-transit', 'lost'],
  'attempted-twice': [...TWICE_IN_VAIN, 'out-for-delivery', 'delivered'],
  returned: [...TWICE_IN_VAIN, 'returned'],
  'held-collected': [...TO_THE_DOOR, 'attempted', 'held', 'delivered'],
  'held-returned': [...TO_THE_DOOR, 'attempted', 'held', 'returned'],
  damaged: ['collected', 'in-transit', 'damaged'],
  'delivered-unseen': ['delivered'],
  'delivered-twice': [...DELIVERED, 'delivered'],
  'found-after-lost': ['collected', 'in-transit', 'lost', 'delivered'],
  'waits-for-buyer': [...TO_THE_DOOR, 'attempted', 'out-for-delivery', 'delivered'],
  'collected-late': DELIVERED,
};

const SENTENCES: Record<TrackingType, string> = {
  booked: 'The parcel is announced and waits to be collected.',
  collected: 'We collected the parcel from the seller.',
  'in-transit': 'The parcel is on its way to your region.',
  'out-for-delivery': 'The parcel is in the van and arrives today.',
  attempted: 'We rang and nobody answered. The parcel is back at our depot.',
  rescheduled: 'The delivery was moved to the time you chose.',
  held: 'The parcel waits for you at our pick-up point.',
  delivered: 'The parcel was delivered.',
  lost: 'We cannot find the parcel. The seller has been told.',
  damaged: 'The parcel was damaged on its way. The seller has been told.',
  returned: 'The parcel could not be delivered and is back with the seller.',
  cancelled: 'The booking was called off. Nothing will be collected.',
};

const SLOW_FACTOR = 5;
/** How many times longer than a step a parcel waits at the pick-up point. */
const HELD_FACTOR = 4;
/** The same for what somebody should have the time to do something about. */
const PATIENT_FACTOR = 60;
const PICK_UP_POINT = 'Dune Post, 1 Harbour Street';

export function book(
  request: Pick<Parcel, 'deliveryId' | 'from' | 'to' | 'weightGrams' | 'parcels'>,
  behaviour: ParcelBehaviour,
  nowMs: number,
  stepMs: number,
): Step {
  if (behaviour === 'not-served') {
    throw new Refusal(422, 'address-not-served', 'We do not deliver to this postcode. Nothing was booked.');
  }
  const pause = pauseOf(behaviour, stepMs);
  const parcel: Parcel = {
    trackingId: `CRV${newId(nowMs).slice(-16).toUpperCase()}`,
    ...request,
    behaviour,
    status: 'booked',
    estimatedAt: iso(nowMs + pause * JOURNEYS[behaviour].length),
    events: [],
    stepsDone: 0,
    nextAtMs: nowMs + pause * (behaviour === 'collected-late' ? PATIENT_FACTOR : 1),
  };
  return happen(parcel, 'booked', nowMs, stepMs);
}

/** The next step of the journey, if it is due. */
export function advance(parcel: Parcel, nowMs: number, stepMs: number): Step {
  const journey = journeyOf(parcel);
  const type = journey[parcel.stepsDone];
  if (parcel.nextAtMs === undefined || parcel.nextAtMs > nowMs || type === undefined)
    return { parcel, events: [] };
  const stepsDone = parcel.stepsDone + 1;
  const { nextAtMs: _done, ...rest } = parcel;
  const pause = pauseOf(parcel.behaviour, stepMs) * patienceAfter(type, parcel.behaviour);
  const next = stepsDone < journey.length ? { ...rest, nextAtMs: nowMs + pause } : rest;
  return happen({ ...next, stepsDone }, type, nowMs, stepMs);
}

export function cancel(parcel: Parcel, nowMs: number): Step {
  if (parcel.status === 'cancelled') return { parcel, events: [] };
  if (parcel.stepsDone > 0) {
    throw new Refusal(409, 'parcel-under-way', 'The parcel was collected already. It was not called off.');
  }
  const { nextAtMs: _none, ...rest } = parcel;
  return happen(rest, 'cancelled', nowMs, 0);
}

/** Nothing moves before the chosen time; what comes after keeps its pace, and goes where the buyer wants it. */
export function reschedule(
  parcel: Parcel,
  { notBeforeMs, place }: { notBeforeMs: number; place: 'door' | 'pick-up-point' },
  nowMs: number,
): Step {
  if (parcel.nextAtMs === undefined) {
    throw new Refusal(409, 'parcel-finished', 'The parcel has reached its end. Nothing was moved.');
  }
  const isAwaited = parcel.behaviour === 'waits-for-buyer' && parcel.status === 'attempted';
  const nextAtMs = isAwaited ? notBeforeMs : Math.max(parcel.nextAtMs, notBeforeMs);
  const laterMs = nextAtMs - parcel.nextAtMs;
  return happen(
    {
      ...parcel,
      nextAtMs,
      estimatedAt: iso(Date.parse(parcel.estimatedAt) + laterMs),
      journey: journeyTo(place, parcel),
    },
    'rescheduled',
    nowMs,
    0,
  );
}

function patienceAfter(type: TrackingType, behaviour: ParcelBehaviour): number {
  if (type === 'held') return HELD_FACTOR;
  return type === 'attempted' && behaviour === 'waits-for-buyer' ? PATIENT_FACTOR : 1;
}

function journeyOf({ journey, behaviour }: Parcel): Journey {
  return journey ?? JOURNEYS[behaviour];
}

function journeyTo(place: 'door' | 'pick-up-point', parcel: Parcel): Journey {
  const done = journeyOf(parcel).slice(0, parcel.stepsDone);
  if (place === 'pick-up-point')
    return [...done, ...(parcel.stepsDone === 0 ? TO_THE_DOOR : []), 'held', 'delivered'];
  return parcel.status === 'held' ? [...done, 'out-for-delivery', 'delivered'] : journeyOf(parcel);
}

function happen(parcel: Parcel, type: TrackingType, nowMs: number, stepMs: number): Step {
  const heldMs = pauseOf(parcel.behaviour, stepMs) * HELD_FACTOR;
  const made = {
    sequence: parcel.events.length + 1,
    type,
    description: SENTENCES[type],
    occurredAt: iso(nowMs),
    ...(type === 'held' && { heldUntil: iso(nowMs + heldMs), pickUpPoint: PICK_UP_POINT }),
  };
  const next: Parcel = {
    ...parcel,
    // A new appointment does not change where the parcel is.
    status: type === 'rescheduled' ? parcel.status : type,
    events: [...parcel.events, made],
  };
  const { trackingId, deliveryId, estimatedAt } = next;
  const event = {
    id: `trk_${trackingId}_${made.sequence}`,
    type: 'parcel.tracked',
    timestamp: made.occurredAt,
    data: { trackingId, deliveryId, estimatedAt, ...made },
  };
  return { parcel: next, events: [event] };
}

function pauseOf(behaviour: ParcelBehaviour, stepMs: number): number {
  return behaviour === 'slow' ? stepMs * SLOW_FACTOR : stepMs;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
