/**
 * VAT numbers by country: how they look, and the check digits of those countries whose rule is published. Formats are
 * those of the European Commission's VIES ("What is the format of a VAT number?"), of HMRC for Great Britain, of the
 * Swiss UID register and of Brønnøysund for Norway. The prefix is ISO 3166-1 but for Greece, which is EL.
 */
const FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** Numbers of countries that are not named above, and tax numbers that are no VAT numbers. */
const ANY_NUMBER = /^[A-Z0-9/]{4,20}$/;

const CHECKS: Readonly<Record<string, (number: string) => boolean>> = {
  AT: austrian,
  BE: (number) => Number(number.slice(8)) === 97 - (Number(number.slice(0, 8)) % 97),
  DE: german,
  FR: french,
  IT: (number) => luhn(number) === 0,
  LU: (number) => Number(number.slice(6)) === Number(number.slice(0, 6)) % 89,
};

/** As it is kept: without what people put between the digits, with the country's prefix taken off. */
export function plainTaxNumber({ country, number }: { country: string; number: string }): string {
  const plain = number.toUpperCase().replaceAll(/[\s.\-_]/g, '');
  const prefix = country === 'GR' ? 'EL' : country;
  return plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
}

/** What is wrong with a tax number, or null. It says nothing about whether the number is in use. */
export function faultOfTaxNumber(tax: {
  country: string;
  kind: 'vat' | 'national';
  number: string;
}): 'format' | 'check-digit' | null {
  const { country, kind } = tax;
  const plain = plainTaxNumber(tax);
  const format = (kind === 'vat' && FORMATS[country]) || ANY_NUMBER;
  if (!format.test(plain)) return 'format';
  const check = kind === 'vat' ? CHECKS[country] : undefined;
  return check && !check(plain) ? 'check-digit' : null;
}

/** ISO 7064, MOD 11,10, as the Bundeszentralamt für Steuern prescribes it for the USt-IdNr. */
function german(number: string): boolean {
  let product = 10;
  for (const digit of number.slice(0, 8)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(number[8]);
}

/** The key of two digits is reckoned from the SIREN; keys with letters follow another rule and are not checked. */
function french(number: string): boolean {
  const key = number.slice(0, 2);
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(number.slice(2)) % 97)) % 97;
}

/** Every second digit doubled, with the Austrian offset of four. */
function austrian(number: string): boolean {
  const digits = number.slice(1);
  const sum = [...digits.slice(0, 7)].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 4);
  return (10 - (sum % 10)) % 10 === Number(digits[7]);
}

/** Remainder of the check sum of ISO/IEC 7812; 0 where the number is right. */
function luhn(number: string): number {
  return (
    [...number].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0) % 10
  );
}
