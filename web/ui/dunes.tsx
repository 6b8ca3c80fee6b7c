import { classes } from './classes';

/** Dunes under a low sun, in an arch: decoration. @param className its width */
export function Dunes({ className = 'w-46' }: { className?: string }) {
  return (
    <svg viewBox="0 0 184 104" aria-hidden="true" className={classes('arch h-auto bg-sunk', className)}>
      <circle cx="122" cy="40" r="15" className="fill-flame" opacity="0.9" />
      <path d="M0 78c30-24 52-26 78-12s52 14 106-10v48H0Z" className="fill-flame-soft" />
      <path d="M0 92c40-20 74-16 104-4s50 8 80-6v22H0Z" className="fill-line" />
    </svg>
  );
}
