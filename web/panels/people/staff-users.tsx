'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Role } from '@/lib/types';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchField } from '@/ui/search-field';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList } from '../money/queries';
import { ADMINS } from '../types';
import { ViewTabs } from '../view-tabs';
import { AccountDialog, type AccountAct } from './account-dialog';
import { AccountRow } from './account-row';
import type { Account } from './types';
import { ROLES } from './words';

type Listed = keyof typeof ROLES;
const LISTED = Object.keys(ROLES) as Listed[];

interface StaffUsersProps {
  /** What was searched for, as the address says. */
  query: string | null;
  role: string | null;
}

/** The accounts of the market: who is what, who gets in. */
export function StaffUsers(props: StaffUsersProps) {
  return (
    <Gate roles={ADMINS} whom="Caravan's admins">
      {(actor) => <Users {...props} ownId={actor.id} />}
    </Gate>
  );
}

function Users({ query, role, ownId }: StaffUsersProps & { ownId: string }) {
  const listed = LISTED.find((one) => one === role) ?? null;
  const accounts = useList<Account>('/users', { query, role: listed }, false);
  const [asked, setAsked] = useState<{ account: Account; act: AccountAct } | null>(null);
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <PageHead title="People">Everybody with an account. What you do here is kept in the log.</PageHead>
      <Search key={query} query={query} role={listed} />
      <ViewTabs
        label="People by role"
        current={listed ?? 'all'}
        tabs={[
          { key: 'all', label: 'All', href: addressOf(query, null) },
          ...LISTED.map((key) => ({ key, label: `${ROLES[key].label}s`, href: addressOf(query, key) })),
        ]}
      />
      <div className="mt-5">
        <List
          title="People"
          quietTitle
          query={accounts}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title="Nobody found">
              <p>Try a part of the name or of the e-mail address, or another role.</p>
            </EmptyState>
          }
        >
          {(account) => (
            <AccountRow
              account={account}
              isOwn={account.id === ownId}
              onAsk={(act) => setAsked({ account, act })}
            />
          )}
        </List>
      </div>
      {asked && <AccountDialog key={asked.account.id} {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function Search({ query, role }: { query: string | null; role: Role | null }) {
  const router = useRouter();
  const [text, setText] = useState(query ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.push(addressOf(text.trim() || null, role));
  };
  return (
    <form role="search" onSubmit={submit} className="mb-6 flex gap-3">
      <SearchField
        label="Find people by name, e-mail or id"
        placeholder="Name or e-mail…"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="large">
        Find
      </Button>
    </form>
  );
}

function addressOf(query: string | null, role: Role | null): string {
  const params = new URLSearchParams({ ...(query && { query }), ...(role && { role }) }).toString();
  return params ? `/staff/users?${params}` : '/staff/users';
}
