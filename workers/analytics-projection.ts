import { timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { AwayError, type Projection } from '../events/projection';
import { ANALYTICS_TOPICS, toldBy } from '../services/analytics/analytics.facts';
import type { AnalyticsStore } from '../services/analytics/analytics.port';
import { questionSchema } from '../services/analytics/analytics.schema';
import { dropClickhouseStore, openClickhouseStore } from '../services/analytics/stores/clickhouse';
import { openDuckdbStore } from '../services/analytics/stores/duckdb';
import { ANSWERS_PATH, MARK_PATH } from '../services/analytics/stores/remote';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';

/** Questions are short. */
const MAX_BODY_BYTES = 10_000;

type Settings = Pick<
  Config,
  'ANALYTICS_DIR' | 'ANALYTICS_MEMORY_MB' | 'ANALYTICS_SECRET' | 'CLICKHOUSE_URL' | 'MONGODB_PREFIX'
>;

/** Where the figures of a generation are kept. */
function placeOf(config: Settings, generation: number) {
  const url = config.CLICKHOUSE_URL;
  const database = `${config.MONGODB_PREFIX}analytics_${generation}`;
  const file = join(resolve(config.ANALYTICS_DIR), `figures-${generation}.duckdb`);
  return url === undefined
    ? {
        open: () => openDuckdbStore({ file, memoryMb: config.ANALYTICS_MEMORY_MB }),
        drop: () =>
          Promise.all(
            [file, `${file}.wal`, `${file}.spill`].map((path) => rm(path, { recursive: true, force: true })),
          ),
      }
    : {
        open: () => openClickhouseStore({ url, database }),
        drop: () => dropClickhouseStore({ url, database }),
      };
}

export type AnalyticsDesk = ReturnType<typeof createAnalyticsDesk>;

/** The figures: made of events by the projection, and told to the API over HTTP. */
export function createAnalyticsDesk({ config, logger }: { config: Settings; logger: Logger }) {
  const stores = new Map<number, AnalyticsStore>();

  const projection: Projection = {
    name: 'analytics',
    topics: ANALYTICS_TOPICS,
    rebuilds: true,
    async open(generation) {
      const store = await placeOf(config, generation).open();
      stores.set(generation, store);
      return {
        async apply(events) {
          const told = events.map(toldBy);
          try {
            await store.append(told);
          } catch (error) {
            // Rows are well formed, so it is the store that cannot take them: they wait until it can.
            throw new AwayError(error instanceof Error ? error.message : String(error), { cause: error });
          }
        },
        async close() {
          if (stores.get(generation) === store) stores.delete(generation);
          await store.close();
        },
      };
    },
    async drop(generation) {
      await placeOf(config, generation).drop();
    },
  };

  /** While a new generation is built, the old one answers. */
  function serving(): { generation: number; store: AnalyticsStore } | null {
    const generation = Math.min(...stores.keys());
    const store = stores.get(generation);
    return store ? { generation, store } : null;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isAllowed(request.headers.authorization, config.ANALYTICS_SECRET)) return reply(response, 401, {});
    const open = serving();
    if (!open) return reply(response, 503, {});
    if (request.url === MARK_PATH)
      return reply(response, 200, { mark: `${open.generation}:${await open.store.mark()}` });
    const question = questionSchema.safeParse(parsed(await textOf(request)));
    if (!question.success) return reply(response, 400, {});
    reply(response, 200, { rows: await open.store.ask(question.data) });
  }

  return {
    projection,
    /** Answers a request about figures; false for any other, which it leaves alone. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      if (request.url !== ANSWERS_PATH && request.url !== MARK_PATH) return false;
      answer(request, response).catch((error: unknown) => {
        logger.warn({ err: error }, 'A question about figures could not be answered');
        reply(response, 503, {});
      });
      return true;
    },
  };
}

function isAllowed(header: string | undefined, secret: string): boolean {
  const [shown, wanted] = [header ?? '', `Bearer ${secret}`].map((text) => Buffer.from(text));
  return shown !== undefined && wanted !== undefined && shown.length === wanted.length
    ? timingSafeEqual(shown, wanted)
    : false;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
