import { hasRegions } from './countries';
import type { Address } from './types';

export type AddressForm = Required<Address>;

/** An address with nothing in it yet. */
export function emptyAddress(country: string): AddressForm {
  return { name: '', line1: '', line2: '', city: '', region: '', postcode: '', country, phone: '' };
}

/** The form's address as the API wants it: trimmed, without what was left empty. */
export function addressOf(form: AddressForm): Address {
  const { name, line1, line2, city, region, postcode, country, phone } = trimmed(form);
  return {
    ...{ name, line1, city, postcode, country },
    ...(line2 && { line2 }),
    ...(region && hasRegions(country) && { region: country === 'US' ? region.toUpperCase() : region }),
    ...(phone && { phone }),
  };
}

/** The lines of an address as they stand on a parcel, without the country. */
export function addressLines(address: Address): string[] {
  const town = `${address.postcode} ${address.city}${address.region ? `, ${address.region}` : ''}`;
  return [address.name, address.line1, address.line2, town].filter((line): line is string => Boolean(line));
}

function trimmed(form: AddressForm): AddressForm {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, (value ?? '').trim()]),
  ) as AddressForm;
}
