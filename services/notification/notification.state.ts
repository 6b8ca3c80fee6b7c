/** Pure arithmetic of when a notice goes out. Moments are epoch ms; times of the day are of the person's time zone. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
/** So long a provider may be away before a notice is given up: what is older is no news. */
export const GIVE_UP_MS = 5 * DAY_MS;
/** Events older than this are history: told late they would only frighten. */
export const STALE_MS = 7 * DAY_MS;

interface Quiet {
  from: string;
  until: string;
}

/** The first moment from `atMs` on that is outside the quiet hours. */
export function afterQuiet(atMs: number, quiet: Quiet | null, timeZone: string): number {
  if (!quiet) return atMs;
  const now = wallClock(atMs, timeZone);
  const from = minutesOf(quiet.from);
  const until = minutesOf(quiet.until);
  const isOverMidnight = from > until;
  const isQuiet = isOverMidnight
    ? now.minutes >= from || now.minutes < until
    : now.minutes >= from && now.minutes < until;
  if (!isQuiet) return atMs;
  const endsTomorrow = isOverMidnight && now.minutes >= from;
  return Math.max(atMs, momentOf(now.day + (endsTomorrow ? DAY_MS : 0), until, timeZone));
}

/** The next moment at which the clock says this hour. */
export function nextAtHour(atMs: number, hour: number, timeZone: string): number {
  const { day } = wallClock(atMs, timeZone);
  const today = momentOf(day, hour * 60, timeZone);
  return today > atMs ? today : momentOf(day + DAY_MS, hour * 60, timeZone);
}

/** How long to wait after so many failures in a row, in ms. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
}

/** The day (as midnight in UTC of the same date) and the minutes since midnight that a clock on the wall shows. */
function wallClock(atMs: number, timeZone: string): { day: number; minutes: number } {
  const shownMs = atMs + offsetMs(atMs, timeZone);
  const day = Math.floor(shownMs / DAY_MS) * DAY_MS;
  return { day, minutes: Math.floor((shownMs - day) / MINUTE_MS) };
}

/**
 * When the clock on the wall shows so many minutes after midnight. A time that comes twice (clocks go back) is the
 * later one, so that quiet is not broken early; one that never comes (clocks go forward) is moved on by the hour.
 */
function momentOf(day: number, minutes: number, timeZone: string): number {
  const asUtc = day + minutes * MINUTE_MS;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  const again = asUtc - offsetMs(guess, timeZone);
  // On the day clocks go back both offsets fit; the smaller offset is the later moment.
  const later = asUtc - offsetMs(again + 60 * MINUTE_MS, timeZone);
  return later + offsetMs(later, timeZone) === asUtc ? Math.max(again, later) : again;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clock on the wall is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
