'use client';

import { useEffect } from 'react';

/** On the link of each row that the keys go through. */
export const ROW = { 'data-row': '' };

/** `j` and `k` go down and up through the rows of the page; Enter opens the one in focus, as links do. */
export function useRowKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'j' && event.key !== 'k') return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
      const at = rows.findIndex((row) => row === document.activeElement);
      const to = event.key === 'j' ? at + 1 : at < 0 ? rows.length - 1 : at - 1;
      const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
      if (!row) return;
      event.preventDefault();
      row.focus();
      row.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(input|textarea|select)$/i.test(target.tagName) ||
    target.closest('[role=dialog]') !== null
  );
}
