'use client';

import { useFormat } from '@/lib/surroundings';

/** `1 thing`, `1,204 things`. */
export function Count({ value, one, many = `${one}s` }: { value: number; one: string; many?: string }) {
  const format = useFormat();
  return (
    <span className="figures">
      {format.count(value)} {value === 1 ? one : many}
    </span>
  );
}
