'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/lib/api';
import { forgetBrowser } from '@/notifications/push';
import { keys, useMe } from '@/lib/queries';
import { messageOf } from '@/lib/problem';
import { forget, useSession } from '@/lib/session';
import type { User } from '@/lib/types';
import { Button, ButtonLink } from '@/ui/button';
import { Card } from '@/ui/card';
import { EmptyState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { ConsentCard } from '../consent';
import { Away, Failed } from '../failed';
import { Addresses } from './addresses';
import { Cards } from './cards';

/** The account: name, addresses, cards, and the way out. */
export function Account() {
  const session = useSession();
  const me = useMe();
  const isGuest = session.status === 'present' && session.session.actor.role === 'guest';
  if (session.status === 'away') return <Away />;
  if (session.status === 'anonymous' || isGuest) {
    return (
      <EmptyState
        title="You have no account here yet"
        action={
          <>
            <ButtonLink href="/register" look="flame">
              Make an account
            </ButtonLink>
            <ButtonLink href="/sign-in?next=/account">Sign in</ButtonLink>
          </>
        }
      >
        <p>With one, your addresses are kept and your orders are with you everywhere.</p>
      </EmptyState>
    );
  }
  if (me.isError && !me.data) return <Failed error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) {
    return (
      <Loading className="space-y-6">
        <Skeleton className="h-36 rounded-card" />
        <Skeleton className="h-52 rounded-card" />
        <Skeleton className="h-40 rounded-card" />
      </Loading>
    );
  }
  return (
    <div className="space-y-6">
      <Profile key={me.data.version} user={me.data} />
      <Addresses user={me.data} />
      <Cards user={me.data} />
      <ConsentCard />
      <SignOut />
    </div>
  );
}

function Profile({ user }: { user: User }) {
  const client = useQueryClient();
  const [name, setName] = useState(user.name);
  const [state, setState] = useState<{ busy: boolean; failure?: string }>({ busy: false });

  async function save() {
    setState({ busy: true });
    try {
      const changed = await api<User>('/users/me', {
        method: 'PATCH',
        body: { name: name.trim() },
        ifMatch: `"${user.version}"`,
      });
      client.setQueryData(keys.me, changed);
      setState({ busy: false });
      toast('Saved.');
    } catch (error) {
      setState({ busy: false, failure: messageOf(error) });
    }
  }

  return (
    <Card>
      <h2 className="text-lead">You</h2>
      <p className="mt-1 text-muted">{user.email}</p>
      <form
        className="mt-4 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!state.busy && name.trim() !== '') void save();
        }}
      >
        <Field
          label="Name"
          autoComplete="name"
          maxLength={120}
          value={name}
          error={state.failure}
          onChange={(event) => setName(event.target.value)}
          className="max-w-sm grow"
        />
        <Button
          type="submit"
          busy={state.busy}
          busyText="Saving…"
          disabled={name.trim() === '' || name.trim() === user.name}
        >
          Save
        </Button>
      </form>
    </Card>
  );
}

function SignOut() {
  const router = useRouter();
  async function leave() {
    await forgetBrowser();
    try {
      await api('/sessions/current', { method: 'DELETE' });
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
      return;
    }
    forget();
    router.replace('/');
  }
  return (
    <Button icon="out" onClick={() => void leave()}>
      Sign out
    </Button>
  );
}
