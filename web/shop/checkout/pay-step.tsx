'use client';

import { useId } from 'react';
import { groupedExpiry, groupedNumber, type CardInput } from '@/lib/card';
import { TEST_CARDS, TEST_CVC, TEST_EXPIRY } from '@/lib/test-cards';
import type { SavedPaymentMethod } from '@/lib/types';
import { Checkbox, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';

/** How somebody pays: a card that the provider keeps for them, or one typed now. */
export interface PayChoice {
  /** Id of a kept card; null for the one typed. */
  methodId: string | null;
  card: CardInput;
  keep: boolean;
}

export const NO_CARD: CardInput = { number: '', expiry: '', cvc: '' };

interface PayStepProps {
  methods: SavedPaymentMethod[];
  canKeep: boolean;
  choice: PayChoice;
  errors: Partial<CardInput>;
  disabled: boolean;
  onChange: (choice: PayChoice) => void;
}

/** The card. Its number goes from this page straight to the payment provider. */
export function PayStep({ methods, canKeep, choice, errors, disabled, onChange }: PayStepProps) {
  const group = useId();
  const { card } = choice;
  const setCard = (change: Partial<CardInput>) =>
    onChange({ ...choice, methodId: null, card: { ...card, ...change } });
  return (
    <fieldset disabled={disabled} className="space-y-5">
      <legend className="sr-only">How you pay</legend>
      {methods.length > 0 && (
        <div className="space-y-2.5">
          {methods.map((method) => (
            <Choice
              key={method.id}
              name={group}
              checked={choice.methodId === method.id}
              onChange={() => onChange({ ...choice, methodId: method.id })}
            >
              {method.brand} ending in <span className="figures">{method.last4}</span>
              {method.expiry && <span className="figures text-muted"> · to {method.expiry}</span>}
            </Choice>
          ))}
          <Choice
            name={group}
            checked={choice.methodId === null}
            onChange={() => onChange({ ...choice, methodId: null })}
          >
            Another card
          </Choice>
        </div>
      )}
      {choice.methodId === null && (
        <>
          <div className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-[2fr_1fr_1fr]">
            <Field
              label="Card number"
              inputMode="numeric"
              autoComplete="cc-number"
              placeholder="4242 4242 4242 4242"
              value={card.number}
              error={errors.number}
              onChange={(event) => setCard({ number: groupedNumber(event.target.value) })}
              className="figures col-span-2 sm:col-span-1"
            />
            <Field
              label="Good to"
              inputMode="numeric"
              autoComplete="cc-exp"
              placeholder="MM/YY"
              value={card.expiry}
              error={errors.expiry}
              onChange={(event) => setCard({ expiry: groupedExpiry(event.target.value) })}
              className="figures"
            />
            <Field
              label="Code"
              inputMode="numeric"
              autoComplete="cc-csc"
              placeholder="123"
              value={card.cvc}
              error={errors.cvc}
              onChange={(event) => setCard({ cvc: event.target.value.replace(/\D/g, '').slice(0, 4) })}
              className="figures"
            />
          </div>
          {canKeep && (
            <Checkbox
              label="Keep this card for the next time. The payment provider keeps it, not we."
              checked={choice.keep}
              onChange={(event) => onChange({ ...choice, keep: event.target.checked })}
            />
          )}
          <DemoCards onPick={(number) => setCard({ number, expiry: TEST_EXPIRY, cvc: TEST_CVC })} />
        </>
      )}
      <p className="flex items-start gap-2 text-small text-muted">
        <Icon name="lock" size={16} />
        The number goes straight to the payment provider. We never see it.
      </p>
    </fieldset>
  );
}

function Choice({
  name,
  checked,
  onChange,
  children,
}: {
  name: string;
  checked: boolean;
  onChange: () => void;
  children: React.ReactNode;
}) {
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-card border border-edge p-3.5 has-checked:border-flame has-checked:bg-flame-soft">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChange}
        className="size-4.5 accent-(--flame)"
      />
      <span>{children}</span>
    </label>
  );
}

function DemoCards({ onPick }: { onPick: (number: string) => void }) {
  return (
    <div className="rounded-card bg-sunk p-4">
      <p className="font-medium">This is a demo: no money moves</p>
      <p className="mt-0.5 text-small text-muted">Pick a card to see what happens with it.</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {TEST_CARDS.map(({ number, label }) => (
          <button
            key={number}
            type="button"
            onClick={() => onPick(number)}
            title={number}
            className="min-h-9 rounded-chip border border-edge bg-surface px-3 text-small hover:border-ink disabled:opacity-60"
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
