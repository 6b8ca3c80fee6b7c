import { NextResponse, type NextRequest } from 'next/server';
import { apiInternalUrl, publicConfig } from './lib/config';

/** Sends `/api/v1` and `/media` on to the API, cookies and all; gives every page its content security policy. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/api/')) return toApi(pathname.slice('/api'.length), search);
  if (pathname.startsWith('/media/')) return toApi(pathname, search);

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  return response;
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|icon|favicon.ico).*)'],
};

function toApi(path: string, search: string): NextResponse {
  return NextResponse.rewrite(new URL(apiInternalUrl() + path + search));
}

/**
 * Scripts run by nonce only. Styles may be inline: React writes style attributes, and the dialog's scroll lock a
 * style element. The browser talks to us, to the API's sockets and to the payment provider.
 */
function contentSecurityPolicy(nonce: string): string {
  const { apiUrl, paymentProviderUrl } = publicConfig();
  const socket = apiUrl.replace(/^http/, 'ws');
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${apiUrl} ${socket} ${paymentProviderUrl}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
