'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useMe } from '@/lib/queries';
import { forget, useSession } from '@/lib/session';
import type { Role } from '@/lib/types';
import { Logo } from '@/shop/logo';
import { OfflineBar } from '@/shop/offline-bar';
import { classes } from '@/ui/classes';
import { toast } from '@/ui/toast';
import { WaitingCount, type WaitsFor } from './money/waiting-count';

export interface Room {
  href: string;
  label: string;
  /** Who sees it; everybody in the panel where nothing is said. */
  roles?: readonly Role[];
  /** What is counted beside its name. */
  waits?: WaitsFor;
}

interface PanelShellProps {
  /** What this part of Caravan is. */
  name: string;
  home: string;
  tone: 'dusk' | 'ink';
  /** The rooms of the panel; the first is its home. */
  rooms: readonly Room[];
  children: ReactNode;
}

const TONES = { dusk: 'bg-dusk-soft text-dusk', ink: 'bg-sunk text-ink' };

/** The frame of the pages where people work: name, whose it is, the way out. */
export function PanelShell({ name, home, tone, rooms, children }: PanelShellProps) {
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
        <Rooms rooms={rooms} name={name} />
      </header>
      <OfflineBar />
      <main id="main" tabIndex={-1} className="grow pb-16 outline-none">
        {children}
      </main>
    </div>
  );
}

/** Where one can go; on narrow screens it scrolls sideways, and the room one is in stands in sight. */
function Rooms({ rooms: all, name }: { rooms: readonly Room[]; name: string }) {
  const path = usePathname();
  const session = useSession();
  const role = session.status === 'present' ? session.session.actor.role : null;
  const rooms = all.filter(({ roles }) => !roles || (role !== null && roles.includes(role)));
  const isHere = ({ href }: Room) => path === href || path.startsWith(`${href}/`);
  // The home of a panel begins the addresses of all its rooms.
  const here = [...rooms].sort((a, b) => b.href.length - a.href.length).find(isHere);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    const frame = list.current?.parentElement;
    if (current && frame)
      frame.scrollLeft = current.offsetLeft - (frame.clientWidth - current.offsetWidth) / 2;
    // What one may see is known only once the session is.
  }, [path, role]);
  return (
    <nav aria-label={name} className="page relative overflow-x-auto scroll-quiet">
      <ul ref={list} className="-mx-3 flex gap-1">
        {rooms.map((room) => (
          <li key={room.href}>
            <Link
              href={room.href}
              prefetch={false}
              aria-current={room === here ? 'page' : undefined}
              className={classes(
                'flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap focus-visible:-outline-offset-2',
                room === here ? 'border-flame font-medium' : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {room.label}
              {room.waits && <WaitingCount what={room.waits} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
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
