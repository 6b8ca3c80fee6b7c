/** A rate in words. @param points basis points; null is no rate of its own */
export function percent(points: number | null): string {
  return points === null ? 'none of its own' : `${points / 100} %`;
}

/** What somebody typed as a percentage, in basis points; null when it is none. */
export function pointsIn(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match?.[1]) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : null;
}
