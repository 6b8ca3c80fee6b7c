import {
  ActivityFailure,
  condition,
  type ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  startChild,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { ActedBy, OrderStatus } from '../services/order/order.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { type Attention, causeOf, refusal, refusalWithin } from './attention';
import { delivery } from './delivery.workflow';
import type { DeliveryReport, OrderInput, PackRequest } from './order.messages';
import { markedAsMine } from './seller-mark';
import { ASKING, INSIDE } from './steps';
import type { queue } from './turns';

const local = (summary: string) => proxyLocalActivities<FulfilmentActivities>({ ...INSIDE, summary });

const { packParcel } = local('Write down what goes where');
const { startShipping, stopShipping, shipOrder } = local('Write down how the shipping goes');
const { captureOrder } = proxyActivities<FulfilmentActivities>({ ...ASKING, summary: 'Take the money' });

const ABANDON: ParentClosePolicy = 'ABANDON';

type Standing = { status: OrderStatus; returnUntil: string | null };

/** What the order lends to its shipping. */
interface Order {
  input: OrderInput;
  overdueDays: number;
  staff: Attention;
  write: ReturnType<typeof queue>;
  status: () => OrderStatus;
  /** The order stands so from now on. */
  become: (status: OrderStatus, details?: string) => void;
  /** Says again what is waited for. */
  tell: () => void;
  written: (step: string, run: () => Promise<Standing>) => Promise<void>;
  /** A parcel has left; it is somebody else's to see it arrive. */
  left: (parcelId: string) => void;
}

/** The parcels of an order: packed, those that wait to leave, and what the carrier said of the others. */
export function shippingOf({ input, overdueDays, staff, write, status, become, tell, written, left }: Order) {
  const { orderId, carrierPollSeconds } = input;
  let parcels = 0;
  let packed: string[] = [];
  let isAllPacked = false;
  const reports = new Map<string, DeliveryReport['status']>();
  const nextParcelId = () => `${orderId}-d${parcels + 1}`;

  /** Without the money nothing is shipped; a refusal puts the parcel back and is passed on. */
  async function takeMoney(parcelId: string, unpack: boolean): Promise<void> {
    try {
      await captureOrder({ orderId });
    } catch (error) {
      const refused = refusalWithin(error);
      if (!refused && !(error instanceof ActivityFailure)) throw error;
      await staff.insist('Put the parcel back', () =>
        stopShipping({ orderId, parcelId, unpack, why: causeOf(error) }),
      );
      if (unpack) {
        parcels -= 1;
        packed = packed.filter((id) => id !== parcelId);
        isAllPacked = false;
      }
      become('accepted', `The money could not be taken: ${causeOf(error)}`);
      throw (
        refused ??
        refusal('capture-failed', 'The money could not be taken, so nothing was shipped. Try again.')
      );
    }
  }

  return {
    /** What the carrier said last, which of an ended parcel stays. */
    hear(report: DeliveryReport): void {
      if (!hasEnded(reports.get(report.deliveryId))) reports.set(report.deliveryId, report.status);
    },

    /** How a parcel ended; undefined while it is on its way. */
    endOf(deliveryId: string): DeliveryReport['status'] | undefined {
      const reported = reports.get(deliveryId);
      return hasEnded(reported) ? reported : undefined;
    },

    /** Refuses a parcel that is not there to leave; without a name, one that is not clear. */
    mustKnow(parcelId: string | undefined): void {
      if (parcelId === undefined ? packed.length > 1 : !packed.includes(parcelId))
        throw refusal('parcel-unknown', 'Say which of the packed parcels leaves. Nothing was changed.', {
          packed,
        });
    },

    async pack(request: PackRequest) {
      const parcelId = nextParcelId();
      ({ isAllPacked } = await packParcel({ orderId, parcelId, ...request }));
      parcels += 1;
      packed.push(parcelId);
      tell();
      return { status: status(), parcelId };
    },

    /** @param parcelId without it the one that is packed, or all that is left in a new one */
    async ship(by: ActedBy, parcelId = packed[0] ?? nextParcelId()) {
      const started = await write(() => startShipping({ orderId, by, parcelId }));
      const isPackedByShipping = !packed.includes(parcelId);
      if (isPackedByShipping) {
        parcels += 1;
        packed.push(parcelId);
        isAllPacked = true;
      }
      become(started.status);
      if (!started.isTaken) await takeMoney(parcelId, isPackedByShipping);
      await startChild(delivery, {
        workflowId: workflowIds.delivery(parcelId),
        taskQueue: TASK_QUEUES.fulfilment,
        parentClosePolicy: ABANDON,
        args: [
          {
            ...{ deliveryId: parcelId, orderId, pollSeconds: carrierPollSeconds, overdueDays },
            kind: 'parcel',
            edition: 3,
          },
        ],
        staticSummary: 'Parcel on its way',
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.status, value: 'booking' }, ...markedAsMine()],
      });
      await condition(() => reports.has(parcelId));
      packed = packed.filter((id) => id !== parcelId);
      await written('Write down the shipment', () => shipOrder({ orderId, deliveryId: parcelId }));
      left(parcelId);
      return { status: status(), deliveryId: parcelId };
    },

    /** What is packed is cancelled with the rest. */
    unpackAll(): void {
      packed = [];
    },

    /** What is packed, in a sentence. */
    words(): string {
      return isAllPacked ? 'Everything is packed.' : `${packed.length} parcels are packed.`;
    },
  };
}

function hasEnded(reported: DeliveryReport['status'] | undefined): boolean {
  return reported !== undefined && ['delivered', 'lost', 'damaged', 'returned'].includes(reported);
}
