'use client';

import { Icon } from './icon';

interface StepperProps {
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  /** What is counted, for a screen reader. */
  label: string;
  disabled?: boolean;
}

/** How many, by one up or down. */
export function Stepper({ value, onChange, min = 1, max = 999, label, disabled }: StepperProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex items-center rounded-chip border border-edge bg-surface"
    >
      <Step
        icon="minus"
        text="One less"
        disabled={disabled || value <= min}
        onClick={() => onChange(value - 1)}
      />
      <output aria-live="polite" className="figures min-w-8 text-center font-medium">
        {value}
      </output>
      <Step
        icon="plus"
        text="One more"
        disabled={disabled || value >= max}
        onClick={() => onChange(value + 1)}
      />
    </div>
  );
}

function Step({
  icon,
  text,
  disabled,
  onClick,
}: {
  icon: 'plus' | 'minus';
  text: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={text}
      disabled={disabled}
      onClick={onClick}
      className="flex size-11 items-center justify-center rounded-chip hover:bg-sunk disabled:text-edge disabled:hover:bg-transparent"
    >
      <Icon name={icon} size={16} />
    </button>
  );
}
