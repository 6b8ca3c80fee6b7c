import { setTimeout as sleep } from 'node:timers/promises';
import { createClientLog } from './client-log';
import type { Lab } from './lab';
import { accept, acceptAndShip, buy, cancel, type Stage } from './stage';

/** Buyers and sellers who go on whatever happens to the servers. */
interface Rush {
  /** Resolves when so many more are placed than when it was asked. @throws Error when that takes too long */
  untilMore(purchases: number): Promise<void>;
}

const MORE_WITHIN_MS = 90_000;

/**
 * One buyer a lane buys of both sellers again and again, and their orders are shipped or cancelled, while `happen`
 * happens; then everybody finishes what they are at.
 * @returns what is wrong once all is at rest
 * @throws Error of a buyer, or of `happen`
 */
export async function rush(
  lab: Lab,
  seed: string,
  happen: (going: Rush) => Promise<void>,
): Promise<string[]> {
  const log = createClientLog();
  const stages = lab.lanes.map((_stalls, lane) => lab.stageOn(lane, { seed: `${seed} ${lane}`, log }));
  let open = true;
  let placed = 0;
  const errors: unknown[] = [];

  const buyOn = async (stage: Stage): Promise<void> => {
    while (open) {
      const { buyer, orderIds } = await buy(stage);
      if (orderIds.length > 0) placed += 1;
      for (const id of orderIds) {
        const fate = stage.random.pick(['shipped', 'cancelled', 'cancelled late'] as const);
        if (fate === 'shipped') await acceptAndShip(stage, id);
        if (fate === 'cancelled late') await accept(stage, id);
        if (fate !== 'shipped') await cancel(stage, buyer, id);
      }
    }
  };
  const untilMore = async (purchases: number): Promise<void> => {
    const wanted = placed + purchases;
    for (const endMs = Date.now() + MORE_WITHIN_MS; placed < wanted; await sleep(100)) {
      if (errors.length > 0) throw errors[0];
      if (Date.now() > endMs) throw new Error(`Only ${placed} purchases were placed, not ${wanted}.`);
    }
  };
  const buying = Promise.all(
    stages.map(({ stage }) => buyOn(stage).catch((error: unknown) => void errors.push(error))),
  );

  try {
    await happen({ untilMore });
  } finally {
    open = false;
    await buying;
  }
  if (errors.length > 0) throw errors[0];
  const subjects = stages.flatMap((each) => each.subjects);
  return lab.wrongWith(
    subjects,
    stages.flatMap(({ stage }) => [...stage.stalls]),
    log,
  );
}
