/** What the visitor said to being remembered; `refused` by the browser itself where it asks not to be followed. */
export type Consent = 'yes' | 'no' | 'refused' | 'unknown';

/** Holds only the answer, so that nobody is asked twice; pages are rendered by it without a jump. */
export const CONSENT_COOKIE = 'caravan_consent';

/** The answer in a cookie's value, where the browser does not answer for itself (Sec-GPC and DNT). */
export function consentOf(cookie: string | undefined, objects: boolean): Consent {
  if (objects) return 'refused';
  return cookie === 'yes' || cookie === 'no' ? cookie : 'unknown';
}
