'use client';

import type { Quantities, Units } from '@/lib/units';
import type { OrderLine } from '@/lib/types';
import { Stepper } from '@/ui/stepper';

interface UnitsFieldProps {
  label: string;
  lines: readonly OrderLine[];
  /** How many can be chosen; lines that are not here cannot. */
  most: readonly Units[];
  value: Quantities;
  onChange: (value: Quantities) => void;
  /** What is said of a line: of how many one can choose. */
  hintOf: (line: OrderLine, most: number) => string;
  /** Also shows lines of which nothing can be chosen, with their hint. */
  showAll?: boolean;
}

/** Which things of an order, and how many. */
export function UnitsField({ label, lines, most, value, onChange, hintOf, showAll }: UnitsFieldProps) {
  const mostOf = (line: OrderLine) => most.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <ul className="divide-y divide-line rounded-card border border-line">
        {lines
          .filter((line) => showAll || mostOf(line) > 0)
          .map((line) => (
            <li key={line.id} className="flex items-center justify-between gap-3 px-3.5 py-2.5">
              <span className="min-w-0">
                <span className="block max-sm:line-clamp-2 sm:truncate">{line.title}</span>
                <span className="text-small text-muted">{hintOf(line, mostOf(line))}</span>
              </span>
              {mostOf(line) > 0 && (
                <Stepper
                  label={`How many of ${line.title}`}
                  min={0}
                  max={mostOf(line)}
                  value={value[line.id] ?? 0}
                  onChange={(quantity) => onChange({ ...value, [line.id]: quantity })}
                />
              )}
            </li>
          ))}
      </ul>
    </fieldset>
  );
}
