'use client';

import type { Money } from '@/lib/types';
import { Button, ButtonLink } from '@/ui/button';
import { Clock, Moment } from '@/ui/clock';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import type { PlacingState } from './use-place-order';

interface OutcomeProps {
  state: PlacingState;
  /** The buyer agrees to another total. */
  onAccept: (total: Money) => void;
  onEdit: () => void;
}

/** What came of pressing pay, where the next step is one press away. */
export function Outcome({ state, onAccept, onEdit }: OutcomeProps) {
  switch (state.step) {
    case 'declined':
      return (
        <Notice tone="bad" title={state.message} className="mb-6">
          <p>
            Your things are held until <Moment at={state.holdExpiresAt} style="time" />, for another{' '}
            <Clock
              until={state.holdExpiresAt}
              over="moment; after that, paying looks anew whether they are there"
              className="font-medium"
            />
            .
          </p>
        </Notice>
      );
    case 'price-changed':
      return <PriceChanged state={state} onAccept={onAccept} onEdit={onEdit} />;
    case 'refused':
      return (
        <Notice
          tone="warn"
          title={state.message}
          className="mb-6"
          action={
            <ButtonLink href="/basket" size="small">
              Look at the basket
            </ButtonLink>
          }
        />
      );
    case 'silent':
      return (
        <Notice tone="warn" title={state.message} className="mb-6">
          <p>
            What you typed is still here. Paying again is safe: it continues where it stands, and never
            charges twice.
          </p>
        </Notice>
      );
    default:
      return null;
  }
}

function PriceChanged({
  state,
  onAccept,
  onEdit,
}: OutcomeProps & { state: Extract<PlacingState, { step: 'price-changed' }> }) {
  const { currency, totalMinor, coupon } = state.quote;
  return (
    <Notice
      tone="warn"
      title="The total has changed since you saw it. Nothing was charged."
      className="mb-6"
      action={
        <>
          <Button look="flame" size="small" onClick={() => onAccept({ amountMinor: totalMinor, currency })}>
            Pay <Price minor={totalMinor} currency={currency} />
          </Button>
          <Button size="small" onClick={onEdit}>
            Not now
          </Button>
        </>
      }
    >
      <p>
        It was <Price minor={state.expectedMinor} currency={currency} className="line-through" />, now it is{' '}
        <Price minor={totalMinor} currency={currency} className="font-semibold" />.
      </p>
      {coupon?.message && <p>{coupon.message}</p>}
    </Notice>
  );
}
