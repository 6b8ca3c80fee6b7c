'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useSession } from '@/lib/session';
import type { Role } from '@/lib/types';
import { classes } from '@/ui/classes';
import { CountBadge } from '@/ui/count-badge';
import { Icon } from '@/ui/icon';
import { sumOf, useWaits, WAITING_WORDS, type WaitsFor } from './money/waits';

export interface Room {
  href: string;
  label: string;
  /** Under which word it stands; rooms of one group stand together, groups in the order of their first rooms. */
  group: string;
  /** Who sees it; everybody in the panel where nothing is said. */
  roles?: readonly Role[];
  /** What is counted beside its name. */
  waits?: WaitsFor;
}

interface PanelNavProps {
  /** The name of the panel. */
  name: string;
  rooms: readonly Room[];
}

/** Where one can go in a panel: a rail beside the page where there is room for it, a menu above it where not. */
export function PanelNav({ name, rooms: all }: PanelNavProps) {
  const path = usePathname();
  const session = useSession();
  const role = session.status === 'present' ? session.session.actor.role : null;
  const rooms = all.filter(({ roles }) => !roles || (role !== null && roles.includes(role)));
  const groups = [...new Set(rooms.map(({ group }) => group))];
  const here = roomAt(path, rooms);
  const kinds = rooms.flatMap(({ waits }) => waits ?? []);
  const waiting = useWaits(kinds);
  const sum = sumOf(kinds, waiting);
  const listId = useId();
  const { nav, button, isOpen, setOpen } = useMenu(path);
  return (
    <nav
      ref={nav}
      aria-label={name}
      className="relative z-20 border-b border-line bg-surface xl:z-0 xl:border-0 xl:bg-transparent"
    >
      <div className="page xl:hidden">
        <button
          ref={button}
          type="button"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setOpen(!isOpen)}
          className="-mx-2 flex min-h-12 w-[calc(100%+1rem)] items-center gap-2 rounded-small px-2 text-left focus-visible:-outline-offset-2"
        >
          <Icon name="menu" />
          <span className="min-w-0 grow truncate">
            {here && here.group !== here.label && <span className="text-muted">{here.group} / </span>}
            <span className="font-medium">{here?.label ?? 'Where to'}</span>
          </span>
          <CountBadge count={sum} word="waiting" />
          <Icon name={isOpen ? 'up' : 'down'} size={16} />
        </button>
      </div>
      <div
        id={listId}
        className={classes(
          'max-xl:absolute max-xl:inset-x-0 max-xl:top-full max-xl:max-h-[calc(100dvh-8rem)] max-xl:overflow-y-auto max-xl:border-y max-xl:border-line max-xl:bg-surface max-xl:py-4 max-xl:shadow-lift',
          'xl:sticky xl:top-0 xl:max-h-dvh xl:overflow-y-auto xl:py-6 xl:pl-8',
          !isOpen && 'max-xl:hidden',
        )}
      >
        <div className="grid gap-x-4 gap-y-5 max-xl:page max-xl:grid-cols-2 sm:max-xl:grid-cols-3 md:max-xl:grid-cols-5">
          {groups.map((group) => (
            <div key={group}>
              <p className="px-3 pb-1 text-small text-muted" id={`${listId}-${group}`}>
                {group}
              </p>
              <ul aria-labelledby={`${listId}-${group}`}>
                {rooms
                  .filter((room) => room.group === group)
                  .map((room) => (
                    <li key={room.href}>
                      <Link
                        href={room.href}
                        prefetch={false}
                        aria-current={room === here ? 'page' : undefined}
                        className={classes(
                          'flex min-h-11 items-center justify-between gap-2 rounded-small px-3 focus-visible:-outline-offset-2 xl:min-h-8.5',
                          room === here
                            ? 'bg-sunk font-medium shadow-[inset_3px_0_0_var(--flame)]'
                            : 'text-ink hover:bg-sunk',
                        )}
                      >
                        {room.label}
                        {room.waits && (
                          <CountBadge count={waiting[room.waits]} word={WAITING_WORDS[room.waits]} />
                        )}
                      </Link>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </div>
      </div>
    </nav>
  );
}

/** The home of a panel begins the addresses of all its rooms, so the longest one that fits is meant. */
function roomAt(path: string, rooms: readonly Room[]): Room | undefined {
  return [...rooms]
    .sort((a, b) => b.href.length - a.href.length)
    .find(({ href }) => path === href || path.startsWith(`${href}/`));
}

/** Open on demand; closed by going somewhere, by Escape, and by turning to something else on the page. */
function useMenu(path: string) {
  const nav = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Where it was opened: elsewhere it is closed. */
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === path;
  const close = useEffectEvent((event: Event) => {
    if (event instanceof KeyboardEvent) {
      if (event.key !== 'Escape') return;
      button.current?.focus();
    } else if (event.target instanceof Node && nav.current?.contains(event.target)) return;
    setOpenAt(null);
  });
  useEffect(() => {
    if (!isOpen) return;
    const kinds = ['keydown', 'pointerdown', 'focusin'];
    const listen = (event: Event) => close(event);
    for (const kind of kinds) document.addEventListener(kind, listen);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, listen);
    };
  }, [isOpen]);
  return { nav, button, isOpen, setOpen: (open: boolean) => setOpenAt(open ? path : null) };
}
