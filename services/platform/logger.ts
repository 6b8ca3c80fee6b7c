import pino from 'pino';
import type { Config } from './config';

export type Logger = pino.Logger;

/** One JSON line an entry, on standard output; secrets and addresses are cut out wherever they stand. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>, name: string): Logger {
  return pino({
    name,
    level: config.LOG_LEVEL,
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.authorization',
        '*.cookie',
        '*.address',
        '*.email',
        'password',
        'token',
        'authorization',
        'cookie',
        'address',
        'email',
      ],
      censor: '[cut]',
    },
  });
}
