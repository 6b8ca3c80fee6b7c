'use client';

import { useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { addressOf, emptyAddress, type AddressForm } from '@/lib/address';
import { api } from '@/lib/api';
import type { CardEntry, CardToken } from '@/lib/card';
import { countryOf } from '@/lib/promise';
import { useFormat, useLocale, usePublicConfig } from '@/lib/surroundings';
import type { CartView, Money, Quote, User } from '@/lib/types';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { AddressFields } from '../address-fields';
import { AddressChips } from './address-chips';
import { AddressSummary } from './address-summary';
import { OrderSummary } from './order-summary';
import { Outcome } from './outcome';
import { PayStep, type PayChoice } from './pay-step';
import { ShippingStep } from './shipping-step';
import { Step } from './step';
import { useKeepDraft, type CheckoutDraft } from './use-draft';
import { usePlaceOrder, type PlacingState, type Purchase } from './use-place-order';
import { useQuote } from './use-quote';

interface CheckoutFormProps {
  cart: CartView;
  user: User | null;
  draft: Partial<CheckoutDraft> | null;
  initial: PlacingState;
}

interface FormValues {
  email: string;
  address: AddressForm;
}

/** One page of three steps: where to, how it ships, pay. */
export function CheckoutForm({ cart, user, draft, initial }: CheckoutFormProps) {
  const format = useFormat();
  const locale = useLocale();
  const { cards } = usePublicConfig();
  const { register, control, handleSubmit, getValues, setValue, formState } = useForm<FormValues>({
    mode: 'onTouched',
    defaultValues: startingValues(draft, user, countryOf(locale)),
  });
  const values = useWatch({ control, compute: (all: FormValues) => all });
  const [shippingChoices, setChoices] = useState<Record<string, string>>(draft?.shippingChoices ?? {});
  // What Stripe makes of a card in the browser is good for one payment, so there are no kept ones to choose from.
  const keepsCards = cards.provider === 'simulator';
  const methods = keepsCards ? (user?.paymentMethods ?? []) : [];
  const [pay, setPay] = useState<PayChoice>({ methodId: methods[0]?.id ?? null, keep: false });
  const entry = useRef<CardEntry>(null);
  const typed = useRef<CardToken>(null);
  const outcome = useRef<HTMLDivElement>(null);
  useKeepDraft({ email: values.email, address: values.address, shippingChoices });

  const quote = useQuote(cart, values.address, shippingChoices);
  const placing = usePlaceOrder(initial);
  const { state } = placing;
  const busy = state.step === 'sending' || state.step === 'leaving';
  const declined = state.step === 'declined' ? state : null;
  const settled = busy || declined !== null;
  const offer = quote.isPlaceholderData || quote.isError ? undefined : quote.data;
  const total = offer && totalOf(offer);

  const { refetch } = quote;
  useEffect(() => {
    if (state.step !== 'editing' && state.step !== 'sending')
      outcome.current?.scrollIntoView({ block: 'center' });
    if (state.step === 'declined') entry.current?.spent();
    if (state.step === 'price-changed') refetch().catch(() => {});
  }, [state.step, refetch]);

  async function paymentToken(): Promise<string> {
    const kept = methods.find((method) => method.id === pay.methodId);
    if (kept) return kept.token;
    if (!entry.current) throw new Error('There are no fields for a card.');
    typed.current = await entry.current.token();
    return typed.current.token;
  }

  async function purchase(expectedTotal: Money): Promise<Purchase> {
    const { email, address } = getValues();
    return {
      checkoutId: cart.checkoutId,
      cartId: cart.id,
      email: email.trim(),
      shippingAddress: addressOf(address),
      shippingChoices: choicesIn(offer?.sellers.map((seller) => seller.sellerId) ?? [], shippingChoices),
      paymentToken: await paymentToken(),
      expectedTotal,
    };
  }

  async function payNow(expectedTotal: Money): Promise<void> {
    if (pay.methodId === null && !(await entry.current?.check())) return;
    const isTaken = await placing.submit(() => purchase(expectedTotal), declined?.checkoutId ?? null);
    if (isTaken && pay.keep && !pay.methodId && user) keepCard(typed.current);
  }

  return (
    <form
      noValidate
      onSubmit={(event) => void handleSubmit(async () => (total ? payNow(total) : undefined))(event)}
      className="grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12"
    >
      <div className="min-w-0 space-y-6">
        <Step
          number={1}
          title="Where to"
          aside={
            declined && (
              <button
                type="button"
                className="link shrink-0 text-small"
                onClick={() => void placing.giveUp(declined.checkoutId)}
              >
                Change
              </button>
            )
          }
        >
          {declined && <AddressSummary email={values.email} address={addressOf(values.address)} />}
          <div className={declined ? 'hidden' : 'space-y-5'}>
            <Field
              label="E-mail"
              type="email"
              autoComplete="email"
              hint="For the receipt and news of this order only"
              disabled={settled}
              error={formState.errors.email?.message}
              {...register('email', {
                required: 'Where can we write to?',
                pattern: {
                  value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/,
                  message: 'That does not look like an e-mail address.',
                },
              })}
            />
            {user && user.addresses.length > 0 && !settled && (
              <AddressChips
                addresses={user.addresses}
                onPick={(address) => setValue('address', { ...emptyAddress(address.country), ...address })}
              />
            )}
            <AddressFields register={register} control={control} prefix="address." disabled={settled} />
          </div>
        </Step>
        <Step number={2} title="How it ships">
          <ShippingStep
            quote={quote.data}
            choices={shippingChoices}
            error={quote.error}
            loading={quote.isFetching}
            disabled={settled}
            onChoose={(sellerId, optionId) => setChoices((before) => ({ ...before, [sellerId]: optionId }))}
          />
        </Step>
        <Step number={3} title="Pay">
          <div ref={outcome}>
            <Outcome state={state} onAccept={(accepted) => void payNow(accepted)} onEdit={placing.edit} />
          </div>
          <PayStep
            methods={methods}
            canKeep={user !== null && keepsCards}
            choice={pay}
            entry={entry}
            sum={total ?? (cart.quote ? totalOf(cart.quote) : undefined)}
            disabled={busy}
            onChange={setPay}
          />
          <Button
            type="submit"
            look="flame"
            size="large"
            wide
            className="mt-6"
            disabled={(!total && !busy) || state.step === 'price-changed'}
            busy={busy}
            busyText={
              state.step === 'leaving'
                ? state.to === 'bank'
                  ? 'To your bank…'
                  : 'To your order…'
                : 'Asking your bank…'
            }
          >
            {payLabel(declined !== null, total && format.money(total.amountMinor, total.currency))}
          </Button>
          <p className="mt-3 text-center text-small text-muted">
            The amount is reserved now, and charged shop by shop when the parcels leave.
          </p>
        </Step>
      </div>
      <OrderSummary cart={cart} quote={quote.data} settled={settled} />
    </form>
  );
}

function payLabel(again: boolean, total: string | undefined): string {
  if (!total) return 'Pay';
  return again ? `Try this card for ${total}` : `Pay ${total}`;
}

/** A choice for a shop that is no longer in the basket is nobody's business. */
function choicesIn(sellerIds: string[], choices: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).filter(([sellerId]) => sellerIds.includes(sellerId)));
}

function startingValues(draft: Partial<CheckoutDraft> | null, user: User | null, country = 'DE'): FormValues {
  const kept = user?.addresses[0];
  const address = { ...emptyAddress(country), ...(draft?.address ?? kept) };
  return { email: draft?.email || user?.email || '', address };
}

/** Keeping a card is a courtesy: when it fails, the purchase stands all the same. */
function keepCard(card: CardToken | null): void {
  if (card) api('/users/me/payment-methods', { method: 'POST', body: card }).catch(() => {});
}

function totalOf({ totalMinor, currency }: Quote): Money {
  return { amountMinor: totalMinor, currency };
}
