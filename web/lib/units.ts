import type { Units } from '../../services/order/parcel.schema';

export type { Units } from '../../services/order/parcel.schema';

/** How many of each line, by its id. */
export type Quantities = Readonly<Record<string, number>>;

/** What was chosen, without the lines of which nothing was. */
export function unitsOf(quantities: Quantities): Units[] {
  return Object.entries(quantities).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
}

export function quantitiesOf(units: readonly Units[]): Quantities {
  return Object.fromEntries(units.map(({ lineId, quantity }) => [lineId, quantity]));
}

/** How many pieces it is altogether. */
export function piecesIn(units: readonly Units[]): number {
  return units.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** `2 × Flat-woven rug, madder, 1 × Tea glass`. */
export function inWordsOfUnits(
  units: readonly Units[],
  lines: readonly { id: string; title: string }[],
): string {
  return units
    .map(({ lineId, quantity }) => {
      const title = lines.find(({ id }) => id === lineId)?.title ?? 'something';
      return quantity > 1 ? `${quantity} × ${title}` : title;
    })
    .join(', ');
}
