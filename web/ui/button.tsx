import Link from 'next/link';
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type IconName } from './icon';

export type ButtonLook = 'flame' | 'ink' | 'outline' | 'quiet' | 'alarm';

const LOOKS: Record<ButtonLook, string> = {
  flame: 'bg-flame text-on-flame hover:bg-flame-deep',
  ink: 'bg-ink text-ground hover:opacity-90',
  outline: 'border border-edge bg-surface text-ink hover:border-ink',
  quiet: 'text-ink hover:bg-sunk',
  alarm: 'border border-alarm text-alarm hover:bg-alarm-soft',
};

const SIZES = {
  small: 'min-h-9 px-3.5 text-small',
  normal: 'min-h-11 px-5 text-base',
  large: 'min-h-13 px-7 text-large',
};

interface Looks {
  look?: ButtonLook;
  size?: keyof typeof SIZES;
  wide?: boolean;
  icon?: IconName;
}

function buttonClasses({ look = 'outline', size = 'normal', wide }: Looks, extra?: string): string {
  return classes(
    'inline-flex items-center justify-center gap-2 rounded-chip font-medium select-none',
    'transition-[background-color,border-color,opacity,transform] duration-150 active:scale-[0.985]',
    'disabled:opacity-55 disabled:active:scale-100 aria-disabled:opacity-55',
    LOOKS[look],
    SIZES[size],
    wide && 'w-full',
    extra,
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Looks {
  /** While true the button says `busyText` and does not act again; it keeps its focus. */
  busy?: boolean;
  busyText?: string;
}

/** The one button. `look="flame"` is for the one thing a page is there for. */
export function Button({
  busy,
  busyText,
  look,
  size,
  wide,
  icon,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClasses({ look, size, wide }, className)}
    >
      {icon && !busy && <Icon name={icon} size={size === 'small' ? 16 : 19} />}
      {busy ? <span className="breathe">{busyText ?? children}</span> : children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look,
  size,
  wide,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Looks & { children: ReactNode }) {
  return (
    <Link {...rest} className={buttonClasses({ look, size, wide }, className)}>
      {icon && <Icon name={icon} size={size === 'small' ? 16 : 19} />}
      {children}
    </Link>
  );
}

/** A round button that shows only an icon; `label` says what it does. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classes(
        'inline-flex size-10 items-center justify-center rounded-chip text-ink transition-colors duration-150',
        'hover:bg-sunk disabled:text-edge disabled:hover:bg-transparent',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}
