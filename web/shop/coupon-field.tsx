'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import type { CartView, Quote } from '@/lib/types';
import { Button, IconButton } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Price } from '@/ui/price';

interface CouponFieldProps {
  cart: CartView;
  /** The offer that is shown beside it: it knows the address, which the basket does not. */
  quote?: Quote | undefined;
  disabled?: boolean;
}

/** The code of a basket: named, taken out, and why it does not count. */
export function CouponField({ cart, quote, disabled }: CouponFieldProps) {
  const [typing, setTyping] = useState(false);
  const naming = useCoupon(cart.id);
  const shown = quote ?? cart.quote;
  if (cart.coupon) {
    return (
      <Named
        code={cart.coupon}
        coupon={shown?.coupon?.code === cart.coupon ? shown.coupon : undefined}
        currency={shown?.currency ?? 'EUR'}
        disabled={disabled || naming.isPending}
        onRemove={() => naming.mutate(null, { onSuccess: () => setTyping(false) })}
      />
    );
  }
  if (!typing) {
    return (
      <button
        type="button"
        className="link inline-flex min-h-11 items-center text-small"
        disabled={disabled}
        onClick={() => setTyping(true)}
      >
        Have a code?
      </button>
    );
  }
  return <Typing disabled={disabled} naming={naming} />;
}

/** Names a code for the basket; null takes it out. */
function useCoupon(cartId: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'cart' },
    mutationFn: (code: string | null) =>
      api<CartView>(
        `/carts/${cartId}/coupon`,
        code === null ? { method: 'DELETE' } : { method: 'PUT', body: { code } },
      ),
    onSuccess: (cart) => client.setQueryData(keys.cart, cart),
  });
}

const CODE = /^[A-Z0-9][A-Z0-9-]{2,23}$/i;

function Typing({
  naming,
  disabled,
}: {
  naming: ReturnType<typeof useCoupon>;
  disabled?: boolean | undefined;
}) {
  const [code, setCode] = useState('');
  const [odd, setOdd] = useState(false);
  const use = () => {
    const isOdd = !CODE.test(code.trim());
    setOdd(isOdd);
    if (!isOdd && !naming.isPending) naming.mutate(code.trim().toUpperCase());
  };
  const error = odd
    ? 'A code has 3 to 24 letters, digits and dashes.'
    : naming.error
      ? messageOf(naming.error)
      : undefined;
  return (
    <div className="flex items-start gap-2">
      <Field
        className="min-w-0 grow"
        label="Code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={24}
        autoFocus
        disabled={disabled}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        // It may stand within the form that pays: Enter here means the code.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          use();
        }}
        error={error}
      />
      <Button
        className="mt-8 min-h-12"
        onClick={use}
        disabled={disabled}
        busy={naming.isPending}
        busyText="Looking…"
      >
        Use it
      </Button>
    </div>
  );
}

function Named({
  code,
  coupon,
  currency,
  disabled,
  onRemove,
}: {
  code: string;
  coupon: Quote['coupon'];
  currency: string;
  disabled: boolean | undefined;
  onRemove: () => void;
}) {
  const note = useId();
  return (
    <div className="rounded-card bg-sunk px-3.5 py-2">
      <div className="flex items-center gap-2">
        <span className={coupon?.applied ? 'text-oasis' : 'text-muted'}>
          <Icon name={coupon?.applied ? 'check' : 'info'} size={16} />
        </span>
        <span className="min-w-0 grow truncate font-medium">{code}</span>
        <IconButton
          icon="cross"
          label={`Take out the code ${code}`}
          aria-describedby={coupon?.message ? note : undefined}
          disabled={disabled}
          onClick={onRemove}
        />
      </div>
      {coupon?.message && (
        <p id={note} role="status" className="pb-1 text-small text-amber">
          {coupon.message}
          {coupon.minimumMinor !== undefined && (
            <>
              {' '}
              It counts from <Price minor={coupon.minimumMinor} currency={currency} />.
            </>
          )}
        </p>
      )}
    </div>
  );
}
