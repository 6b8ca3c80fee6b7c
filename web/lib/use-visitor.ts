'use client';

import { useConsent } from './consent';
import { visitorId } from './behaviour';

/** Whether the visitor agreed to be remembered, and the id by which their browser is known then. */
export function useVisitor(): { isAllowed: boolean; visitorId: string | null } {
  const isAllowed = useConsent('unknown') === 'yes';
  return { isAllowed, visitorId: isAllowed ? visitorId() : null };
}
