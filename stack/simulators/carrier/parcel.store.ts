import { createAnswerStore, type AnswerStore, type StoredAnswer } from '../lib/idempotency';
import { openJournal } from '../lib/journal';
import type { Dispatch } from '../lib/webhooks';
import type { Parcel } from './parcel.state';

/** One line of the journal: all that one request changed. */
export interface Entry {
  parcel?: Parcel;
  dispatches?: Dispatch[];
  answer?: StoredAnswer;
  /** Id of a webhook that arrived. */
  delivered?: string;
}

export interface ParcelStore {
  parcel(trackingId: string): Parcel | undefined;
  byDelivery(deliveryId: string): Parcel[];
  all(): Iterable<Parcel>;
  undelivered(): Dispatch[];
  answers: AnswerStore;
  /** Writes the entry to the journal, then applies it: all of it or nothing. */
  commit(entry: Entry): void;
  close(): void;
}

/** Everything the carrier knows, in memory, with a journal that rebuilds it after a restart. */
export function openParcelStore(options: {
  file: string;
  answerTtlMs: number;
  nowMs: () => number;
}): ParcelStore {
  const parcels = new Map<string, Parcel>();
  const deliveries = new Map<string, string[]>();
  const pending = new Map<string, Dispatch>();
  const answers = createAnswerStore(options.answerTtlMs, options.nowMs);

  function applyParcel(parcel: Parcel): void {
    if (!parcels.has(parcel.trackingId)) {
      deliveries.set(parcel.deliveryId, [...(deliveries.get(parcel.deliveryId) ?? []), parcel.trackingId]);
    }
    parcels.set(parcel.trackingId, parcel);
  }

  function apply(entry: Entry): void {
    if (entry.parcel) applyParcel(entry.parcel);
    for (const dispatch of entry.dispatches ?? []) pending.set(dispatch.event.id, dispatch);
    if (entry.answer) answers.remember(entry.answer);
    if (entry.delivered !== undefined) pending.delete(entry.delivered);
  }

  function* snapshot(): Generator<Entry> {
    for (const parcel of parcels.values()) yield { parcel };
    if (pending.size > 0) yield { dispatches: [...pending.values()] };
    for (const answer of answers.all()) yield { answer };
  }

  const journal = openJournal<Entry>({ file: options.file, apply, snapshot });

  return {
    parcel: (trackingId) => parcels.get(trackingId),
    byDelivery: (deliveryId) =>
      (deliveries.get(deliveryId) ?? []).flatMap((trackingId) => {
        const parcel = parcels.get(trackingId);
        return parcel ? [parcel] : [];
      }),
    all: () => parcels.values(),
    undelivered: () => [...pending.values()],
    answers,
    commit: (entry) => journal.append(entry),
    close: () => journal.close(),
  };
}
