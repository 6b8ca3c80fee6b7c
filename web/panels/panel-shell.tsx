'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useMe } from '@/lib/queries';
import { forget, useSession } from '@/lib/session';
import { Bell } from '@/notifications/bell';
import { forgetBrowser } from '@/notifications/push';
import { Logo } from '@/shop/logo';
import { OfflineBar } from '@/shop/offline-bar';
import { classes } from '@/ui/classes';
import { toast } from '@/ui/toast';
import { PanelNav, type Room } from './panel-nav';

interface PanelShellProps {
  /** What this part of Caravan is. */
  name: string;
  home: string;
  tone: 'dusk' | 'ink';
  /** The rooms of the panel; a panel of one room needs no way to it. */
  rooms: readonly Room[];
  children: ReactNode;
}

const TONES = { dusk: 'bg-dusk-soft text-dusk', ink: 'bg-sunk text-ink' };

/** The frame of the pages where people work: name, whose it is, the way out. */
export function PanelShell({ name, home, tone, rooms, children }: PanelShellProps) {
  const hasRooms = rooms.length > 1;
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-surface">
        <div
          className={classes('page flex min-h-16 items-center gap-2 py-2 sm:gap-3', hasRooms && 'max-w-376')}
        >
          <Logo short />
          <Link
            href={home}
            className={classes(
              'rounded-chip px-3 py-1 text-small font-medium whitespace-nowrap hover:underline',
              TONES[tone],
            )}
          >
            {name}
          </Link>
          <div className="ml-auto flex min-w-0 items-center max-sm:-mr-2 sm:gap-2">
            <Bell
              href={`${home}/notifications`}
              rings={home === '/seller'}
              className="relative inline-flex min-h-11 items-center rounded-chip px-2 hover:bg-sunk sm:px-3"
            />
            <WhoIsHere />
          </div>
        </div>
      </header>
      <OfflineBar />
      <div
        className={classes(
          'flex w-full grow flex-col',
          hasRooms && 'mx-auto max-w-376 xl:grid xl:grid-cols-[14rem_minmax(0,1fr)]',
        )}
      >
        {hasRooms && <PanelNav rooms={rooms} name={name} />}
        <main id="main" tabIndex={-1} className="grow pb-16 outline-none">
          {children}
        </main>
      </div>
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
    await forgetBrowser();
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
        className="min-h-11 rounded-chip px-2 font-medium whitespace-nowrap hover:bg-sunk sm:px-3"
      >
        Sign out
      </button>
    </>
  );
}
