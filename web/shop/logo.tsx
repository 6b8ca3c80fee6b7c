import Link from 'next/link';
import { classes } from '@/ui/classes';

/** The name with its gate: an arch, a low sun, a dune. @param short leaves the name out on phones */
export function Logo({ short = false }: { short?: boolean }) {
  return (
    <Link href="/" aria-label="Caravan, to the market" className="inline-flex items-center gap-2.5">
      <svg width="26" height="30" viewBox="0 0 26 30" aria-hidden="true">
        <path d="M1 30V13a12 12 0 0 1 24 0v17Z" className="fill-flame" />
        <circle cx="16.500" cy="12" r="4" className="fill-ground" />
        <path d="M1 23c6-5 11-5 15-2s7 3 9 0v9H1Z" className="fill-ground" />
      </svg>
      <span
        className={classes('font-display text-lead font-[560] tracking-tight', short && 'max-sm:sr-only')}
      >
        Caravan
      </span>
    </Link>
  );
}
