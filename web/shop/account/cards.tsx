'use client';

import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import { usePublicConfig } from '@/lib/surroundings';
import type { User } from '@/lib/types';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { toast } from '@/ui/toast';

/** The cards that the payment provider keeps. New ones are kept at checkout. */
export function Cards({ user }: { user: User }) {
  const client = useQueryClient();
  const { cards } = usePublicConfig();

  async function remove(id: string) {
    try {
      client.setQueryData(keys.me, await api<User>(`/users/me/payment-methods/${id}`, { method: 'DELETE' }));
      toast('The card is forgotten.');
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    }
  }

  return (
    <Card>
      <h2 className="text-lead">Cards</h2>
      {user.paymentMethods.length === 0 && (
        <p className="mt-3 text-muted">
          {cards.provider === 'stripe'
            ? 'None are kept: a card is typed for each payment, and goes to Stripe only.'
            : 'None yet. Tick “keep this card” when you next pay.'}
        </p>
      )}
      <ul className="mt-3 divide-y divide-line">
        {user.paymentMethods.map((method) => (
          <li key={method.id} className="flex flex-wrap items-center gap-3 py-3">
            <span className="text-muted">
              <Icon name="card" />
            </span>
            <span className="grow">
              {method.brand} ending in <span className="figures font-medium">{method.last4}</span>
              {method.expiry && <span className="figures text-muted"> · to {method.expiry}</span>}
            </span>
            <button type="button" className="link text-small" onClick={() => void remove(method.id)}>
              Forget it<span className="sr-only">: card ending in {method.last4}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
