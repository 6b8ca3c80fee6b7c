import { COLUMNS, VIEWS } from '../analytics.columns';
import type { AnalyticsStore } from '../analytics.port';
import { parametersOf, sqlOf, type Dialect } from '../analytics.queries';
import type { Question } from '../analytics.schema';

const TYPES = { text: 'String', integer: 'Int64', day: 'Date' } as const;
const DIALECT: Dialect = { median: (expression) => `quantileExactLow(0.5)(${expression})` };

/** Each version of a subject has one key, so what is sent twice is one row. */
const KEY = 'kind, day, topic, subject, version, line';

/**
 * Facts in ClickHouse, in a database of their own. ClickHouse has no transaction over two tables, so what comes again
 * is recognised by the key of its row: the view `facts` has each once.
 * @param options.url with user and password where there are any
 * @throws Error when ClickHouse does not answer
 */
export async function openClickhouseStore(options: {
  url: string;
  database: string;
}): Promise<AnalyticsStore> {
  const { database } = options;
  const first = await clientOf(options.url);
  await first.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` }).finally(() => first.close());
  const client = await clientOf(options.url, database);
  await setUp((query) => client.command({ query }));

  const rowsOf = async (query: string, values: Record<string, string> = {}): Promise<unknown[]> => {
    const answer = await client.query({ query, query_params: values, format: 'JSONEachRow' });
    return answer.json();
  };

  return {
    async append(told) {
      const values = told.flatMap(({ facts }) =>
        facts.map((fact) => Object.fromEntries(COLUMNS.map(({ name, of }) => [name, fact[of]]))),
      );
      if (values.length > 0) await client.insert({ table: 'kept_facts', values, format: 'JSONEachRow' });
    },
    async ask({ report, sellerId, ...question }: Question) {
      const sql = sqlOf(report, sellerId !== null, DIALECT);
      const given: Record<string, string> = { ...question, seller: sellerId ?? '' };
      return rowsOf(
        withParameters(sql),
        Object.fromEntries(parametersOf(sql).map((name) => [name, given[name] ?? ''])),
      );
    },
    mark: async () => JSON.stringify(await rowsOf('SELECT count(*) AS facts FROM kept_facts')),
    close: () => client.close(),
  };
}

/** Removes a database of facts. */
export async function dropClickhouseStore(options: { url: string; database: string }): Promise<void> {
  const client = await clientOf(options.url);
  await client
    .command({ query: `DROP DATABASE IF EXISTS ${options.database}` })
    .finally(() => client.close());
}

async function clientOf(url: string, database?: string) {
  const { ClickHouseLogLevel, createClient } = await import('@clickhouse/client');
  return createClient({
    url,
    ...(database !== undefined && { database }),
    request_timeout: 30_000,
    // What fails is thrown, and logged by who asked.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // What a join does not find is null, as everywhere else.
      join_use_nulls: 1,
      // An insert is answered once it is kept.
      async_insert: 0,
    },
  });
}

async function setUp(command: (sql: string) => Promise<unknown>): Promise<void> {
  const columns = COLUMNS.map(
    ({ name, type, required }) => `${name} ${required ? TYPES[type] : `Nullable(${TYPES[type]})`}`,
  );
  await command(
    `CREATE TABLE IF NOT EXISTS kept_facts (${columns.join(', ')}) ` +
      `ENGINE = ReplacingMergeTree PARTITION BY toYYYYMM(day) ORDER BY (${KEY})`,
  );
  await command('CREATE OR REPLACE VIEW facts AS SELECT * FROM kept_facts FINAL');
  for (const [name, sql] of Object.entries(VIEWS)) await command(`CREATE OR REPLACE VIEW ${name} AS ${sql}`);
}

/** `:name` as ClickHouse writes it. */
function withParameters(sql: string): string {
  return sql.replaceAll(/:(from|to|seller|currency)\b/g, (_, name: string) =>
    name === 'from' || name === 'to' ? `{${name}:Date}` : `{${name}:String}`,
  );
}
