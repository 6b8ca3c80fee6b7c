'use client';

import { Moment, useNow } from '@/ui/clock';
import { Notice } from '@/ui/notice';

interface Vacation {
  from: string;
  until: string;
  note?: string | undefined;
}

const MINUTE_MS = 60_000;

/** Whether a shop is away at this moment; false until the browser knows the time. */
export function useIsAway(vacation: Vacation | null | undefined): boolean {
  const nowMs = useNow(MINUTE_MS);
  if (!vacation || nowMs === null) return false;
  return Date.parse(vacation.from) <= nowMs && nowMs < Date.parse(vacation.until);
}

/** Says that a shop is on vacation, while it is. */
export function VacationNotice({ vacation }: { vacation: Vacation | null | undefined }) {
  const isAway = useIsAway(vacation);
  if (!vacation || !isAway) return null;
  return (
    <Notice tone="info" className="mt-4" title="This shop is on vacation">
      <p>
        Nothing can be bought here until <Moment at={vacation.until} style="day" />.
      </p>
      {vacation.note && <p>{vacation.note}</p>}
    </Notice>
  );
}
