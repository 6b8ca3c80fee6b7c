'use client';

import { useImperativeHandle, useRef, useState } from 'react';
import {
  cardErrors,
  groupedExpiry,
  groupedNumber,
  tokenOf,
  type CardInput,
  type CardToken,
} from '@/lib/card';
import { TEST_CARDS, TEST_CVC, TEST_EXPIRY } from '@/lib/test-cards';
import { Field } from '@/ui/field';
import type { CardFieldsProps } from './card-fields';

const NO_CARD: CardInput = { number: '', expiry: '', cvc: '' };

/** A card for the simulated provider, with cards to try. */
export function SimulatorCardFields({
  ref,
  providerUrl,
  children,
}: CardFieldsProps & { providerUrl: string }) {
  const [card, setCard] = useState(NO_CARD);
  const [errors, setErrors] = useState<Partial<CardInput>>({});
  const fields = useRef<HTMLDivElement>(null);
  const made = useRef<{ card: string; token: CardToken } | null>(null);

  useImperativeHandle(ref, () => ({
    check() {
      const faults = cardErrors(card, Date.now());
      setErrors(faults);
      const isFit = Object.keys(faults).length === 0;
      if (!isFit) focusFault(fields.current);
      return Promise.resolve(isFit);
    },
    async token() {
      const typed = JSON.stringify(card);
      if (made.current?.card !== typed)
        made.current = { card: typed, token: await tokenOf(card, providerUrl) };
      return made.current.token;
    },
    spent() {
      made.current = null;
    },
  }));

  function change(part: Partial<CardInput>) {
    setCard({ ...card, ...part });
    setErrors({});
  }

  return (
    <>
      <div ref={fields} className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-[2fr_1fr_1fr]">
        <Field
          label="Card number"
          inputMode="numeric"
          autoComplete="cc-number"
          placeholder="4242 4242 4242 4242"
          value={card.number}
          error={errors.number}
          onChange={(event) => change({ number: groupedNumber(event.target.value) })}
          className="figures col-span-2 sm:col-span-1"
        />
        <Field
          label="Good to"
          inputMode="numeric"
          autoComplete="cc-exp"
          placeholder="MM/YY"
          value={card.expiry}
          error={errors.expiry}
          onChange={(event) => change({ expiry: groupedExpiry(event.target.value) })}
          className="figures"
        />
        <Field
          label="Code"
          inputMode="numeric"
          autoComplete="cc-csc"
          placeholder="123"
          value={card.cvc}
          error={errors.cvc}
          onChange={(event) => change({ cvc: event.target.value.replace(/\D/g, '').slice(0, 4) })}
          className="figures"
        />
      </div>
      {children}
      <DemoCards onPick={(number) => change({ number, expiry: TEST_EXPIRY, cvc: TEST_CVC })} />
    </>
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

/** Waits for the messages to be shown, then goes to the first field with one. */
function focusFault(fields: HTMLElement | null): void {
  requestAnimationFrame(() => fields?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
}
