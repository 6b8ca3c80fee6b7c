import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import { behaviourOf, brandOf, hasValidCheckDigit, isExpired, TEST_CARDS } from './cards';
import type { CardToken } from './payment.state';

/**
 * A token for a card; of its number only the last four digits are kept.
 * @throws Refusal `invalid-number` or `expired-card`
 */
export function makeToken({ number, expiry }: { number: string; expiry: string }, nowMs: number): CardToken {
  if (!hasValidCheckDigit(number)) throw new Refusal(400, 'invalid-number', 'This card number is mistyped.');
  if (isExpired(expiry, nowMs)) throw new Refusal(400, 'expired-card', 'This card has expired.');
  return tokenOf(`tok_${newId(nowMs)}`, number);
}

/** The tokens that stand for a test card without being made first. */
export function readyToken(token: string): CardToken | undefined {
  const card = TEST_CARDS.find((one) => one.token === token);
  return card && tokenOf(token, card.number.replaceAll(' ', ''));
}

function tokenOf(token: string, number: string): CardToken {
  return { token, behaviour: behaviourOf(number), brand: brandOf(number), last4: number.slice(-4) };
}
