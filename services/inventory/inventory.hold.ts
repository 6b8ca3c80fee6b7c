import { stockHeld, stockReleased } from '../../events/contracts/stock.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { HoldSettledError, OutOfStockError, type Shortage } from './inventory.errors';
import { REMEMBERED_KEYS, type HoldEntry, type StockCollection, type StockDocument } from './inventory.model';
import type { Allocation, StockLine } from './inventory.schema';

interface HoldDeps {
  stocks: StockCollection;
  clock: Clock;
}

interface HoldRequest {
  key: string;
  lines: StockLine[];
  expiresAt: string;
}

/** What a hold has to know of a stock document: how many are free, and what its own key has there already. */
type StockView = Pick<StockDocument, '_id' | 'sku' | 'warehouseId' | 'available'> & {
  own: HoldEntry | undefined;
  isSettled: boolean;
};

/** How often one SKU is looked at again when others buy it at the same moment. Each time somebody got on. */
const MOST_LOOKS = 200;

/**
 * Holds all lines or none. SKUs are taken in one order by everybody, so that two baskets with the same goods rarely
 * leave each other with a half. Of its own key a call may release only what it made itself: a second call under the
 * same key (a retry while the first still runs) takes over what it finds, and the first can no longer give it back.
 * @throws OutOfStockError, HoldSettledError
 */
export async function holdAllOrNone(deps: HoldDeps, request: HoldRequest): Promise<Allocation[]> {
  const wanted = sumPerSku(request.lines);
  const views = await viewStock(deps.stocks, request.key, [...wanted.keys()]);
  if (views.some((view) => view.isSettled)) throw new HoldSettledError(request.key);
  if (isHeldByOneCall(wanted, views)) return allocationsOf(views);

  const call = newId(deps.clock.nowMs());
  const held: Allocation[] = [];
  for (const [sku, quantity] of wanted) {
    const parts = await holdSku(deps, request, call, { sku, quantity }, ofSku(views, sku));
    held.push(...parts);
    if (sumOf(parts) >= quantity) continue;
    await releaseOwn(deps, request.key, call, held);
    throw await refusal(deps.stocks, request.key, wanted);
  }
  return held;
}

/** Units wanted of each SKU, in the order in which everybody takes them. */
function sumPerSku(lines: StockLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function viewStock(stocks: StockCollection, key: string, skus: string[]): Promise<StockView[]> {
  const documents = await stocks
    .find(
      { sku: { $in: skus } },
      {
        projection: {
          sku: 1,
          warehouseId: 1,
          available: 1,
          holds: { $elemMatch: { key } },
          settled: { $elemMatch: { $eq: key } },
        },
      },
    )
    .toArray();
  return documents.map(({ _id, sku, warehouseId, available, holds, settled }) => ({
    _id,
    sku,
    warehouseId,
    available,
    // A projection that matches nothing leaves the field out.
    own: (holds as HoldEntry[] | undefined)?.[0],
    isSettled: (settled as string[] | undefined)?.length === 1,
  }));
}

/** A call that holds everything has answered, or is about to: nobody will release it behind our back. */
function isHeldByOneCall(wanted: Map<string, number>, views: StockView[]): boolean {
  const calls = new Set(views.flatMap(({ own }) => (own ? [own.call] : [])));
  if (calls.size !== 1) return false;
  return [...wanted].every(([sku, quantity]) => sumOf(allocationsOf(ofSku(views, sku))) >= quantity);
}

/**
 * Takes units of one SKU, from as few warehouses as it can. Answers with what it got, which may be less than wanted;
 * then nothing is left anywhere.
 */
async function holdSku(
  deps: HoldDeps,
  request: HoldRequest,
  call: string,
  line: StockLine,
  known: StockView[],
): Promise<Allocation[]> {
  const held = new Map<string, Allocation>();
  let views = known;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    for (const view of views) {
      if (view.isSettled) return [...held.values()];
      if (!view.own || held.has(view._id)) continue;
      if (await takeOver(deps.stocks, view._id, request.key, call))
        held.set(view._id, allocationOf(view, view.own.quantity));
    }
    let missing = line.quantity - sumOf([...held.values()]);
    if (missing <= 0) return [...held.values()];

    const free = byFitness(
      views.filter((view) => !held.has(view._id) && view.available > 0),
      missing,
    );
    if (free.length === 0) return [...held.values()];
    for (const view of free) {
      const quantity = Math.min(view.available, missing);
      if (!(await takeUnits(deps, request, call, view, quantity))) break;
      held.set(view._id, allocationOf(view, quantity));
      missing -= quantity;
      if (missing === 0) return [...held.values()];
    }
    views = await viewStock(deps.stocks, request.key, [line.sku]);
  }
  return [...held.values()];
}

