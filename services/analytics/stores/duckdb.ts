import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { COLUMNS, VIEWS } from '../analytics.columns';
import type { AnalyticsStore, Told } from '../analytics.port';
import { parametersOf, sqlOf, type Dialect } from '../analytics.queries';
import type { Fact, Question } from '../analytics.schema';

const TYPES = { text: 'VARCHAR', integer: 'BIGINT', day: 'DATE' } as const;
const DAY_MS = 86_400_000;

const DIALECT: Dialect = { median: (expression) => `quantile_disc(${expression}, 0.5)` };

/** How many positions are asked for at once. */
const POSITIONS_AT_ONCE = 200;

/**
 * Facts in a file of DuckDB, which one process at a time has open. The library is loaded when it is opened first.
 * @param options.file where it is; null keeps it in memory
 * @param options.memoryMb most that DuckDB takes; what does not fit goes to a folder beside the file
 */
export async function openDuckdbStore(options: {
  file: string | null;
  memoryMb: number;
  threads?: number;
}): Promise<AnalyticsStore> {
  const { DuckDBDateValue, DuckDBInstance } = await import('@duckdb/node-api');
  const { file, memoryMb, threads = 1 } = options;
  if (file !== null) await mkdir(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(file ?? ':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    ...(file !== null && { temp_directory: `${file}.spill` }),
  });
  const writing = await instance.connect();
  const reading = await instance.connect();
  await setUp(writing);
  let commits = 0;
  // A connection has one transaction, so appends come one after another.
  let last: Promise<unknown> = Promise.resolve();

  async function appendOnce(told: readonly Told[]): Promise<void> {
    await writing.run('BEGIN TRANSACTION');
    try {
      const fresh = await notKept(writing, told);
      if (fresh.length > 0) {
        const appender = await writing.createAppender('facts');
        for (const { facts } of fresh) for (const fact of facts) appendRow(appender, fact);
        appender.closeSync();
        await keepPositions(writing, fresh);
      }
      await writing.run('COMMIT');
      if (fresh.some(({ facts }) => facts.length > 0)) commits += 1;
    } catch (error) {
      await writing.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  function appendRow(appender: DuckDBAppender, fact: Fact): void {
    for (const { of, type } of COLUMNS) {
      const value = fact[of];
      if (value === null) appender.appendNull();
      else if (type === 'text') appender.appendVarchar(String(value));
      else if (type === 'integer') appender.appendBigInt(BigInt(value));
      else appender.appendDate(new DuckDBDateValue(Date.parse(String(value)) / DAY_MS));
    }
    appender.endRow();
  }

  return {
    append(told) {
      const appended = last.then(() => appendOnce(told));
      last = appended.catch(() => undefined);
      return appended;
    },

    async ask({ report, sellerId, ...question }: Question) {
      const sql = sqlOf(report, sellerId !== null, DIALECT);
      const given: Record<string, string> = { ...question, seller: sellerId ?? '' };
      const names = parametersOf(sql);
      const values = Object.fromEntries(names.map((name) => [name, given[name] ?? '']));
      const result = await reading.runAndReadAll(withParameters(sql), values);
      return result.getRowObjectsJson();
    },

    mark: () => Promise.resolve(String(commits)),

    async close() {
      await last;
      reading.closeSync();
      writing.closeSync();
      instance.closeSync();
    },
  };
}

async function setUp(connection: DuckDBConnection): Promise<void> {
  const columns = COLUMNS.map(
    ({ name, type, required }) => `${name} ${TYPES[type]}${required ? ' NOT NULL' : ''}`,
  );
  await connection.run(`CREATE TABLE IF NOT EXISTS facts (${columns.join(', ')})`);
  await connection.run(
    'CREATE TABLE IF NOT EXISTS positions (subject VARCHAR PRIMARY KEY, version INTEGER NOT NULL)',
  );
  for (const [name, sql] of Object.entries(VIEWS))
    await connection.run(`CREATE OR REPLACE VIEW ${name} AS ${sql}`);
}

/** One column, because a key of one column is looked up in its index. */
const keyOf = ({ topic, subject }: Told) => `${topic}/${subject}`;

/** Those that are not kept yet, each version of a subject once. */
async function notKept(connection: DuckDBConnection, told: readonly Told[]): Promise<Told[]> {
  const kept = new Map<string, number>();
  const keys = [...new Set(told.map(keyOf))];
  for (let at = 0; at < keys.length; at += POSITIONS_AT_ONCE) {
    const some = keys.slice(at, at + POSITIONS_AT_ONCE);
    const names = some.map((_, index) => `$${index + 1}`).join(', ');
    const found = await connection.runAndReadAll(
      `SELECT subject, version FROM positions WHERE subject IN (${names})`,
      some,
    );
    for (const [subject, version] of found.getRows()) kept.set(String(subject), Number(version));
  }
  return told.filter((one) => {
    const before = kept.get(keyOf(one)) ?? 0;
    if (one.version <= before) return false;
    kept.set(keyOf(one), one.version);
    return true;
  });
}

async function keepPositions(connection: DuckDBConnection, told: readonly Told[]): Promise<void> {
  const latest = new Map(told.map((one) => [keyOf(one), one.version]));
  const positions = JSON.stringify([...latest].map(([subject, version]) => ({ subject, version })));
  await connection.run(
    `INSERT INTO positions
     SELECT entry.subject, entry.version
     FROM (SELECT unnest(from_json($positions::JSON, '[{"subject":"VARCHAR","version":"INTEGER"}]')) AS entry)
     ON CONFLICT DO UPDATE SET version = excluded.version`,
    { positions },
  );
}

/** `:name` as DuckDB writes it; days are told to be days. */
function withParameters(sql: string): string {
  return sql.replaceAll(/:(from|to|seller|currency)\b/g, (_, name: string) =>
    name === 'from' || name === 'to' ? `CAST($${name} AS DATE)` : `$${name}`,
  );
}
