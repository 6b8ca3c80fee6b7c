/** Where shops send things at all, ISO 3166-1 alpha-2. A shop may send less far; its offer then says so. */
const COUNTRIES =
  'AD AE AL AR AT AU BA BE BG BR CA CH CL CN CO CR CY CZ DE DK EE EG ES FI FR GB GE GI GR HK HR HU ID IE IL IN IS IT JO JP KE KR ' +
  'LI LT LU LV MA MC MD ME MK MT MX MY NL NO NZ PE PH PL PT RO RS SA SE SG SI SK SM TH TN TR TW US UY VA VN ZA';

/** The countries by their names in the reader's language. */
export function countriesByName(nameOf: (code: string) => string): { code: string; name: string }[] {
  return COUNTRIES.split(' ')
    .map((code) => ({ code, name: nameOf(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Countries whose addresses name a state or province. */
export function hasRegions(country: string): boolean {
  return ['US', 'CA', 'AU', 'BR', 'IN', 'MX', 'MY'].includes(country);
}
