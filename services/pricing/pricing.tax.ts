import type { TaxCategory } from '../product/product.schema';
import type { Destination } from './pricing.schema';

/** How a destination taxes a sale. Rates are basis points (1/100 of a percent). */
export interface TaxRule {
  /** True where shown prices contain the tax, false where it comes on top. */
  included: boolean;
  rates: Record<TaxCategory, number>;
  shippingRate: number;
}

/**
 * VAT on goods sent to consumers, by country of destination: standard, generic reduced rate, printed books, packaged
 * food. Sources: European Commission, 'Taxes in Europe Database' and 'VAT rates applied in the EU member states', as
 * of September 2025; HM Revenue & Customs, 'VAT rates on different goods and services' (GB). Where a country splits
 * one of our categories finer, the higher of its rates is taken; a shop that sells in earnest asks a tax service.
 */
const VAT: Record<string, readonly [standard: number, reduced: number, books: number, food: number]> = {
  AT: [2000, 1000, 1000, 1000],
  BE: [2100, 600, 600, 600],
  BG: [2000, 900, 900, 2000],
  CY: [1900, 500, 300, 500],
  CZ: [2100, 1200, 0, 1200],
  DE: [1900, 700, 700, 700],
  DK: [2500, 2500, 2500, 2500],
  EE: [2400, 900, 900, 2400],
  ES: [2100, 1000, 400, 1000],
  FI: [2550, 1400, 1400, 1400],
  FR: [2000, 1000, 550, 550],
  GB: [2000, 500, 0, 0],
  GR: [2400, 1300, 600, 1300],
  HR: [2500, 1300, 500, 2500],
  HU: [2700, 1800, 500, 2700],
  IE: [2300, 1350, 0, 0],
  IT: [2200, 1000, 400, 1000],
  LT: [2100, 900, 900, 2100],
  LU: [1700, 800, 300, 300],
  LV: [2100, 1200, 500, 2100],
  MT: [1800, 500, 500, 0],
  NL: [2100, 900, 900, 900],
  PL: [2300, 800, 500, 500],
  PT: [2300, 1300, 600, 1300],
  RO: [2100, 1100, 1100, 1100],
  SE: [2500, 1200, 600, 1200],
  SI: [2200, 950, 500, 950],
  SK: [2300, 1900, 500, 1900],
};

interface StateTax {
  general: number;
  food: number;
  taxesShipping: boolean;
}

/**
 * State-wide sales tax, without counties and cities. Source: Federation of Tax Administrators, 'State Sales Tax Rates
 * and Food & Drug Exemptions', January 2025. States that are not here are not taxed by this table.
 */
const US_STATES: Record<string, StateTax> = {
  CA: { general: 725, food: 0, taxesShipping: false },
  FL: { general: 600, food: 0, taxesShipping: false },
  IL: { general: 625, food: 100, taxesShipping: true },
  NJ: { general: 663, food: 0, taxesShipping: true },
  NY: { general: 400, food: 0, taxesShipping: true },
  PA: { general: 600, food: 0, taxesShipping: true },
  TX: { general: 625, food: 0, taxesShipping: true },
  WA: { general: 650, food: 0, taxesShipping: true },
};

const NO_TAX: TaxRule = {
  included: true,
  rates: { standard: 0, reduced: 0, books: 0, food: 0 },
  shippingRate: 0,
};

/** The tax of a destination; nothing is collected where we have no rule. */
export function taxRuleFor({ country, region }: Destination): TaxRule {
  const vat = VAT[country];
  if (vat) {
    const [standard, reduced, books, food] = vat;
    return { included: true, rates: { standard, reduced, books, food }, shippingRate: standard };
  }
  const state = country === 'US' ? US_STATES[(region ?? '').trim().toUpperCase()] : undefined;
  if (!state) return NO_TAX;
  const { general, food, taxesShipping } = state;
  return {
    included: false,
    rates: { standard: general, reduced: general, books: general, food },
    shippingRate: taxesShipping ? general : 0,
  };
}
