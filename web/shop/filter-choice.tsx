import Link from 'next/link';
import { classes } from '@/ui/classes';

/** One choice of a facet, with how many products it shows. */
export function Choice({
  label,
  count,
  on,
  href,
}: {
  label: string;
  count: number;
  on: boolean;
  href: string;
}) {
  return (
    <li>
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        aria-current={on ? 'true' : undefined}
        className={classes(
          'flex min-h-9 items-center gap-2.5 py-1 hover:underline',
          on && 'font-medium',
          count === 0 && !on && 'text-muted',
        )}
      >
        <span
          aria-hidden="true"
          className={classes(
            'flex size-4.5 shrink-0 items-center justify-center rounded-small border text-small leading-none',
            on ? 'border-flame bg-flame text-surface' : 'border-edge bg-surface',
          )}
        >
          {on && '✓'}
        </span>
        <span className="min-w-0 grow break-words">{label}</span>
        <span className="figures shrink-0 text-small text-muted">{count}</span>
      </Link>
    </li>
  );
}
