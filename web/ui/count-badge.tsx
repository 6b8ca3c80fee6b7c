/** How many of something wait; nothing where nothing does. @param word what they are, read out only */
export function CountBadge({ count, word }: { count: number; word: string }) {
  if (count === 0) return null;
  return (
    <span className="figures inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-chip bg-flame px-1 text-small font-semibold text-on-flame">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> {word}</span>
    </span>
  );
}
