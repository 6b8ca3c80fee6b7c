'use client';

import { useId } from 'react';
import { classes } from '@/ui/classes';

const STAR =
  'm10 1.500 2.600 5.500 6 .8-4.400 4.200 1.100 6L10 15.100 4.700 18l1.100-6L1.400 7.800l6-.8L10 1.500Z';
const ALL = [1, 2, 3, 4, 5];

/** So many of five stars. */
export function Stars({ value, size = 16 }: { value: number; size?: number }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      <span className="sr-only">{value} of 5 stars</span>
      {ALL.map((star) => (
        <Star key={star} isFull={star <= value} size={size} />
      ))}
    </span>
  );
}

function Star({ isFull, size }: { isFull: boolean; size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={isFull ? 'fill-amber' : 'fill-line'}
    >
      <path d={STAR} />
    </svg>
  );
}

const WORDS = ['Bad', 'Not good', 'All right', 'Good', 'Very good'];

/** One to five stars, chosen by mouse, finger or arrow keys. */
export function StarField({
  value,
  onChange,
  error,
}: {
  value: number;
  onChange: (stars: number) => void;
  error?: string | undefined;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">How is it?</legend>
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="flex">
          {ALL.map((star) => (
            <label
              key={star}
              className="cursor-pointer rounded-small p-1.5 has-focus-visible:outline-2 has-focus-visible:outline-flame"
            >
              <input
                type="radio"
                name={name}
                value={star}
                checked={value === star}
                onChange={() => onChange(star)}
                aria-describedby={error ? `${name}-error` : undefined}
                className="sr-only"
              />
              <span className="sr-only">{`${star} of 5, ${(WORDS[star - 1] ?? '').toLowerCase()}`}</span>
              <Star isFull={star <= value} size={30} />
            </label>
          ))}
        </div>
        <span aria-hidden="true" className={classes('text-muted', value === 0 && 'invisible')}>
          {WORDS[value - 1] ?? 'Choose'}
        </span>
      </div>
      {error && (
        <p id={`${name}-error`} className="mt-1 text-small font-medium text-alarm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
