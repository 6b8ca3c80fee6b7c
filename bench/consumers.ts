import type { Config } from '../services/platform/config';

/** What one consumer has applied, and how long it was at it. */
export interface Applied {
  events: number;
  seconds: number;
}
export interface ConsumerFigures extends Applied {
  name: string;
  /** Events a second while it was applying: what it could do if nothing else held it up. */
  perSecond: number;
}

const EVENTS = 'caravan_events_applied_total';
const SECONDS = 'caravan_events_apply_seconds_sum';

/** What the consumers say of themselves, by group. */
export async function readApplied(config: Pick<Config, 'CONSUMERS_PORT'>): Promise<Map<string, Applied>> {
  const answer = await fetch(`http://127.0.0.1:${config.CONSUMERS_PORT}/metrics`);
  return appliedIn(await answer.text());
}

/** The same from the text of their metrics (Prometheus text format). */
export function appliedIn(metrics: string): Map<string, Applied> {
  const found = new Map<string, Applied>();
  for (const [, name, group = '', value] of metrics.matchAll(/^(\w+)\{group="([^"]+)"\} (\S+)$/gm)) {
    if (name !== EVENTS && name !== SECONDS) continue;
    const known = found.get(group) ?? { events: 0, seconds: 0 };
    found.set(group, { ...known, [name === EVENTS ? 'events' : 'seconds']: Number(value) });
  }
  return found;
}

/** What each applied between two looks, slowest first; those that had nothing to do are left out. */
export function between(
  before: ReadonlyMap<string, Applied>,
  after: ReadonlyMap<string, Applied>,
): ConsumerFigures[] {
  return [...after]
    .map(([name, applied]) => {
      const events = applied.events - (before.get(name)?.events ?? 0);
      const seconds = applied.seconds - (before.get(name)?.seconds ?? 0);
      return { name, events, seconds, perSecond: events / seconds };
    })
    .filter(({ events, seconds }) => events > 0 && seconds > 0)
    .sort((a, b) => a.perSecond - b.perSecond);
}
