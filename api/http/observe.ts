import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Logger } from '../../services/platform/logger';
import { isTraceparent, traceOf, withTrace } from '../../services/platform/trace';
import type { Handler } from './route';

declare module 'express-serve-static-core' {
  interface Request {
    /** Names this request in the log and in problems. */
    requestId: string;
    /** The path with its parameters' names, such as `/v1/orders/{id}`. */
    routeTemplate?: string;
  }
}

export interface Observation {
  registry: Registry;
  middleware: Handler;
}

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Request ids, one log line a request and a histogram by route template; never a body, a token or an address. */
export function createObservation(logger: Logger): Observation {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'caravan_api_' });
  const durations = new Histogram({
    name: 'caravan_api_request_duration_seconds',
    help: 'Time to answer a request, by route template',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 20],
    registers: [registry],
  });

  const middleware: Handler = (req, res, next) => {
    const startedMs = performance.now();
    req.requestId = requestIdOf(req);
    res.setHeader('X-Request-Id', req.requestId);
    res.once('close', () => {
      const ms = performance.now() - startedMs;
      const route = req.routeTemplate ?? 'none';
      durations.observe({ method: req.method, route, status: res.statusCode }, ms / 1000);
      const line = {
        requestId: req.requestId,
        method: req.method,
        route,
        status: res.statusCode,
        ms: round(ms),
      };
      if (res.statusCode >= 500) logger.error(line, 'request failed');
      // Reads that went well are many and alike: the histogram has them, and a line each is a tenth of their cost.
      else if (req.method === 'GET' && res.statusCode < 400) logger.debug(line, 'request');
      else logger.info(line, 'request');
    });
    const { traceparent } = req.headers;
    withTrace(isTraceparent(traceparent) ? traceparent : traceOf(req.requestId), next);
  };
  return { registry, middleware };
}

/** The gateway's id when it gave one, so that both logs tell of the same request. */
function requestIdOf(req: Request): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
