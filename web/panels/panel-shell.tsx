'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useMe } from '@/lib/queries';
import { forget, useSession } from '@/lib/session';
import { Logo } from '@/shop/logo';
import { OfflineBar } from '@/shop/offline-bar';
import { classes } from '@/ui/classes';
import { toast } from '@/ui/toast';

interface PanelShellProps {
  /** What this part of Caravan is. */
  name: string;
  home: string;
  tone: 'dusk' | 'ink';
  children: ReactNode;
}

const TONES = { dusk: 'bg-dusk-soft text-dusk', ink: 'bg-sunk text-ink' };

/** The frame of the pages where people work: name, whose it is, the way out. */
export function PanelShell({ name, home, tone, children }: PanelShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-surface">
        <div className="page flex min-h-16 items-center gap-3 py-2">
          <Logo />
          <Link
            href={home}
            className={classes(
              'rounded-chip px-3 py-1 text-small font-medium whitespace-nowrap hover:underline',
              TONES[tone],
            )}
          >
            {name}
          </Link>
          <div className="ml-auto flex min-w-0 items-center gap-2">
            <WhoIsHere />
          </div>
        </div>
      </header>
      <OfflineBar />
      <main id="main" tabIndex={-1} className="grow pb-16 outline-none">
        {children}
      </main>
    </div>
  );
}

function WhoIsHere() {
  const session = useSession();
  const me = useMe().data;
  const router = useRouter();
  const [leaving, setLeaving] = useState(false);
  if (session.status !== 'present' || session.session.actor.role === 'guest') return null;

  const leave = async () => {
    setLeaving(true);
    try {
      await api('/sessions/current', { method: 'DELETE' });
      forget();
      router.push('/');
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setLeaving(false);
    }
  };

  return (
    <>
      <span className="truncate text-muted max-sm:sr-only">{me?.name}</span>
      <button
        type="button"
        onClick={leave}
        disabled={leaving}
        className="min-h-11 rounded-chip px-3 font-medium whitespace-nowrap hover:bg-sunk"
      >
        Sign out
      </button>
    </>
  );
}
