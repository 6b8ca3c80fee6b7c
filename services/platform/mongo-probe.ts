import { DomainError } from './errors';
import { newId } from './ids';
import type { Databases } from './mongo';

const UNITS = 10;
const BUYERS = 100;
const AT_ONCE = 32;

interface Probe {
  _id: string;
  available: number;
  sold: number;
}

/**
 * Races guarded updates for a few units of one fresh document and sees whether the database kept every one of them.
 * Some servers that speak MongoDB's protocol hand out the same unit twice; a shop on them would oversell.
 * @throws DomainError `unsafe-database`, whose message says which server to use instead.
 */
export async function probeConcurrency(databases: Databases): Promise<void> {
  const probes = databases.of('platform').collection<Probe>('probes');
  const _id = `race:${newId()}`;
  await probes.insertOne({ _id, available: UNITS, sold: 0 });
  try {
    let waiting = BUYERS;
    let granted = 0;
    const buyer = async () => {
      while (waiting > 0) {
        waiting -= 1;
        const taken = await probes.findOneAndUpdate(
          { _id, available: { $gte: 1 } },
          { $inc: { available: -1, sold: 1 } },
        );
        if (taken) granted += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, buyer));
    judgeRace(granted, await probes.findOne({ _id }));
  } finally {
    await probes.deleteOne({ _id });
  }
}

/**
 * Says whether a race for the units came out as it must: each granted once, each stored.
 * @throws DomainError `unsafe-database` otherwise.
 */
export function judgeRace(granted: number, stored: { available: number; sold: number } | null): void {
  if (granted === UNITS && stored?.available === 0 && stored.sold === UNITS) return;
  throw new DomainError(
    'unavailable',
    'unsafe-database',
    `The database loses concurrent updates: of ${UNITS} units it granted ${granted} and stored ` +
      `${stored?.sold ?? 0} as sold. Nothing was started. Point MONGODB_URL at a MongoDB replica set, ` +
      'or unset it to let the shop start its own server.',
    { granted, storedSold: stored?.sold ?? 0, units: UNITS },
  );
}
