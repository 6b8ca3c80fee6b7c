/**
 * The moments that a choice of days means, in the time zone of the browser.
 * @param from first day, as `2026-11-01`; null is without beginning
 * @param to last day, which is part of it; null is without end
 */
export function periodOf(from: string | null, to: string | null): Record<string, string> {
  return {
    ...(from && { from: startOf(from, 0) }),
    ...(to && { to: startOf(to, 1) }),
  };
}

/** Midnight at which a day begins, or one some days after it: a day may have 23 or 25 hours. */
function startOf(day: string, daysLater: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
