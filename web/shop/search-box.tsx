'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { api } from '@/lib/api';
import type { Suggestion } from '@/lib/types';
import { classes } from '@/ui/classes';
import { Icon } from '@/ui/icon';

const PATHS = { product: '/p/', category: '/c/', shop: '/shops/' } as const;
const KINDS = { product: null, category: 'Category', shop: 'Shop' } as const;
const pathOf = ({ kind, slug }: Suggestion) => PATHS[kind] + slug;

const PAUSE_MS = 160;
const SHORTEST = 2;

/**
 * Search with suggestions while one types (the combobox pattern of the ARIA practices). Without scripts it is a
 * plain form.
 */
export function SearchBox({ initial = '' }: { initial?: string }) {
  const router = useRouter();
  const list = useId();
  const box = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(initial);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const asked = useSettled(text.trim());
  const { data } = useQuery({
    queryKey: ['suggestions', asked],
    queryFn: ({ signal }) =>
      api<{ items: Suggestion[] }>(`/products/suggestions?query=${encodeURIComponent(asked)}`, {
        as: 'none',
        signal,
      }),
    enabled: open && asked.length >= SHORTEST,
    staleTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
  const items = open && asked.length >= SHORTEST ? (data?.items ?? []).slice(0, 8) : [];

  function go(path: string) {
    setOpen(false);
    setActive(-1);
    router.push(path);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') setOpen(false);
    if (items.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const places = items.length + 1;
    setActive((was) => ((was + 1 + step + places) % places) - 1);
  }

  return (
    <form
      ref={box}
      role="search"
      action="/search"
      className="relative"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = items[active];
        go(chosen ? pathOf(chosen) : `/search?query=${encodeURIComponent(text.trim())}`);
      }}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <span className="pointer-events-none absolute inset-y-0 left-4 flex items-center text-muted">
        <Icon name="search" size={19} />
      </span>
      <input
        type="search"
        name="query"
        role="combobox"
        aria-label="Search the market"
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        maxLength={200}
        placeholder="Search rugs, tea, lamps…"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
        className="h-11 w-full rounded-chip border border-line bg-surface pr-4 pl-11 text-base placeholder:text-muted hover:border-edge [&::-webkit-search-cancel-button]:appearance-none"
      />
      <ul
        id={list}
        role="listbox"
        aria-label="Suggestions"
        hidden={items.length === 0}
        className="appear absolute inset-x-0 top-full z-30 mt-1.5 overflow-hidden rounded-card border border-line bg-surface py-1.5 shadow-lift"
      >
        {items.map((item, index) => (
          <li
            key={pathOf(item)}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(pathOf(item))}
            className={classes(
              'flex cursor-pointer items-baseline justify-between gap-3 px-4 py-2 hover:bg-sunk',
              index === active && 'bg-sunk',
            )}
          >
            <span className="min-w-0 truncate">{item.title}</span>
            {KINDS[item.kind] && <span className="shrink-0 text-small text-muted">{KINDS[item.kind]}</span>}
          </li>
        ))}
      </ul>
    </form>
  );
}

/** A text once it has stood still for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
