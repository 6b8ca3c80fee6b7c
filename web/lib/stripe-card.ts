import { loadStripe } from '@stripe/stripe-js/pure';
import type { Appearance, Stripe, StripeElements, StripePaymentElement } from '@stripe/stripe-js';
import type { CardEntry, CardToken } from './card';
import { ApiProblem } from './problem';
import type { Money } from './types';

/** How long Stripe's script and its fields may take to appear, in ms. */
const LOAD_TIMEOUT_MS = 20_000;

/** Stripe's card fields in a page. */
export interface StripeCard extends CardEntry {
  /** The sum that the page shows now. */
  setSum(sum: Money): void;
  setAppearance(appearance: Appearance): void;
  /** While the bank is asked, nothing is typed. */
  setReadOnly(isReadOnly: boolean): void;
  /** Takes the fields out of the page. */
  close(): void;
}

export interface StripeCardOptions {
  publishableKey: string;
  /** Where the fields go. */
  host: HTMLElement;
  sum: Money;
  appearance: Appearance;
  /** Whoever looks no longer wants them: the page was left. */
  signal: AbortSignal;
}

export type LoadStripe = (key: string, options: { locale: 'en' }) => Promise<Stripe | null>;

/**
 * Loads Stripe's script and shows its card fields; resolves when somebody can type. The card goes from those fields,
 * which are frames of Stripe's, to Stripe; we see a payment method's id. Only cards are offered: what the server
 * reserves and captures in parts is a card payment.
 * @throws ApiProblem `card-fields-missing` when they cannot be shown
 */
export async function openStripeCard(
  options: StripeCardOptions,
  load: LoadStripe = loadStripe,
  timeoutMs = LOAD_TIMEOUT_MS,
): Promise<StripeCard> {
  const { publishableKey, host, sum, appearance, signal } = options;
  if (!publishableKey.startsWith('pk_')) throw fieldsMissing();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(fieldsMissing()), timeoutMs);
    signal.addEventListener('abort', () => reject(fieldsMissing()), { once: true });
  });
  let element: StripePaymentElement | undefined;
  try {
    const stripe = await Promise.race([load(publishableKey, { locale: 'en' }), tooLate]);
    if (!stripe) throw fieldsMissing();
    const elements = stripe.elements({
      mode: 'payment',
      amount: sum.amountMinor,
      currency: sum.currency.toLowerCase(),
      captureMethod: 'manual',
      paymentMethodCreation: 'manual',
      allowedPaymentMethodTypes: ['card'],
      appearance,
      loader: 'never',
    });
    element = elements.create('payment', {
      layout: { type: 'tabs' },
      wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
    });
    await Promise.race([whenShown(element, host), tooLate]);
    return cardIn(stripe, elements, element);
  } catch {
    element?.destroy();
    throw fieldsMissing();
  } finally {
    clearTimeout(timer);
  }
}

function whenShown(element: StripePaymentElement, host: HTMLElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.on('ready', () => resolve());
    element.on('loaderror', () => reject(fieldsMissing()));
    element.mount(host);
  });
}

function cardIn(stripe: Stripe, elements: StripeElements, element: StripePaymentElement): StripeCard {
  let made: CardToken | null = null;
  // What is typed anew is another card.
  element.on('change', () => {
    made = null;
  });
  return {
    async check() {
      const { error } = await elements.submit();
      // Beside the field Stripe says what is wrong with it. Whatever else it is, making the token meets it too.
      if (error?.type !== 'validation_error') return true;
      element.focus();
      return false;
    },
    async token() {
      if (made) return made;
      const { paymentMethod, error } = await stripe.createPaymentMethod({ elements });
      if (error) throw refusalOf(error);
      const { id, card } = paymentMethod;
      made = { token: id, brand: card?.brand ?? '', last4: card?.last4 ?? '' };
      return made;
    },
    spent() {
      made = null;
    },
    setSum({ amountMinor, currency }) {
      elements.update({ amount: amountMinor, currency: currency.toLowerCase() }).catch(leaveAsItIs);
    },
    setAppearance(appearance) {
      elements.update({ appearance }).catch(leaveAsItIs);
    },
    setReadOnly: (readOnly) => void element.update({ readOnly }),
    close: () => element.destroy(),
  };
}

/** Fields that did not take a new look still take a card, and the sum that counts is the server's. */
const leaveAsItIs = () => {};

/** What Stripe says of a card, in our words; nothing has been charged by making a payment method. */
function refusalOf({ type, code }: { type: string; code?: string }): ApiProblem {
  if (type === 'card_error' || type === 'validation_error')
    return new ApiProblem(402, 'card-refused', `${SAID[code ?? ''] ?? NOT_ACCEPTED} Nothing was charged.`);
  if (type === 'api_connection_error')
    return new ApiProblem(
      0,
      'no-answer',
      'Stripe did not answer. Nothing was charged. Check your connection and try again.',
    );
  return new ApiProblem(
    0,
    'card-not-taken',
    'Stripe could not take the card just now. Nothing was charged. Please try again in a minute.',
  );
}

const NOT_ACCEPTED = 'The card was not accepted. Check its number, date and code, or take another one.';
const SAID: Partial<Record<string, string>> = {
  incorrect_number: 'A digit of the card number is mistyped.',
  invalid_number: 'A digit of the card number is mistyped.',
  incorrect_cvc: 'The code of the card is not right.',
  invalid_cvc: 'The code of the card is not right.',
  expired_card: 'This card has run out. Take another one.',
  incorrect_zip: 'The postcode does not belong to this card.',
};

function fieldsMissing(): ApiProblem {
  return new ApiProblem(
    0,
    'card-fields-missing',
    'The fields for your card could not be loaded. Nothing was charged.',
  );
}
