import helmet from 'helmet';
import type { Config } from '../../services/platform/config';
import type { Handler } from './route';

const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Namespace';
const EXPOSED_HEADERS =
  'ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

/** Answers are JSON or pictures: nothing in them may be run or framed. */
export function securityHeaders(config: Pick<Config, 'API_PUBLIC_URL'>): Handler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // The shop's pages, on another origin, show our pictures.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: config.API_PUBLIC_URL.startsWith('https:'),
  });
}

/** The page of the document loads scripts and styles of its own. */
export const docsHeaders: Handler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      frameAncestors: ["'none'"],
    },
  },
});

/** Lets the shop's pages, and Temporal UI for its codec endpoint, call from the browser; nobody else. */
export function cors(config: Pick<Config, 'WEB_PUBLIC_URL' | 'TEMPORAL_UI_URL'>): Handler {
  const allowed = new Set([config.WEB_PUBLIC_URL, config.TEMPORAL_UI_URL].map((url) => new URL(url).origin));
  return (req, res, next) => {
    const { origin } = req.headers;
    if (origin !== undefined && allowed.has(origin)) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Allow-Credentials', 'true');
      res.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    }
    res.setHeader('Vary', 'Origin');
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      next();
      return;
    }
    if (origin !== undefined && allowed.has(origin)) {
      res.setHeader('Access-Control-Allow-Methods', ALLOWED_METHODS);
      res.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      res.setHeader('Access-Control-Max-Age', '600');
    }
    res.statusCode = 204;
    res.end();
  };
}
