/**
 * Splits an integer amount by weights so that the parts sum to it exactly (largest remainder; ties go to the
 * earlier part). Zero weights throughout split evenly.
 * @param totalMinor non-negative integer, minor units
 * @param weights non-negative integers
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const given = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const shares = given === 0n ? weights.map(() => 1n) : weights.map((weight) => BigInt(weight));
  const whole = given === 0n ? BigInt(weights.length) : given;
  const total = BigInt(totalMinor);
  const parts = shares.map((share) => Number((total * share) / whole));
  const remainders = shares.map((share, index) => ({ index, left: (total * share) % whole }));
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1));
  let missing = totalMinor - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of remainders) {
    if (missing === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    missing -= 1;
  }
  return parts;
}

/** A share of an amount in basis points (1/100 of a percent), rounded half up, integers only. */
export function basisPoints(amountMinor: number, points: number): number {
  return Number((BigInt(amountMinor) * BigInt(points) + 5000n) / 10000n);
}

/** The part of a gross amount that is tax at a rate in basis points, rounded half up. */
export function taxIncluded(grossMinor: number, points: number): number {
  const divisor = 10000n + BigInt(points);
  return Number((BigInt(grossMinor) * BigInt(points) + divisor / 2n) / divisor);
}
