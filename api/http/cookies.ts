import type { Config } from '../../services/platform/config';

/** Holds the refresh token, out of reach of scripts. */
const REFRESH_COOKIE = 'caravan_refresh';

/** The refresh token of a `Cookie` header, or null. */
export function refreshTokenOf(header: string | undefined): string | null {
  if (!header || header.length > 8192) return null;
  for (const pair of header.split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name === REFRESH_COOKIE) return value.join('=') || null;
  }
  return null;
}

/** A `Set-Cookie` value; an empty token takes the cookie away. */
export function refreshCookie(
  config: Pick<Config, 'API_PUBLIC_URL'>,
  token: string,
  expiresAt?: string | null,
): string {
  const parts = [`${REFRESH_COOKIE}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (token === '') parts.push('Max-Age=0');
  else if (expiresAt) parts.push(`Expires=${new Date(expiresAt).toUTCString()}`);
  if (config.API_PUBLIC_URL.startsWith('https:')) parts.push('Secure');
  return parts.join('; ');
}
