'use client';

import { useSellers } from '@/lib/queries';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import type { AccountAct } from './account-dialog';
import type { Account } from './types';
import { ROLES } from './words';

interface AccountRowProps {
  account: Account;
  /** One's own account is changed by others only. */
  isOwn: boolean;
  onAsk: (act: AccountAct) => void;
}

/** One account: who it is, what they may do, whether they get in. */
export function AccountRow({ account, isOwn, onAsk }: AccountRowProps) {
  const shop = useSellers().data?.find(({ id }) => id === account.sellerId);
  const role = account.role === 'guest' ? null : ROLES[account.role];
  return (
    <article
      aria-label={account.name}
      className="grid gap-3 p-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-6 md:px-5"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium break-words">{account.name}</span>
          {role && <Chip tone={role.tone}>{role.label}</Chip>}
          {account.locked && <Chip tone="alarm">Locked</Chip>}
          {!account.emailVerified && <Chip tone="plain">E-mail not confirmed</Chip>}
        </p>
        <p className="text-small break-all text-muted">
          {account.email}
          {account.sellerId && <> · {shop?.name ?? account.sellerId}</>}
        </p>
        {account.locked && (
          <p className="mt-1 border-l-2 border-alarm pl-3 text-small">
            {account.locked.note}{' '}
            <span className="text-muted">
              since <Moment at={account.locked.at} />
            </span>
          </p>
        )}
      </div>
      {isOwn ? (
        <p className="text-small text-muted">This is you.</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => onAsk('role')}>
            Role…
          </Button>
          <Button size="small" onClick={() => onAsk('sign-out')}>
            Sign out…
          </Button>
          <Button
            size="small"
            look={account.locked ? 'outline' : 'alarm'}
            onClick={() => onAsk(account.locked ? 'unlock' : 'lock')}
          >
            {account.locked ? 'Unlock…' : 'Lock…'}
          </Button>
        </div>
      )}
    </article>
  );
}
