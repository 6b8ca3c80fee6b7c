import type { ShippingOption } from './pricing.schema';
import type { ShippingService, ShippingZone } from './shipping-table.schema';

type Reach = 'domestic' | 'europe' | 'world';

export interface ShippingOrigin {
  /** Where the seller sends from, ISO 3166-1 alpha-2. */
  country: string;
  shipsTo?: Reach | undefined;
  /** The seller's own table; without one the market's counts. */
  zones?: readonly ShippingZone[] | undefined;
}

const EUROPE =
  'AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR VA'.split(
    ' ',
  );
/** Beyond Europe, where parcels are tracked to the door. Elsewhere nothing is sent. */
const WORLD =
  'AE AR AU BR CA CL CN CO CR EG GE HK ID IL IN JO JP KE KR MA MX MY NZ PE PH SA SG TH TN TW US UY VN ZA'.split(
    ' ',
  );

type Prices = readonly [upToKg1: number, upToKg5: number, upToKg20: number];
const service = (
  id: 'standard' | 'express',
  [minDays, maxDays]: readonly [number, number],
  prices: Prices,
  perKgMinor: number,
  freeFromMinor: number | null = null,
): ShippingService => ({
  ...{ id, label: id === 'standard' ? 'Standard' : 'Express', minDays, maxDays, perKgMinor, freeFromMinor },
  steps: [1000, 5000, 20_000].map((upToGrams, at) => ({ upToGrams, priceMinor: prices[at] ?? 0 })),
});

/** The market's own table, by how far it is. */
const SERVICES: Record<Reach, ShippingService[]> = {
  domestic: [
    service('standard', [2, 4], [390, 590, 990], 60, 7500),
    service('express', [1, 2], [990, 1290, 1990], 120),
  ],
  europe: [
    service('standard', [4, 8], [890, 1390, 2490], 140, 15_000),
    service('express', [2, 3], [1990, 2990, 4990], 380),
  ],
  world: [
    service('standard', [8, 18], [1690, 3490, 7990], 690),
    service('express', [3, 6], [3490, 5990, 12_990], 1090),
  ],
};

const REACH: Record<Reach, number> = { domestic: 0, europe: 1, world: 2 };
const made = new Map<string, ShippingZone[]>();

/** The market's table for a seller who has none of their own. */
export function defaultZonesOf({ country, shipsTo = 'world' }: ShippingOrigin): ShippingZone[] {
  const key = `${country} ${shipsTo}`;
  const known = made.get(key);
  if (known) return known;
  const abroad = [...EUROPE, ...WORLD].filter((code) => code !== country);
  const near = EUROPE.includes(country) ? abroad.filter((code) => EUROPE.includes(code)) : [];
  const reaches: [Reach, string, string[]][] = [
    ['domestic', 'At home', [country]],
    ['europe', 'Europe', near],
    ['world', 'World', abroad.filter((code) => !near.includes(code))],
  ];
  const zones = reaches
    .filter(([reach, , countries]) => countries.length > 0 && REACH[reach] <= REACH[shipsTo])
    .map(([reach, name, countries]) => ({ name, countries, services: SERVICES[reach] }));
  made.set(key, zones);
  return zones;
}

/**
 * How a seller's goods can travel, cheapest first; empty when the seller does not send there.
 * @param goodsMinor what the goods cost, minor units, before discounts
 */
export function shippingOptionsFor(
  origin: ShippingOrigin,
  country: string,
  weightGrams: number,
  goodsMinor: number,
): ShippingOption[] {
  const zones = origin.zones ?? defaultZonesOf(origin);
  const services = zones.find(({ countries }) => countries.includes(country))?.services ?? [];
  return services
    .map(({ id, label, minDays, maxDays, ...prices }) => ({
      ...{ id, label, minDays, maxDays },
      priceMinor: goodsMinor >= (prices.freeFromMinor ?? Infinity) ? 0 : priceByWeight(prices, weightGrams),
    }))
    .sort((a, b) => a.priceMinor - b.priceMinor);
}

function priceByWeight(
  { steps, perKgMinor }: Pick<ShippingService, 'steps' | 'perKgMinor'>,
  weightGrams: number,
): number {
  const step = steps.find(({ upToGrams }) => weightGrams <= upToGrams);
  if (step) return step.priceMinor;
  const heaviest = steps.at(-1) ?? { upToGrams: 0, priceMinor: 0 };
  return heaviest.priceMinor + Math.ceil((weightGrams - heaviest.upToGrams) / 1000) * perKgMinor;
}
