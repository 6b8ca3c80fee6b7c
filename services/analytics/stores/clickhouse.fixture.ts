import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/**
 * A stand-in for ClickHouse's HTTP interface, as far as we use it: statements in the body or in `query`, typed
 * parameters in `param_*`, `JSONEachRow` both ways, the database in `database`. It runs what it is told in DuckDB.
 */
export async function startClickhouse() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run('CREATE TEMP MACRO lower_median(x) AS quantile_disc(x, 0.5)');
  /** Whether the next insert is kept, but its answer lost. */
  let losesAnswer = false;
  let turn: Promise<unknown> = Promise.resolve();

  const server = createServer((request, response) => {
    const answered = turn.then(async () => {
      const url = new URL(request.url ?? '/', 'http://clickhouse');
      const body = await textOf(request);
      const text = await answerOf(connection, url.searchParams, body);
      if (losesAnswer && (url.searchParams.get('query') ?? '').startsWith('INSERT')) {
        losesAnswer = false;
        request.socket.destroy();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(text);
    });
    turn = answered.catch((error: unknown) => {
      response.writeHead(500).end(`Code: 1. DB::Exception: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    loseNextAnswer: () => {
      losesAnswer = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function answerOf(connection: DuckDBConnection, url: URLSearchParams, body: string): Promise<string> {
  const database = url.get('database');
  await connection.run(`USE memory.${database ?? 'main'}`);
  const insert = /^INSERT INTO (\w+)/.exec(url.get('query') ?? '');
  if (insert) {
    await insertRows(connection, insert[1] ?? '', body);
    return '';
  }
  const sql = inDuckdb(`${url.get('query') ?? ''}${body}`);
  const names = [...new Set([...sql.matchAll(/\$(\w+)/g)].map(([, name = '']) => name))];
  const values = Object.fromEntries(names.map((name) => [name, url.get(`param_${name}`) ?? '']));
  const result = await connection.runAndReadAll(sql, values);
  return result
    .getRowObjectsJson()
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

async function insertRows(connection: DuckDBConnection, table: string, body: string): Promise<void> {
  const described = await connection.runAndReadAll(`DESCRIBE ${table}`);
  const columns = described.getRows().map(([name, type]) => [String(name), String(type)] as const);
  const shape = JSON.stringify([Object.fromEntries(columns)]);
  const rows = `[${body.trim().split('\n').join(',')}]`;
  await connection.run(
    `INSERT INTO ${table} SELECT ${columns.map(([name]) => `entry.${name}`).join(', ')}
     FROM (SELECT unnest(from_json($rows::JSON, '${shape}')) AS entry)`,
    { rows },
  );
}

/** What ClickHouse says, in DuckDB's words. */
function inDuckdb(sql: string): string {
  return sql
    .replace(/\s*FORMAT JSONEachRow\s*$/, '')
    .replace(/^CREATE DATABASE/, 'CREATE SCHEMA')
    .replace(/^DROP DATABASE (.*)$/, 'DROP SCHEMA $1 CASCADE')
    .replace(/ ENGINE = .*$/s, '')
    .replaceAll(/Nullable\((\w+)\)/g, '$1 NULL')
    .replaceAll(/\bString\b/g, 'VARCHAR')
    .replaceAll(/\bInt64\b/g, 'BIGINT')
    .replace(
      'SELECT * FROM kept_facts FINAL',
      'SELECT DISTINCT ON (topic, subject, version, line) * FROM kept_facts',
    )
    .replaceAll('quantileExactLow(0.5)(', 'lower_median(')
    .replaceAll(/\{(\w+):(\w+)\}/g, 'CAST($$$1 AS $2)');
}
