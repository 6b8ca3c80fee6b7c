/** Looks without a find after which a thing is quiet. */
const QUIET_AFTER = 10;
/** After so many it sleeps. */
const ASLEEP_AFTER = 50;
/** A quiet thing is looked at once in so many looks, a sleeping one once in so many; each divides the next. */
const QUIET_TURNS = 4;
const SLEEPING_TURNS = 8;

export interface Turns<Item> {
  /** What to look at now. */
  next(): Item[];
  /** Which of them the look found something in. */
  report(found: readonly Item[]): void;
}

/**
 * Decides where to look: always where something happens, and more seldom where nothing did for a while. A find in a
 * quiet place wakes all, because one purchase touches many. The quiet ones are looked at together: a process that
 * wakes up for one query pays nearly as much as for all.
 */
export function createTurns<Item>(items: readonly Item[]): Turns<Item> {
  const places = items.map((item) => ({ item, emptyLooks: 0 }));
  let looks = 0;
  const isQuiet = (place: { emptyLooks: number }) => place.emptyLooks >= QUIET_AFTER;
  const isDue = (place: (typeof places)[number]) => {
    if (!isQuiet(place)) return true;
    const turns = place.emptyLooks < ASLEEP_AFTER ? QUIET_TURNS : SLEEPING_TURNS;
    return looks % turns === 0;
  };
  return {
    next() {
      looks += 1;
      return places.filter(isDue).map(({ item }) => item);
    },
    report(found) {
      const hits = new Set(found);
      const wakes = places.some((place) => isQuiet(place) && hits.has(place.item));
      for (const place of places) {
        if (wakes || hits.has(place.item)) place.emptyLooks = 0;
        else if (isDue(place)) place.emptyLooks += 1;
      }
    },
  };
}
