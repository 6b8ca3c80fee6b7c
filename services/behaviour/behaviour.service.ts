import { type Connection, trusted } from 'mongoose';
import type { CaravanEvent, OutboxEntry } from '../../events/contract';
import * as events from '../../events/contracts/behaviour.events';
import type { orderPlaced } from '../../events/contracts/order.events';
import { eventOf } from '../../events/outbox';
import type { z } from 'zod';
import type { Clock } from '../platform/clock';
import { changeDocument, insertOnce } from '../platform/guarded';
import { VisitOverError } from './behaviour.errors';
import { visitModel, type VisitDocument } from './behaviour.model';
import type { Behaviour, BehaviourBatch, Sender } from './behaviour.schema';
import * as state from './behaviour.state';

/** More than this no person does in one visit. */
const MOST_OF_VISIT = 1000;
/** So many ids of events are kept, to know again what comes twice. */
const TAKEN_KEPT = 200;
const DAY_MS = 86_400_000;
/** Visits last a day at most; the others are there while their events may still wait. */
const KEPT_MS = 3 * DAY_MS;

export type BehaviourService = ReturnType<typeof createBehaviourService>;
export type PlacedOrder = Pick<CaravanEvent<z.infer<typeof orderPlaced.data>>, 'time' | 'data'>;

/** What visitors look at, search for and buy: one document a visit, whose events the relay carries. */
export function createBehaviourService({
  connection,
  clock,
  ownHost,
  sellerOf,
}: {
  connection: Connection;
  clock: Clock;
  /** Host of the shop's own pages. */
  ownHost: string;
  /** Who sells a product; null where nobody does now. */
  sellerOf: (productId: string) => Promise<string | null>;
}) {
  const model = visitModel(connection);

  /** The events of a batch that can be told: of machines none, of unknown products none. */
  async function tellable(
    batch: BehaviourBatch,
    visit: Pick<VisitDocument, 'visitorId' | 'sessionId' | 'userId' | 'device' | 'country' | 'referrer'>,
    nowMs: number,
  ): Promise<{ id: string; event: OutboxEntry }[]> {
    const { visitorId, sessionId, userId, device, country, referrer } = visit;
    const common = {
      ...{ visitorId, sessionId, device },
      ...(userId === null ? {} : { userId }),
      ...(country === null ? {} : { country }),
      ...(referrer === null ? {} : { referrer }),
    };
    const told = batch.events.map(async (one: Behaviour) => {
      const by = { ...common, at: new Date(nowMs - one.agoMs).toISOString() };
      if (one.type !== 'searched') {
        const sellerId = await sellerOf(one.productId);
        if (sellerId === null) return [];
        const contract = one.type === 'seen' ? events.productSeen : events.productBasketed;
        return [
          { id: one.id, event: eventOf(contract, { ...by, productId: one.productId, sellerId }, nowMs) },
        ];
      }
      const text = state.searchText(one.text);
      if (text === null) return [];
      const data = { ...by, text, results: one.results };
      return [{ id: one.id, event: eventOf(events.productSearched, data, nowMs) }];
    });
    return (await Promise.all(told)).flat();
  }

  /** The visit of a buyer who agreed to be known, where they are in one. */
  async function visitOf(userId: string, beforeMs: number): Promise<VisitDocument | null> {
    return model
      .findOne({ userId, lastAt: trusted({ $gt: beforeMs - DAY_MS }) } as never)
      .sort({ lastAt: -1 })
      .lean() as Promise<VisitDocument | null>;
  }

  return {
    /**
     * Notes what a browser tells. What came before is known again, machines are not counted, and a visit that told very
     * much tells no more.
     * @returns how many events were new
     * @throws VisitOverError
     */
    async record(batch: BehaviourBatch, sender: Sender): Promise<{ accepted: number }> {
      const nowMs = clock.nowMs();
      if (!state.isFresh(batch.sessionId, nowMs)) throw new VisitOverError();
      if (state.isMachine(sender.userAgent)) return { accepted: 0 };
      const visit = {
        ...state.identityOf(batch, sender),
        sessionId: batch.sessionId,
        device: state.deviceOf(sender.userAgent),
        country: state.countryOf(sender.country),
        referrer: state.referrerOf(batch.referrer, ownHost),
      };
      const told = firstOfEach(await tellable(batch, visit, nowMs));
      if (told.length === 0) return { accepted: 0 };
      const fresh = {
        ...{ _id: batch.sessionId, ...visit, lastAt: nowMs, told: told.length },
        taken: told.map(({ id }) => id),
      };
      if (await insertOnce(model, fresh, nowMs, ...told.map(({ event }) => event)))
        return { accepted: told.length };

      let accepted = 0;
      await changeDocument(model, 'visit', batch.sessionId, nowMs, (current) => {
        const unknown = told.filter(({ id }) => !current.taken.includes(id));
        const added = unknown.slice(0, Math.max(0, MOST_OF_VISIT - current.told));
        accepted = added.length;
        if (added.length === 0) return null;
        const taken = [...current.taken, ...added.map(({ id }) => id)].slice(-TAKEN_KEPT);
        return {
          set: { taken, lastAt: nowMs, told: current.told + added.length, userId: visit.userId },
          events: added.map(({ event }) => event),
        };
      });
      return { accepted };
    },

    /**
     * Tells what a placed order bought, once however often it is told. It belongs to the buyer's visit where they agreed
     * to be known; else to a visit of its own that leads to nobody.
     */
    async notePurchase({ time, data }: PlacedOrder): Promise<void> {
      const { orderId, buyerId, sellerId, currency } = data;
      const placedMs = Date.parse(time);
      const id = `purchase-${orderId}`;
      const visit = await visitOf(buyerId, placedMs);
      const by = {
        visitorId: visit?.visitorId ?? id,
        sessionId: visit?.sessionId ?? id,
        device: visit?.device ?? ('unknown' as const),
        ...(visit ? { userId: buyerId } : {}),
        ...(visit?.country ? { country: visit.country } : {}),
        ...(visit?.referrer ? { referrer: visit.referrer } : {}),
      };
      const told = data.lines.map(({ productId, quantity, totalMinor }, n) => ({
        ...eventOf(
          events.productBought,
          { ...by, at: time, productId, sellerId, orderId, quantity, totalMinor, currency },
          placedMs,
        ),
        // The same order has the same events, also when its document was cleaned away meanwhile.
        id: `${orderId}-bought-${n + 1}`,
      }));
      const { visitorId, sessionId, device } = by;
      const kept = { _id: id, visitorId, sessionId, device, lastAt: placedMs, told: told.length, taken: [] };
      const none = { userId: null, country: null, referrer: null };
      await insertOnce(model, { ...kept, ...none }, clock.nowMs(), ...told);
    },

    /** Removes visits that are over and whose events have left. @returns how many */
    async clean(): Promise<number> {
      const { deletedCount } = await model.deleteMany({
        lastAt: trusted({ $lt: clock.nowMs() - KEPT_MS }),
        outbox: trusted({ $size: 0 }),
      } as never);
      return deletedCount;
    },
  };
}

function firstOfEach<Item extends { id: string }>(items: readonly Item[]): Item[] {
  const known = new Set<string>();
  return items.filter(({ id }) => !known.has(id) && known.add(id));
}
