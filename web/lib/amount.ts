/**
 * What somebody typed as an amount, in minor units; null when it is not one. Takes a point or a comma before the cents,
 * as readers write both, and no sign between thousands, where the two would be mistaken for each other.
 * @param currency ISO 4217; tells how many digits there are behind the point
 */
export function minorOf(text: string, currency: string): number | null {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  const [, whole, , part = ''] = /^(\d{1,9})([.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || part.length > (digits ?? 2)) return null;
  return Number(whole + part.padEnd(digits ?? 2, '0'));
}
