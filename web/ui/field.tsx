'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { classes } from './classes';

const CONTROL = classes(
  'block w-full min-h-12 rounded-card border border-edge bg-surface px-3.5 py-2.5 text-large text-ink',
  'placeholder:text-muted transition-[border-color] duration-150 hover:border-ink',
  'aria-invalid:border-alarm disabled:bg-sunk disabled:text-muted',
);

interface Wrapped {
  label: string;
  /** Said below the field, before there is anything wrong. */
  hint?: ReactNode;
  /** What is wrong and how it is put right. */
  error?: string;
  /** Shown after the label of fields that may stay empty. */
  optional?: boolean;
  className?: string;
}

/** A labelled text field. */
export function Field({
  label,
  hint,
  error,
  optional,
  className,
  id,
  ...rest
}: ComponentProps<'input'> & Wrapped) {
  const own = useId();
  const field = id ?? own;
  return (
    <Labelled {...{ label, hint, error, optional, className }} id={field}>
      <input
        {...rest}
        id={field}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field, hint, error)}
        className={CONTROL}
      />
    </Labelled>
  );
}

/** A labelled field of several lines. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  className,
  id,
  ...rest
}: ComponentProps<'textarea'> & Wrapped) {
  const own = useId();
  const field = id ?? own;
  return (
    <Labelled {...{ label, hint, error, optional, className }} id={field}>
      <textarea
        rows={3}
        {...rest}
        id={field}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field, hint, error)}
        className={CONTROL}
      />
    </Labelled>
  );
}

/** A labelled choice from a list: the browser's own, which works everywhere. */
export function Select({
  label,
  hint,
  error,
  optional,
  className,
  id,
  children,
  ...rest
}: ComponentProps<'select'> & Wrapped) {
  const own = useId();
  const field = id ?? own;
  return (
    <Labelled {...{ label, hint, error, optional, className }} id={field}>
      <select
        {...rest}
        id={field}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field, hint, error)}
        className={CONTROL}
      >
        {children}
      </select>
    </Labelled>
  );
}

/** A tick box with its sentence. */
export function Checkbox({
  label,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={classes('flex cursor-pointer items-start gap-3 py-1.5', className)}>
      <input type="checkbox" {...rest} className="mt-0.5 size-5 shrink-0 accent-(--flame)" />
      <span>{label}</span>
    </label>
  );
}

function Labelled({
  label,
  hint,
  error,
  optional,
  className,
  id,
  children,
}: Wrapped & { id: string; children: ReactNode }) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 text-small font-medium text-alarm">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="mt-1.5 text-small text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

function describedBy(id: string, hint: ReactNode, error?: string): string | undefined {
  if (error) return `${id}-error`;
  return hint ? `${id}-hint` : undefined;
}
