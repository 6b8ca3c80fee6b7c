import type { CourierParcel } from '@/lib/types';

type To = CourierParcel['to'];

/** The lines of an address below the name. */
export function linesOf({ line1, line2, postcode, city, region, country }: To): string[] {
  return [line1, line2, [postcode, city].filter(Boolean).join(' '), region, country].filter(
    (line): line is string => Boolean(line),
  );
}

/** The address in the reader's map: a search that every phone's map application takes over. */
export function mapHref(to: To): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(linesOf(to).join(', '))}`;
}
