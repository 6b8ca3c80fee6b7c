const DAY_MS = 86_400_000;

/** The first and the last day of a delivery, as ISO times. */
export interface DeliveryWindow {
  from: string;
  until: string;
}

/**
 * When something bought now arrives: the shop packs, then the carrier travels.
 * @param handlingDays the shop's days to hand it over
 * @param shipping the carrier's days
 */
export function deliveryWindow(
  nowMs: number,
  handlingDays: number,
  shipping: { minDays: number; maxDays: number },
): DeliveryWindow {
  return {
    from: new Date(nowMs + (handlingDays + shipping.minDays) * DAY_MS).toISOString(),
    until: new Date(nowMs + (handlingDays + shipping.maxDays) * DAY_MS).toISOString(),
  };
}

/** How long standard post takes, before an address is known. Checkout asks for the exact days. */
export function usualDays(
  sellerCountry: string,
  buyerCountry: string | undefined,
): { minDays: number; maxDays: number } {
  return sellerCountry === buyerCountry ? { minDays: 2, maxDays: 4 } : { minDays: 4, maxDays: 8 };
}

/** The country that a locale speaks of, if it does. */
export function countryOf(locale: string): string | undefined {
  return new Intl.Locale(locale).region;
}
