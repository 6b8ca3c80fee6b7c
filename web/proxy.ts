import { NextResponse, type NextRequest } from 'next/server';
import { apiInternalUrl, publicConfig } from './lib/config';
import { contentSecurityPolicy } from './lib/content-security-policy';
import { shopAtDomain } from './lib/own-domain';

/**
 * Sends `/api/v1` and `/media` on to the API, cookies and all; shows a shop at the front door of its own domain; gives
 * every page its content security policy.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/api/')) return toApi(pathname.slice('/api'.length), search);
  if (pathname.startsWith('/media/')) return toApi(pathname, search);

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, publicConfig());
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  const slug = pathname === '/' ? await shopAtDomain(host) : null;
  const response = slug
    ? NextResponse.rewrite(new URL(`/shops/${slug}${search}`, request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
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
