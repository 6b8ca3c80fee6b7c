import { ApiProblem, noAnswer } from './problem';

/** What is typed of a card. It goes to the payment provider only, and is never kept. */
export interface CardInput {
  number: string;
  expiry: string;
  cvc: string;
}

export interface CardToken {
  token: string;
  brand: string;
  last4: string;
  /** `MM/YY`, where it is known. */
  expiry?: string;
}

/** Fields into which somebody types a card, at whoever the shop takes cards with. */
export interface CardEntry {
  /** Whether what is typed can be sent; when not, the fields say why and have the focus. */
  check(): Promise<boolean>;
  /**
   * The token of the card. The same card has the same one until it is spent, so that a repeat is a repeat.
   * @throws ApiProblem when the provider refuses the card or does not answer
   */
  token(): Promise<CardToken>;
  /** The token was used up by an answer: the next payment has one of its own. */
  spent(): void;
}

const TIMEOUT_MS = 12_000;

/** Digits in groups of four. */
export function groupedNumber(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 19);
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** `MM/YY` while it is typed. */
export function groupedExpiry(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 4);
  if (/^[2-9]/.test(digits)) return groupedExpiry(`0${digits}`);
  return digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
}

/** What is wrong with a card, by field; empty when it can be sent. */
export function cardErrors({ number, expiry, cvc }: CardInput, nowMs: number): Partial<CardInput> {
  const errors: Partial<CardInput> = {};
  if (!isCardNumber(number)) errors.number = 'A digit of the number is missing or mistyped.';
  const ends = endOf(expiry);
  if (ends === null) errors.expiry = 'As on the card: month and year, such as 09/29.';
  else if (ends <= nowMs) errors.expiry = 'This card has run out.';
  if (!/^\d{3,4}$/.test(cvc)) errors.cvc = 'Three or four digits.';
  return errors;
}

/**
 * Turns a card into a token, at the provider; the card does not pass through the shop.
 * @throws ApiProblem when the provider refuses the card or does not answer
 */
export async function tokenOf(card: CardInput, providerUrl: string): Promise<CardToken> {
  let response: Response;
  try {
    response = await fetch(`${providerUrl}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number: card.number.replace(/\D/g, ''), expiry: card.expiry, cvc: card.cvc }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw noAnswer();
  }
  if (!response.ok) {
    throw new ApiProblem(
      response.status,
      'card-refused',
      'The card was not accepted. Check its number, date and code. Nothing was charged.',
    );
  }
  return { ...((await response.json()) as CardToken), expiry: card.expiry };
}

/** Whether the last digit fits the others (ISO/IEC 7812-1, annex B). */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 12 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** When a card runs out, in ms: the end of its month. */
function endOf(expiry: string): number | null {
  const [, month, year] = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(expiry) ?? [];
  return month && year ? Date.UTC(2000 + Number(year), Number(month), 1) : null;
}
