import type { ShippingOption } from './pricing.schema';

type Zone = 'domestic' | 'europe' | 'world';

export interface ShippingOrigin {
  /** Where the seller sends from, ISO 3166-1 alpha-2. */
  country: string;
  shipsTo?: Zone | undefined;
}

const codes = (list: string) => new Set(list.split(' '));
const EUROPE = codes(
  'AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR VA',
);
/** Beyond Europe, where parcels are tracked to the door. Elsewhere nothing is sent. */
const WORLD = codes(
  'AE AR AU BR CA CL CN CO CR EG GE HK ID IL IN JO JP KE KR MA MX MY NZ PE PH SA SG TH TN TW US UY VN ZA',
);

interface Service {
  id: string;
  label: string;
  /** Price by weight: up to so many grams it costs so many minor units; each further kilogram costs `perKgMinor`. */
  steps: readonly (readonly [upToGrams: number, priceMinor: number])[];
  perKgMinor: number;
  /** Goods of at least so much go free of charge. */
  freeFromMinor?: number;
  minDays: number;
  maxDays: number;
}

const SERVICES: Record<Zone, readonly Service[]> = {
  domestic: [
    {
      ...{ id: 'standard', label: 'Standard', minDays: 2, maxDays: 4, freeFromMinor: 7500, perKgMinor: 60 },
      steps: [
        [1000, 390],
        [5000, 590],
        [20_000, 990],
      ],
    },
    {
      ...{ id: 'express', label: 'Express', minDays: 1, maxDays: 2, perKgMinor: 120 },
      steps: [
        [1000, 990],
        [5000, 1290],
        [20_000, 1990],
      ],
    },
  ],
  europe: [
    {
      ...{
        id: 'standard',
        label: 'Standard',
        minDays: 4,
        maxDays: 8,
        freeFromMinor: 15_000,
        perKgMinor: 140,
      },
      steps: [
        [1000, 890],
        [5000, 1390],
        [20_000, 2490],
      ],
    },
    {
      ...{ id: 'express', label: 'Express', minDays: 2, maxDays: 3, perKgMinor: 380 },
      steps: [
        [1000, 1990],
        [5000, 2990],
        [20_000, 4990],
      ],
    },
  ],
  world: [
    {
      ...{ id: 'standard', label: 'Standard', minDays: 8, maxDays: 18, perKgMinor: 690 },
      steps: [
        [1000, 1690],
        [5000, 3490],
        [20_000, 7990],
      ],
    },
    {
      ...{ id: 'express', label: 'Express', minDays: 3, maxDays: 6, perKgMinor: 1090 },
      steps: [
        [1000, 3490],
        [5000, 5990],
        [20_000, 12_990],
      ],
    },
  ],
};

const REACH: Record<Zone, number> = { domestic: 0, europe: 1, world: 2 };

/**
 * How a seller's goods can travel, cheapest first; empty when the seller does not send there.
 * @param goodsMinor what the goods cost, minor units
 */
export function shippingOptionsFor(
  origin: ShippingOrigin,
  country: string,
  weightGrams: number,
  goodsMinor: number,
): ShippingOption[] {
  const zone = zoneOf(origin.country, country);
  if (!zone || REACH[zone] > REACH[origin.shipsTo ?? 'world']) return [];
  return SERVICES[zone]
    .map(({ id, label, minDays, maxDays, ...service }) => ({
      ...{ id, label, minDays, maxDays },
      priceMinor: goodsMinor >= (service.freeFromMinor ?? Infinity) ? 0 : priceByWeight(service, weightGrams),
    }))
    .sort((a, b) => a.priceMinor - b.priceMinor);
}

function zoneOf(from: string, to: string): Zone | null {
  if (from === to) return 'domestic';
  if (EUROPE.has(from) && EUROPE.has(to)) return 'europe';
  return EUROPE.has(to) || WORLD.has(to) ? 'world' : null;
}

function priceByWeight(
  { steps, perKgMinor }: Pick<Service, 'steps' | 'perKgMinor'>,
  weightGrams: number,
): number {
  const step = steps.find(([upToGrams]) => weightGrams <= upToGrams);
  if (step) return step[1];
  const [heaviest, price] = steps[steps.length - 1] ?? [0, 0];
  return price + Math.ceil((weightGrams - heaviest) / 1000) * perKgMinor;
}