/** A warehouse that has enough saves a parcel: the fullest first; ids settle a tie, so that repeats agree. */
function byFitness(views: StockView[], wanted: number): StockView[] {
  const rank = (view: StockView) => Math.min(view.available, wanted);
  return views.sort((a, b) => rank(b) - rank(a) || (a._id < b._id ? -1 : 1));
}

async function takeUnits(
  { stocks, clock }: HoldDeps,
  { key, expiresAt }: HoldRequest,
  call: string,
  view: StockView,
  quantity: number,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { sku, warehouseId } = view;
  const event = carrying(nowMs, eventOf(stockHeld, { sku, warehouseId, quantity, key }, nowMs));
  const { modifiedCount } = await stocks.updateOne(
    { _id: view._id, available: { $gte: quantity }, 'holds.key': { $ne: key }, settled: { $ne: key } },
    {
      $inc: { ...event.$inc, available: -quantity, reserved: quantity },
      $push: { ...event.$push, holds: { key, quantity, expiresAt, call } },
      $set: { ...event.$set, updatedAt: nowMs },
    },
  );
  return modifiedCount === 1;
}

async function takeOver(stocks: StockCollection, _id: string, key: string, call: string): Promise<boolean> {
  const { matchedCount } = await stocks.updateOne(
    { _id, 'holds.key': key },
    { $set: { 'holds.$.call': call } },
  );
  return matchedCount === 1;
}

/** Gives back what this call took, unless another call under the key relies on it by now. */
async function releaseOwn(
  { stocks, clock }: HoldDeps,
  key: string,
  call: string,
  held: Allocation[],
): Promise<void> {
  for (const { sku, warehouseId, quantity } of held) {
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(stockReleased, { sku, warehouseId, quantity, key }, nowMs));
    await stocks.updateOne(
      { _id: `${sku}@${warehouseId}`, holds: { $elemMatch: { key, call, quantity } } },
      {
        $inc: { ...event.$inc, available: quantity, reserved: -quantity },
        $pull: { holds: { key } },
        $push: event.$push,
        $set: { ...event.$set, updatedAt: nowMs },
      },
    );
  }
}

async function refusal(stocks: StockCollection, key: string, wanted: Map<string, number>): Promise<Error> {
  const views = await viewStock(stocks, key, [...wanted.keys()]);
  if (views.some((view) => view.isSettled)) return new HoldSettledError(key);
  const lines: Shortage[] = [...wanted].map(([sku, quantity]) => ({
    sku,
    wanted: quantity,
    available: ofSku(views, sku).reduce((sum, view) => sum + view.available, 0),
  }));
  const short = lines.filter((line) => line.available < line.wanted);
  // Units may have come back since; the refusal stands, and it names what was asked for.
  return new OutOfStockError(short.length > 0 ? short : lines);
}

const ofSku = (views: StockView[], sku: string) => views.filter((view) => view.sku === sku);

const allocationOf = ({ sku, warehouseId }: StockView, quantity: number): Allocation => ({
  sku,
  warehouseId,
  quantity,
});

function allocationsOf(views: StockView[]): Allocation[] {
  return views.flatMap((view) => (view.own ? [allocationOf(view, view.own.quantity)] : []));
}

const sumOf = (parts: { quantity: number }[]) => parts.reduce((sum, { quantity }) => sum + quantity, 0);

/** The marks that a settled hold leaves; the oldest are forgotten. */
export const remembering = (key: string) => ({ $each: [key], $slice: -REMEMBERED_KEYS });
