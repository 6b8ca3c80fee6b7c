'use client';

import { useId, type Ref } from 'react';
import type { CardEntry } from '@/lib/card';
import type { Money, SavedPaymentMethod } from '@/lib/types';
import { Checkbox } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { CardFields } from './card-fields';

/** How somebody pays: a card that the provider keeps for them, or one typed now. */
export interface PayChoice {
  /** Id of a kept card; null for the one typed. */
  methodId: string | null;
  keep: boolean;
}

interface PayStepProps {
  methods: SavedPaymentMethod[];
  canKeep: boolean;
  choice: PayChoice;
  /** The card that is typed. */
  entry: Ref<CardEntry>;
  /** What will be paid, as far as it is known. */
  sum: Money | undefined;
  disabled: boolean;
  onChange: (choice: PayChoice) => void;
}

/** The card. Its number goes from this page straight to the payment provider. */
export function PayStep({ methods, canKeep, choice, entry, sum, disabled, onChange }: PayStepProps) {
  const group = useId();
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
      {/* Out of sight, not out of the page: what was typed is there when somebody comes back to it. */}
      <div hidden={choice.methodId !== null} className="space-y-5">
        <CardFields ref={entry} sum={sum} disabled={disabled}>
          {canKeep && (
            <Checkbox
              label="Keep this card for the next time. The payment provider keeps it, not we."
              checked={choice.keep}
              onChange={(event) => onChange({ ...choice, keep: event.target.checked })}
            />
          )}
        </CardFields>
      </div>
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
